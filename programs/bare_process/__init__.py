"""A process of its own for a file of a stranger: no rights, no environment, bounded time and memory.

A file may crash, blow up or take over what reads it. So the child has an empty environment, no
files but the one to read, and ends at its limits (`programs.bare_process.child`). What it writes is
not trusted either: the parent takes no more of it than was agreed.
"""

import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent.parent
PIPE_BYTES = 64 * 1024


class Overlong(Exception):
    """The child writes more than it was told to."""


def answer_of_child(
    start: str, file: IO[bytes], arguments: Sequence[object], *, seconds: int, most_bytes: int
) -> tuple[bytes, int]:
    """What the code `start` writes about a file on this machine's disk, and its exit status.

    Blocks for `seconds` at the most. Raises Overlong, TimeoutError.
    """
    file.seek(0)
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", start, str(ROOT), *map(str, arguments)],
        bufsize=0,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    with child:
        try:
            answer = _answer_of(child, seconds=seconds, most_bytes=most_bytes)
            return answer, child.wait(1)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            child.kill()


@contextmanager
def on_disk(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The file itself where it lies on this machine's disk, else a copy that does."""
    try:
        file.fileno()
    except (AttributeError, OSError):
        with copy_on_disk(file) as copy:
            yield copy
    else:
        yield file


@contextmanager
def copy_on_disk(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """A nameless copy of a file from any storage, which a child can read by its number alone."""
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield copy


def _answer_of(child: subprocess.Popen[bytes], *, seconds: int, most_bytes: int) -> bytes:
    """What the child writes until it closes its end, and never more than it may.

    Raises Overlong, subprocess.TimeoutExpired.
    """
    end = time.monotonic() + seconds
    answer = bytearray()
    pipe: Any = child.stdout
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(answer) <= most_bytes:
            if not selector.select(max(end - time.monotonic(), 0)):
                raise subprocess.TimeoutExpired(child.args, seconds)
            if not (piece := pipe.read(PIPE_BYTES)):
                return bytes(answer)
            answer += piece
    raise Overlong  # it no longer keeps to what it was told
