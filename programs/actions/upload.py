"""What is kept of every upload: the check, its name, size and digest."""

import hashlib
import unicodedata
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from programs import file_kinds as kinds
from programs.extraction import asks_for_password
from programs.file_checks import names_encryption, refusal

LONGEST_NAME = 200


def clean_name(name: str) -> str:
    """A file name in NFC without folders and control characters, its end kept where too long."""
    base = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in base if letter.isprintable())
    return unicodedata.normalize("NFC", printable)[-LONGEST_NAME:]


def facts_of_upload(upload: UploadedFile, *, check: Callable[..., str]) -> dict[str, Any]:
    """Name, type, size and digest of an upload that `check` takes, as its row keeps them.

    The name is kept in NFC (macOS sends NFD). Raises ValidationError.
    """
    name, size = clean_name(upload.name or ""), upload.size or 0
    content_type = check(name=name, size=size, file=upload)
    if content_type == kinds.PDF and names_encryption(upload) and asks_for_password(upload):
        raise refusal("encrypted")
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return {"name": name, "content_type": content_type, "size": size, "sha256": digest.hexdigest()}
