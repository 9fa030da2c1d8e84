"""Files that an agency may attach to a call: public, so looked at more closely than others."""

from typing import Any

from django.conf import settings

from programs import file_kinds as kinds
from programs.file_checks.document import (
    OLE,
    content_type_of,
    validate_content,
    validate_size_and_ending,
)
from programs.file_checks.members import check_archive
from programs.file_checks.pdf import check_pdf
from programs.file_checks.refusals import refusal

ATTACHMENT_ENDINGS = ["pdf", "hwpx", "docx", "xlsx", "zip"]


def validate_attachment(*, name: str, size: int, file: Any) -> str:
    """The type of an acceptable attachment; `file` is a binary file object, `size` in bytes.

    Reads the file once, unpacks at most 200 MB of it piece by piece, and keeps nothing in memory.
    A PDF with a password passes: its text is not found, and the page says so.
    Raises ValidationError with what is wrong and what to do.
    """
    try:
        ending = validate_size_and_ending(
            name, size, most=settings.ATTACHMENT_MAX_BYTES, endings=ATTACHMENT_ENDINGS
        )
        return _validated(file, ending)
    finally:
        file.seek(0)


def _validated(file: Any, ending: str) -> str:
    content_type = content_type_of(file)
    if content_type == OLE and ending in ("docx", "xlsx"):
        raise refusal("encrypted")  # Office packs a file with a password so
    content_type = validate_content(file, ending=ending)
    if content_type == kinds.PDF:
        check_pdf(file)
    else:
        check_archive(file, content_type=content_type)
    return content_type
