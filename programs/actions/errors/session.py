"""Refused to the guests of a session after it."""

from programs.actions.errors.refused import Refused


class QuestionsClosed(Refused):
    """The session takes no more questions."""


class SurveyClosed(Refused):
    """The session has not begun, was cancelled, or its survey is over."""


class AlreadyReturned(Refused):
    """This guest has answered the survey."""
