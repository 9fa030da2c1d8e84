from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from programs import workflow
from programs.actions.errors import (
    AlreadyCancelled,
    AlreadyRegistered,
    InThePast,
    RegistrationClosed,
    SeatsTaken,
)
from programs.actions.notifications import notify, queue_telling
from programs.enums import RegistrationState, TellingKind
from programs.models import Briefing, BriefingEvent, Call, Registration
from zones.models import Company, Zone

# The clock is read after the row is held, never before
HELD = """
WITH held AS (SELECT * FROM programs_briefing WHERE id = %s FOR NO KEY UPDATE)
SELECT held.*, clock_timestamp() AS held_at FROM held
"""
WHEN_AND_WHERE = ("starts_at", "ends_at", "venue_ko")


def _record(registration: Registration, verb: str, *, by: User | None, from_state: str) -> None:
    BriefingEvent.objects.create(
        briefing=registration.briefing,
        registration=registration,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=registration.state,
    )


def _tell(registration: Registration, template: str) -> None:
    briefing = registration.briefing
    notify(
        [registration.user],
        template,
        path=briefing.get_absolute_url(),
        briefing=briefing,
        registration=registration,
    )


def briefing_held(briefing_id: int) -> tuple[Briefing, datetime]:
    """The briefing's row, held until commit: seats are given, freed and moved one after another;
    and the moment, by the database's clock in UTC, at which it was held. Needs a transaction.

    Rows that merely name the briefing need not wait for it.
    """
    (briefing,) = Briefing.objects.raw(HELD, [briefing_id])
    return briefing, vars(briefing)["held_at"]


@transaction.atomic
def announce_briefing(
    briefing: Briefing, *, by: User, calls: Iterable[Call], zones: Iterable[Zone]
) -> Briefing:
    """Save a new briefing; it is public from its publication time on."""
    briefing.save()
    briefing.calls.set(calls)
    briefing.zones.set(zones)
    BriefingEvent.objects.create(briefing=briefing, actor=by, verb="announce")
    return briefing


@transaction.atomic
def change_briefing(
    briefing: Briefing, *, by: User, calls: Iterable[Call], zones: Iterable[Zone]
) -> Briefing:
    """Save a changed briefing.

    Whoever is registered is told of another time or place by the worker. Where there are more seats now, those
    who wait move up. Raises SeatsTaken where fewer seats are left than are taken, InThePast.
    """
    former, now = briefing_held(briefing.pk)
    if briefing.starts_at != former.starts_at and briefing.starts_at < now:
        raise InThePast
    taken = briefing.registrations.filter(state=RegistrationState.SEATED).count()
    if taken > (briefing.capacity or 0):
        raise SeatsTaken(taken)
    briefing.cancelled_at, briefing.cancelled_by = former.cancelled_at, former.cancelled_by
    briefing.sequence, briefing.changed_at = former.sequence + 1, now
    briefing.save()
    briefing.calls.set(calls)
    briefing.zones.set(zones)
    event = BriefingEvent.objects.create(briefing=briefing, actor=by, verb="change")
    if any(getattr(former, field) != getattr(briefing, field) for field in WHEN_AND_WHERE):
        queue_telling(TellingKind.BRIEFING_CHANGED, event.pk)
    _fill_seats(briefing, free=(briefing.capacity or 0) - taken)
    return briefing


@transaction.atomic
def cancel_briefing(briefing: Briefing, *, by: User, reason: str) -> Briefing:
    """It does not take place: no more seats are given, and whoever has a place is told why.

    Registrations stay as they are, so that its page goes on saying who was told.
    Raises AlreadyCancelled, InThePast where it is over.
    """
    held, now = briefing_held(briefing.pk)
    if held.cancelled_at:
        raise AlreadyCancelled
    if held.ends_at <= now:
        raise InThePast
    held.cancelled_at, held.cancelled_by, held.changed_at = now, by, now
    held.sequence += 1
    held.save(update_fields=["cancelled_at", "cancelled_by", "changed_at", "sequence"])
    event = BriefingEvent.objects.create(briefing=held, actor=by, verb="cancel", reason=reason)
    queue_telling(TellingKind.BRIEFING_CANCELLED, event.pk)
    return held


@transaction.atomic
def register_seat(
    briefing: Briefing,
    *,
    by: User,
    attendee_name: str,
    phone: str,
    company: Company | None = None,
) -> Registration:
    """Take a seat, or the next place on the waiting list when all are taken; mailed either way.

    The briefing's row is locked, so that never more than its capacity are seated.
    Raises RegistrationClosed, AlreadyRegistered.
    """
    briefing, now = briefing_held(briefing.pk)
    if not briefing.takes_registrations_at(now) or not is_public(briefing):
        raise RegistrationClosed
    active = briefing.registrations.active()
    if active.filter(user=by).exists():
        raise AlreadyRegistered
    seated = active.filter(state=RegistrationState.SEATED).count()
    is_free = seated < (briefing.capacity or 0)
    registration = Registration.objects.create(
        briefing=briefing,
        user=by,
        company=company,
        attendee_name=attendee_name,
        phone=phone,
        state=RegistrationState.SEATED if is_free else RegistrationState.WAITING,
        place=_next_place(briefing),
        registered_at=now,
    )
    _record(registration, "register", by=by, from_state="")
    _tell(registration, "registration_confirmed")
    return registration


@transaction.atomic
def cancel_registration(registration: Registration, *, by: User) -> Registration:
    """Give the place back; the first of the waiting list moves up and is told.

    Raises TransitionNotAllowed.
    """
    briefing, _now = briefing_held(registration.briefing_id)
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    before = registration.state
    registration.state = workflow.target_of(workflow.REGISTRATION, "cancel", before)
    registration.save(update_fields=["state"])
    _record(registration, "cancel", by=by, from_state=before)
    if before == RegistrationState.SEATED:
        _fill_seats(briefing, free=1)
    return registration


def _next_place(briefing: Briefing) -> int:
    """The end of the line, while the briefing is held."""
    last = briefing.registrations.aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def is_public(briefing: Briefing) -> bool:
    return Briefing.objects.published().filter(pk=briefing.pk).exists()


def _fill_seats(briefing: Briefing, *, free: int) -> None:
    """Those first in line move up, while the briefing is still to come."""
    if briefing.is_past or briefing.cancelled_at or briefing.calls_are_cancelled:
        return
    for registration in briefing.registrations.filter(state=RegistrationState.WAITING)[:free]:
        before = registration.state
        registration.state = workflow.target_of(workflow.REGISTRATION, "promote", before)
        registration.save(update_fields=["state"])
        _record(registration, "promote", by=None, from_state=before)
        _tell(registration, "registration_promoted")
