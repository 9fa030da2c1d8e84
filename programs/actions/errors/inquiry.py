"""Refused to a question about a call, or to its answer."""

from programs.actions.errors.refused import Refused


class InquiriesClosed(Refused):
    """The call takes no questions at this moment."""


class TooManyInquiries(Refused):
    """This person has as many questions waiting as one person may have."""


class AlreadyAnswered(Refused):
    """A question was answered or set aside in the meantime."""


class AlreadyCorrected(Refused):
    """A later answer stands in the place of this one."""
