"""The arithmetic of scores. Pure functions; points are decimals, never floats."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
# Below this many reviewers nothing is dropped: the mean of two or three extremes is no judgement
TRIM_FROM = 5


def total(points: Mapping[int, Decimal]) -> Decimal:
    """The sum of one reviewer's points over the criteria, 0 to 100."""
    return sum(points.values(), Decimal(0))


def trimmed_mean(totals: Sequence[Decimal]) -> Decimal | None:
    """The mean without one highest and one lowest total, to a hundredth, half up.

    Of equal extremes only one each is dropped. With fewer than five totals nothing is dropped.
    None where nobody has scored.
    """
    if not totals:
        return None
    ordered = sorted(totals)
    counted = ordered[1:-1] if len(ordered) >= TRIM_FROM else ordered
    mean = sum(counted, Decimal(0)) / len(counted)
    return mean.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
