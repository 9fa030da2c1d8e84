"""An order by lot that nobody chooses and that anybody can compute again."""

import hashlib
from collections.abc import Iterable


def seed_of(root: str, *, panel: int, number: int) -> str:
    """The root of the call's last seal stands before anybody knows who is in which panel."""
    return f"{root}:{panel}:{number}"


def drawn(seed: str, receipts: Iterable[str]) -> list[str]:
    """Receipt numbers in the order of SHA-256 over the seed and the number."""
    return sorted(
        receipts, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()
    )
