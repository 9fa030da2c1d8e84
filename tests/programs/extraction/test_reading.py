"""The text of files, read in a process of its own; what it cannot read, and what it may cost."""

import fcntl
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
import unicodedata

import pytest

from programs import extraction
from programs import file_kinds as kinds
from programs.enums import UnreadableReason
from programs.extraction import Limits, Unreadable, copy_on_disk, read_text
from programs.extraction.reasons import REASONS
from programs.extraction.text import Text, cleaned, searchable_part
from tests import hostile_files as files
from tests.hostile_files import MEGABYTE, MZ, Entry, docx, hwpx, packed, pdf, xlsx
from tests.races import PATIENCE, until

NFD = unicodedata.normalize("NFD", "강소연구개발특구")
FIELD = '<w:p><w:r><w:instrText>DDEAU</w:instrText></w:r><w:r><w:instrText>TO c:\\cmd "x"</w:instrText></w:r></w:p>'
LOCKED_HWPX = hwpx(
    "글", manifest="<manifest><file-entry><encryption-data/></file-entry></manifest>"
)
SLIDES = packed(
    Entry("[Content_Types].xml", b"<Types/>"),
    Entry("ppt/presentation.xml", b"<p/>"),
    Entry("ppt/slides/slide1.xml", "<sld><t>발표자료</t></sld>".encode()),
)

READ = {
    "pdf": (
        kinds.PDF,
        pdf("= 강소연구개발특구 육성사업\n지원 대상"),
        "강소연구개발특구 육성사업\n지원 대상",
    ),
    "docx": (kinds.DOCX, docx("연구개발특구", "지원 &amp; 대상"), "연구개발특구\n지원 & 대상"),
    "xlsx": (
        kinds.XLSX,
        xlsx("사업비", "산출내역", inline="합계"),
        "사업비\n산출내역\n예산표\n합계",
    ),
    "hwpx": (kinds.HWPX, hwpx("신청서", "기업명"), "신청서\n기업명"),
    "decomposed": (kinds.DOCX, docx(NFD), "강소연구개발특구"),
    "ten sections": (
        kinds.HWPX,
        hwpx(
            "첫째",
            more=[
                Entry(f"Contents/section{n}.xml", f"<s><p><t>{n}</t></p></s>".encode())
                for n in (10, 2)
            ],
        ),
        "첫째\n2\n10",
    ),
    "zip": (
        kinds.ZIP,
        packed(
            Entry("서식/신청서.hwpx", hwpx("신청서 서식")),
            Entry("공고.pdf", pdf("공고문")),
            Entry("발표.pptx", SLIDES),
            Entry("안내.txt", "안내문".encode("cp949")),
            Entry("로고.png", b"\x89PNG"),
            Entry("스캔.pdf", files.SCANNED_PDF),
            Entry("고장.docx", b"PK"),
        ),
        "서식/신청서.hwpx\n공고.pdf\n발표.pptx\n안내.txt\n로고.png\n스캔.pdf\n고장.docx\n"
        "신청서 서식\n공고문\n발표자료\n안내문",
    ),
    "zip of Korean Windows": (
        kinds.ZIP,
        packed(Entry("사업계획서.txt".encode("cp949"), b"plan", flags=0)),
        "사업계획서.txt\nplan",
    ),
    "zip of macOS": (
        kinds.ZIP,
        packed(Entry(unicodedata.normalize("NFD", "서식.txt").encode(), b"plan", flags=0)),
        "서식.txt\nplan",
    ),
}
UNREADABLE = {
    "pdf with a password": (kinds.PDF, files.LOCKED_PDF, "encrypted"),
    "hwpx with a password": (kinds.HWPX, LOCKED_HWPX, "encrypted"),
    "zip with a password": (kinds.ZIP, packed(Entry("a.txt", b"x", flags=0x801)), "encrypted"),
    "scanned pdf": (kinds.PDF, files.SCANNED_PDF, "no_text"),
    "docx of pictures": (kinds.DOCX, docx(), "no_text"),
    "no pdf": (kinds.PDF, b"%PDF-1.7 and nothing", "damaged"),
    "half a docx": (kinds.DOCX, docx("글")[:200], "damaged"),
    "docx without its text": (kinds.DOCX, packed(Entry("a.xml", b"<a/>")), "damaged"),
    "docx with broken markup": (kinds.DOCX, files.laughing_docx("<a><b></a>"), "damaged"),
    "docx of a million laughs": (kinds.DOCX, files.laughing_docx(), "damaged"),
    "docx that asks for a file": (kinds.DOCX, files.laughing_docx(files.OUTSIDE), "damaged"),
    "unknown": ("image/png", b"\x89PNG", "unsupported"),
    "pdf with a script": (kinds.PDF, files.SCRIPT_PDF, "unsafe"),
    "pdf with a packed script": (kinds.PDF, files.PACKED_SCRIPT_PDF, "unsafe"),
    "pdf with files": (kinds.PDF, files.EMBEDDING_PDF, "unsafe"),
    "docx with a command": (kinds.DOCX, docx("글", body=FIELD), "unsafe"),
    "zip with a script": (kinds.ZIP, packed(Entry("a.pdf", files.PACKED_SCRIPT_PDF)), "unsafe"),
    "program": (kinds.PDF, MZ, "damaged"),
}


