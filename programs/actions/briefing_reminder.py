"""Reminding guests who have a seat that their session is near, and telling those who were there
what comes after it."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from programs.actions.clock import database_now
from programs.actions.guests import REQUEST, notify_guests
from programs.enums import BriefingReminderKind, RegistrationState, SeatMode
from programs.models import Attendance, Briefing, BriefingReminder, Registration
from programs.models.registration import RegistrationQuerySet

logger = logging.getLogger(__name__)

# How long before the start, the latest first: who wakes up late is reminded once, not twice
BEFORE = {
    BriefingReminderKind.HOURS: timedelta(hours=3),
    BriefingReminderKind.DAY: timedelta(days=1),
}
# The moment before which a kind speaks no more
NEXT = {
    BriefingReminderKind.HOURS: timedelta(0),
    BriefingReminderKind.DAY: BEFORE[BriefingReminderKind.HOURS],
}

# After the end of a session: when its desk has sent what it scanned, and how long it is news
AFTER, NEWS = timedelta(hours=1), timedelta(days=2)


def _due(kind: BriefingReminderKind, now: datetime) -> RegistrationQuerySet:
    """Places of which this kind has not been written, and should be by now."""
    due = _over(now) if kind == BriefingReminderKind.AFTER else _near(kind, now)
    sent = BriefingReminder.objects.filter(
        registration=OuterRef("pk"), kind=kind, starts_at=OuterRef("briefing__starts_at")
    )
    return due.filter(~Exists(sent))


def _over(now: datetime) -> RegistrationQuerySet:
    """Who was there: came, had a place online, or had a seat where nobody was checked in."""
    over = Briefing.objects.published().filter(
        cancelled_at=None, ends_at__gt=now - NEWS, ends_at__lte=now - AFTER
    )
    arrivals = Attendance.objects.standing()
    came = Exists(arrivals.filter(registration=OuterRef("pk")))
    has_desk = Exists(arrivals.filter(registration__briefing=OuterRef("briefing")))
    seated = Q(state=RegistrationState.SEATED) & (Q(mode=SeatMode.ONLINE) | ~has_desk)
    return Registration.objects.mailable().filter(Q(came) | seated, briefing__in=over)


def _near(kind: BriefingReminderKind, now: datetime) -> RegistrationQuerySet:
    """Seats at sessions that take place within the time of this kind.

    Where only the day is known no hour comes near. Nobody is reminded of what they did after the
    moment of the reminder.
    """
    briefings = Briefing.objects.published().standing()
    if kind == BriefingReminderKind.HOURS:
        briefings = briefings.filter(is_day_only=False)
    near = briefings.filter(starts_at__gt=now + NEXT[kind], starts_at__lte=now + BEFORE[kind])
    return Registration.objects.mailable().filter(
        state=RegistrationState.SEATED,
        briefing__in=near,
        registered_at__lte=F("briefing__starts_at") - BEFORE[kind],
    )


def remind_guests(*, most: int) -> int:
    """Write to guests a day and three hours before, and an hour after; how many. One that cannot be told is logged, and
    keeps nobody else from their mail."""
    count = 0
    for kind in (*BEFORE, BriefingReminderKind.AFTER):
        for pk in _due(kind, database_now()).order_by("pk").values_list("pk", flat=True):
            if count == most:
                return count
            try:
                count += _reminded(kind, pk)
            except Exception:  # whatever is wrong with one place, the others are told in time
                logger.exception("Guest %s could not be reminded (%s)", pk, kind)
    return count


@transaction.atomic
def _reminded(kind: BriefingReminderKind, pk: int) -> bool:
    """Whether it was done now. All is asked again once the place is held: a second worker, a seat
    that was given back, a session that was moved or cancelled meanwhile leave nothing to say."""
    Registration.objects.select_for_update(no_key=True).get(pk=pk)
    place = _due(kind, database_now()).filter(pk=pk).select_related("briefing").first()
    if place is None:
        return False
    _reminder, is_new = BriefingReminder.objects.get_or_create(
        registration=place, kind=kind, starts_at=place.briefing.starts_at
    )
    if is_new:
        is_over = kind == BriefingReminderKind.AFTER
        notify_guests(
            Registration.objects.filter(pk=pk),
            "briefing_after" if is_over else "briefing_reminder",
            method="" if is_over else REQUEST,
            kind=kind,
        )
    return is_new
