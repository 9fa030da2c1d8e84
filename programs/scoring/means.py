"""What the scores of one application come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

HUNDREDTH = Decimal("0.01")
# Below this many reviewers nothing is dropped: the mean of two or three extremes is no judgement
TRIM_FROM = 5
# Of its own: a library may have changed that of the thread
EXACT = Context(prec=28, rounding=ROUND_HALF_UP)

Sheet = Mapping[str, Decimal]  # criterion → points of one reviewer


@dataclass(frozen=True)
class Counted:
    """Which score sheets of an application count, by their names; the rest was dropped."""

    counted: tuple[str, ...]
    dropped: tuple[str, ...]


def total(points: Mapping[Any, Decimal]) -> Decimal:
    """The sum of one reviewer's points over the criteria, 0 to 100."""
    return sum(points.values(), Decimal(0))


def rounded(value: Fraction) -> Decimal:
    """To a hundredth, half up, as scores are published."""
    hundredths = (abs(value) * 200 + 1) // 2
    return EXACT.multiply(Decimal(-hundredths if value < 0 else hundredths), HUNDREDTH)


def mean_of(values: Iterable[Decimal]) -> Fraction:
    """The exact mean. Raises ZeroDivisionError where there is nothing."""
    fractions = [Fraction(value) for value in values]
    return sum(fractions, Fraction(0)) / len(fractions)


def counted(sheets: Mapping[str, Sheet], *, criteria: Sequence[str], trims: bool) -> Counted:
    """Which sheets count: from five on without the one of the highest and the one of the lowest total.

    Of sheets with the same total, the one is dropped as highest whose points come last when they
    are compared criterion by criterion, and as lowest whose points come first; sheets that agree in
    all criteria are interchangeable. So it does not matter in which order reviewers are read.
    """

    def by_points(name: str) -> tuple[object, ...]:
        sheet = sheets[name]
        return (total(sheet), *(sheet[criterion] for criterion in criteria), name)

    ordered = sorted(sheets, key=by_points)
    kept = ordered[1:-1] if trims and len(ordered) >= TRIM_FROM else ordered
    dropped = (name for name in ordered if name not in kept)
    return Counted(tuple(sorted(kept)), tuple(sorted(dropped)))
