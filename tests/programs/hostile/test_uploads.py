"""Hostile uploads through the real doors, each with its verdict: as it is, under another name, refused.

Every row goes through the form of the documents page and through the parts that a browser sends;
both must say the same. What is taken comes out byte for byte, and is never rendered.
"""

import hashlib
import io
import tarfile
import unicodedata
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programs.views.upload import PART_TYPE
from tests import hostile_files as files
from tests.clamd import EICAR
from tests.factories.programs import ApplicationFactory, UploadFactory
from tests.hostile_files import MEGABYTE, MZ, OLE, Entry, docx, hwpx, linked, packed, pdf, xlsx

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64) + b"\xff\xd9"
SCRIPT = b"<script>alert(document.cookie)</script>"
JPG_WITH_COMMENT = JPG[:20] + b"\xff\xfe\x00\x40" + SCRIPT + JPG[20:]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><title>a</title>" + SCRIPT
SPACES = b" " * (101 * MEGABYTE)
LINK, DEVICE = 0o120777 << 16, 0o060644 << 16
VBA = "_VBA_PROJECT".encode("utf-16-le").ljust(64, b"\0") + b"\x1a\x00\x01"
EPUB = packed(Entry("mimetype", b"application/epub+zip", method=0), Entry("META-INF/container.xml"))


def zip_with(name, content=b"text", **headers) -> bytes:
    return packed(Entry("예산.txt", b"text"), Entry(name, content, **headers))


def book_with(name, content=b"<x/>") -> bytes:
    return xlsx("예산", more=[Entry(name, content)])


def text_with(name, content) -> bytes:
    return docx("글", more=[Entry(name, content)])


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return file.getvalue()


def texts_in(depth: int) -> bytes:
    inner = xlsx("예산")
    for _ in range(depth):
        inner = docx("글", more=[Entry("word/embeddings/a.docx", inner)])
    return packed(Entry("a.docx", inner))


@dataclass(frozen=True)
class Upload:
    """`kept` is the name under which it is kept; `refused` the code of the refusal instead."""

    name: str
    content: bytes
    kept: str = ""
    refused: str = ""


def taken(name: str, content: bytes) -> Upload:
    return Upload(name, content, kept=name)


def renamed(name: str, kept: str, content: bytes | None = None) -> Upload:
    return Upload(name, content or pdf(), kept=kept)


def refused(code: str, name: str, content: bytes) -> Upload:
    return Upload(name, content, refused=code)


