"""The text of a file, read in a process of its own with limits of time and memory.

Neither the worker nor the web process ever imports what parses a PDF (`programs.bare_process`).
"""

from dataclasses import dataclass
from typing import IO

from programs.bare_process import Overlong, answer_of_child, copy_on_disk
from programs.extraction.reasons import EXITS, Unreadable
from programs.file_kinds import PDF

__all__ = ["Limits", "Reading", "Unreadable", "asks_for_password", "copy_on_disk", "read_text"]

START = "import sys; sys.path.append(sys.argv.pop(1)); from programs.extraction.child import main; main()"
WHOLE, CUT = b"=", b"<"  # the first byte of the answer
MOST_BYTES_OF_A_LETTER = 4


@dataclass(frozen=True)
class Limits:
    """What the reading of one file may cost."""

    seconds: int = 20  # of the clock, and of the processor
    memory_bytes: int = 512 * 1024 * 1024
    letters: int = 1_000_000

    @property
    def answer_bytes(self) -> int:
        return self.letters * MOST_BYTES_OF_A_LETTER + len(WHOLE)


@dataclass(frozen=True)
class Reading:
    """The text in NFC without control characters; `is_cut` where there was more than is kept."""

    text: str
    is_cut: bool


def read_text(file: IO[bytes], *, content_type: str, limits: Limits | None = None) -> Reading:
    """The text of a file on this machine's disk (`copy_on_disk`). Blocks for `limits.seconds`.

    Raises Unreadable with the reason.
    """
    limits = limits or Limits()
    arguments = [content_type, limits.seconds, limits.memory_bytes, limits.letters]
    try:
        answer, status = answer_of_child(
            START, file, arguments, seconds=limits.seconds, most_bytes=limits.answer_bytes
        )
    except TimeoutError:
        raise Unreadable("too_slow") from None
    except Overlong:
        raise Unreadable("crashed") from None
    return _reading(answer, status, limits)


def asks_for_password(file: IO[bytes]) -> bool:
    """Whether a PDF opens only with a password. Blocks for five seconds at the most.

    What cannot be told in that time passes.
    """
    with copy_on_disk(file) as copy:
        try:
            read_text(copy, content_type=PDF, limits=Limits(seconds=5, letters=1))
        except Unreadable as refusal:
            return refusal.reason == "encrypted"
        finally:
            file.seek(0)
    return False


def _reading(answer: bytes, status: int, limits: Limits) -> Reading:
    if status != 0:
        raise Unreadable(EXITS.get(status, "crashed"))
    mark, text = answer[:1], answer[1:].decode("utf-8", "replace").replace("\0", "")
    if mark not in (WHOLE, CUT):
        raise Unreadable("crashed")
    return Reading(text=text[: limits.letters], is_cut=mark == CUT)
