"""Which files are taken, as attachments of calls or documents of applications, and which are not."""

import io
import os
import subprocess
import sys
import tracemalloc
import zipfile

import pytest
from django.conf import settings as project
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from programs import file_kinds as kinds
from programs.file_checks import archive, validate_attachment, validate_document
from tests import hostile_files as files
from tests.hostile_files import MEGABYTE, MZ, OLE, Entry, docx, hwpx, linked, packed, pdf, xlsx

FORM = docx("신청서", more=[Entry("word/embeddings/Sheet.xlsx", xlsx("예산"))])
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
SPACES = b" " * (101 * MEGABYTE)
LINK_FLAG, FOLDER_FLAG, DEVICE_FLAG = (kind << 16 for kind in (0o120777, 0o040755, 0o060644))


def zip_with(name, content=b"text", **headers) -> bytes:
    return packed(Entry("공고.txt", b"text"), Entry(name, content, **headers))


def sheet_with(name, content=b"<x/>") -> bytes:
    return xlsx("예산", more=[Entry(name, content)])


def overlapping() -> bytes:
    """Two members of the directory that share the same bytes."""
    return packed(Entry("a.txt", b"x" * 99), Entry("b.txt", b"x" * 99, local_name="a.txt", at=0))


def behind_a_program() -> bytes:
    return MZ + packed(Entry("a.txt", b"text"))


def sheets_in(depth: int) -> bytes:
    inner = xlsx("예산")
    for _ in range(depth):
        inner = docx("글", more=[Entry("word/embeddings/a.docx", inner)])
    return packed(Entry("a.docx", inner))


