"""Refused to a briefing or its guests."""

from datetime import datetime

from programs.actions.errors.refused import Refused
from programs.models import Briefing


class RegistrationClosed(Refused):
    """The briefing takes no registrations at this moment."""


class NotOpenYet(RegistrationClosed):
    """Registration begins later; `opens_at` says when (UTC)."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(f"opens at {opens_at}")
        self.opens_at = opens_at


class AlreadyRegistered(Refused):
    """This person, or this address, already has a place."""


class ModeNotOffered(Refused):
    """The briefing has no seats in the hall, or no places online."""


class ModeFull(Refused):
    """Nobody who has a seat changes to where all are taken: the seat would be lost."""


class CompanyFull(Refused):
    """A company has as many places as one may; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} places of a company")
        self.most = most


class TooManyLinks(Refused):
    """An address, or a caller, asked for as many mails as one may."""


class ConsentMissing(Refused):
    """What somebody needs is kept only with their consent to that."""


class NoSeat(Refused):
    """Only who has a seat takes a consultation."""


class SlotTaken(Refused):
    """Somebody else took this consultation meanwhile, or it is offered no more."""


class SlotsOverlap(Refused):
    """Consultations would meet others at the same table, or lie outside the briefing's day."""


class AddressUnconfirmed(Refused):
    """Nobody has shown yet that the address of the account is theirs."""


class GuestPresent(Refused):
    """Who was checked in has used the place, and cannot give it back."""


class BriefingChanged(Refused):
    """A colleague has saved the briefing since the page was shown."""


class AlreadyCancelled(Refused):
    """Somebody else has cancelled it meanwhile, or it is the second click."""


class AnnouncedBefore(Refused):
    """The agency has announced this briefing, for the same moment: it is the second click."""

    def __init__(self, briefing: Briefing) -> None:
        super().__init__(f"announced before as {briefing.pk}")
        self.briefing = briefing


class InThePast(Refused):
    """A briefing is not announced for, or moved to, a time that has gone by."""


class SeatsTaken(Refused):
    """More seats are taken, in the hall or online, than the briefing is to have."""

    def __init__(self, taken: int, *, is_online: bool = False) -> None:
        super().__init__(f"{taken} seats are taken")
        self.taken = taken
        self.is_online = is_online


class OffersWait(Refused):
    """Somebody has until `until` (UTC) to answer an offer, after the briefing would start."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"offers wait until {until}")
        self.until = until


class OfferLapsed(Refused):
    """The time to answer the offer of a seat is over."""


class ProgrammeChanged(Refused):
    """A colleague saved another programme since the writer began."""


class ProgrammeOutside(Refused):
    """A part of the programme (UTC) would lie outside the hours of its briefing."""

    def __init__(self, starts_at: datetime, ends_at: datetime | None) -> None:
        super().__init__(f"a part of {starts_at} lies outside the briefing")
        self.starts_at, self.ends_at = starts_at, ends_at
