"""Hangul for documents that bring no font for it. Runs in the drawing process only.

PDFium would look among the fonts of the machine, of which a server has few and this process can
open none: Korean of a program that embeds no fonts would be drawn as nothing.
"""

import ctypes
from typing import Any

from pypdfium2 import raw

HANGUL, OURS = 129, 1  # the charset as PDFium numbers it; our only font's handle, not 0
WHOLE_FILE = 0  # else one of its tables is asked for


class HangulFont:
    """Tells PDFium of one font, that of the mark; for other letters it has its own.

    The object must live as long as documents are drawn: PDFium keeps pointers into it.
    """

    def __init__(self, font: bytes) -> None:
        self.font = font
        self.told = raw.FPDF_SYSFONTINFO(version=1)
        kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
        for name, answer in {
            "MapFont": self._handle,
            "GetFontData": self._bytes,
            "GetFontCharset": lambda *_asked: HANGUL,
            "GetFont": lambda *_asked: None,
            "GetFaceName": lambda *_asked: 0,
            "EnumFonts": lambda *_asked: None,
            "DeleteFont": lambda *_asked: None,
            "Release": lambda *_asked: None,
        }.items():
            setattr(self.told, name, kinds[name](answer))
        raw.FPDF_SetSystemFontInfo(self.told)

    def _handle(self, _told: Any, _weight: int, _italic: int, charset: int, *_asked: Any) -> Any:
        return OURS if charset == HANGUL else None

    def _bytes(self, _told: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
        if table != WHOLE_FILE:
            return 0
        if buffer and size >= len(self.font):
            ctypes.memmove(buffer, self.font, len(self.font))
        return len(self.font)
