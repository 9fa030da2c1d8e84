"""Which files are taken: by content, never by name alone. Bounded in time and memory."""

from programs.file_checks.picture import PICTURE_ENDINGS, picture_refusal, validate_picture
from programs.file_checks.refusals import refusal
from programs.file_checks.scans import names_encryption
from programs.file_checks.upload import (
    ATTACHMENT_ENDINGS,
    DOCUMENT_ENDINGS,
    MATERIAL_ENDINGS,
    validate_attachment,
    validate_document,
    validate_material,
    validate_promise,
    validate_sheet,
)

__all__ = [
    "ATTACHMENT_ENDINGS",
    "DOCUMENT_ENDINGS",
    "MATERIAL_ENDINGS",
    "PICTURE_ENDINGS",
    "names_encryption",
    "picture_refusal",
    "refusal",
    "validate_attachment",
    "validate_document",
    "validate_material",
    "validate_picture",
    "validate_promise",
    "validate_sheet",
]
