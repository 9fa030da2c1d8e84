"""Money as Koreans read it. Amounts are whole won everywhere."""

import re
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

EOK = 100_000_000
MAN = 10_000
MILLION = 1_000_000


def won(amount: int) -> str:
    """`7,200,000,000원`, in English `KRW 7,200,000,000`."""
    return _("KRW %(amount)s") % {"amount": f"{amount:,}"}


UNIT = re.compile(r"\s*\((?:won|원)\)$")


def without_unit(label: str) -> str:
    """The name of an amount without the unit behind it: above amounts that say their own."""
    return UNIT.sub("", label)


def readable_won(amount: int) -> str:
    """In Korean by 억 and 만 where that loses nothing: 72억원, 1억 5,000만원, 1,500만원, 1,234원.

    English counts in millions where that loses nothing: KRW 7,200 million.
    """
    if get_language() == "ko" and amount >= MAN and amount % MAN == 0:
        eok, man = divmod(amount // MAN, EOK // MAN)
        parts = [f"{eok:,}억" if eok else "", f"{man:,}만" if man else ""]
        return " ".join(part for part in parts if part) + "원"
    if amount and amount % MILLION == 0:
        return _("KRW %(amount)s million") % {"amount": f"{amount // MILLION:,}"}
    return won(amount)


class UnreadableWon(ValueError):
    """A text that is no amount of whole won."""


# A comma parts thousands and nothing else: 1,5억 is not 15억
_WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_NUMBER = rf"{_WHOLE}(?:\.[0-9]{{1,8}})?"
_AMOUNT = re.compile(
    rf"(?:(?P<eok>{_NUMBER})\s?억)?\s*(?:(?P<cheonman>{_NUMBER})\s?천만|(?P<man>{_NUMBER})\s?만)?\s*"
    rf"(?P<won>{_WHOLE})?\s*원?"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．　", "0123456789,. ")
_UNITS = {"eok": EOK, "cheonman": 1000 * MAN, "man": MAN, "won": 1}
LONGEST_AMOUNT = 40


def won_from(text: str) -> int:
    """An amount as people write it: 150000000, 150,000,000원, 1억 5천만, 1.5억, 1,500만원.

    Raises UnreadableWon where it is none, or no whole number of won.
    """
    plain = text.translate(_FULL_WIDTH).strip()
    found = _AMOUNT.fullmatch(plain) if len(plain) <= LONGEST_AMOUNT else None
    if found is None or not any(found.groupdict().values()):
        raise UnreadableWon(text)
    if plain.count("억") + plain.count("만") and found["won"] and not plain.endswith("원"):
        raise UnreadableWon(text)  # 1억 2: two what?
    amount = sum(
        (Decimal(digits.replace(",", "")) * _UNITS[unit])
        for unit, digits in found.groupdict().items()
        if digits
    )
    if amount != int(amount):
        raise UnreadableWon(text)
    return int(amount)
