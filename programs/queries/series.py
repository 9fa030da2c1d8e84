"""Tours and yearly events: whose they are, and when the next one would be."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from portal.accounts.models import User
from programs.models import Briefing, BriefingSeries
from programs.rules import is_foundation
from zones.models import Agency

FEBRUARY, LEAP_DAY = 2, 29


def series_visible_to(user: User | AnonymousUser) -> QuerySet[BriefingSeries]:
    """Those that are public for everybody; all of their agency for its members; all for staff."""
    if not user.is_authenticated:
        return BriefingSeries.objects.published()
    if is_foundation(user):
        return BriefingSeries.objects.all()
    return BriefingSeries.objects.published() | series_of_agencies_of(user)


def series_of_agencies_of(user: User) -> QuerySet[BriefingSeries]:
    return BriefingSeries.objects.filter(agency__in=Agency.objects.of(user))


def with_turns(series: QuerySet[BriefingSeries]) -> QuerySet[BriefingSeries]:
    """With `next_at` and `last_at`: when the next public briefing of each begins, and the last did."""
    own = Briefing.objects.published().filter(series=OuterRef("pk"), cancelled_at=None)
    coming = own.filter(ends_at__gt=timezone.now()).order_by("starts_at")
    past = own.filter(ends_at__lte=timezone.now()).order_by("-starts_at")
    return series.annotate(
        next_at=Subquery(coming.values("starts_at")[:1]),
        last_at=Subquery(past.values("starts_at")[:1]),
    )


def next_day(series: BriefingSeries, last: Briefing | None, *, today: date) -> date | None:
    """The day of the next edition: that of the series, or of its last edition, in the year after
    that one, and not before today. 29 February falls on the 28th in a common year.

    None where the series has no day and there was no edition yet.
    """
    held_on = timezone.localdate(last.starts_at) if last else None
    if series.month and series.day:
        month, day = series.month, series.day
    elif held_on:
        month, day = held_on.month, held_on.day
    else:
        return None
    year = max(today.year, held_on.year + 1 if held_on else today.year)
    found = _in_year(year, month, day)
    return found if found >= today else _in_year(year + 1, month, day)


def _in_year(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, FEBRUARY, LEAP_DAY - 1)
