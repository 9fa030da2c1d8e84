"""Who came to a briefing, as the desk on the day sees it."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from portal.accounts.models import User
from programs.enums import RegistrationState
from programs.models import Attendance, Briefing, Registration
from programs.models.registration import TICKET_LENGTH, TICKET_LETTERS
from zones.models import Agency, CompanyMember

# Guests come early, helpers try the desk before
OPENS_BEFORE = timedelta(hours=12)
# Phones that had no line send later what they scanned; then who came stands
CLOSES_AFTER = timedelta(days=3)
# No ticket says more; whatever is longer is somebody else's QR code
LONGEST_SCAN = 200
TICKET = re.compile(f"[{TICKET_LETTERS}]{{{TICKET_LENGTH}}}")
TICKET_PATH = "/desk/agency/check-in/"
LATEST_ARRIVALS = 10
# As Crockford's base 32 reads what people write for its letters; blanks and hyphens are for the eye
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def ticket_address(code: str) -> str:
    """What the QR code of a ticket holds: any phone's camera opens the desk's page of it."""
    return f"{settings.SITE_URL}{TICKET_PATH}{code}/"


def ticket_in(text: str) -> str:
    """The number of a ticket in what was scanned or typed; empty where it is none of this portal.

    Takes the address that our QR codes hold, and the number as people type it: in small letters,
    in full width, in groups, with O for 0.
    """
    if len(text) > LONGEST_SCAN:
        return ""
    written = text.strip().removeprefix(settings.SITE_URL).removeprefix(TICKET_PATH)
    number = unicodedata.normalize("NFKC", written.removesuffix("/")).upper().translate(MISREAD)
    return number if TICKET.fullmatch(number) else ""


def check_in_opens_at(briefing: Briefing) -> datetime:
    """The first moment (UTC) at which guests are checked in: twelve hours before the start, and
    where only the day is known from its beginning in Korea."""
    if briefing.is_day_only:
        return timezone.localtime(briefing.starts_at).replace(hour=0, minute=0, second=0)
    return briefing.starts_at - OPENS_BEFORE


def check_in_closes_at(briefing: Briefing) -> datetime:
    """The moment (UTC) from which on nobody is checked in any more."""
    return briefing.ends_at + CLOSES_AFTER


def tickets_visible_to(user: User) -> QuerySet[Registration]:
    """Registrations for briefings of the user's agencies, with what the desk shows of them."""
    own = Registration.objects.filter(briefing__agency__in=Agency.objects.of(user))
    return own.select_related("briefing__agency", "company")


def registrations_with(tickets: Collection[str], *, by: User) -> dict[str, Registration]:
    """Ticket number → registration, `is_present` where the guest is checked in, `is_own` where it
    comes from a company that `by` belongs to."""
    own = CompanyMember.objects.filter(company=OuterRef("company"), user=by)
    here = Attendance.objects.standing().filter(registration=OuterRef("pk"))
    found = Registration.objects.filter(code__in=tickets).annotate(
        is_present=Exists(here), is_own=Exists(own)
    )
    return {one.code: one for one in found.select_related("briefing", "company")}


@dataclass(frozen=True)
class Headcount:
    """How many guests are in the hall, and how many were to come."""

    present: int
    without_seat: int
    expected: int
    missing: int
    capacity: int | None

    @property
    def is_over(self) -> bool:
        """More guests are present than the hall has seats."""
        return self.capacity is not None and self.present > self.capacity


def headcount_of(briefing: Briefing) -> Headcount:
    """In one statement. Those who came without a registration, or without a seat, count as present
    and not as expected: the seats of guests who stay away are theirs."""
    here = Attendance.objects.standing().filter(registration=OuterRef("pk"))
    seated = Q(state=RegistrationState.SEATED, is_walk_in=False)
    counts = briefing.registrations.annotate(is_here=Exists(here)).aggregate(
        present=Count("pk", filter=Q(is_here=True)),
        without_seat=Count("pk", filter=Q(is_here=True) & ~seated),
        expected=Count("pk", filter=seated),
        missing=Count("pk", filter=seated & Q(is_here=False)),
    )
    return Headcount(**counts, capacity=briefing.capacity)


def latest_arrivals(briefing: Briefing) -> QuerySet[Attendance]:
    """Whom the desk has checked in, the latest recorded first."""
    arrivals = Attendance.objects.standing().filter(registration__briefing=briefing)
    latest = arrivals.select_related("registration__company").order_by("-recorded_at", "-pk")
    return latest[:LATEST_ARRIVALS]


def guest_list(briefing: Briefing) -> QuerySet[Registration]:
    """Who has a seat and who came, by name; `arrived_at` (UTC), None where somebody did not."""
    arrivals = Attendance.objects.standing().filter(registration=OuterRef("pk"))
    guests = briefing.registrations.annotate(arrived_at=Subquery(arrivals.values("arrived_at")[:1]))
    expected = Q(state=RegistrationState.SEATED, is_walk_in=False)
    listed = guests.filter(expected | Q(arrived_at__isnull=False))
    return listed.select_related("company").order_by("attendee_name", "pk")
