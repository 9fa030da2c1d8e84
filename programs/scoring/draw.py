"""Draws that anybody can repeat and nobody can choose: how a tie at the line is parted, and in which
order the applications of a panel are presented.

Both go by the root of the call's last seal, which was fixed when the call had ended, before anybody
knew who is in which panel or had scored.
"""

import hashlib
from collections.abc import Iterable


def seed_of_tie(*, root: str, panel: int, numbers: Iterable[str]) -> str:
    """SHA-256, in hexadecimal letters, of the root, the panel and the receipt numbers that share a
    place: another draw among the same applications is the same draw."""
    said = "\n".join(["rnd-zone-draw/1", root, str(panel), *sorted(numbers)])
    return hashlib.sha256(said.encode()).hexdigest()


def seed_of_order(*, root: str, panel: int, number: int) -> str:
    """The root, the panel and which draw it is: a further one, for a reason, is another."""
    return f"{root}:{panel}:{number}"


def drawn(numbers: Iterable[str], *, seed: str) -> list[str]:
    """Receipt numbers in the order of the SHA-256 of seed and number, each on a line."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}\n{number}".encode()).digest())
