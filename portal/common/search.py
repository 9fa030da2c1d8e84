"""Korean text search: every word cut into pieces of two letters, kept in a tsvector.

Korean glues particles to words, and PostgreSQL brings no Korean dictionary. Pairs of letters find
a two-syllable word as fast as a long one; trigrams do not (see docs/decisions/0006).
"""

import re
import unicodedata
from collections.abc import Callable

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import Q

# The same characters part words in the SQL function ko_bigrams
SEPARATORS = re.compile(r"[\s!-/:-@\[-`{-~·ㆍ‘’“”「」『』…]+")


class Bigrams(models.Func):
    """`ko_bigrams(text)`: an immutable SQL function, usable in generated columns."""

    function = "ko_bigrams"
    arity = 1
    output_field = SearchVectorField()


LONGEST_QUERY = 200


def words_of(text: str) -> list[str]:
    """The words of what somebody searches for: lower case, NFKC, the first 200 letters of it."""
    return every_word_of(searchable(text))


def every_word_of(text: str) -> list[str]:
    """The words of a title, in the form of `words_of`."""
    normalized = unicodedata.normalize("NFKC", text).lower()
    return [word for word in SEPARATORS.split(normalized) if word]


def searchable(text: str) -> str:
    """A search text as the database takes it: composed letters, no NUL, not endless."""
    return unicodedata.normalize("NFC", text.replace("\0", "")).strip()[:LONGEST_QUERY]


class PiecesQuery(SearchQuery):
    """Pieces as they are. `to_tsquery` would drop "it" and "on" as English stop words."""

    template = "%(expressions)s::tsquery"


def search_query(text: str) -> PiecesQuery | None:
    """The query that finds texts which contain all words of `text`; None if it holds no word."""
    pieces: list[str] = []
    for word in words_of(text):
        if len(word) == 1:
            pieces.append(f"'{word}':*")
        else:
            pieces += [f"'{word[start : start + 2]}'" for start in range(len(word) - 1)]
    return PiecesQuery(" & ".join(pieces)) if pieces else None


class Normal(models.Transform):
    """`<field>__normal`: in the form in which `words_of` gives words (NFKC)."""

    lookup_name = "normal"
    template = "normalize(%(expressions)s, NFKC)"
    output_field = models.TextField()


models.CharField.register_lookup(Normal)
models.TextField.register_lookup(Normal)


def holds(word: str, *fields: str) -> Q:
    """One of the fields holds a word of `words_of`, also within a longer one.

    A single letter only begins words, as in `search_query`: nearly every text holds each letter.
    """
    found = Q()
    for field in fields:
        if len(word) > 1:
            found |= Q(**{f"{field}__normal__icontains": word})
        else:
            found |= Q(**{f"{field}__normal__iregex": rf"\m{re.escape(word)}"})
    return found


# Each word costs its looks; who pastes a page gets what fits its beginning
MOST_WORDS = 12


def holds_all(text: str, held: Callable[[str], Q]) -> Q:
    """`held` of each word of `text`, the first twelve of them; nothing fits a text without words."""
    found = Q()
    for word in distinct_words(text):
        found &= held(word)
    return found or Q(models.Value(False))


def distinct_words(text: str) -> list[str]:
    return list(dict.fromkeys(words_of(text)))[:MOST_WORDS]
