"""Words as keys: what was typed in the other layout, and how far it is from a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.keystrokes import in_other_layout, keystrokes, nearest_part, pieces_of_keys
from portal.common.search import words_of

SYLLABLES = st.integers(0xAC00, 0xD7A3).map(chr)


@pytest.mark.parametrize(
    ("text", "keys"),
    [("특구", "xmrrn"), ("값", "rkqt"), ("의생명", "dmltodaud"), ("AI 특구", "ai xmrrn")],
)
def test_keys_of_a_text(text, keys):
    assert keystrokes(text) == keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xmrrn", "특구"),
        ("tkdjqghk", "사업화"),
        ("dmltodaud", "의생명"),
        ("ㅔㅐㄱㅅ미", "portal"),
        ("portal", ""),
        ("rk", ""),
        ("특구", ""),
    ],
)
def test_the_other_layout(typed, meant):
    assert in_other_layout(words_of(typed)[0]) == meant


@given(st.lists(SYLLABLES, min_size=2, max_size=6).map("".join))
def test_what_is_typed_in_latin_letters_has_the_same_keys(word):
    """Where the keys can be read in two ways the reading is another, with the same keys."""
    keys = keystrokes(word)
    read = in_other_layout(keys)

    assert read == "" or keystrokes(read) == keys


@pytest.mark.parametrize(
    ("typed", "word", "wrong", "part"),
    [
        ("강소특구", "강소특구", 0, "강소특구"),
        ("강소툭구", "강소특구", 1, "강소특구"),
        ("강소툭구", "강소특구육성사업", 1, "강소특구"),
        ("툭구", "강소연구개발특구", 1, "특구"),
        ("사업설멍회", "사업설명회", 1, "사업설명회"),
        ("incubaton", "incubation", 1, "incubation"),
        ("incubatino", "incubation", 1, "incubation"),
        ("incubbation", "incubation", 1, "incubation"),
    ],
)
def test_wrong_keys_are_counted(typed, word, wrong, part):
    assert nearest_part(keystrokes(typed), word) == (wrong, part)


@given(
    before=st.text(SYLLABLES, max_size=3),
    word=st.text(SYLLABLES, min_size=2, max_size=4),
    after=st.text(SYLLABLES, max_size=3),
)
def test_a_part_of_a_word_has_no_wrong_keys(before, word, after):
    wrong, part = nearest_part(keystrokes(word), before + word + after)

    assert wrong == 0
    assert keystrokes(part) == keystrokes(word)


def test_words_that_are_near_share_pieces():
    assert pieces_of_keys("xmrrn") == {"xmr", "mrr", "rrn"}
    assert pieces_of_keys("xm") == set()
