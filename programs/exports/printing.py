"""Printing with typst: what users wrote goes in as data, and every character of it is seen."""

import json
import struct
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.conf import settings
from django.utils.translation import get_language

from portal.common.templatetags.portal_text import WEEKDAYS_KO

PDF_DIR = Path(settings.BASE_DIR) / "templates" / "pdf"
FONTS_DIR = PDF_DIR / "fonts"
KOREA = ZoneInfo("Asia/Seoul")


def compiled(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """A tagged PDF/UA of a template under templates/pdf, dated `at`.

    What users wrote goes in as data only, so none of it is ever read as markup. A template
    sees no file outside its folder and no font but ours and those inside typst itself.
    """
    return typst.compile(
        str(PDF_DIR / template),
        root=str(PDF_DIR),
        font_paths=fonts(),
        sys_inputs={"data": json.dumps(visible_on_paper(data))},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )


def language() -> str:
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def exact_moment(at: datetime) -> str:
    """`2026. 3. 4.(수) 14:00:00.000001 KST`, in English `Wed 4 Mar 2026, 14:00:00.000001 KST`."""
    local = at.astimezone(KOREA)
    if language() == "ko":
        weekday = WEEKDAYS_KO[local.weekday()]
        return f"{local.year}. {local.month}. {local.day}.({weekday}) {local:%H:%M:%S.%f} KST"
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M:%S.%f} KST"


def visible_on_paper(value: Any) -> Any:
    """The data with each text such that every character of it can be seen on paper."""
    if isinstance(value, dict):
        return {key: visible_on_paper(item) for key, item in value.items()}
    if isinstance(value, list):
        return [visible_on_paper(item) for item in value]
    if isinstance(value, str):
        return "".join(map(_seen, unicodedata.normalize("NFC", value)))
    return value


def _seen(character: str) -> str:
    """The character, or its code point: `<U+202E>` for what turns, hides or is not in our font.

    PDF/UA refuses characters without a glyph, and nobody may lose a receipt to an emoji.
    """
    is_hidden = unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
    if is_hidden or ord(character) not in _glyphs():
        return f"<U+{ord(character):04X}>"
    return character


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS_DIR)])


@cache
def _glyphs() -> frozenset[int]:
    """The code points that our font can show, from the character map (`cmap`) in its file."""
    font = (FONTS_DIR / "PretendardGOV-Regular.otf").read_bytes()
    tables = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * struct.unpack_from(">H", font, 4)[0]])
    cmap = next(start for tag, _checksum, start, _length in tables if tag == b"cmap")
    records = font[cmap + 4 : cmap + 4 + 8 * struct.unpack_from(">H", font, cmap + 2)[0]]
    subtables = (cmap + offset for _platform, _kind, offset in struct.iter_unpack(">HHI", records))
    full = next(start for start in subtables if struct.unpack_from(">H", font, start) == (12,))
    count = struct.unpack_from(">I", font, full + 12)[0]
    groups = struct.iter_unpack(">III", font[full + 16 : full + 16 + 12 * count])
    return frozenset(code for first, last, _glyph in groups for code in range(first, last + 1))
