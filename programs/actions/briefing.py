from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.errors import (
    AlreadyCancelled,
    AlreadyRegistered,
    InThePast,
    OfferLapsed,
    RegistrationClosed,
    SeatsTaken,
)
from programs.actions.notifications import notify, queue_telling
from programs.actions.programme_hours import move_programme
from programs.enums import RegistrationState, TellingKind
from programs.models import Briefing, BriefingEvent, Call, Registration
from programs.models.registration import TAKING
from zones.models import Company, Zone

# The clock is read after the row is held, never before
HELD = """
WITH held AS (SELECT * FROM programs_briefing WHERE id = %s FOR NO KEY UPDATE)
SELECT held.*, clock_timestamp() AS held_at FROM held
"""
# No offer lasts beyond so long before the start: whoever travels must know
LAST_OFFERS = timedelta(hours=3)
SHORTEST_OFFER = timedelta(hours=1)
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
        [registration.user] if registration.user else [],
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
    """Save a new briefing; it is public from its publication time on. Raises InThePast."""
    if briefing.starts_at < database_now():
        raise InThePast
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
    who wait move up. The hours of its programme move with its start. Raises SeatsTaken where fewer
    seats are left than are taken, InThePast, ProgrammeOutside.
    """
    former, now = briefing_held(briefing.pk)
    if briefing.starts_at != former.starts_at and briefing.starts_at < now:
        raise InThePast
    taken = briefing.registrations.taking_a_seat().count()
    if taken > (briefing.capacity or 0):
        raise SeatsTaken(taken)
    move_programme(briefing, former=former)
    briefing.cancelled_at, briefing.cancelled_by = former.cancelled_at, former.cancelled_by
    briefing.sequence, briefing.changed_at = former.sequence + 1, now
    briefing.save()
    briefing.calls.set(calls)
    briefing.zones.set(zones)
    event = BriefingEvent.objects.create(briefing=briefing, actor=by, verb="change")
    if any(getattr(former, field) != getattr(briefing, field) for field in WHEN_AND_WHERE):
        queue_telling(TellingKind.BRIEFING_CHANGED, event.pk)
    _fill_seats(briefing, at=now)
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
    if active.unanswered(at=now).exists():
        _fill_seats(briefing, at=now)  # those in line come before whoever comes now
    is_free = active.taking_a_seat().count() < (briefing.capacity or 0)
    registration = Registration.objects.create(
        briefing=briefing,
        user=by,
        company=company,
        attendee_name=attendee_name,
        phone=phone,
        email=by.email.lower(),
        language=by.language,
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
    briefing, now = briefing_held(registration.briefing_id)
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    frees_a_seat = registration.state in TAKING
    _move(registration, "cancel", by=by)
    if frees_a_seat:
        _fill_seats(briefing, at=now)
    return registration


def _next_place(briefing: Briefing) -> int:
    """The end of the line, while the briefing is held."""
    last = briefing.registrations.aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def is_public(briefing: Briefing) -> bool:
    return Briefing.objects.published().filter(pk=briefing.pk).exists()


def _fill_seats(briefing: Briefing, *, at: datetime) -> None:
    """While the briefing is held: offers whose time is over lapse, and those first in line move up,
    or are asked whether they still come, while it is still to come."""
    if briefing.ends_at <= at or briefing.cancelled_at or briefing.calls_are_cancelled:
        return
    for registration in briefing.registrations.unanswered(at=at):
        _move(registration, "lapse", by=None)
        _tell(registration, "offer_lapsed")
    free = (briefing.capacity or 0) - briefing.registrations.taking_a_seat().count()
    answer_by = answer_time(briefing, at=at)
    waiting = briefing.registrations.filter(state=RegistrationState.WAITING)
    for registration in waiting[: max(free, 0)]:
        if answer_by is None:
            _move(registration, "promote", by=None)
            _tell(registration, "registration_promoted")
        else:
            _move(registration, "offer", by=None, answer_by=answer_by)
            _tell(registration, "seat_offered")


def answer_time(briefing: Briefing, *, at: datetime) -> datetime | None:
    """Until when (UTC) somebody who is offered a seat at a moment has to answer; None where they
    move up at once, as the agency wants it or because too little time is left for asking."""
    if not briefing.answer_hours:
        return None
    wanted = at + timedelta(hours=briefing.answer_hours)
    answer_by = min(wanted, briefing.starts_at - LAST_OFFERS)
    return answer_by if answer_by - at >= SHORTEST_OFFER else None


def _move(
    registration: Registration, verb: str, *, by: User | None, answer_by: datetime | None = None
) -> None:
    before = registration.state
    registration.state = workflow.target_of(workflow.REGISTRATION, verb, before)
    registration.answer_by = answer_by
    registration.save(update_fields=["state", "answer_by"])
    _record(registration, verb, by=by, from_state=before)


@transaction.atomic
def accept_offer(registration: Registration, *, by: User) -> Registration:
    """Take the seat that is offered. Raises OfferLapsed after its time, RegistrationClosed where the
    briefing was cancelled meanwhile, TransitionNotAllowed."""
    briefing, now = briefing_held(registration.briefing_id)
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    workflow.target_of(workflow.REGISTRATION, "accept", registration.state)
    if briefing.cancelled_at or briefing.calls_are_cancelled:
        raise RegistrationClosed
    if registration.answer_by is None or registration.answer_by <= now:
        raise OfferLapsed
    registration.briefing = briefing
    _move(registration, "accept", by=by)
    _tell(registration, "registration_confirmed")
    return registration


def lapse_offers() -> None:
    """Offers that nobody answered in time go to the next in line; each briefing on its own."""
    overdue = Registration.objects.unanswered(at=database_now())
    for briefing_id in sorted(set(overdue.values_list("briefing_id", flat=True))):
        with transaction.atomic():
            briefing, now = briefing_held(briefing_id)
            _fill_seats(briefing, at=now)
