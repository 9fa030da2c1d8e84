"""Files as they are and as they should not be, made in code: none of them lies in the repository."""

import functools
import hashlib
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import typst

ROOT = Path(__file__).resolve().parent.parent
UTF8 = 0x800
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MEGABYTE = 1024 * 1024
MZ = b"MZ\x90\x00\x03" + bytes(200) + b"PE\x00\x00" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ZIP_END = b"PK\x05\x06"


@dataclass
class Entry:
    """A member of a zip, with what its headers say where that is not the truth."""

    name: str | bytes
    content: bytes = b""
    method: int = zipfile.ZIP_DEFLATED
    flags: int = UTF8
    attributes: int = 0
    size: int | None = None
    crc: int | None = None
    local_name: str | None = None
    at: int | None = None  # where the directory says that it begins
    comment: bytes = b""

    def packed(self) -> bytes:
        if self.method != zipfile.ZIP_DEFLATED:
            return self.content
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(self.content) + deflate.flush()

    def numbers(self, packed: bytes) -> tuple[int, ...]:
        size = len(self.content) if self.size is None else self.size
        crc = zlib.crc32(self.content[:size]) if self.crc is None else self.crc
        return crc, len(packed), size

    def header(self, packed: bytes) -> bytes:
        name = raw(self.local_name or self.name)
        fields = (20, self.flags, self.method, 0, 33, *self.numbers(packed), len(name), 0)
        return b"PK\x03\x04" + struct.pack("<5H3L2H", *fields) + name

    def line(self, packed: bytes, at: int) -> bytes:
        name = raw(self.name)
        fields = (20, 20, self.flags, self.method, 0, 33, *self.numbers(packed), len(name), 0)
        place = (len(self.comment), 0, 0, self.attributes, at if self.at is None else self.at)
        head = struct.pack("<6H3L2H", *fields) + struct.pack("<3H2L", *place)
        return b"PK\x01\x02" + head + name + self.comment


def raw(name: str | bytes) -> bytes:
    return name.encode() if isinstance(name, str) else name


def packed(*entries: Entry, comment: bytes = b"", count: int | None = None) -> bytes:
    """A zip of these entries, byte by byte as they say."""
    body, directory = b"", b""
    for entry in entries:
        content = entry.packed()
        directory += entry.line(content, len(body))
        body += entry.header(content) + content
    count = len(entries) if count is None else count
    sizes = (0, 0, count, count, len(directory), len(body), len(comment))
    return body + directory + ZIP_END + struct.pack("<4H2LH", *sizes) + comment


def files(**contents: bytes | str) -> list[Entry]:
    return [Entry(name, raw(content)) for name, content in contents.items()]


@functools.cache
def pdf(text: str = "강소연구개발특구 육성사업 공고") -> bytes:
    """A real one, in Korean, with its font."""
    source = f'#set text(font: "Pretendard GOV", lang: "ko")\n{text}'
    return typst.compile(source.encode(), font_paths=[ROOT / "templates" / "pdf" / "fonts"])


def pdf_of(*objects: bytes, trailer: bytes = b"", body: bytes = b"") -> bytes:
    """A small PDF of these objects, numbered from 1; the first is the catalogue."""
    source, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(source))
        source += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    source += body
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = b"trailer<</Size %d/Root 1 0 R%b>>\n" % (len(places) + 1, trailer)
    return source + table + ending + b"startxref\n%d\n%%%%EOF\n" % len(source)


PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
SCANNED_PDF = pdf_of(CATALOG, PAGES, PAGE)
SCRIPT_PDF = pdf_of(
    b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", PAGES, PAGE
)
HIDDEN_SCRIPT_PDF = SCRIPT_PDF.replace(b"/JavaScript", b"/J#61vaScr#69pt")
LAUNCH_PDF = pdf_of(
    b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(cmd.exe)>>>>", PAGES, PAGE
)
EMBEDDING_PDF = pdf_of(
    b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>>>",
    PAGES,
    PAGE,
    b"<</Type/Filespec/F(a.exe)>>",
)


def script_behind(length: int) -> bytes:
    """A script among packed objects, behind so many blanks."""
    objects = zlib.compress(b"5 0 " + b" " * length + b"<</S/JavaScript/JS(app.alert(1))>>")
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(objects)
    return pdf_of(CATALOG, PAGES, PAGE, b"%b\nstream\n%b\nendstream" % (head, objects))


def unembedded_pdf(text: str) -> bytes:
    """Korean in a font that the reader is expected to have."""
    shown = b"BT /F1 24 Tf 20 100 Td <%b> Tj ET" % text.encode("cp949").hex().encode()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    kind = b"/Type/Font/Subtype"
    return pdf_of(
        CATALOG,
        PAGES,
        page,
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(shown), shown),
        b"<<%b/Type0/BaseFont/HYGoThic-Medium/Encoding/KSCms-UHC-H/DescendantFonts[6 0 R]>>" % kind,
        b"<<%b/CIDFontType0/BaseFont/HYGoThic-Medium/DW 1000/FontDescriptor 7 0 R" % kind
        + b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 2>>>>",
        b"<</Type/FontDescriptor/FontName/HYGoThic-Medium/Flags 4/FontBBox[0 -200 1000 900]"
        b"/ItalicAngle 0/Ascent 800/Descent -200/StemV 80>>",
    )


UNEMBEDDED_PDF = unembedded_pdf("강소특구 사업계획서")
PACKED_SCRIPT_PDF = script_behind(0)
# What the file says is enough: no reader gets further without the password
LOCKED_PDF = pdf_of(
    CATALOG,
    PAGES,
    PAGE,
    b"<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>" % (b"41" * 32, b"42" * 32),
    trailer=b"/Encrypt 4 0 R/ID[<00><00>]",
)


PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def rc4(key: bytes, text: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i, j, found = 0, 0, bytearray()
    for byte in text:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        found.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(found)


def restricted_pdf(password: bytes = b"") -> bytes:
    """Encrypted as the standard says (R2): it opens with this password, and may not be printed."""
    owner, rights, number = b"A" * 32, (-64).to_bytes(4, "little", signed=True), bytes(16)
    padded = (password + PADDING)[:32]
    key = hashlib.md5(padded + owner + rights + number).digest()[:5]
    user = rc4(key, PADDING)
    return pdf_of(
        CATALOG,
        PAGES,
        PAGE,
        b"<</Filter/Standard/V 1/R 2/P -64/O<%b>/U<%b>>>"
        % (owner.hex().encode(), user.hex().encode()),
        trailer=b"/Encrypt 4 0 R/ID[<%b><%b>]" % ((number.hex().encode(),) * 2),
    )


def hwp(flags: int = 1) -> bytes:
    """As far as it is looked at: the header of a text of Hangul in its container."""
    header = (
        b"HWP Document File".ljust(32, b"\0") + bytes([0, 0, 1, 5]) + flags.to_bytes(4, "little")
    )
    return OLE + bytes(1024) + header + bytes(216)


@functools.cache
def large_pdf(megabytes: int = 700) -> bytes:
    """A page whose content unpacks to more than there is memory."""
    deflate = zlib.compressobj(9)
    piece = bytes(b" " * MEGABYTE)
    content = b"".join(deflate.compress(piece) for _ in range(megabytes)) + deflate.flush()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>"
    head = b"<</Filter/FlateDecode/Length %d>>" % len(content)
    return pdf_of(CATALOG, PAGES, page, b"%b\nstream\n%b\nendstream" % (head, content))


def relations(*lines: tuple[str, str, bool]) -> str:
    """Type, target, and whether that lies elsewhere."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if is_elsewhere else ''}/>"
        for number, (kind, target, is_elsewhere) in enumerate(lines)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types(main: str, kind: str) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/{main}"'
        f' ContentType="application/vnd.{kind}.main+xml"/></Types>'
    )


WORD_TYPE = "openxmlformats-officedocument.wordprocessingml.document"
SHEET_TYPE = "openxmlformats-officedocument.spreadsheetml.sheet"


def docx(*paragraphs: str, more: list[Entry] = (), kind: str = WORD_TYPE, body: str = "") -> bytes:
    rows = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = f'<w:document xmlns:w="{WORD}"><w:body>{rows}{body}</w:body></w:document>'
    return packed(
        Entry("[Content_Types].xml", content_types("word/document.xml", kind).encode()),
        Entry("_rels/.rels", relations(("officeDocument", "word/document.xml", False)).encode()),
        Entry("word/document.xml", document.encode()),
        *more,
    )


def xlsx(*texts: str, more: list[Entry] = (), inline: str = "") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = "".join(f"<si><t>{text}</t><rPh><t>읽기</t></rPh></si>" for text in texts)
    cells = f'<c t="inlineStr"><is><t>{inline}</t></is></c><c t="s"><v>0</v></c>'
    sheet = f"<worksheet {space}><sheetData><row>{cells}</row></sheetData></worksheet>"
    book = f'<workbook {space}><sheets><sheet name="예산표"/></sheets></workbook>'
    return packed(
        Entry("[Content_Types].xml", content_types("xl/workbook.xml", SHEET_TYPE).encode()),
        Entry("_rels/.rels", relations(("officeDocument", "xl/workbook.xml", False)).encode()),
        Entry("xl/workbook.xml", book.encode()),
        Entry("xl/worksheets/sheet1.xml", sheet.encode()),
        Entry("xl/sharedStrings.xml", f"<sst {space}>{shared}</sst>".encode()),
        *more,
    )


def pptx(*more: Entry) -> bytes:
    kind = "openxmlformats-officedocument.presentationml.presentation"
    types = content_types("ppt/presentation.xml", kind)
    lines = relations(("officeDocument", "ppt/presentation.xml", False))
    return packed(
        Entry("[Content_Types].xml", types.encode()),
        Entry("_rels/.rels", lines.encode()),
        Entry("ppt/presentation.xml", b"<presentation/>"),
        *more,
    )


def hwpx(*paragraphs: str, more: list[Entry] = (), manifest: str = "<manifest/>") -> bytes:
    space = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
    rows = "".join(f"<hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>" for text in paragraphs)
    return packed(
        Entry("mimetype", b"application/hwp+zip", method=zipfile.ZIP_STORED),
        Entry("version.xml", b"<version/>"),
        Entry("META-INF/manifest.xml", manifest.encode()),
        Entry("Contents/content.hpf", b"<package/>"),
        Entry("Contents/section0.xml", f"<hs:sec xmlns:hs='s' {space}>{rows}</hs:sec>".encode()),
        *more,
    )


def macro_sheet() -> bytes:
    return xlsx("예산", more=[Entry("xl/vbaProject.bin", OLE)])


def linked(kind: str, target: str) -> bytes:
    lines = relations((kind, target, True)).encode()
    return docx("공고", more=[Entry("word/_rels/document.xml.rels", lines)])


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><d>&j;</d>"
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'


def slow_docx(megabytes: int = 150) -> bytes:
    """Little to store, long to read."""
    return docx(body="<w:p/>" * (megabytes * MEGABYTE // 6))


def laughing_docx(markup: str = LAUGHS) -> bytes:
    return packed(
        Entry("[Content_Types].xml", content_types("word/document.xml", WORD_TYPE).encode()),
        Entry("_rels/.rels", relations().encode()),
        Entry("word/document.xml", markup.encode()),
    )
