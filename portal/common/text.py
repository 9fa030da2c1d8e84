"""Texts as people paste them, without what neither XML nor a reader can take."""

import re
import unicodedata
from typing import Any

from django.template.defaultfilters import filesizeformat

# Vertical tab and form feed are the soft line and page breaks of word processors
SOFT_BREAKS = re.compile("[\v\f]+")
# A browser ends the lines of a form with both, a database and JSON with one
LINE_ENDS = re.compile("\r\n?")
# Control characters but tab, line feed and carriage return; halves of a pair; noncharacters
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


# Letters that show nothing, beside blanks, format and control characters
INVISIBLE = "\u115f\u1160\u2800\u3164\uffa0"
# Marks that show nothing either: joiners of graphemes, inherent vowels, selectors of variants
INVISIBLE_MARKS = re.compile(
    "[\u034f\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def is_blank(text: str) -> bool:
    """Nothing of it can be seen."""
    return all(
        letter in INVISIBLE or unicodedata.category(letter)[0] in "ZC"
        for letter in INVISIBLE_MARKS.sub("", text)
    )


def says_nothing(text: str) -> bool:
    """No letter and no digit of it can be seen: blanks, a lone full stop, dashes, a smile."""
    return not any(
        unicodedata.category(letter)[0] in "LN" and letter not in INVISIBLE for letter in text
    )


def printable(text: str) -> str:
    """The text without control characters and noncharacters; a soft break becomes a space.

    Lines end with a line feed: the same text is equal, whichever door it came through. What nobody
    can see is no text.
    """
    if is_blank(text):
        return ""
    return LINE_ENDS.sub("\n", UNPRINTABLE.sub("", SOFT_BREAKS.sub(" ", text)))


def file_size(size: int) -> str:
    """`200 MB`, `1.5 MB`: a size in bytes, without a zero behind the point."""
    return filesizeformat(size).replace(".0\xa0", "\xa0")


# What a spreadsheet takes a text for a formula by
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

# They turn what stands after them around, on the page as in a mail
BIDI_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """A name or title: printable, on one line, and without marks that turn the text around."""
    return " ".join(BIDI_MARKS.sub("", printable(text)).split())


# How a company says what it is, which one guest writes and another leaves out
LEGAL_FORMS = re.compile(
    r"주식회사|유한책임회사|유한회사|합자회사|합명회사|사단법인|재단법인|\((?:주|유|사|재)\)"
    r"|\b(?:co|corp|inc|ltd|llc|corporation|company|limited)\b\.?"
)


def organisation_key(name: str) -> str:
    """What the name of an organisation is compared by: "㈜예시", "주식회사 예시" and "예시 (주)" are one.

    Nobody is stopped by it from writing another name.
    """
    plain = unicodedata.normalize("NFKC", one_line(name)).lower()
    return re.sub(r"[\W_]+", "", LEGAL_FORMS.sub(" ", plain))


def with_printable_texts(value: Any) -> Any:
    """What a form or JSON holds, all its texts printable; names and all else as they are."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [with_printable_texts(item) for item in value]
    if isinstance(value, dict):
        return {name: with_printable_texts(item) for name, item in value.items()}
    return value
