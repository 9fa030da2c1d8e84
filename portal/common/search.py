"""Korean text search: every word cut into pieces of two letters, kept in a tsvector.

Korean glues particles to words, and PostgreSQL brings no Korean dictionary. Pairs of letters find
a two-syllable word as fast as a long one; trigrams do not (see docs/decisions/0006).
"""

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models

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
    normalized = unicodedata.normalize("NFKC", searchable(text)).lower()
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
