"""The digest by which a page says what it showed, so that nobody overwrites what they never read."""

import hashlib
import json
from typing import Any


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of a content that JSON can hold: equal for those that say the same."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
