"""Which uploads are taken as documents of an application."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programs.file_checks import validate_document
from tests import hostile_files as files
from tests.hostile_files import Entry

PREFIX = "application/vnd.openxmlformats-officedocument."


def packed(*names, first=None):
    """A zip with these members; `first` is the stored first one, as (name, text)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, f"content of {name} " * 40)
    return file.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DOCX, XLSX, PPTX, HWPX = files.docx("글"), files.xlsx("표"), files.pptx(), files.hwpx("글")
TYPES = Entry("[Content_Types].xml", b"<Types/>")
DOCX_OTHER_ORDER = files.packed(Entry("docProps/app.xml"), Entry("word/document.xml"), TYPES)
EPUB = packed("META-INF/container.xml", first=("mimetype", "application/epub+zip"))
HWP = files.hwp()
ZIP = packed("사업계획서.txt", "예산.txt")
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
EXE = b"MZ\x90\x00\x03" + bytes(200) + b"PE\x00\x00" + bytes(200)
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

ACCEPTED = {
    "plan.pdf": (PDF, "application/pdf"),
    "PLAN.PDF": (PDF, "application/pdf"),
    "사업계획서.docx": (DOCX, PREFIX + "wordprocessingml.document"),
    "other.docx": (DOCX_OTHER_ORDER, PREFIX + "wordprocessingml.document"),
    "예산.xlsx": (XLSX, PREFIX + "spreadsheetml.sheet"),
    "발표.pptx": (PPTX, PREFIX + "presentationml.presentation"),
    "신청서.hwpx": (HWPX, "application/hwp+zip"),
    "신청서.hwp": (HWP, "application/x-ole-storage"),
    "배포용.hwp": (files.hwp(0b101), "application/x-ole-storage"),
    "증빙.zip": (ZIP, "application/zip"),
    "사진.jpg": (JPG, "image/jpeg"),
    "사진.jpeg": (JPG, "image/jpeg"),
    "사진.png": (PNG, "image/png"),
    "두.번째.pdf": (PDF, "application/pdf"),
}
REFUSED = {
    "empty.pdf": (b"", "empty"),
    "program.exe": (EXE, "ending"),
    "page.html": (HTML, "ending"),
    "drawing.svg": (SVG, "ending"),
    "no-ending": (PDF, "ending"),
    "plan.pdf.exe": (PDF, "ending"),
    "old.doc": (files.OLE, "ending"),
    "old.hwp": (files.OLE, "disguised"),
    "locked.hwp": (files.hwp(0b11), "encrypted"),
    "rights.hwp": (files.hwp(1 << 4), "encrypted"),
    "certificate.hwp": (files.hwp(1 << 8), "encrypted"),
    "locked.pptx": (files.OLE, "encrypted"),
    "macro.pptx": (files.pptx(Entry("ppt/vbaProject.bin", files.OLE)), "macro"),
    "object.pptx": (files.pptx(Entry("ppt/embeddings/oleObject1.bin", files.OLE)), "object"),
    "two-in-one.png": (PNG + files.packed(Entry("a.exe", EXE)), "disguised"),
    "two-in-one.jpg": (JPG + files.packed(Entry("a.exe", EXE)), "disguised"),
    "two-in-one.hwp": (HWP + files.packed(Entry("a.exe", EXE)), "disguised"),
    "program.pdf": (EXE, "disguised"),
    "page.pdf": (HTML, "disguised"),
    "page.hwp": (HTML, "disguised"),
    "drawing.png": (SVG, "disguised"),
    "docx.zip": (DOCX, "disguised"),
    "zip.docx": (ZIP, "disguised"),
    "docx.xlsx": (DOCX, "disguised"),
    "hwpx.zip": (HWPX, "disguised"),
    "hwp.hwpx": (HWP, "disguised"),
    "book.hwpx": (EPUB, "disguised"),
    "book.zip": (EPUB, "disguised"),
    "png.jpg": (PNG, "disguised"),
    "broken.zip": (ZIP[: len(ZIP) // 2], "disguised"),
    "names.zip": (ZIP.replace("사".encode(), b"\xff\xff\xff"), "disguised"),
    "broken.docx": (DOCX[: len(DOCX) // 2], "disguised"),
    "broken.hwpx": (HWPX[: len(HWPX) // 2], "disguised"),
    "zip": (ZIP, "ending"),
    "text.pdf": ("사업계획서".encode(), "disguised"),
}


def validated(name, content):
    return validate_document(name=name, size=len(content), file=io.BytesIO(content))


@pytest.mark.parametrize("name", ACCEPTED)
def test_document_is_accepted(name):
    content, expected = ACCEPTED[name]

    assert validated(name, content) == expected


@pytest.mark.parametrize("name", REFUSED)
def test_document_is_refused(name):
    content, code = REFUSED[name]

    with pytest.raises(ValidationError) as refusal:
        validated(name, content)

    assert refusal.value.code == code
    assert refusal.value.messages != [""]


def test_document_of_the_largest_size_is_accepted(settings):
    settings.DOCUMENT_MAX_BYTES = len(PDF)

    assert validated("plan.pdf", PDF) == "application/pdf"


def test_document_larger_than_that_is_refused(settings):
    settings.DOCUMENT_MAX_BYTES = len(PDF) - 1

    with pytest.raises(ValidationError) as refusal:
        validated("plan.pdf", PDF)

    assert refusal.value.code == "too_large"


@given(
    st.sampled_from([DOCX, HWPX, ZIP, EPUB]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=6),
    st.sampled_from(["docx", "hwpx", "zip"]),
)
def test_document_that_was_damaged_is_judged_and_never_breaks(content, damages, ending):
    damaged = bytearray(content)
    for place, value in damages:
        damaged[place % len(damaged)] = value

    try:
        kind = validated(f"file.{ending}", bytes(damaged))
    except ValidationError as refusal:
        kind = refusal.code

    assert isinstance(kind, str)


def test_document_is_read_from_its_start_and_left_there():
    file = io.BytesIO(HWPX)
    file.seek(40)

    validate_document(name="a.hwpx", size=len(HWPX), file=file)

    assert file.tell() == 0


def test_zip_with_an_endless_list_of_members_is_refused_before_it_is_read():
    file = packed("a.txt")
    at = file.rfind(b"PK\x05\x06")
    endless = file[: at + 12] + (3 * 1024 * 1024).to_bytes(4, "little") + file[at + 16 :]

    with pytest.raises(ValidationError) as refusal:
        validate_document(name="a.zip", size=len(endless), file=io.BytesIO(endless))

    assert refusal.value.code == "disguised"


def test_folder_called_like_one_of_word_makes_no_text_of_a_zip():
    folder = files.packed(Entry("word/신청서.hwp", HWP), Entry("word/예산.txt"))

    assert validated("서식.zip", folder) == "application/zip"


def test_zip_that_hides_the_size_of_its_list_is_refused_before_it_is_read():
    """The record for large archives, hidden in the comment of the last member."""
    file = packed("a.txt")
    at = file.rfind(b"PK\x05\x06")
    hidden = file[:at] + b"PK\x06\x07" + bytes(16) + file[at:]

    with pytest.raises(ValidationError) as refusal:
        validated("a.zip", hidden)

    assert refusal.value.code == "disguised"
