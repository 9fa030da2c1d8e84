"""The process that reads one file: stdin is the file, stdout its text, the status says why not."""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

from programs.extraction.documents import read_document
from programs.extraction.reasons import STATUSES, Unreadable
from programs.extraction.text import Text

NOBODY_ELSE = 65533  # not `nobody`, as whom the private database may run
SIGNAL_OF_PARENTS_DEATH = 1  # of Linux's prctl
CODECS = ("cp437", "cp949", "utf-8-sig", "utf-16-le", "utf-16")


def main() -> None:
    content_type, *numbers = sys.argv[1:]
    seconds, memory_bytes, letters = map(int, numbers)
    for codec in CODECS:  # no file can be opened later, not even a module
        "".encode(codec)
    drop_rights()
    end_with_parent()
    set_limits(seconds=seconds, memory_bytes=memory_bytes)
    text = Text(letters)
    try:
        read_document(sys.stdin.buffer, content_type, text)
        answer = text.answer()
    except Unreadable as refusal:
        leave(STATUSES[refusal.reason])
    except (MemoryError, RecursionError):
        leave(STATUSES["too_large"])
    except Exception:  # damaged files make their readers raise errors of a dozen kinds
        leave(STATUSES["damaged"])
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    leave(0)


def leave(status: int) -> None:
    """At once: what would be cleaned up may be what is broken."""
    os._exit(status)


def drop_rights() -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY_ELSE)
        os.setuid(NOBODY_ELSE)


def end_with_parent() -> None:
    """A worker that is killed leaves no reader behind; elsewhere its limits end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SIGNAL_OF_PARENTS_DEATH, signal.SIGKILL)


def set_limits(*, seconds: int, memory_bytes: int) -> None:
    """No more memory and time than told; no new processes, files, connections, dumps."""
    limits = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 3,
    }
    for kind, most in limits.items():
        with suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(kind, (most, most))
    # At the first number it is told why it ends, at the second it just ends
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
