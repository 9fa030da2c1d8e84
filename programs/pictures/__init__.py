"""Photos that people send, made anew in two sizes: nothing of the file that came is kept.

So no place where it was taken, no name of a camera, no second file behind the picture, and nothing
that a browser could take for something else reaches the public. Decoding runs in a process of its
own (`programs.bare_process`); neither the web process nor the worker ever imports what decodes.
"""

import struct
from dataclasses import dataclass
from typing import IO

from programs.bare_process import Overlong, answer_of_child, copy_on_disk
from programs.pictures.reasons import EXITS, Unusable

__all__ = ["Limits", "Made", "Rendition", "Unusable", "make_anew"]

START = (
    "import sys; sys.path.append(sys.argv.pop(1)); from programs.pictures.child import main; main()"
)
LARGE_SIDE, SMALL_SIDE = 1600, 640  # pixels of the longer side, at the most
HEADER = struct.Struct(">HHIHHI")  # width, height and bytes of the large one, then of the small one
MOST_BYTES = 8 * 1024 * 1024  # of both together
WEBP = (b"RIFF", b"WEBP")


@dataclass(frozen=True)
class Limits:
    """What the making of one picture may cost."""

    seconds: int = 20  # of the clock, and of the processor
    memory_bytes: int = 512 * 1024 * 1024
    pixels: int = 120_000_000


@dataclass(frozen=True)
class Rendition:
    """A WebP without any words in it; sizes in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Made:
    large: Rendition
    small: Rendition


def make_anew(file: IO[bytes], *, limits: Limits | None = None) -> Made:
    """A JPEG, PNG or WebP upright in two sizes. Blocks for `limits.seconds`.

    Raises Unusable with the reason.
    """
    limits = limits or Limits()
    file.seek(0)
    arguments = [limits.seconds, limits.memory_bytes, limits.pixels, LARGE_SIDE, SMALL_SIDE]
    try:
        with copy_on_disk(file) as copy:
            answer, status = answer_of_child(
                START, copy, arguments, seconds=limits.seconds, most_bytes=MOST_BYTES
            )
    except TimeoutError:
        raise Unusable("too_slow") from None
    except Overlong:
        raise Unusable("crashed") from None
    finally:
        file.seek(0)
    if status != 0:
        raise Unusable(EXITS.get(status, "crashed"))
    return _made(answer)


def _made(answer: bytes) -> Made:
    """What the child says it made, believed as far as it can be checked. Raises Unusable."""
    if len(answer) < HEADER.size:
        raise Unusable("crashed")
    width, height, size, small_width, small_height, small_size = HEADER.unpack_from(answer)
    contents = answer[HEADER.size :]
    if len(contents) != size + small_size:
        raise Unusable("crashed")
    large = _rendition(contents[:size], width, height, most=LARGE_SIDE)
    small = _rendition(contents[size:], small_width, small_height, most=SMALL_SIDE)
    return Made(large=large, small=small)


def _rendition(content: bytes, width: int, height: int, *, most: int) -> Rendition:
    is_webp = (content[:4], content[8:12]) == WEBP
    if not is_webp or not 0 < width <= most or not 0 < height <= most:
        raise Unusable("crashed")
    return Rendition(content=content, width=width, height=height)