# Longer than any text that is kept, in front of the danger
LONG = "가나다라마 " * 175_000
BEHIND_MUCH = {
    "script behind a text": (
        kinds.ZIP,
        packed(Entry("a.txt", LONG.encode()), Entry("b.pdf", files.PACKED_SCRIPT_PDF)),
        "unsafe",
    ),
    "script behind what is too large": (
        kinds.ZIP,
        packed(Entry("a.pdf", bytes(65 * MEGABYTE)), Entry("b.pdf", files.PACKED_SCRIPT_PDF)),
        "unsafe",
    ),
    "script in what is too large": (
        kinds.ZIP,
        packed(Entry("a.txt", b"plan"), Entry("b.pdf", bytes(65 * MEGABYTE))),
        "too_large",
    ),
    "command behind a text": (kinds.DOCX, docx(LONG, body=FIELD), "unsafe"),
    "command in a part behind the text": (
        kinds.DOCX,
        docx(LONG, more=[Entry("word/footer1.xml", FIELD.replace("w:", "").encode())]),
        "unsafe",
    ),
    "script behind packed objects": (kinds.PDF, files.script_behind(33 * MEGABYTE), "too_large"),
}


def read(content, content_type, **limits):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return read_text(file, content_type=content_type, limits=Limits(**limits))


def why_not(content, content_type, **limits) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(content, content_type, **limits)
    return refusal.value.reason


@pytest.mark.parametrize("name", READ)
def test_text_is_read(name):
    content_type, content, expected = READ[name]

    reading = read(content, content_type)

    assert (reading.text, reading.is_cut) == (expected, False)


@pytest.mark.parametrize("name", UNREADABLE)
def test_reason_is_told(name):
    content_type, content, reason = UNREADABLE[name]

    assert why_not(content, content_type) == reason


@pytest.mark.parametrize("name", BEHIND_MUCH)
def test_danger_is_found_behind_what_is_long(name):
    content_type, content, reason = BEHIND_MUCH[name]

    assert why_not(content, content_type) == reason


def test_every_reason_is_one_of_the_model():
    """That of the virus check is not found by reading."""
    assert set(REASONS) == set(UnreadableReason.values) - {UnreadableReason.INFECTED}


def test_text_beyond_what_is_kept_is_cut():
    reading = read(docx("가" * 900, "나" * 900), kinds.DOCX, letters=1000)

    assert (reading.text, reading.is_cut) == ("가" * 900 + "\n" + "나" * 99, True)


def test_rest_of_an_archive_is_cut_too():
    reading = read(
        packed(Entry("a.txt", b"a" * 900), Entry("b.pdf", pdf())), kinds.ZIP, letters=901
    )

    assert (reading.text, reading.is_cut) == ("a.txt\nb.pdf\n" + "a" * 889, True)


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

    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=extraction.ROOT
    )

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
        parent = subprocess.Popen(command, cwd=extraction.ROOT, pass_fds=[file.fileno()])
        until(lambda: os.lseek(file.fileno(), 0, os.SEEK_CUR) > 0)
    assert not is_held_by_nobody(path)

    parent.kill()
    parent.wait()

    until(lambda: is_held_by_nobody(path))


def test_file_of_another_storage_is_copied():
    class Stored:
        """As a storage elsewhere gives it: it can be read, and has no number."""

        pieces = [docx("글"), b""]

        def read(self, _size):
            return self.pieces.pop(0)

    with copy_on_disk(Stored()) as file:
        reading = read_text(file, content_type=kinds.DOCX)

    assert reading.text == "글"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가\0나\x07다\x1b", "가나다"),
        ("가\u202e나\u200b다\ufeff", "가나다"),
        ("  가 \t\u3000 나  ", "가 나"),
        ("가\r\n\n \n나", "가\n나"),
        ("\ud800가", "가"),
        (NFD, "강소연구개발특구"),
    ],
)
def test_text_is_cleaned(text, expected):
    assert cleaned(text) == expected


def test_text_of_ever_new_letters_is_cut_where_the_index_is_full():
    new = "".join(chr(0xAC00 + n % 11172) + chr(0xAC00 + n // 7 % 11172) for n in range(200_000))

    part = searchable_part(new, letters=1_000_000)

    assert len(part) < len(new)
    assert len({part[at : at + 2] for at in range(len(part))}) * 6 < 1_000_000


def test_letters_that_become_many_count_as_many():
    assert len(searchable_part("\ufdfa" * 10_000, letters=10_000)) < 2000


def test_text_of_blanks_is_none():
    text = Text(100)
    text.add(" \n · — ")

    with pytest.raises(Unreadable) as refusal:
        text.answer()

    assert refusal.value.reason == "no_text"
