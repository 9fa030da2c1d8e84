"""A draw that anybody can repeat and nobody can choose: how a tie at the line is parted."""

import hashlib
from collections.abc import Iterable


def seed_of(*, root: str, panel: int, numbers: Iterable[str]) -> str:
    """The seed, as SHA-256 in hexadecimal letters, of the root of the call's seal, the panel and the
    receipt numbers that share a place.

    The root was fixed when the call had ended, before anybody had scored; so another draw among the
    same applications is the same draw.
    """
    said = "\n".join(["rnd-zone-draw/1", root, str(panel), *sorted(numbers)])
    return hashlib.sha256(said.encode()).hexdigest()


def drawn(numbers: Iterable[str], *, seed: str) -> list[str]:
    """Receipt numbers in the order of the SHA-256 of seed and number."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}\n{number}".encode()).digest())
