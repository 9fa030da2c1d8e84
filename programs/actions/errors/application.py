"""Refused to an application."""

from programs.actions.errors.refused import Refused


class CallClosed(Refused):
    """The call does not take applications at this moment."""


class CallFull(CallClosed):
    """All seats, or all the money, are taken; the call opens again if some are freed."""


class CallNotClosed(Refused):
    """Staff handle applications of approved calls that have closed, no others."""


class OwnApplication(Refused):
    """Nobody handles the application of a company that they belong to."""


class AlreadyDecided(Refused):
    """Applications of this call have been decided."""


class ContentChanged(Refused):
    """What would be submitted is not what the person had before them."""


class AlreadyConfirmed(Refused):
    """Nothing is left to confirm: the company has answered, or its application has moved on."""
