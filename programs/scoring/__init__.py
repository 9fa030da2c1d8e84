"""The arithmetic of scores, the order that follows from it, and draws; `counted` and `ranked` say the
rules.

Pure functions: points are decimals, never floats, sums and means exact fractions until they are
rounded, so that neither the order of reviewers nor that of rows matters.
"""

from programs.scoring.draw import drawn, seed_of_order, seed_of_tie
from programs.scoring.means import TRIM_FROM, Counted, counted, mean_of, total
from programs.scoring.order import Candidate, Line, Terms, ranked
from programs.scoring.proposal import Proposed, proposed
from programs.scoring.reviewers import DRIFT_FROM, Drift, drift_of, standard_scores

__all__ = [
    "DRIFT_FROM",
    "TRIM_FROM",
    "Candidate",
    "Counted",
    "Drift",
    "Line",
    "Proposed",
    "Terms",
    "counted",
    "drawn",
    "drift_of",
    "mean_of",
    "proposed",
    "ranked",
    "seed_of_order",
    "seed_of_tie",
    "standard_scores",
    "total",
]
