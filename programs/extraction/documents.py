"""Readers of each type of file. They run in the reading process only."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from typing import IO

import pypdfium2
from pypdfium2 import raw

from programs import file_kinds as kinds
from programs.extraction.reasons import Unreadable
from programs.extraction.text import Text

BY_ENDING = {
    "pdf": kinds.PDF,
    "docx": kinds.DOCX,
    "xlsx": kinds.XLSX,
    "pptx": kinds.PPTX,
    "hwpx": kinds.HWPX,
}
PLAIN_ENDINGS = ("txt", "csv")
MOST_MEMBER_BYTES = 64 * 1024 * 1024
MOST_PLAIN_BYTES = 4 * 1024 * 1024
# Where the text of a package stands, in the order in which it is read
PARTS = {
    kinds.DOCX: r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml",
    kinds.XLSX: r"xl/(sharedStrings|workbook|worksheets/sheet\d+)\.xml",
    kinds.PPTX: r"ppt/slides/slide\d+\.xml",
    kinds.HWPX: r"Contents/section\d+\.xml",
}
MAIN_PART = {
    kinds.DOCX: "word/document.xml",
    kinds.XLSX: "xl/workbook.xml",
    kinds.PPTX: "ppt/presentation.xml",
    kinds.HWPX: "Contents/section0.xml",
}
OBJECT_STREAM = re.compile(rb"/ObjStm\b[^\x00]{0,400}?stream\r?\n", re.DOTALL)
MOST_INFLATED = 32 * 1024 * 1024


def read_document(file: IO[bytes], content_type: str, text: Text) -> None:
    """Add the text of a file to `text`, and look for danger to its very end. Raises Unreadable."""
    if content_type == kinds.PDF:
        read_pdf(file, text)
    elif content_type == kinds.ZIP:
        read_archive(file, text)
    elif content_type in PARTS:
        read_package(file, content_type, text)
    else:
        raise Unreadable("unsupported")


def read_pdf(file: IO[bytes], text: Text) -> None:
    refuse_actions(file)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Unreadable("encrypted" if locked else "damaged") from error
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Unreadable("unsafe")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        raise Unreadable("unsafe")
    for page in document:
        if text.is_cut:  # what is a danger was looked for in the whole file, before
            return
        letters = page.get_textpage()
        text.add(letters.get_text_range() + "\n")
        letters.close()
        page.close()


def refuse_actions(file: IO[bytes]) -> None:
    """Scripts, programs and files, in packed objects too, which no other check looks into."""
    file.seek(0)
    source = memoryview(file.read())
    file.seek(0)
    if names_actions(source):
        raise Unreadable("unsafe")
    is_too_large = False
    for place in OBJECT_STREAM.finditer(source):
        inflate = zlib.decompressobj()
        try:
            objects = inflate.decompress(source[place.end() :], MOST_INFLATED)
        except zlib.error:
            continue
        if names_actions(objects):
            raise Unreadable("unsafe")
        is_too_large |= bool(inflate.unconsumed_tail)
    if is_too_large:
        raise Unreadable("too_large")


def names_actions(source: bytes | memoryview) -> bool:
    return bool(kinds.PDF_ACTIONS.search(source) or kinds.PDF_FILES.search(source))


def read_package(file: IO[bytes], content_type: str, text: Text) -> None:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise Unreadable("damaged") from error
    refuse_locked(archive)
    pattern = re.compile(PARTS[content_type])
    parts = [name for name in archive.namelist() if pattern.fullmatch(name)]
    if MAIN_PART[content_type] not in archive.namelist():
        raise Unreadable("damaged")
    for part in sorted(parts, key=by_kind_and_number):
        with archive.open(part) as source:
            TextElements(text).read(source)


def refuse_locked(archive: zipfile.ZipFile) -> None:
    """With a password of the zip, or HWPX with one of its own."""
    if any(info.flag_bits & kinds.ENCRYPTED for info in archive.infolist()):
        raise Unreadable("encrypted")
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as source:
            kinds.read_markup(source, start=refuse_encryption)


def refuse_encryption(name: str, _attributes: Mapping[str, str]) -> None:
    if name == "encryption-data":
        raise Unreadable("encrypted")


def by_kind_and_number(part: str) -> tuple[bool, str, int]:
    """Texts before sheets, main text before headers; section 2 before section 10."""
    stem = part.removesuffix(".xml").rstrip("0123456789")
    number = part.removesuffix(".xml").removeprefix(stem)
    return "worksheets" in stem, stem, int(number or 0)


class TextElements:
    """Adds what stands in elements `t` of Word, Excel, PowerPoint and Hangul files."""

    ENDS_OF_LINES: Collection[str] = ("p", "br", "cr", "tab", "si", "is", "lineBreak")

    def __init__(self, text: Text) -> None:
        self.text = text
        self.depth = 0
        self.hidden = 0
        self.is_field = False
        self.field = ""

    def read(self, source: IO[bytes]) -> None:
        kinds.read_markup(source, start=self.start, end=self.end, text=self.letters)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += name == "t"
        self.hidden += name == "rPh"  # how a word is read aloud
        if name == "sheet":
            self.text.add(attributes.get("name", "") + "\n")
        elif name == "instrText":
            self.is_field = True
        elif name == "fldSimple":
            refuse_command(attributes.get("instr", ""))

    def end(self, name: str) -> None:
        self.depth -= name == "t"
        self.hidden -= name == "rPh"
        if name in self.ENDS_OF_LINES:
            self.text.add("\n")
        if name == "instrText":
            self.is_field = False
        elif name == "p":
            refuse_command(self.field)
            self.field = ""

    def letters(self, letters: str) -> None:
        if self.is_field:
            self.field += letters
        elif self.depth and not self.hidden:
            self.text.add(letters)


def refuse_command(instruction: str) -> None:
    """A field that starts another program (DDE)."""
    if "DDE" in re.split(r"[\s\"]+", instruction.upper().replace("DDEAUTO", "DDE")):
        raise Unreadable("unsafe")


def read_archive(file: IO[bytes], text: Text) -> None:
    """The names of the members, and the texts of those that can be read; one level deep.

    Raises Unreadable where one is a danger, or too large for us to know.
    """
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise Unreadable("damaged") from error
    refuse_locked(archive)
    members = [info for info in archive.infolist() if not info.is_dir()]
    for info in members:
        text.add(kinds.member_name(info) + "\n")
    is_too_large = False
    for info in members:
        text.add("\n")
        try:
            read_member(archive, info, text)
        except MemoryError:
            raise
        except Exception as error:  # what one member lacks, the others may have
            reason = error.reason if isinstance(error, Unreadable) else ""
            if reason == "unsafe":
                raise
            is_too_large |= reason == "too_large"
    if is_too_large:
        raise Unreadable("too_large")


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, text: Text) -> None:
    ending = info.filename.rpartition(".")[2].lower()
    if ending in PLAIN_ENDINGS:
        with archive.open(info) as source:
            text.add(plain(source.read(MOST_PLAIN_BYTES)) + "\n")
    elif ending in BY_ENDING:
        if info.file_size > MOST_MEMBER_BYTES:
            raise Unreadable("too_large")
        read_document_in(archive.read(info), BY_ENDING[ending], text)


def read_document_in(content: bytes, content_type: str, text: Text) -> None:
    file = io.BytesIO(content)
    if content_type == kinds.PDF:
        read_pdf(file, text)
    else:
        read_package(file, content_type, text)


def plain(source: bytes) -> str:
    for codec in ("utf-8-sig", "cp949"):
        try:
            return source.decode(codec)
        except UnicodeDecodeError:
            continue
    return source.decode("cp949", "ignore")
