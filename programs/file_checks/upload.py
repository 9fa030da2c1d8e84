"""Which uploads are taken: attachments of calls, documents of applications. One check for both."""

from collections.abc import Collection
from typing import Any

from django.conf import settings

from programs import file_kinds as kinds
from programs.file_checks.archive import MOST_UNPACKED_BYTES, Allowance
from programs.file_checks.content import (
    ALL_ENDINGS,
    OLE,
    disguised,
    fitting_type,
    is_zip_too,
    validate_size_and_ending,
)
from programs.file_checks.members import check_archive
from programs.file_checks.scans import check_scan

ATTACHMENT_ENDINGS = ["pdf", "hwpx", "docx", "xlsx", "zip"]
MATERIAL_ENDINGS = ["pdf", "pptx", "hwpx", "docx", "xlsx", "zip"]
MOST_SHEET_BYTES = 5_000_000
DOCUMENT_ENDINGS = ALL_ENDINGS
SCANNED = {kinds.PDF, OLE}
MOST_GROWTH = 3  # of a large file, beyond which it is no document but a bomb
ARCHIVES = {kinds.DOCX, kinds.XLSX, kinds.PPTX, kinds.HWPX, kinds.ZIP}


def validate_attachment(*, name: str, size: int, file: Any) -> str:
    """The type of an acceptable attachment of a call; for the rest see `_validated`."""
    most = settings.ATTACHMENT_MAX_BYTES
    return _validated(name, size, file, most=most, endings=ATTACHMENT_ENDINGS)


def validate_material(*, name: str, size: int, file: Any) -> str:
    """The type of an acceptable material of a session; for the rest see `_validated`."""
    most = settings.ATTACHMENT_MAX_BYTES
    return _validated(name, size, file, most=most, endings=MATERIAL_ENDINGS)


def validate_document(*, name: str, size: int, file: Any) -> str:
    """The type of an acceptable document of an application; for the rest see `_validated`."""
    most = settings.DOCUMENT_MAX_BYTES
    return _validated(name, size, file, most=most, endings=DOCUMENT_ENDINGS)


def validate_sheet(*, name: str, size: int, file: Any) -> str:
    """The type of an acceptable list of staff; for the rest see `_validated`."""
    return _validated(name, size, file, most=MOST_SHEET_BYTES, endings=["xlsx"])


def validate_promise(*, name: str, size: int) -> None:
    """Whether a document of this name and size may be sent at all. Raises ValidationError."""
    most = settings.DOCUMENT_MAX_BYTES
    validate_size_and_ending(name, size, most=most, endings=DOCUMENT_ENDINGS)


def _validated(name: str, size: int, file: Any, *, most: int, endings: Collection[str]) -> str:
    """The type by content; `file` is a binary file object, `size` in bytes.

    Reads the file once, unpacks it piece by piece, at most 200 MB or three times its size, and
    keeps nothing in memory.
    Whether a PDF asks for a password is found out apart (`programs.extraction`).
    Raises ValidationError with what is wrong and what to do.
    """
    try:
        ending = validate_size_and_ending(name, size, most=most, endings=endings)
        content_type = fitting_type(file, ending=ending)
        if content_type in ARCHIVES:
            most_unpacked = max(MOST_UNPACKED_BYTES, MOST_GROWTH * size)
            check_archive(file, content_type=content_type, allowance=Allowance(most_unpacked))
        elif is_zip_too(file):
            raise disguised(ending)
        elif content_type in SCANNED:
            check_scan(file, ending=ending)
        return content_type
    finally:
        file.seek(0)