UPLOADS = {
    # As it is: what looks odd and is somebody's honest document, or harms nobody as a download
    "Korean name": taken("2026년 사업계획서(최종)_수정2.pdf", pdf()),
    "HWP": taken("신청서.hwp", files.hwp()),
    "HWP for distribution": taken("배포용.hwp", files.hwp(0b101)),
    "HWPX": taken("신청서.hwpx", hwpx("신청서")),
    "HWPX with an object of Hangul": taken(
        "표.hwpx", hwpx("표", more=[Entry("BinData/ole1.OLE", OLE)])
    ),
    "DOCX": taken("계획.docx", docx("계획")),
    "PPTX": taken("발표.pptx", files.pptx()),
    "sheet with a formula": taken("예산.xlsx", xlsx("=HYPERLINK(A1)", inline="=1+1")),
    "link that a click follows": taken("링크.docx", linked("hyperlink", "https://example.kr/")),
    "template on the own disk": taken("틀.docx", linked("attachedTemplate", "file:///C:\\a.dotx")),
    "PDF that may not be printed": taken("증명서.pdf", files.restricted_pdf()),
    "PDF that speaks of encryption": taken("a.pdf", files.SCANNED_PDF + b"%/Encrypt"),
    "CSV with a formula in a ZIP": taken("표.zip", zip_with("a.csv", b"=cmd|' /C calc'!A0")),
    "ZIP of a Korean Windows": taken(
        "윈도.zip", packed(Entry("계획.txt".encode("cp949"), flags=0))
    ),
    "ZIP of a Mac": taken("맥.zip", zip_with("__MACOSX/._a.pdf", b"\x00\x05\x16\x07" + bytes(60))),
    "PNG": taken("사진.png", PNG),
    "script in the comment of a JPEG": taken("사진.jpg", JPG_WITH_COMMENT),
    "test virus where no scanner is set": taken("a.pdf", files.SCANNED_PDF + EICAR),
    "markup as a name": taken("<img src=x onerror=alert(1)>.pdf", pdf()),
    "formula as a name": taken("=cmd|'calc'!A0.pdf", pdf()),
    "template as a name": taken("{{ settings.SECRET_KEY }}{% debug %}.pdf", pdf()),
    "command as a name": taken("$(reboot);`id`&&'or 1=1--.pdf", pdf()),
    "emoji as a name": taken("🚀계획👨‍👩‍👧.pdf".replace("\u200d", ""), pdf()),
    "device of Windows as a name": taken("CON.pdf", pdf()),
    "dots as a name": taken("....pdf", pdf()),
    "capital ending": taken("PLAN.PDF", pdf()),
    # Under another name
    "NFD of a Mac": renamed(unicodedata.normalize("NFD", "사업계획서.pdf"), "사업계획서.pdf"),
    "long NFD": renamed(unicodedata.normalize("NFD", "각" * 80 + ".pdf"), "각" * 80 + ".pdf"),
    "path upwards": renamed("../../../etc/passwd.pdf", "passwd.pdf"),
    "absolute path": renamed("/srv/portal/templates/base.pdf", "base.pdf"),
    "path of Windows": renamed("C:\\fakepath\\계획.pdf", "계획.pdf"),
    "path both ways": renamed("..\\..//x\\..\\계획.pdf", "계획.pdf"),
    "long name": renamed("가" * 240 + ".pdf", "가" * 196 + ".pdf"),
    "turned name": renamed("계획\u202efdp.pdf", "계획fdp.pdf"),
    "marks of direction": renamed("\u200f\u2067계획\u2069.pdf", "계획.pdf"),
    "letters without width": renamed("계\u200b획\u2060\ufeff.pdf", "계획.pdf"),
    "escape of a terminal": renamed("\x1b[31m계획\x07.pdf", "[31m계획.pdf"),
    # Refused by name
    "program": refused("ending", "a.exe", MZ),
    "two endings": refused("ending", "plan.pdf.exe", pdf()),
    "turned ending": refused("ending", "plan\u202efdp.exe", pdf()),
    "ending of a ghost": refused("ending", "plan.pdf\u200bexe", pdf()),
    "no ending": refused("ending", "plan", pdf()),
    "page": refused("ending", "a.html", HTML),
    "drawing": refused("ending", "a.svg", SVG),
    "application of HTML": refused("ending", "a.hta", HTML),
    "text with macros": refused("ending", "a.docm", docx("글")),
    "old text of Office": refused("ending", "a.doc", OLE),
    "shortcut": refused("ending", "a.lnk", b"L\0\0\0" + bytes(80)),
    "archive of another kind": refused("ending", "a.tar.gz", tar()),
    "template of the portal": refused("ending", "plan.pdf%00.py", pdf()),
    # Refused by size
    "nothing": refused("empty", "a.pdf", b""),
    # Something else than its name says
    "program called PDF": refused("disguised", "a.pdf", MZ),
    "page called PDF": refused("disguised", "a.pdf", HTML),
    "page called HWP": refused("disguised", "a.hwp", HTML),
    "drawing called PNG": refused("disguised", "a.png", SVG),
    "drawing called JPEG": refused("disguised", "a.jpg", b"<?xml version='1.0'?>" + SVG),
    "PDF behind a page": refused("disguised", "a.pdf", HTML + pdf()),
    "PDF behind a mark": refused("disguised", "a.pdf", b"\xef\xbb\xbf" + pdf()),
    "PDF and ZIP": refused("disguised", "a.pdf", pdf() + packed(Entry("a.exe", MZ))),
    "PNG and ZIP": refused("disguised", "a.png", PNG + packed(Entry("a.jar", MZ))),
    "JPEG and ZIP": refused("disguised", "a.jpg", JPG + packed(Entry("a.jar", MZ))),
    "HWP and ZIP": refused("disguised", "a.hwp", files.hwp() + packed(Entry("a.exe", MZ))),
    "ZIP behind a program": refused("disguised", "a.zip", MZ + packed(Entry("a.txt", b"text"))),
    "ZIP with a tail": refused("damaged", "a.zip", packed(Entry("a.txt", b"text")) + b"tail"),
    "book called HWPX": refused("disguised", "a.hwpx", EPUB),
    "HWP called HWPX": refused("disguised", "a.hwpx", files.hwp()),
    "sheet called DOCX": refused("disguised", "a.docx", xlsx("예산")),
    "PNG called JPEG": refused("disguised", "a.jpg", PNG),
    "GIF called PNG": refused("disguised", "a.png", b"GIF89a" + bytes(64)),
    "TAR called ZIP": refused("disguised", "a.zip", tar()),
    "half a file": refused("disguised", "a.docx", docx("글")[:200]),
    "OLE without Hangul": refused("disguised", "a.hwp", OLE),
    # Nobody could read it
    "PDF with a password": refused("encrypted", "a.pdf", files.restricted_pdf(b"secret")),
    "HWP with a password": refused("encrypted", "a.hwp", files.hwp(0b11)),
    "HWP with a certificate": refused("encrypted", "a.hwp", files.hwp(1 << 8)),
    "HWPX with a password": refused(
        "encrypted", "a.hwpx", hwpx("글", manifest="<manifest><encryption-data/></manifest>")
    ),
    "sheet with a password": refused("encrypted", "a.xlsx", OLE),
    "ZIP with a password": refused("encrypted", "a.zip", zip_with("a.txt", flags=0x801)),
    # It does something
    "PDF with a script": refused("script", "a.pdf", files.SCRIPT_PDF),
    "PDF with a script in codes": refused("script", "a.pdf", files.HIDDEN_SCRIPT_PDF),
    "PDF that starts a program": refused("script", "a.pdf", files.LAUNCH_PDF),
    "PDF with files": refused("embedded", "a.pdf", files.EMBEDDING_PDF),
    "HWP with macros of Office": refused("macro", "a.hwp", files.hwp() + VBA),
    "sheet with macros": refused("macro", "a.xlsx", files.macro_sheet()),
    "slides with macros": refused("macro", "a.pptx", files.pptx(Entry("ppt/vbaProject.bin", OLE))),
    "macros by their type": refused("macro", "a.docx", docx("글", kind="ms-word.macroEnabled")),
    "sheet with a control": refused("macro", "a.xlsx", book_with("xl/activeX/activeX1.xml")),
    "sheet with a command": refused(
        "macro",
        "a.xlsx",
        book_with("xl/externalLinks/externalLink1.xml", b"<e><ddeLink ddeService='cmd'/></e>"),
    ),
    "text with a page": refused("macro", "a.docx", text_with("word/part.html", SCRIPT)),
    "text with a program": refused("macro", "a.docx", text_with("word/media/image1.png", MZ)),
    "HWPX with a program": refused(
        "macro", "a.hwpx", hwpx("글", more=[Entry("BinData/a.png", MZ)])
    ),
    "text with an object": refused("object", "a.docx", text_with("word/embeddings/o1.bin", OLE)),
    "text with a hidden object": refused("object", "a.docx", text_with("word/media/a.png", OLE)),
    "template from elsewhere": refused(
        "remote", "a.docx", linked("attachedTemplate", "https://example.kr/a.dotm")
    ),
    "picture from a share": refused("remote", "a.docx", linked("image", "\\\\example.kr\\a.png")),
    "entities that laugh": refused(
        "damaged", "a.docx", text_with("word/_rels/a.rels", files.LAUGHS.encode())
    ),
    "entities from elsewhere": refused(
        "damaged", "a.docx", text_with("word/_rels/a.rels", files.OUTSIDE.encode())
    ),
    # Bombs and lies
    "bomb": refused("bomb", "a.zip", zip_with("a.txt", SPACES)),
    "bomb that lies": refused("bomb", "a.zip", zip_with("a.txt", SPACES, size=1000)),
    "bomb in a text": refused("bomb", "a.zip", zip_with("a.docx", docx(body=" " * 3 * MEGABYTE))),
    "many small bombs": refused(
        "bomb", "a.zip", packed(*[Entry(f"{n}.txt", b" " * 900_000) for n in range(250)])
    ),
    "many files": refused("too_many", "a.zip", packed(*[Entry(f"{n}.txt") for n in range(2001)])),
    "ZIP in a ZIP": refused("member", "a.zip", zip_with("b.zip", packed(Entry("a.txt")))),
    "texts in texts": refused("nested", "a.zip", texts_in(3)),
    "files that overlap": refused(
        "damaged",
        "a.zip",
        packed(Entry("a.txt", b"x" * 99), Entry("b.txt", b"x" * 99, local_name="a.txt", at=0)),
    ),
    "wrong checksum": refused("damaged", "a.zip", zip_with("a.txt", crc=zlib.crc32(b"other"))),
    "two names for one file": refused("damaged", "a.zip", zip_with("a.txt", local_name="b.exe")),
    # What is in a ZIP
    "path upwards in a ZIP": refused("unsafe_name", "a.zip", zip_with("../../a.txt")),
    "absolute path in a ZIP": refused("unsafe_name", "a.zip", zip_with("/etc/cron.d/a.txt")),
    "drive in a ZIP": refused("unsafe_name", "a.zip", zip_with("C:/a.txt")),
    "NUL in a ZIP": refused("unsafe_name", "a.zip", zip_with("a.exe\0.txt")),
    "turned name in a ZIP": refused("unsafe_name", "a.zip", zip_with("a\u202etxt.exe")),
    "link in a ZIP": refused("unsafe_name", "a.zip", zip_with("a", b"/etc", attributes=LINK)),
    "device in a ZIP": refused("unsafe_name", "a.zip", zip_with("a.txt", attributes=DEVICE)),
    "program in a ZIP": refused("member", "a.zip", zip_with("a.exe", MZ)),
    "script in a ZIP": refused("member", "a.zip", zip_with("a.js", b"alert(1)")),
    "page in a ZIP": refused("member", "a.zip", zip_with("a.html", HTML)),
    "drawing in a ZIP": refused("member", "a.zip", zip_with("a.svg", SVG)),
    "disguise in a ZIP": refused("disguised_member", "a.zip", zip_with("a.pdf", MZ)),
    "disguise of a Mac": refused("disguised_member", "a.zip", zip_with("._a.exe", MZ)),
    "PDF with a script in a ZIP": refused("script", "a.zip", zip_with("a.pdf", files.SCRIPT_PDF)),
    "macros in a ZIP": refused("macro", "a.zip", zip_with("a.xlsx", files.macro_sheet())),
}


