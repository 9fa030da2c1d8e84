"""The text of files, and why there is none of them."""

import unicodedata

import pytest

from programs import file_kinds as kinds
from programs.enums import UnreadableReason
from programs.extraction import copy_on_disk, read_text
from programs.extraction.reasons import REASONS
from tests import hostile_files as files
from tests.extracting import read, why_not
from tests.hostile_files import MEGABYTE, MZ, Entry, docx, hwpx, packed, pdf, xlsx

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


def test_file_of_another_storage_is_copied():
    class Stored:
        """As a storage elsewhere gives it: it can be read, and has no number."""

        pieces = [docx("글"), b""]

        def read(self, _size):
            return self.pieces.pop(0)

    with copy_on_disk(Stored()) as file:
        reading = read_text(file, content_type=kinds.DOCX)

    assert reading.text == "글"