ACCEPTED = {
    "공고문.pdf": (pdf(), kinds.PDF),
    "보호된 공고문.pdf": (files.LOCKED_PDF, kinds.PDF),
    "신청서.hwpx": (hwpx("신청서"), kinds.HWPX),
    "그림.hwpx": (hwpx("표", more=[Entry("BinData/ole1.OLE", OLE)]), kinds.HWPX),
    "신청서.docx": (FORM, kinds.DOCX),
    "눌러야 가는 링크.docx": (linked("hyperlink", "https://example.kr/"), kinds.DOCX),
    "자기 디스크의 서식.docx": (linked("attachedTemplate", "file:///C:\\a.dotx"), kinds.DOCX),
    "예산.xlsx": (xlsx("예산"), kinds.XLSX),
    "인쇄.xlsx": (sheet_with("xl/printerSettings/printerSettings1.bin", bytes(90)), kinds.XLSX),
    "서식.zip": (
        packed(
            Entry("서식/", attributes=FOLDER_FLAG),
            Entry("서식/신청서.hwpx", hwpx("신청서")),
            Entry("서식/신청서.docx", FORM),
            Entry("서식/계획서.hwp", files.hwp()),
            Entry("__MACOSX/서식/._계획서.hwp", b"\x00\x05\x16\x07" + bytes(60)),
            Entry("서식/공고.pdf", pdf()),
            Entry("로고.png", PICTURE),
            Entry("읽어보기.txt", "MZ세대 창업기업 우대".encode()),
            Entry("__MACOSX/서식/._공고.pdf", b"\x00\x05\x16\x07" + bytes(60)),
            comment="특구".encode(),
        ),
        kinds.ZIP,
    ),
    "윈도.zip": (packed(Entry("사업계획서.txt".encode("cp949"), b"text", flags=0)), kinds.ZIP),
}
REFUSED = {
    # No such file
    "empty.pdf": (b"", "empty"),
    "page.html": (b"<html>", "ending"),
    "drawing.svg": (b"<svg/>", "ending"),
    "macro.docm": (docx("글"), "ending"),
    "plan.pdf.exe": (pdf(), "ending"),
    # Something else than its name says
    "page.pdf": (b"<!doctype html><script>alert(1)</script>", "disguised"),
    "drawing.pdf": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "disguised"),
    "program.pdf": (MZ, "disguised"),
    "late.pdf": (b"GIF89a" + pdf(), "disguised"),
    "marked.pdf": (b"\xef\xbb\xbf" + pdf(), "disguised"),
    "two-in-one.pdf": (pdf() + packed(Entry("a.exe", MZ)), "disguised"),
    "installer.zip": (behind_a_program(), "disguised"),
    "sheet.docx": (xlsx("예산"), "disguised"),
    "locked.docx": (OLE, "encrypted"),
    "locked.hwpx": (hwpx("글", manifest="<manifest><encryption-data/></manifest>"), "encrypted"),
    "tail.zip": (packed(Entry("a.txt", b"text")) + b"tail", "damaged"),
    "half.docx": (FORM[: len(FORM) // 2], "disguised"),
    # PDFs that do something
    "script.pdf": (files.SCRIPT_PDF, "script"),
    "spelled.pdf": (files.HIDDEN_SCRIPT_PDF, "script"),
    "launch.pdf": (files.LAUNCH_PDF, "script"),
    "parcel.pdf": (files.EMBEDDING_PDF, "embedded"),
    # Bombs and lies
    "bomb.zip": (zip_with("a.txt", SPACES), "bomb"),
    "liar.zip": (zip_with("a.txt", SPACES, size=1000), "bomb"),
    "shorter.zip": (zip_with("a.txt", b"text", size=5), "damaged"),
    "checksum.zip": (zip_with("a.txt", b"text", crc=1), "damaged"),
    "many.zip": (packed(*[Entry(f"{n}.txt") for n in range(2001)]), "too_many"),
    "many-small.zip": (
        packed(*[Entry(f"{n}.txt", b" " * 900_000) for n in range(250)]),
        "bomb",
    ),
    "inside.zip": (zip_with("a.docx", docx(body=" " * (3 * MEGABYTE))), "bomb"),
    "markup.docx": (
        docx("글", more=[Entry(f"word/{n}.rels", b"<r>" * 300_000) for n in range(200)]),
        "damaged",
    ),
    "much-markup.docx": (
        docx(
            "글",
            more=[Entry(f"word/{n}.rels", b"<r>" + b"<r/>" * 200_000 + b"</r>") for n in range(9)],
        ),
        "bomb",
    ),
    "deep.zip": (sheets_in(3), "nested"),
    "zip.zip": (zip_with("inner.zip", packed(Entry("a.txt", b"text"))), "member"),
    "shared.zip": (overlapping(), "damaged"),
    "stored.zip": (zip_with("a.txt", b"text", method=0, size=9), "damaged"),
    "unusual.zip": (zip_with("a.txt", b"text", method=zipfile.ZIP_LZMA), "damaged"),
    "miscounted.zip": (packed(Entry("a.txt"), Entry("b.txt"), count=1), "damaged"),
    "twice.zip": (packed(Entry("a.txt"), Entry("A.TXT")), "damaged"),
    "two-names.zip": (zip_with("a.txt", local_name="b.exe"), "damaged"),
    "locked.zip": (zip_with("a.txt", flags=0x801), "encrypted"),
    # Names that lead elsewhere
    "up.zip": (zip_with("../a.txt"), "unsafe_name"),
    "up-below.zip": (zip_with("a/../../a.txt"), "unsafe_name"),
    "root.zip": (zip_with("/etc/a.txt"), "unsafe_name"),
    "drive.zip": (zip_with("C:/a.txt"), "unsafe_name"),
    "backslash.zip": (zip_with("..\\a.txt"), "unsafe_name"),
    "stream.zip": (zip_with("a.txt:b.txt"), "unsafe_name"),
    "nul.zip": (zip_with("a.exe\0.txt"), "unsafe_name"),
    "turned.zip": (zip_with("a\u202etxt.exe"), "unsafe_name"),
    "link.zip": (zip_with("a.txt", b"/etc/passwd", attributes=LINK_FLAG), "unsafe_name"),
    "device.zip": (zip_with("a.txt", attributes=DEVICE_FLAG), "unsafe_name"),
    "dot.zip": (zip_with("a.exe."), "unsafe_name"),
    "nameless.zip": (zip_with(""), "unsafe_name"),
    # Programs and pages in a ZIP
    **{
        f"{ending}.zip": (zip_with(f"a.{ending}"), "member")
        for ending in ("exe", "bat", "js", "html", "svg", "lnk", "vbs", "docm", "iso", "7z")
    },
    "program.zip": (zip_with("공고.pdf", MZ), "disguised_member"),
    "old.zip": (zip_with("공고.hwp", OLE), "disguised_member"),
    "locked-text.zip": (zip_with("공고.hwp", files.hwp(0b11)), "encrypted"),
    "text.zip": (zip_with("공고.txt2.txt", MZ), "disguised_member"),
    "litter.zip": (zip_with("._a.exe", MZ), "disguised_member"),
    "script-in.zip": (zip_with("a.pdf", files.SCRIPT_PDF), "script"),
    "macro-in.zip": (zip_with("a.xlsx", files.macro_sheet()), "macro"),
    # Office files that do something
    "macro.xlsx": (files.macro_sheet(), "macro"),
    "disguised-macro.docx": (
        docx("글", kind="ms-word.document.macroEnabled"),
        "macro",
    ),
    "control.xlsx": (sheet_with("xl/activeX/activeX1.xml"), "macro"),
    "command.xlsx": (
        sheet_with("xl/externalLinks/externalLink1.xml", b"<e><ddeLink ddeService='cmd'/></e>"),
        "macro",
    ),
    "object.docx": (docx("글", more=[Entry("word/embeddings/oleObject1.bin", OLE)]), "object"),
    "hidden-object.docx": (docx("글", more=[Entry("word/media/image1.png", OLE)]), "object"),
    "program.docx": (docx("글", more=[Entry("word/media/image1.png", MZ)]), "macro"),
    "page-in.docx": (docx("글", more=[Entry("word/part.html", b"<script>")]), "macro"),
    "program.hwpx": (hwpx("글", more=[Entry("BinData/image1.png", MZ)]), "macro"),
    "template.docx": (linked("attachedTemplate", "https://example.kr/a.dotm"), "remote"),
    "share.docx": (linked("image", "\\\\example.kr\\a.png"), "remote"),
    "share2.docx": (linked("image", "file://example.kr/a.png"), "remote"),
    "laughs.docx": (
        docx("글", more=[Entry("word/_rels/a.rels", files.LAUGHS.encode())]),
        "damaged",
    ),
}


def validated(name, content, *, check=validate_attachment):
    return check(name=name, size=len(content), file=io.BytesIO(content))


@pytest.mark.parametrize("check", [validate_attachment, validate_document])
@pytest.mark.parametrize("name", ACCEPTED)
def test_file_is_accepted(name, check):
    content, expected = ACCEPTED[name]

    assert validated(name, content, check=check) == expected


@pytest.mark.parametrize("check", [validate_attachment, validate_document])
@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused(name, check):
    content, code = REFUSED[name]

    with pytest.raises(ValidationError) as refusal:
        validated(name, content, check=check)

    assert refusal.value.code == code


def test_text_of_hangul_is_no_attachment():
    """The public reads without Hangul's own program."""
    with pytest.raises(ValidationError) as refusal:
        validated("신청서.hwp", files.hwp())

    assert refusal.value.code == "ending"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("macro.xlsx", "xl/vbaProject.bin"),
        ("up.zip", "../a.txt"),
        ("exe.zip", "a.exe"),
        ("template.docx", "https://example.kr/a.dotm"),
    ],
)
def test_refusal_names_what_is_wrong(name, words):
    with pytest.raises(ValidationError) as refusal, override("en"):
        validated(name, REFUSED[name][0])

    assert words in refusal.value.messages[0]


