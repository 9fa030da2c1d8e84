"""Pages of a document as pictures that say who looks at them, drawn in a process of its own.

A browser gets pixels and never the file of a stranger, so nothing in it runs, loads or can be
passed on without the mark. Neither the web process nor the worker ever imports what draws
(`programs.bare_process`).
"""

import json
import struct
from dataclasses import dataclass
from typing import IO, Any

from programs import file_kinds as kinds
from programs.bare_process import Overlong, answer_of_child
from programs.extraction.reasons import EXITS, Unreadable

__all__ = [
    "DRAWN",
    "LARGE",
    "NORMAL",
    "Drawn",
    "Limits",
    "Page",
    "Pages",
    "draw_page",
    "read_pages",
]

START = "import sys; sys.path.append(sys.argv.pop(1)); from programs.watermark.child import main; main()"
# Of what kinds a page can be drawn; a picture has one page, and no text
DRAWN = frozenset({kinds.PDF, "image/jpeg", "image/png"})
NORMAL, LARGE = 1000, 2000  # pixels of a page's width
HIGHEST = 3  # times as high as wide; of longer pages all is shown, narrower
HEADER = struct.Struct(">HH")  # width and height
WEBP = (b"RIFF", b"WEBP")
MOST_PICTURE_BYTES = 8 * 1024 * 1024
MOST_PAGES_OF_ANSWER = 20
LETTERS_OF_PAGE = 20_000
MOST_BYTES_OF_A_LETTER = 6  # as JSON writes it


@dataclass(frozen=True)
class Limits:
    """What one look into a file may cost."""

    seconds: int = 20  # of the clock, and of the processor
    memory_bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True)
class Page:
    """A page before it is drawn: how large its picture will be, and its text."""

    number: int
    width: int
    height: int
    text: str = ""


@dataclass(frozen=True)
class Pages:
    """How many a document has, and some of them."""

    count: int
    pages: list[Page]


@dataclass(frozen=True)
class Drawn:
    """A WebP of a page with the mark in its pixels."""

    content: bytes
    width: int
    height: int


def read_pages(
    file: IO[bytes], *, content_type: str, first: int, most: int, limits: Limits | None = None
) -> Pages:
    """The pages from the `first` on, at most so many, of a file on this machine's disk.

    Blocks for `limits.seconds`. Raises Unreadable with the reason.
    """
    most = min(most, MOST_PAGES_OF_ANSWER)
    answer = _answer(
        ["read", content_type, first, most, LETTERS_OF_PAGE],
        file,
        limits or Limits(),
        most_bytes=most * LETTERS_OF_PAGE * MOST_BYTES_OF_A_LETTER,
    )
    try:
        return _pages(json.loads(answer), first=first, most=most)
    except (ValueError, TypeError, RecursionError):
        raise Unreadable("crashed") from None


def draw_page(
    file: IO[bytes],
    *,
    content_type: str,
    number: int,
    width: int,
    mark: str,
    limits: Limits | None = None,
) -> Drawn:
    """One page, with the mark all over it. Blocks for `limits.seconds`.

    Raises Unreadable with the reason.
    """
    # As digits and letters: what a process is told must not depend on how a machine writes Hangul
    told = ["draw", content_type, number, width, mark.encode().hex()]
    answer = _answer(told, file, limits or Limits(), most_bytes=MOST_PICTURE_BYTES)
    content = answer[HEADER.size :]
    if (content[:4], content[8:12]) != WEBP:
        raise Unreadable("crashed")
    drawn_width, drawn_height = HEADER.unpack_from(answer)
    return Drawn(content=content, width=drawn_width, height=drawn_height)


def _answer(told: list[object], file: IO[bytes], limits: Limits, *, most_bytes: int) -> bytes:
    arguments = [limits.seconds, limits.memory_bytes, *told]
    try:
        answer, status = answer_of_child(
            START, file, arguments, seconds=limits.seconds, most_bytes=most_bytes
        )
    except TimeoutError:
        raise Unreadable("too_slow") from None
    except Overlong:
        raise Unreadable("crashed") from None
    if status != 0:
        raise Unreadable(EXITS.get(status, "crashed"))
    return answer


def _pages(answer: Any, *, first: int, most: int) -> Pages:
    """What the process says, believed as far as it can be checked. Raises ValueError, TypeError."""
    count, rows = answer
    if type(count) is not int or not 0 < count < 2**31 or len(rows) > most:
        raise ValueError
    pages = [
        _page(number, *row)  # one after the other, whatever it says
        for number, row in enumerate(rows, start=first)
    ]
    return Pages(count=count, pages=pages)


def _page(number: int, width: Any, height: Any, text: Any) -> Page:
    is_sized = type(width) is int and type(height) is int
    if not is_sized or not 0 < width <= NORMAL or not 0 < height <= HIGHEST * NORMAL:
        raise ValueError
    if type(text) is not str or "\0" in text:
        raise ValueError
    text = text.encode("utf-8", "replace").decode()  # a half of a letter is none
    return Page(number=number, width=width, height=height, text=text[:LETTERS_OF_PAGE])
