"""What a process does to itself before it reads a file of a stranger. Imports nothing of ours."""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

NOBODY_ELSE = 65533  # not `nobody`, as whom the private database may run
SIGNAL_OF_PARENTS_DEATH = 1  # of Linux's prctl


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
