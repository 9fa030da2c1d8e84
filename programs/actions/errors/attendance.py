"""Refused at the desk of a briefing."""

from datetime import datetime

from programs.actions.errors.refused import Refused


class CheckInNotOpen(Refused):
    """Nobody can have come yet; `opens_at` (UTC) says from when on guests are checked in."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(f"from {opens_at:%Y-%m-%d %H:%M} UTC on")
        self.opens_at = opens_at


class CheckInClosed(Refused):
    """The session is over for days: who was there is written down. A company whose guest was missed
    gets a recorded waiver."""


class NotPresent(Refused):
    """There is no check-in that could be taken back, or a colleague has done so meanwhile."""


class AlreadyWaived(Refused):
    """This company has a waiver for this call."""


class NotWaived(Refused):
    """The waiver was revoked before."""
