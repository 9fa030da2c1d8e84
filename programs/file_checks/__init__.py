"""Which files are taken: by content, never by name alone. Bounded in time and memory."""

from programs.file_checks.attachment import ATTACHMENT_ENDINGS, validate_attachment
from programs.file_checks.document import ALLOWED_ENDINGS, content_type_of, validate_document

__all__ = [
    "ALLOWED_ENDINGS",
    "ATTACHMENT_ENDINGS",
    "content_type_of",
    "validate_attachment",
    "validate_document",
]
