"""Which state may follow which, as tables: an entity has one, and the database reads it, too."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Transition:
    sources: frozenset[str]
    target: str


def move(*sources: str, to: str) -> Transition:
    return Transition(frozenset(sources), to)


Table = Mapping[str, Transition]
