"""Refused to a briefing or its guests."""

from datetime import datetime

from programs.actions.errors.refused import Refused


class RegistrationClosed(Refused):
    """The briefing takes no registrations at this moment."""


class AlreadyRegistered(Refused):
    """This person already has a place."""


class AlreadyCancelled(Refused):
    """Somebody else has cancelled it meanwhile, or it is the second click."""


class InThePast(Refused):
    """A briefing is not announced for, or moved to, a time that has gone by."""


class SeatsTaken(Refused):
    """More seats are taken than the briefing is to have."""

    def __init__(self, taken: int) -> None:
        super().__init__(f"{taken} seats are taken")
        self.taken = taken


class OfferLapsed(Refused):
    """The time to answer the offer of a seat is over."""


class ProgrammeChanged(Refused):
    """A colleague saved another programme since the writer began."""


class ProgrammeOutside(Refused):
    """A part of the programme (UTC) would lie outside the hours of its briefing."""

    def __init__(self, starts_at: datetime, ends_at: datetime | None) -> None:
        super().__init__(f"a part of {starts_at} lies outside the briefing")
        self.starts_at, self.ends_at = starts_at, ends_at
