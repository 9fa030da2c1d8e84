"""The text of a file, read in a process of its own with limits of time and memory.

A file of a stranger may crash, blow up or take over what reads it. So the reading process has an
empty environment, no rights, no files but the one to read, and ends at its limits; neither the
worker nor the web process ever imports what parses a PDF.
"""

import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from programs.extraction.reasons import EXITS, Unreadable
from programs.file_kinds import PDF

__all__ = ["Limits", "Reading", "Unreadable", "asks_for_password", "copy_on_disk", "read_text"]

ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; sys.path.append(sys.argv.pop(1)); from programs.extraction.child import main; main()"
WHOLE, CUT = b"=", b"<"  # the first byte of the answer
MOST_BYTES_OF_A_LETTER = 4
PIPE_BYTES = 64 * 1024


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
    command = [sys.executable, "-I", "-c", START, str(ROOT), content_type]
    command += map(str, (limits.seconds, limits.memory_bytes, limits.letters))
    file.seek(0)
    child = subprocess.Popen(
        command,
        bufsize=0,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    with child:
        try:
            answer = _answer_of(child, limits)
            status = child.wait(1)
        except subprocess.TimeoutExpired:
            raise Unreadable("too_slow") from None
        finally:
            child.kill()
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


@contextmanager
def copy_on_disk(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """A nameless copy of a file from any storage, which a child can read by its number alone."""
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield copy


def _answer_of(child: subprocess.Popen[bytes], limits: Limits) -> bytes:
    """What the child writes until it closes its end, and never more than it may.

    Raises Unreadable, subprocess.TimeoutExpired.
    """
    end = time.monotonic() + limits.seconds
    answer = bytearray()
    pipe: Any = child.stdout
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(answer) <= limits.answer_bytes:
            if not selector.select(max(end - time.monotonic(), 0)):
                raise subprocess.TimeoutExpired(child.args, limits.seconds)
            if not (piece := pipe.read(PIPE_BYTES)):
                return bytes(answer)
            answer += piece
    raise Unreadable("crashed")  # it no longer keeps to what it was told


def _reading(answer: bytes, status: int, limits: Limits) -> Reading:
    if status != 0:
        raise Unreadable(EXITS.get(status, "crashed"))
    mark, text = answer[:1], answer[1:].decode("utf-8", "replace").replace("\0", "")
    if mark not in (WHOLE, CUT):
        raise Unreadable("crashed")
    return Reading(text=text[: limits.letters], is_cut=mark == CUT)
