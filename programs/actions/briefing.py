"""Announcing, changing and cancelling briefings."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from portal.accounts.models import User
from portal.common.digest import digest_of
from programs.actions.clock import database_now
from programs.actions.consultation import move_slots, needs_room_for_slots
from programs.actions.errors import (
    AlreadyCancelled,
    AnnouncedBefore,
    BriefingChanged,
    InThePast,
    OffersWait,
    SeatsTaken,
)
from programs.actions.notifications import queue_telling
from programs.actions.programme_hours import move_programme
from programs.actions.seats import briefing_held, fill_seats
from programs.enums import RegistrationState, SeatMode, TellingKind
from programs.models import Briefing, BriefingEvent, Call
from programs.queries.briefing_written import briefing_content
from zones.models import Agency, Zone

WHEN_AND_WHERE = ("starts_at", "ends_at", "is_day_only", "venue_ko", "address")
# What other acts write while this one's form lies open, the counters of seats above all
NOT_OF_A_FORM = {
    "id", "seats_taken", "online_taken", "series", "number", "cancelled_at", "cancelled_by",
    "is_example",
}  # fmt: skip


@transaction.atomic
def announce_briefing(
    briefing: Briefing, *, by: User, calls: Iterable[Call], zones: Iterable[Zone]
) -> Briefing:
    """Save a new briefing; it is public from its publication time on.

    The agency is held, so that of two clicks one announces it. Raises InThePast, AnnouncedBefore.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=briefing.agency_id)
    if briefing.starts_at < database_now():
        raise InThePast
    same = Briefing.objects.filter(
        agency=briefing.agency_id,
        title_ko=briefing.title_ko,
        starts_at=briefing.starts_at,
        cancelled_at=None,
    )
    if before := same.first():
        raise AnnouncedBefore(before)
    briefing.save()
    briefing.calls.set(calls)
    briefing.zones.set(zones)
    BriefingEvent.objects.create(briefing=briefing, actor=by, verb="announce")
    return briefing


@transaction.atomic
def change_briefing(
    briefing: Briefing,
    *,
    by: User,
    calls: Iterable[Call],
    zones: Iterable[Zone],
    seen: str | None = None,
) -> Briefing:
    """Save a changed briefing.

    Whoever is registered is told of another time or place by the worker, and who takes part online
    of another link. Where there are more seats now, those who wait move up; consultations and the
    hours of the programme move with the start. Raises SeatsTaken where fewer seats are left than
    are taken, OffersWait where it would start before somebody must have answered, SlotsOverlap
    where it would end before its last consultation, InThePast, ProgrammeOutside, AlreadyCancelled.
    `seen` is the digest of what the writer had before them: raises BriefingChanged where a
    colleague saved something else since.
    """
    former, now = briefing_held(briefing.pk)
    if former.cancelled_at:
        raise AlreadyCancelled
    if seen is not None:
        wanted = digest_of(briefing_content(briefing, calls=calls, zones=zones))
        if digest_of(briefing_content(former)) not in (seen, wanted):
            raise BriefingChanged
    if briefing.starts_at != former.starts_at and briefing.starts_at < now:
        raise InThePast
    _needs_seats(briefing, former)
    _needs_time_to_answer(briefing, at=now)
    move_programme(briefing, former=former)
    briefing.sequence, briefing.changed_at = former.sequence + 1, now
    fields = {field.name for field in Briefing._meta.concrete_fields} - NOT_OF_A_FORM
    briefing.save(update_fields=fields)
    briefing.refresh_from_db(fields=NOT_OF_A_FORM)
    briefing.calls.set(calls)
    briefing.zones.set(zones)
    event = BriefingEvent.objects.create(briefing=briefing, actor=by, verb="change")
    move_slots(briefing, by_time=briefing.starts_at - former.starts_at)
    needs_room_for_slots(briefing)
    if any(getattr(former, field) != getattr(briefing, field) for field in WHEN_AND_WHERE):
        queue_telling(TellingKind.BRIEFING_CHANGED, event.pk)
    elif former.online_url != briefing.online_url and briefing.online_url:
        queue_telling(TellingKind.BRIEFING_LINK, event.pk)
    fill_seats(briefing, at=now)
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


def _needs_seats(briefing: Briefing, held: Briefing) -> None:
    """Seats that are taken stay, and nobody waits for a kind that is given up."""
    taken = {SeatMode.HALL: held.seats_taken, SeatMode.ONLINE: held.online_taken}
    capacity = {SeatMode.HALL: briefing.capacity, SeatMode.ONLINE: briefing.online_capacity}
    for mode in SeatMode:
        guests = taken[mode]
        if held.modes.count(mode) and not capacity[mode]:
            guests = briefing.registrations.active().filter(mode=mode).count()
        if guests > (capacity[mode] or 0):
            raise SeatsTaken(guests, is_online=mode == SeatMode.ONLINE)


def _needs_time_to_answer(briefing: Briefing, *, at: datetime) -> None:
    """Nobody who was promised time to answer finds the session begun."""
    offers = briefing.registrations.filter(
        state=RegistrationState.OFFERED, answer_by__gt=max(at, briefing.starts_at)
    )
    last = offers.order_by("-answer_by").first()
    if last and last.answer_by:
        raise OffersWait(last.answer_by)
