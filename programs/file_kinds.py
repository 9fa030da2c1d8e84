"""What files are made of, for the web process and for the bare process that reads their text.

Imports nothing of ours and no Django. All of it is safe for files that strangers send.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import IO
from xml.parsers import expat

OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = "application/pdf"
DOCX = OFFICE + "wordprocessingml.document"
XLSX = OFFICE + "spreadsheetml.sheet"
PPTX = OFFICE + "presentationml.presentation"
HWPX = "application/hwp+zip"
ZIP = "application/zip"
CONTENT_TYPES = "[Content_Types].xml"
FOLDERS = {"word/": DOCX, "xl/": XLSX, "ppt/": PPTX}

PDF_SIGNATURE = b"%PDF-"
ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF8_NAME, ENCRYPTED = 0x800, 0x1 | 0x40 | 0x2000  # bits of a member's flags
UNICODE_PATH = 0x7075  # the kind of an extra field
EXTRA_HEADER = struct.Struct("<HH")
CHUNK = 64 * 1024
MARKUP_CHUNK = 1024 * 1024  # a long word of XML is looked through again with each piece
OUT_OF_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]


class BadMarkup(ValueError):
    """XML that is not well formed, or that brings definitions of its own."""


def package_type(names: Iterable[str]) -> str:
    """What a zip with these members is, where none of them is called `mimetype`."""
    names = set(names)
    if CONTENT_TYPES not in names:
        return ZIP
    for folder, content_type in FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return content_type
    return ZIP


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: macOS writes UTF-8 and Korean Windows CP949 without saying so."""
    if info.flag_bits & UTF8_NAME:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    for name in (_unicode_path(info.extra, raw), raw):
        for codec in ("utf-8", "cp949"):
            try:
                return name.decode(codec)
            except UnicodeDecodeError:
                continue
    return info.orig_filename


def _unicode_path(extra: bytes, raw: bytes) -> bytes:
    """The name in the extra field of that kind where it belongs to this name, else the name."""
    while len(extra) >= EXTRA_HEADER.size:
        kind, length = EXTRA_HEADER.unpack_from(extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == UNICODE_PATH and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:]
    return raw


def _spelled(name: str) -> str:
    """A pattern for a PDF name: each letter may be written as its code (#4A for J)."""
    return "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name)


def _named(*names: str) -> re.Pattern[bytes]:
    return re.compile(f"/(?:{'|'.join(map(_spelled, names))})".encode())


# What a PDF that only shows something never names
PDF_ACTIONS = _named("JavaScript", "Launch")
PDF_FILES = _named("EmbeddedFile")
LONGEST_PDF_NAME = 40  # letters of the longest of these, each written as its code

PDF_ENCRYPTION = _named("Encrypt")

# The header of an HWP: what it is, its version, and what is special about it
HWP_HEADER_BYTES = 40
HWP_HEADER = re.compile(b"HWP Document File" + rb"\0{15}.{4}(?P<flags>.{4})", re.DOTALL)
HWP_LOCKED = 1 << 1 | 1 << 4 | 1 << 8 | 1 << 10  # password, rights, certificate, its rights

# The entry of a storage or stream of that name in an OLE directory: macros of Office
OLE_MACROS_NAME = "_VBA_PROJECT"
OLE_ENTRY_NAME_BYTES = 64
OLE_MACROS = re.compile(
    re.escape(OLE_MACROS_NAME.encode("utf-16-le").ljust(OLE_ENTRY_NAME_BYTES, b"\0"))
    + rb"\x1a\0[\x01\x02]"
)

Start = Callable[[str, Mapping[str, str]], None]


def read_markup(
    file: IO[bytes],
    *,
    start: Start | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell the elements and texts of an XML file, by their names without namespace.

    A document type is refused, and with it all entities, which could grow without end or fetch
    other files. Raises BadMarkup.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    if start:
        parser.StartElementHandler = lambda name, attributes: start(
            _bare(name), {_bare(key): value for key, value in attributes.items()}
        )
    if end:
        parser.EndElementHandler = lambda name: end(_bare(name))
    if text:
        parser.CharacterDataHandler = text
    try:
        while chunk := file.read(MARKUP_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == OUT_OF_MEMORY:
            raise MemoryError from error
        raise BadMarkup(str(error)) from error


def _refuse(*_arguments: object) -> None:
    raise BadMarkup("a document type is not expected here")


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]
