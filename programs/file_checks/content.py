"""The type of a file by its content, and whether it fits its name."""

import io
import zipfile
from collections.abc import Collection
from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.text import file_size
from programs import file_kinds as kinds
from programs.file_checks.refusals import refusal

# What a file is by its first bytes or its members, and the endings that fit it
OLE = "application/x-ole-storage"
FITTING_ENDINGS = {
    kinds.PDF: {"pdf"},
    kinds.DOCX: {"docx"},
    kinds.XLSX: {"xlsx"},
    kinds.PPTX: {"pptx"},
    kinds.HWPX: {"hwpx"},
    OLE: {"hwp"},
    kinds.ZIP: {"zip"},
    "image/jpeg": {"jpg", "jpeg"},
    "image/png": {"png"},
}
ALL_ENDINGS = sorted(ending for endings in FITTING_ENDINGS.values() for ending in endings)
PACKED_WITH_PASSWORD = {"docx", "xlsx", "pptx"}  # Office packs a file with a password as OLE
SNIFFED_BYTES = 8192
ZIP_END_SIGNATURE = b"PK\x05\x06"
ZIP64_SIGNATURE = b"PK\x06\x07"
ZIP64_BYTES = 20
ZIP_END_BYTES = 65_557  # the end record with the longest comment
COMMENT_LENGTH_AT, END_RECORD_BYTES = 20, 22
MOST_DIRECTORY_BYTES = 2 * 1024 * 1024


def content_type_of(file: Any) -> str | None:
    """The type by content, never by name. None where it is none of the known ones."""
    file.seek(0)
    head = file.read(SNIFFED_BYTES)
    file.seek(0)
    if head.startswith(kinds.OLE_SIGNATURE):
        return OLE
    if head.startswith(kinds.ZIP_SIGNATURE):
        return _type_of_zip(file)
    if head.startswith(kinds.PDF_SIGNATURE):
        return kinds.PDF
    kind = filetype.guess(head)
    mime = str(kind.mime) if kind else None
    # A PDF that begins with something else is read by some as a PDF, by others as that
    return mime if mime in FITTING_ENDINGS and mime != kinds.PDF else None


def _directory_bytes(file: Any) -> int:
    """How large a zip says its list of members is: a list of a million would fill the memory."""
    file.seek(0, io.SEEK_END)
    file.seek(max(0, file.tell() - ZIP_END_BYTES - ZIP64_BYTES))
    end = file.read(ZIP_END_BYTES + ZIP64_BYTES)
    file.seek(0)
    at = end.rfind(ZIP_END_SIGNATURE)
    if end[max(at - ZIP64_BYTES, 0) : at].startswith(ZIP64_SIGNATURE):
        return MOST_DIRECTORY_BYTES + 1  # its true size stands elsewhere; no upload needs that
    return int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0


def is_zip_too(file: Any) -> bool:
    """Whether a zip ends where the file ends: two files in one, each reader sees another."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - ZIP_END_BYTES))
    tail = file.read(ZIP_END_BYTES)
    at = tail.rfind(ZIP_END_SIGNATURE)
    if at < 0:
        return False
    comment = int.from_bytes(tail[at + COMMENT_LENGTH_AT : at + END_RECORD_BYTES], "little")
    return at + END_RECORD_BYTES + comment == len(tail)


def _type_of_zip(file: Any) -> str | None:
    """By its members, so that a file cut short is none; HWPX says what it is in `mimetype`."""
    if _directory_bytes(file) > MOST_DIRECTORY_BYTES:
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    declared = member.read(100).decode("ascii", "replace").strip()
                return declared if declared == kinds.HWPX else None
    except Exception:  # a damaged archive makes zipfile raise errors of a dozen kinds
        return None
    finally:
        file.seek(0)
    return kinds.package_type(names)


def ending_of(name: str) -> str:
    """`pdf` of `a.PDF`; empty where there is none, as of a file that is called just `pdf`."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def validate_size_and_ending(name: str, size: int, *, most: int, endings: Collection[str]) -> str:
    """The ending of the name, one of `endings`. Raises ValidationError."""
    if size == 0:
        raise ValidationError(_("The file is empty. Choose another one."), code="empty")
    if size > most:
        raise ValidationError(
            _("The file has %(size)s; at most %(most)s are allowed."),
            params={"size": file_size(size), "most": file_size(most)},
            code="too_large",
        )
    ending = ending_of(name)
    if ending not in endings:
        raise ValidationError(
            _("Files of this kind are not accepted. Accepted: %(endings)s."),
            params={"endings": ", ".join(endings)},
            code="ending",
        )
    return ending


def fitting_type(file: Any, *, ending: str) -> str:
    """The type by content, which fits the ending. Raises ValidationError."""
    mime = content_type_of(file)
    if mime == OLE and ending in PACKED_WITH_PASSWORD:
        raise refusal("encrypted")
    if mime is None or ending not in FITTING_ENDINGS[mime]:
        raise disguised(ending)
    return mime


def disguised(ending: str) -> ValidationError:
    return ValidationError(
        _("The content is not what the name “.%(ending)s” says. Save the file anew as %(upper)s."),
        params={"ending": ending, "upper": ending.upper()},
        code="disguised",
    )
