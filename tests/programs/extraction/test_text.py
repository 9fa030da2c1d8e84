"""Text as it is kept and searched."""

import unicodedata

import pytest

from programs.extraction import Unreadable
from programs.extraction.text import Text, cleaned, searchable_part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가\0나\x07다\x1b", "가나다"),
        ("가\u202e나\u200b다\ufeff", "가나다"),
        ("  가 \t\u3000 나  ", "가 나"),
        ("가\r\n\n \n나", "가\n나"),
        ("\ud800가", "가"),
        (unicodedata.normalize("NFD", "강소연구개발특구"), "강소연구개발특구"),
    ],
)
def test_text_is_cleaned(text, expected):
    assert cleaned(text) == expected


def test_text_of_ever_new_letters_is_cut_where_the_index_is_full():
    new = "".join(chr(0xAC00 + n % 11172) + chr(0xAC00 + n // 7 % 11172) for n in range(200_000))

    part = searchable_part(new, letters=1_000_000)

    assert len(part) < len(new)
    assert len({part[at : at + 2] for at in range(len(part))}) * 6 < 1_000_000


def test_letters_that_become_many_count_as_many():
    assert len(searchable_part("\ufdfa" * 10_000, letters=10_000)) < 2000


def test_text_of_blanks_is_none():
    text = Text(100)
    text.add(" \n · — ")

    with pytest.raises(Unreadable) as refusal:
        text.answer()

    assert refusal.value.reason == "no_text"
