"""What is kept unreadable in the database: texts that only this portal's own keys open."""

import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """No key that is set opens it, or it was made for another row."""


def encrypted(content: dict[str, Any], *, of: str) -> str:
    """The content under the first of the keys (AES-128-CBC with HMAC-SHA256, a new salt each time).

    `of` names the row; copied to another row the text cannot be opened.
    """
    text = json.dumps({"of": of, "content": content}, ensure_ascii=False)
    return _keys().encrypt(text.encode()).decode()


def decrypted(text: str, *, of: str) -> dict[str, Any]:
    """What was encrypted for this row, under any of the keys. Raises Unreadable."""
    try:
        found = json.loads(_keys().decrypt(text.encode()))
    except (InvalidToken, ValueError):
        raise Unreadable from None
    if found["of"] != of:
        raise Unreadable
    return found["content"]


def encrypted_anew(text: str) -> str:
    """The same content under the first of the keys. Raises Unreadable."""
    try:
        return _keys().rotate(text.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])
