"""Refused to a review."""

from programs.actions.errors.refused import Refused


class InConflict(Refused):
    """The reviewer may not judge this application."""


class OwnConflict(Refused):
    """Nobody settles or waives a conflict of their own."""


class SamePerson(Refused):
    """A second person decides, not the one who asked."""


class Unwaivable(Refused):
    """Nobody has asked for the waiver, or who takes part in an application would judge it."""


class NotTheReviewer(Refused):
    """Only the assigned reviewer declares, scores, finishes or steps back."""


class NotTheChair(Refused):
    """Only the chair of the panel unlocks a review, and never their own."""


class ScoresMissing(Refused):
    """Not all criteria have points and a reason."""


class ReviewsMissing(Refused):
    """No reviewer has finished yet, or some have not."""
