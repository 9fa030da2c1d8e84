"""What may stand in a ZIP and in an office file: no programs, no macros, nothing from elsewhere."""

import io
import re
import tempfile
from collections.abc import Callable, Mapping
from typing import IO, Any

import filetype

from programs import file_kinds as kinds
from programs.file_checks.archive import Allowance, Member, members_of, unpacked
from programs.file_checks.content import (
    ALL_ENDINGS,
    FITTING_ENDINGS,
    SNIFFED_BYTES,
    content_type_of,
    ending_of,
)
from programs.file_checks.refusals import refusal
from programs.file_checks.scans import SCANS

PLAIN_ENDINGS = {"csv", "txt"}
ACCEPTED_IN_ZIP = sorted({*ALL_ENDINGS, *PLAIN_ENDINGS} - {"zip"})
# What macOS adds to a ZIP by itself, and how it begins
LITTER = {"._": b"\x00\x05\x16\x07", ".DS_Store": b"\x00\x00\x00\x01Bud1"}
OFFICE_TYPES = {kinds.DOCX, kinds.XLSX, kinds.PPTX, kinds.HWPX}
OFFICE_ENDINGS = {ending for kind in OFFICE_TYPES for ending in FITTING_ENDINGS[kind]}
DEEPEST = 2  # a sheet in a text in a ZIP
IN_MEMORY_BYTES = 1024 * 1024

MACROS = re.compile(r"vbaproject|vbadata|activex/|macrosheets/|dialogsheets/", re.IGNORECASE)
OBJECTS = re.compile(r"^(word|xl|ppt)/embeddings/", re.IGNORECASE)
SCRIPTS = re.compile(
    r"\.(bat|chm|cmd|com|cpl|dll|exe|hta|html?|jar|jse?|lnk|mhtml?|msi|pif|ps1|reg|scr|sct|url"
    r"|vb[es]?|wsf|wsh|xht(ml)?)$",
    re.IGNORECASE,
)
MARKUP = re.compile(
    r"\[Content_Types\]\.xml|.*\.rels|xl/externalLinks/[^/]*\.xml|META-INF/manifest\.xml",
    re.IGNORECASE,
)
MACRO_TYPES = re.compile(r"macroenabled|vbaproject|vbadata|activex", re.IGNORECASE)
# Only what a click opens may lead elsewhere; a path on the writer's own disk leads nowhere
FOLLOWED_BY_A_CLICK = "/hyperlink"
ELSEWHERE = re.compile(r"^\s*(?!file:///?[a-z]:)([a-z][a-z0-9+.-]+:|//|\\\\)", re.IGNORECASE)
TEXT_OF_TWO_BYTES = (b"\xff\xfe", b"\xfe\xff")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


def check_archive(
    file: Any, *, content_type: str, allowance: Allowance | None = None, depth: int = 0
) -> None:
    """Unpack all members once, counted, and look at each. Raises ValidationError."""
    allowance = allowance or Allowance()
    check = _check_of_zip if content_type == kinds.ZIP else _check_of_office
    for member in members_of(file, allowance=allowance):
        look = check(member)
        with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as content:
            head = _unpack(file, member, content if look else None, allowance)
            _check_head(member, head, content_type)
            if look:
                look(member.name, content, allowance, depth)


Look = Callable[[str, IO[bytes], Allowance, int], None]


def _unpack(file: Any, member: Member, kept: IO[bytes] | None, allowance: Allowance) -> bytes:
    """The first bytes; all of them go into `kept`, and past the eyes of a scan."""
    head = b""
    scan = SCANS[ending]() if (ending := ending_of(member.name)) in SCANS else None
    for piece in unpacked(file, member, allowance=allowance):
        if len(head) < SNIFFED_BYTES:
            head += piece[:SNIFFED_BYTES]
        if scan:
            scan.feed(piece)
        if kept:
            kept.write(piece)
    if scan and not scan.is_found and head.startswith(kinds.OLE_SIGNATURE):
        raise refusal("disguised_member", member=member.name)
    if kept:
        kept.seek(0)
    return head


