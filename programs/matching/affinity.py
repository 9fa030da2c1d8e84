"""How well a reviewer's fields fit an application, in whole points, with what was found."""

import unicodedata
from dataclasses import dataclass
from typing import Any

PER_FIELD, PER_WORD, MOST_WORDS = 4, 2, 5
SHORTEST_WORD = 2


@dataclass(frozen=True)
class Expertise:
    """Of a reviewer: fields of technology by their keys, and words of their own."""

    technology_fields: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def folded(text: str) -> str:
    """As texts are compared: composed, in small letters, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def affinity_of(
    expertise: Expertise, *, technology_fields: frozenset[str], text: str
) -> tuple[int, dict[str, Any]]:
    """Points, and what they are for: 4 for each shared field, 2 for each word in the `text`
    (folded; five words at the most)."""
    fields = sorted(expertise.technology_fields & technology_fields)
    found = sorted(
        word
        for word in expertise.words
        if len(folded(word)) >= SHORTEST_WORD and folded(word) in text
    )[:MOST_WORDS]
    points = PER_FIELD * len(fields) + PER_WORD * len(found)
    return points, {"fields": fields, "words": found, "affinity": points}