@pytest.fixture
def application(call, company):
    return ApplicationFactory(call=call, company=company)


@pytest.fixture
def browser(client, applicant):
    client.force_login(applicant)
    client.cookies["django_language"] = "en"
    return client


def sent_in_one(browser, application, row: Upload) -> tuple[str, str]:
    """The code and the words of the refusal; empty where it was taken."""
    place = application.call.required_documents.get()
    file = SimpleUploadedFile("a.pdf", row.content)
    file._name = row.name  # as it comes, past what Django's own class makes of it
    path = reverse("programs:document-list", args=[application.pk])
    response = browser.post(path, {"required_document": place.pk, "file": file})
    if response.status_code == 302:
        return "", ""
    (error,) = response.context["form"].errors.as_data()["file"]
    return error.code, str(error.messages[0])


def sent_in_parts(browser, application, row: Upload) -> str:
    """The words of the refusal; empty where it was taken."""
    announced = {
        "name": row.name,
        "size": len(row.content),
        "modified_ms": 0,
        "required_document": application.call.required_documents.get().pk,
    }
    start = browser.post(reverse("programs:upload-start", args=[application.pk]), announced)
    if start.status_code != 201:
        return start.json()["message"]
    offset, most = 0, start.json()["part_bytes"]
    while offset < len(row.content):
        part = browser.patch(
            start["Location"],
            row.content[offset : offset + most],
            content_type=PART_TYPE,
            headers={"Upload-Offset": str(offset)},
        )
        offset = int(part["Upload-Offset"])
    answer = browser.post(start.json()["finish"]).json()
    return answer.get("message", "")


