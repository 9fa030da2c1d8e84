"""What the law asks of a call: the articles that are cited, and the numbers that stand in them."""

from zones.enums import CompanySize

ACT, DECREE = "국가연구개발혁신법", "국가연구개발혁신법 시행령"
CONTENTS = f"{DECREE} 제9조제1항"
SHORTER_NOTICE = f"{DECREE} 제9조제1항 단서"
PLAN = f"{DECREE} 제9조제3항"
PANEL = f"{ACT} 제14조제2항"
SHARES = f"{DECREE} 제19조 별표 1"
LAST_DAY = "민법 제161조"

LEAST_NOTICE_DAYS = 30  # 제9조제1항

# The government pays at most, and cash in the own share is at least, in percent (별표 1)
STATUTORY_SHARES: dict[str, tuple[int, int]] = {
    CompanySize.SMALL: (75, 10),
    CompanySize.MIDDLE: (70, 13),
    CompanySize.LARGE: (50, 15),
    CompanySize.PUBLIC: (50, 15),
}
