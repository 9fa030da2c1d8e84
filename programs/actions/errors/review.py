"""Refused to a review."""

from collections.abc import Sequence

from programs.actions.errors.refused import Refused
from programs.enums import ReviewStanding


class InConflict(Refused):
    """The reviewer may not judge this application."""


class OwnConflict(Refused):
    """Nobody settles or waives a conflict of their own."""


class CompetingApplicant(Refused):
    """Whose company applies in the call settles nothing of who may judge in it."""


class SamePerson(Refused):
    """A second person decides, not the one who asked."""


class Unwaivable(Refused):
    """Nobody has asked for the waiver, or who takes part in an application would judge it."""


class NotTheReviewer(Refused):
    """Only the assigned reviewer declares, scores, finishes or steps back."""


class NotUnderWay(Refused):
    """Reviews of the panel are not under way, or its pledge is missing; `standing` says which."""

    def __init__(self, standing: ReviewStanding) -> None:
        super().__init__(str(standing.label))
        self.standing = standing


class NotTheChair(Refused):
    """Only the chair of the panel unlocks a review, and never their own."""


class DrawingUnderWay(Refused):
    """Another page is being drawn for this person; one at a time."""


class ScoresMissing(Refused):
    """Not all criteria have points and a reason."""


class ReviewsInWork(Refused):
    """Some reviewers of the panel have not finished; `receipts` names the applications."""

    def __init__(self, receipts: Sequence[str] = ()) -> None:
        super().__init__(", ".join(receipts))
        self.receipts = list(receipts)


class QuorumMissing(ReviewsInWork):
    """Some applications have fewer finished reviews than the panel needs."""


class UnequalReviews(ReviewsInWork):
    """Applications of one panel have different numbers of reviews, and nobody has said why."""


class NothingToRank(Refused):
    """The panel has judged nothing."""


class RankingMissing(Refused):
    """No ranking of the panel is frozen, and nothing is decided but by one."""


class RankingReasonMissing(Refused):
    """A new version of a ranking says why it was made."""


class RankingOutdated(Refused):
    """There is a newer version, or sheets or points have changed since it was made."""


class SheetsDisagreeing(Refused):
    """Score sheets of the panel were filled in by different criteria or weights."""


class NotShared(Refused):
    """Nobody shares this place."""


class AlreadyApplied(Refused):
    """The bonus or penalty stands already, or was revoked already."""