def test_attachment_larger_than_allowed_is_refused(settings):
    settings.ATTACHMENT_MAX_BYTES = len(pdf()) - 1

    with pytest.raises(ValidationError) as refusal:
        validated("공고.pdf", pdf())

    assert refusal.value.code == "too_large"


def test_zip_larger_than_its_directory_can_say_is_refused():
    """The record of the true sizes, hidden in the comment of the last member."""
    with pytest.raises(ValidationError) as refusal:
        validated("a.zip", packed(Entry("a.txt", comment=b"PK\x06\x07" + bytes(16))))

    assert refusal.value.code == "disguised"


@pytest.mark.parametrize("name", ["bomb.zip", "liar.zip", "many-small.zip"])
def test_bomb_takes_no_memory(name):
    content = REFUSED[name][0]
    file = io.BytesIO(content)
    tracemalloc.start()

    with pytest.raises(ValidationError):
        validate_attachment(name=name, size=len(content), file=file)

    assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
    tracemalloc.stop()


def test_liar_is_found_by_counting():
    """Control: the reader of Python's library believes what the headers say."""
    liar = packed(Entry("a.txt", SPACES, size=1000))

    believed = zipfile.ZipFile(io.BytesIO(liar)).read("a.txt")
    with pytest.raises(ValidationError) as refusal:
        validated("a.zip", liar)

    assert (believed, refusal.value.code) == (b" " * 1000, "bomb")


def test_all_that_comes_out_is_counted_together():
    allowance = archive.Allowance(unpacked_bytes=10)

    allowance.take(10)
    with pytest.raises(ValidationError) as refusal:
        allowance.take(1)

    assert refusal.value.code == "bomb"


def test_script_across_two_pieces_is_found():
    padding = b"%" * (kinds.CHUNK - len(b"%PDF-1.7\n/Java"))
    content = b"%PDF-1.7\n" + padding + b"/JavaScript"

    with pytest.raises(ValidationError) as refusal:
        validated("a.pdf", content)

    assert refusal.value.code == "script"


@given(
    st.sampled_from([FORM, hwpx("글"), ACCEPTED["서식.zip"][0]]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
    st.sampled_from(["docx", "hwpx", "zip"]),
)
def test_attachment_that_was_damaged_is_judged_and_never_breaks(content, damages, ending):
    damaged = bytearray(content)
    for place, value in damages:
        damaged[place % len(damaged)] = value

    try:
        outcome = validated(f"file.{ending}", bytes(damaged))
    except ValidationError as refusal:
        outcome = refusal.messages and refusal.code

    assert isinstance(outcome, str)


def test_attachment_is_read_from_its_start_and_left_there():
    file = io.BytesIO(pdf())
    file.seek(40)

    validate_attachment(name="a.pdf", size=len(pdf()), file=file)

    assert file.tell() == 0


def test_web_process_never_imports_what_parses_a_pdf():
    code = (
        "import sys, portal.wsgi; from django.urls import reverse; reverse('home');"
        "print([name for name in ('pypdfium2', 'programs.extraction.child',"
        " 'programs.extraction.documents') if name in sys.modules],"
        " 'programs.file_checks' in sys.modules, 'programs.extraction' in sys.modules)"
    )

    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=project.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"},
    )

    assert found.stdout.strip() == "[] True True"
