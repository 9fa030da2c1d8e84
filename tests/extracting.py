"""Reading the text of bytes, or the reason why it cannot be read."""

import tempfile

import pytest

from programs.extraction import Limits, Unreadable, read_text


def read(content, content_type, **limits):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return read_text(file, content_type=content_type, limits=Limits(**limits))


def why_not(content, content_type, **limits) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(content, content_type, **limits)
    return refusal.value.reason
