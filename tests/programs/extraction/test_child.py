"""The process that reads: what it may cost, what it reaches, when it ends."""

import fcntl
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc

import pytest

from programs import extraction
from programs import file_kinds as kinds
from programs.bare_process import ROOT
from programs.extraction import Unreadable, read_text
from tests import hostile_files as files
from tests.extracting import read, why_not
from tests.hostile_files import MEGABYTE, docx
from tests.races import PATIENCE, until


def test_file_that_unpacks_without_end_costs_the_worker_nothing():
    with tempfile.TemporaryFile() as file:
        file.write(files.large_pdf())
        tracemalloc.start()
        with pytest.raises(Unreadable) as refusal:
            read_text(file, content_type=kinds.PDF)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert refusal.value.reason in ("crashed", "too_large")
    assert peak < 4 * MEGABYTE


def test_with_more_memory_the_same_file_is_read():
    """Control: it is the limit that ends the reading, not the file."""
    content = files.large_pdf(megabytes=100)

    refused = why_not(content, kinds.PDF, memory_bytes=120 * MEGABYTE)
    read_to_its_end = why_not(content, kinds.PDF, memory_bytes=1024 * MEGABYTE)

    assert (refused, read_to_its_end) == ("crashed", "no_text")


def test_reader_without_memory_of_its_own_says_so():
    content = docx(body=f'<w:p long="{"x" * 24 * MEGABYTE}"/>')

    assert why_not(content, kinds.DOCX, memory_bytes=80 * MEGABYTE) == "too_large"


def test_time_is_bounded():
    content = files.slow_docx()
    start = time.monotonic()

    reason = why_not(content, kinds.DOCX, seconds=1)

    assert reason == "too_slow"
    assert time.monotonic() - start < 5


def test_more_time_reads_more():
    """Control: with enough time the same kind of file only has no text."""
    assert why_not(files.slow_docx(megabytes=5), kinds.DOCX, seconds=60) == "no_text"


CHILDREN = {
    "endless": ("while True: pass", "too_slow"),
    "asleep": ("import time; time.sleep(60)", "too_slow"),
    "closed but alive": ("import os, time; os.close(1); time.sleep(60)", "too_slow"),
    "talkative": ("while True: print('=' * 9999)", "crashed"),
    "killed": ("import os; os.kill(os.getpid(), 11)", "crashed"),
    "failed": ("raise SystemExit(1)", "crashed"),
    "silent": ("pass", "crashed"),
    "nonsense": ("print('?')", "crashed"),
}


@pytest.mark.parametrize("name", CHILDREN)
def test_reader_that_was_taken_over_ends_within_its_limits(monkeypatch, name):
    code, reason = CHILDREN[name]
    monkeypatch.setattr(extraction, "START", code)

    assert why_not(b"", kinds.PDF, seconds=1, letters=1000) == reason


def test_answer_of_a_reader_is_not_trusted(monkeypatch):
    code = r"import sys; sys.stdout.buffer.write(b'=\xff\x00text')"
    monkeypatch.setattr(extraction, "START", code)

    assert read(b"", kinds.PDF).text == "�text"


REACH = """
import os, socket, sys
sys.path.append(sys.argv.pop(1))
from programs.extraction.child import drop_rights, set_limits
drop_rights()
set_limits(seconds=5, memory_bytes=512 * 1024 * 1024)
found = [str(os.getuid() != 0), str(dict(os.environ) in ({}, {"LC_CTYPE": "C.UTF-8"}))]
for reach in (
    lambda: open("/etc/passwd"),
    socket.socket,
    os.fork,
    lambda: os.write(0, b"x"),
    lambda: bytearray(600 * 1024 * 1024),
):
    try:
        reach()
        found.append("reached")
    except (OSError, MemoryError):
        found.append("refused")
os.write(1, ("=" + " ".join(found)).encode())
"""


def test_reader_reaches_nothing(monkeypatch):
    monkeypatch.setattr(extraction, "START", REACH)
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")

    assert read(b"content", kinds.PDF).text == "True True" + " refused" * 5


def test_reader_does_without_django_and_its_parent_without_the_reader():
    code = (
        "import sys; import programs.extraction; first = set(sys.modules);"
        "import programs.extraction.child; second = set(sys.modules);"
        "print('django' in second, 'pypdfium2' in first, 'pypdfium2' in second)"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert found.stdout == "False False True\n"


PARENT = """
import os, sys
from programs import extraction
extraction.START = sys.argv[3]
limits = extraction.Limits(seconds=int(sys.argv[2]))
extraction.read_text(os.fdopen(int(sys.argv[1]), "rb"), content_type="", limits=limits)
"""
ENDLESS_READER = """
import os, sys
sys.path.append(sys.argv.pop(1))
from programs.extraction import child
def read_document(*_arguments):
    os.lseek(0, 1, os.SEEK_SET)
    while True:
        pass
child.read_document = read_document
child.main()
"""


def is_held_by_nobody(path) -> bool:
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_reader_does_not_outlive_its_parent(tmp_path):
    """Parent and reader hold the lock together with the open file; its place tells who has read."""
    path = tmp_path / "file"
    path.write_bytes(b"content")
    # At once where the system tells the reader, elsewhere at its own limit
    seconds = 2 * PATIENCE if sys.platform == "linux" else 5
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        arguments = [str(file.fileno()), str(seconds), ENDLESS_READER]
        command = [sys.executable, "-c", PARENT, *arguments]
        parent = subprocess.Popen(command, cwd=ROOT, pass_fds=[file.fileno()])
        until(lambda: os.lseek(file.fileno(), 0, os.SEEK_CUR) > 0)
    assert not is_held_by_nobody(path)

    parent.kill()
    parent.wait()

    until(lambda: is_held_by_nobody(path))
