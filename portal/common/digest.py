"""Contents as bytes: those that are frozen and signed, and the digest by which a page says what it
showed, so that nobody overwrites what they never read."""

import hashlib
import json
from typing import Any


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of a content that JSON can hold: equal for those that say the same."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(content: dict[str, Any]) -> str:
    """JSON with sorted keys and no blanks, letters as they are: equal contents, equal bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of_content(content: str) -> str:
    """The SHA-256 of a canonical content, as receipts, seals and score sheets have it."""
    return hashlib.sha256(content.encode()).hexdigest()
