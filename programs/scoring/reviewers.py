"""How reviewers score beside one another: for the eyes of the foundation, never for the ranking."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programs.scoring.means import mean_of, rounded

# With fewer applications in common a difference says nothing
DRIFT_FROM = 5
CENTRE, SPREAD = 50, 10

Totals = Mapping[str, Mapping[str, Decimal]]  # reviewer → application → total


@dataclass(frozen=True)
class Drift:
    """By how much a reviewer scores above (+) or below (−) the others on the same applications."""

    points: Decimal
    applications: int


def standard_scores(totals: Totals) -> dict[str, dict[str, Decimal]]:
    """표준점수: each total as 50 + 10 standard deviations from its reviewer's mean, to a hundredth.

    A reviewer who gave all applications the same has none: there is nothing to stretch.
    """
    found: dict[str, dict[str, Decimal]] = {}
    for reviewer, given in totals.items():
        values = [float(value) for value in given.values()]
        deviation = statistics.pstdev(values) if len(values) > 1 else 0.0
        if not deviation:
            continue
        mean = statistics.fmean(values)
        found[reviewer] = {
            application: Decimal(f"{CENTRE + SPREAD * (float(value) - mean) / deviation:.2f}")
            for application, value in given.items()
        }
    return found


def drift_of(totals: Totals) -> dict[str, Drift]:
    """Each reviewer's mean difference to the mean of the others, from five applications on."""
    found: dict[str, Drift] = {}
    for reviewer, given in totals.items():
        differences = []
        for application, value in given.items():
            others = [
                other[application]
                for name, other in totals.items()
                if name != reviewer and application in other
            ]
            if others:
                differences.append(mean_of([value]) - mean_of(others))
        if len(differences) >= DRIFT_FROM:
            mean = sum(differences, Fraction(0)) / len(differences)
            found[reviewer] = Drift(rounded(mean), len(differences))
    return found
