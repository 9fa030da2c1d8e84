"""What somebody may have meant whose search found nothing."""

from collections.abc import Iterable

from portal.common.keystrokes import (
    PIECE,
    in_other_layout,
    keystrokes,
    nearest_part,
    pieces_of_keys,
)
from portal.common.search import distinct_words
from programs.models import SearchWord

CANDIDATES = 40  # words that are looked at for each word of the search
MOST_PUT_RIGHT = 3  # words of a search
LONGEST_TYPED = 60  # keys: what is longer is no word
FEWEST_LETTERS = 3  # of a word that may be wrong; a shorter one may be typed in the other layout
FEWEST_LATIN = 5
KEYS_TO_A_MISTAKE = 6


def put_right(text: str) -> str:
    """The search with words of public titles for those that are nearly like them, in one statement;
    empty where nothing is near.

    A word of three syllables (five Latin letters) may have one wrong key, one of twelve keys two.
    What stands in a title stays.
    """
    words = distinct_words(text)
    typed = {word: keystrokes(word) for word in words}
    asked = [word for word in words if PIECE < len(typed[word]) <= LONGEST_TYPED][:MOST_PUT_RIGHT]
    pieces = set().union(*(pieces_of_keys(typed[word]) for word in asked))
    if not pieces:
        return ""
    near = SearchWord.objects.near(pieces)[: CANDIDATES * len(asked)]
    known = list(near.values_list("word", "times"))
    meant = [_meant(word, typed[word], known) if word in asked else word for word in words]
    return " ".join(meant) if meant != words else ""


def _meant(word: str, keys: str, known: Iterable[tuple[str, int]]) -> str:
    """The nearest of the words, or part of one; what was typed where none is near."""
    if any(word in other for other, _times in known):
        return word
    found = []
    for other, times in known:
        wrong, part = nearest_part(keys, other)
        if wrong <= _most_wrong(word, keys):
            found.append((wrong, part != other, -times, part))
    return min(found)[-1] if found else in_other_layout(word) or word


def _most_wrong(word: str, keys: str) -> int:
    fewest = FEWEST_LATIN if word.isascii() else FEWEST_LETTERS
    return max(1, len(keys) // KEYS_TO_A_MISTAKE) if len(word) >= fewest else 0
