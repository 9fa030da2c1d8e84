"""Names taken out of texts, however they are written there: what a blind panel does not read.

A name is looked for by its letters alone: without case, width, accents and what nobody sees, with or
without its legal form, and across blanks, hyphens and ends of lines. Every mail address, web
address, phone number and registration number goes as well, whoever's it is.

How sure one has to be goes by the length of the name (`_name`), since short ones are ordinary words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from portal.common.text import INVISIBLE, LEGAL_FORMS

MARK = "[○○]"

Hides = Callable[[str], str]

# Words of which names are made and texts as well: looked for beside a legal form alone
ORDINARY = frozenset(
    "ai it ict iot bt nt et ct st ip rd bio nano data smart energy tech lab labs group global korea "
    "system systems solution solutions center centre university institute mail info www "
    "am an as at be by do go he if in is me my no of on or so to up us we "
    "기업 기술 국가 공공 과학 교육 대학 대학교 데이터 디지털 로봇 미래 바이오 반도체 사업 산업 서울 소재 스마트 "
    "시스템 에너지 연구 연구소 연구원 우리 의료 의학 인공지능 자원 전자 정보 제조 제품 지역 창업 테크 특구 플랫폼 "
    "하나 한국 혁신 협력 화학 환경 대전 광주 대구 부산 전북 강원 경북 경남 충남 충북 전남 인천 울산 세종 제주 경기 "
    "대표 대표이사 이사 사장 회장 교수 박사 석사 책임 선임 수석 팀장 부장 과장 차장 대리 소장 원장 담당 담당자".split()
)
PARTICLES = (
    "이라는|으로서|으로써|에게서|에서는|에서|에게|께서|으로|라는|부터|까지|처럼|보다|이나|이며|이고|와의|과의|"
    "은|는|이|가|을|를|의|에|와|과|도|로|만|및|측|씨|님|대표이사|대표|교수|박사|이사|연구원"
)
# A title behind a person's name is none of it
TITLES = re.compile(
    r"\s+(?:공동대표|각자대표|대표이사|대표|이사|사장|회장|부사장|전무|상무|본부장|센터장|연구소장|소장|원장|팀장|부장|차장|"
    r"과장|대리|교수|부교수|조교수|박사|책임연구원|선임연구원|수석연구원|연구원|책임|선임|수석|님|씨)\.?$"
    r"|^(?:dr|mr|ms|mrs|prof)\.?\s+|,?\s*(?:ph\.?d|ceo|cto|cfo)\.?$"
)
# Several names in one field, or one in two languages
PARTED = re.compile(r"[()\[\]{}<>/|;,·&]|\s(?:및|외)\s|\s외$")

HANGUL, LATIN = "가-힣", "a-z"
GAP = r"[\W_]{0,4}"  # between the letters of a name: " - " and the end of a line are no other name
NEAR = r"[\W_]{0,2}"  # between a name and its legal form
FORM = f"(?:{LEGAL_FORMS.pattern})"
SURE = 7  # Latin letters that are in no other word
WIDE = 5  # Latin letters that are looked for across blanks anywhere
FEWEST_DIGITS = 7

SHAPES = (
    # A long run of letters is looked at once
    r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64} ?(?:@|\(at\)|\[at\]) ?[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    r"(?:https?://|www\.)[a-z0-9\-._~:/?#@!$&'*+,;=%]+",
    r"(?<![a-z0-9.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kr|com)(?![a-z0-9])(?:/[a-z0-9\-._~/?#&=%]*)?",
    r"(?<![\d-])(?:\+?82[- .]?\(?0?\)?|\(?0)\d{1,2}\)?[- .]{0,2}\d{3,4}[- .]\d{4}(?![\d-])",
    r"(?<![\d-])01[016789]\d{7,8}(?!\d)",
    r"(?<![\d-])1[568]\d\d-\d{4}(?![\d-])",
    r"(?<![\d-])\d{3}-\d{2}-\d{5}(?![\d-])",
    r"(?<![\d-])\d{6}-\d{7}(?![\d-])",
)


@dataclass(frozen=True)
class Known:
    """What is known of who stands behind a text; `shared_domains` are mail services for everybody."""

    organisations: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    shared_domains: frozenset[str] = field(default=frozenset(), repr=False)


def hiding(known: Known) -> Hides:
    """What takes all of this out of a text and leaves a mark; other letters stay as they are."""
    names = set(_names_in(known))
    whole_cells = {name.key for name in names if not _is_ordinary(name.key)}
    pattern = _pattern(names, known)

    def hides(text: str) -> str:
        folded = _Folded.of(text)
        if _key(LEGAL_FORMS.sub(" ", folded.text)) in whole_cells:
            return MARK
        return folded.without(pattern)

    return hides


def as_it_is(text: str) -> str:
    """For those who may read names."""
    return text


@dataclass(frozen=True)
class _Name:
    """By its letters; where a blank or a sign stands in it, `breaks` has how many come before."""

    key: str
    breaks: frozenset[int]


def _names_in(known: Known) -> Iterator[_Name]:
    for said in known.organisations:
        whole = LEGAL_FORMS.sub(" ", _Folded.of(said).text)
        yield from _named(whole, *_parts(whole))
    for said in known.people:
        whole = _Folded.of(said).text.strip()
        for part in (whole, *_parts(whole)):
            person = TITLES.sub("", part).strip()
            yield from _named(part, person, *_turned(person))
    for said in known.mails:
        yield from _named(*_labels(said, known.shared_domains))


def _parts(whole: str) -> list[str]:
    """Each of several names; what is short beside another one is no name."""
    parts = PARTED.split(whole)
    return [part for part in parts if len(_key(part)) > 2] if len(parts) > 1 else []


def _turned(person: str) -> list[str]:
    """Hong Gildong is Gildong Hong."""
    words = person.split()
    if len(words) not in (2, 3) or not person.isascii():
        return []
    return [" ".join([*words[1:], words[0]]), " ".join([words[-1], *words[:-1]])]


def _labels(mail: str, shared: frozenset[str]) -> list[str]:
    """Of kim@lab.galaxy.co.kr that it is of "galaxy"."""
    domain = _Folded.of(mail).text.rpartition("@")[2].strip()
    found = re.search(r"([^.]+)\.(?:(?:ac|re|co|or|go|ne|pe)\.kr|[^.]+)$", domain)
    return [found[1]] if found and found[0] not in shared and len(_key(found[1])) > 2 else []


def _named(*said: str) -> Iterator[_Name]:
    for text in said:
        words = [word for word in map(_key, re.split(r"[\W_]+", text)) if word]
        ends = [len("".join(words[:count])) for count in range(1, len(words))]
        if words:
            yield _Name("".join(words), frozenset(ends))


def _key(folded: str) -> str:
    return re.sub(r"[\W_]+", "", folded)


def _is_ordinary(key: str) -> bool:
    return key in ORDINARY or key.isdecimal()


def _pattern(names: Iterable[_Name], known: Known) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name.key), name.key))
    sure = [_sure(name) for name in longest_first if not _needs_form(name.key)]
    vague = [
        _bounded(name.key, re.escape(name.key)) for name in longest_first if _needs_form(name.key)
    ]
    ways = [*SHAPES, *map(_number, _digits_in(known.numbers))]
    if sure:
        ways.append(rf"(?:{FORM}{NEAR}){{0,2}}{_any(sure)}(?:{NEAR}{FORM}){{0,3}}")
    if vague:
        ways += [rf"{FORM}{NEAR}{_any(vague)}{_END}", rf"{_any(vague)}{NEAR}{FORM}"]
    return re.compile("|".join(ways))


def _any(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(dict.fromkeys(patterns))})"


# Behind a short name nothing goes on but a particle
_END = rf"(?=(?:{PARTICLES})?(?![{HANGUL}{LATIN}0-9]))"


def _needs_form(key: str) -> bool:
    """One letter is in every second word, and some words are in every text."""
    return len(key) < 2 or _is_ordinary(key)


def _sure(name: _Name) -> str:
    """Two letters: a word of its own, but for a particle. More: wherever they stand, across blanks;
    Latin ones up to six at no other Latin letter, up to four in one piece."""
    key = name.key
    is_latin = re.fullmatch(rf"[{LATIN}0-9]+", key) is not None
    if len(key) == 2:
        return (
            _bounded(key, re.escape(key)) if is_latin else rf"(?<![{HANGUL}{LATIN}0-9]){key}{_END}"
        )
    gaps = set(range(1, len(key))) if len(key) >= WIDE or not is_latin else name.breaks
    spaced = "".join(
        (GAP if place in gaps else "") + re.escape(letter) for place, letter in enumerate(key)
    )
    return _bounded(key, spaced) if is_latin and len(key) < SURE else spaced


def _bounded(key: str, pattern: str) -> str:
    """In no longer word, and where it begins or ends with a digit in no longer number."""
    before, after = (LATIN + "0-9" * edge.isdigit() for edge in (key[0], key[-1]))
    return rf"(?<![{before}]){pattern}(?![{after}])"


def _digits_in(numbers: Iterable[str]) -> list[str]:
    found = {re.sub(r"\D", "", _Folded.of(number).text) for number in numbers}
    return sorted(number for number in found if len(number) >= FEWEST_DIGITS)


def _number(digits: str) -> str:
    """However it is parted; of a phone number abroad the first zero becomes 82."""
    gap = r"[\s\-.()]{0,2}"
    first = rf"(?:\+?{gap}8{gap}2{gap}0?|0)" if digits[0] == "0" else digits[0]
    return rf"(?<!\d){gap.join([first, *digits[1:]])}(?!\d)"


@dataclass(frozen=True)
class _Folded:
    """A text as it is compared, with the place in the text of each of its letters."""

    said: str
    text: str
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, said: str) -> "_Folded":
        letters: list[str] = []
        spans: list[tuple[int, int]] = []
        for start, end in _clusters(said):
            for letter in _fold(said[start:end]):
                if letter != " " or letters[-1:] != [" "]:
                    letters.append(letter)
                    spans.append((start, end))
        return cls(said, "".join(letters), spans)

    def without(self, pattern: re.Pattern[str]) -> str:
        kept, at = [], 0
        for found in pattern.finditer(self.text):
            start, end = self.spans[found.start()][0], self.spans[found.end() - 1][1]
            kept += [self.said[at:start], MARK]
            at = end
        return "".join([*kept, self.said[at:]])


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Letters with the marks and the parts of a syllable that follow them."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _goes_on(text[place]):
            yield start, place
            start = place


@lru_cache(maxsize=4096)
def _goes_on(letter: str) -> bool:
    if letter < "\u0300":
        return False
    is_vowel_or_tail = "\u1160" <= unicodedata.normalize("NFKD", letter)[0] <= "\u11ff"
    return unicodedata.category(letter)[0] == "M" or is_vowel_or_tail and letter not in INVISIBLE


@lru_cache(maxsize=16384)
def _fold(cluster: str) -> str:
    """Without case, width and marks; blanks and dashes of all kinds are one."""
    composed = unicodedata.normalize("NFKC", cluster).casefold()
    return "".join(map(_folded_letter, composed))


def _folded_letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter in INVISIBLE or kind in ("Cf", "Mn", "Me", "Cn"):
        return ""
    if kind[0] == "Z" or kind == "Cc":
        return " "
    if kind == "Pd" or letter == "\u2212":
        return "-"
    plain = unicodedata.normalize("NFD", letter)[0]
    return plain if plain.isascii() else letter
