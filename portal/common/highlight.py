"""Where the words that somebody searches for stand in a text: marked, and cut out with what is around."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LONGEST_EXCERPT = 180
BEFORE = 50  # letters of it before the first word


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text as HTML with the words (of `words_of`) in `<mark>`; all else is escaped.

    Letters that NFKC or small writing makes equal are equal, as in the search.
    """
    composed = unicodedata.normalize("NFC", text)
    parts, done = [], 0
    for start, end in _spans(composed, words):
        parts += [escape(composed[done:start]), f"<mark>{escape(composed[start:end])}</mark>"]
        done = end
    parts.append(escape(composed[done:]))
    return mark_safe("".join(parts))  # noqa: S308  # every part is escaped above


def excerpt(text: str, words: Sequence[str]) -> SafeString:
    """What stands around the first of the words, marked; the beginning where none is there."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    first = next(_spans(plain, words), (0, 0))[0]
    start = max(0, min(first - BEFORE, len(plain) - LONGEST_EXCERPT))
    cut = plain[start : start + LONGEST_EXCERPT]
    end = "…" if start + LONGEST_EXCERPT < len(plain) else ""
    return mark_safe(("…" if start else "") + marked(cut, words) + end)  # noqa: S308  # by `marked`


def has_any(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words would be marked."""
    return next(_spans(unicodedata.normalize("NFC", text), words), None) is not None


def _spans(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From where to where the words stand in a composed text; none touches another."""
    if not words:
        return
    normal, places = _normal(text)
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(
        re.escape(word) if len(word) > 1 else rf"(?<!\w){re.escape(word)}" for word in longest_first
    )
    done = 0
    for found in re.finditer(pattern, normal):
        start, end = places[found.start()], places[found.end() - 1] + 1
        if start >= done:
            yield start, end
            done = end


def _normal(text: str) -> tuple[str, list[int]]:
    """As `words_of` gives words; of each of its letters the place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for piece in unicodedata.normalize("NFKC", letter).lower():
            letters.append(piece)
            places.append(place)
    return "".join(letters), places