def downloaded(browser, document) -> tuple[str, bytes]:
    """Name and content, of a download that no browser shows."""
    path = reverse("programs:document-download", args=[document.application_id, document.pk])
    response = browser.get(path)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    kind, _semicolon, name = response["Content-Disposition"].partition(";")
    assert kind == "attachment"
    name = name.strip()
    if name.startswith("filename*=utf-8''"):
        return unquote(name.removeprefix("filename*=utf-8''")), response.getvalue()
    quoted = name.removeprefix('filename="').removesuffix('"')
    return quoted.replace('\\"', '"').replace("\\\\", "\\"), response.getvalue()


def test_there_are_as_many_as_was_promised():
    assert len(UPLOADS) >= 110


@pytest.mark.parametrize("row", UPLOADS.values(), ids=UPLOADS)
def test_upload(browser, application, row):
    code, words = sent_in_one(browser, application, row)
    words_in_parts = sent_in_parts(browser, application, row)

    assert (code, words) == (row.refused, words_in_parts)
    assert bool(words) == bool(row.refused)
    documents = list(application.documents.order_by("pk"))
    assert [document.name for document in documents] == [row.kept] * (2 if row.kept else 0)
    for document in documents:
        assert document.sha256 == hashlib.sha256(row.content).hexdigest()
        assert downloaded(browser, document) == (row.kept, row.content)


@pytest.mark.parametrize("size", [1000, 1001])
def test_the_largest_document_and_one_byte_more(browser, application, settings, size):
    settings.DOCUMENT_MAX_BYTES = 1000
    row = Upload("a.pdf", files.SCANNED_PDF.ljust(size, b" "))

    code, words = sent_in_one(browser, application, row)

    assert code == ("too_large" if size > 1000 else "")
    assert words == sent_in_parts(browser, application, row)


def test_names_are_shown_as_text(browser, application):
    UploadFactory(
        application=application, started_by=application.company.members.get().user, name="<b>.pdf"
    )
    sent_in_one(browser, application, taken("<img src=x onerror=alert(1)>.pdf", pdf()))

    page = browser.get(reverse("programs:document-list", args=[application.pk])).content.decode()

    assert "<img src=x" not in page
    assert "<b>.pdf" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.pdf" in page