def _check_of_zip(member: Member) -> Look | None:
    """By a list of what is accepted: nobody can list all that is a program somewhere."""
    base = member.name.rpartition("/")[2]
    if any(base.startswith(start) for start in LITTER):
        return None
    ending = ending_of(member.name)
    if ending not in ACCEPTED_IN_ZIP:
        raise refusal("member", member=member.name, accepted=", ".join(ACCEPTED_IN_ZIP))
    return _check_inner if ending in OFFICE_ENDINGS else None


def _check_of_office(member: Member) -> Look | None:
    name = member.name
    if MACROS.search(name) or SCRIPTS.search(name):
        raise refusal("macro", member=name)
    if OBJECTS.match(name) and ending_of(name) not in OFFICE_ENDINGS:
        raise refusal("object", member=name)
    if MARKUP.fullmatch(name):
        return _check_markup
    return _check_inner if ending_of(name) in OFFICE_ENDINGS else None


def _check_head(member: Member, head: bytes, content_type: str) -> None:
    if content_type == kinds.ZIP:
        if not _fits(member.name, head):
            raise refusal("disguised_member", member=member.name)
    elif head.startswith(PROGRAMS):
        raise refusal("macro", member=member.name)
    elif content_type != kinds.HWPX and head.startswith(kinds.OLE_SIGNATURE):
        raise refusal("object", member=member.name)
    elif head.startswith(kinds.ZIP_SIGNATURE) and ending_of(member.name) not in OFFICE_ENDINGS:
        raise refusal("object", member=member.name)


def _fits(name: str, head: bytes) -> bool:
    """Whether a file in a ZIP begins as its name says; what is in it is looked at elsewhere."""
    base, ending = name.rpartition("/")[2], ending_of(name)
    for start, signature in LITTER.items():
        if base.startswith(start):
            return head.startswith(signature)
    if ending in OFFICE_ENDINGS:
        return head.startswith(kinds.ZIP_SIGNATURE)
    if ending == "hwp":
        return head.startswith(kinds.OLE_SIGNATURE)
    if ending == "pdf":
        return head.startswith(kinds.PDF_SIGNATURE)
    if ending in PLAIN_ENDINGS:
        return b"\0" not in head or head.startswith(TEXT_OF_TWO_BYTES)
    kind = filetype.guess(head)
    return kind is not None and ending in FITTING_ENDINGS.get(str(kind.mime), ())


def _check_inner(name: str, content: IO[bytes], allowance: Allowance, depth: int) -> None:
    """An office file in another file is looked at as if it came alone."""
    if depth + 1 > DEEPEST:
        raise refusal("nested", member=name)
    inner = content_type_of(content)
    if inner is None or ending_of(name) not in FITTING_ENDINGS[inner]:
        raise refusal("disguised_member", member=name)
    check_archive(content, content_type=inner, allowance=allowance, depth=depth + 1)


def _check_markup(name: str, content: IO[bytes], allowance: Allowance, _depth: int) -> None:
    """Types of parts, and what the parts point to."""
    allowance.take_markup(content.seek(0, io.SEEK_END))
    content.seek(0)

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if MACRO_TYPES.search(attributes.get("ContentType", "")):
            raise refusal("macro", member=name)
        if element == "ddeLink":
            raise refusal("macro", member=name)
        if element == "encryption-data":  # HWPX with a password
            raise refusal("encrypted")
        target = attributes.get("Target", "")
        if (
            attributes.get("TargetMode") == "External"
            and not attributes.get("Type", "").endswith(FOLLOWED_BY_A_CLICK)
            and ELSEWHERE.match(target)
        ):
            raise refusal("remote", member=target)

    try:
        kinds.read_markup(content, start=start)
    except kinds.BadMarkup as error:
        raise refusal("damaged") from error
