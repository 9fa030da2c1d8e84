"""1:1 consultations during a briefing: made by its agency in one act, taken by guests with a seat."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from portal.accounts.models import User
from programs.actions.errors import NoSeat, RegistrationClosed, SlotsOverlap, SlotTaken
from programs.actions.seats import briefing_held
from programs.enums import RegistrationState
from programs.models import Briefing, BriefingEvent, ConsultationSlot, Registration

MOST_SLOTS = 500  # of one briefing


@transaction.atomic
def make_slots(
    briefing: Briefing,
    *,
    by: User,
    starts_at: datetime,
    ends_at: datetime,
    minutes: int,
    tables: int,
) -> int:
    """Offer consultations of so many minutes one after another, at tables 1 … `tables`; how many.

    What no longer fits before `ends_at` is left out. Raises SlotsOverlap where they would meet
    others at the same table or lie outside the briefing, or are too many; RegistrationClosed where
    it was cancelled.
    """
    briefing, _now = briefing_held(briefing.pk)
    if briefing.cancelled_at:
        raise RegistrationClosed
    length = timedelta(minutes=minutes)
    count = (ends_at - starts_at) // length
    is_outside = starts_at < briefing.starts_at or ends_at > briefing.ends_at
    there = briefing.consultation_slots
    meets = there.filter(table__lte=tables, starts_at__lt=ends_at, ends_at__gt=starts_at)
    is_much = there.count() + count * tables > MOST_SLOTS
    if count < 1 or is_outside or is_much or meets.exists():
        raise SlotsOverlap
    ConsultationSlot.objects.bulk_create(
        ConsultationSlot(
            briefing=briefing,
            starts_at=starts_at + number * length,
            ends_at=starts_at + (number + 1) * length,
            table=table + 1,
        )
        for number in range(count)
        for table in range(tables)
    )
    BriefingEvent.objects.create(briefing=briefing, actor=by, verb="make_slots")
    return count * tables


@transaction.atomic
def remove_free_slots(briefing: Briefing, *, by: User) -> int:
    """Take back all consultations that nobody has taken; how many."""
    briefing, _now = briefing_held(briefing.pk)
    count, _rows = briefing.consultation_slots.filter(registration=None).delete()
    if count:
        BriefingEvent.objects.create(briefing=briefing, actor=by, verb="remove_slots")
    return count


@transaction.atomic
def take_slot(
    registration: Registration, *, by: User | None, slot: ConsultationSlot, topic: str
) -> ConsultationSlot:
    """Take a consultation, instead of the one that the guest has, if any.

    Raises SlotTaken where another guest was quicker, NoSeat without a seat, RegistrationClosed once
    the consultation has begun or the session was cancelled.
    """
    briefing, now = briefing_held(registration.briefing_id)
    kept = Registration.objects.get(pk=registration.pk)
    if kept.state != RegistrationState.SEATED:
        raise NoSeat
    if briefing.cancelled_at:
        raise RegistrationClosed
    fitting = Q(registration=None) | Q(registration=kept)
    found = briefing.consultation_slots.filter(fitting, pk=slot.pk).first()
    if found is None:
        raise SlotTaken
    if found.starts_at <= now:
        raise RegistrationClosed
    _release(kept)
    found.registration, found.topic = kept, topic
    found.save(update_fields=["registration", "topic"])
    _record(kept, "take_slot", by=by)
    return found


@transaction.atomic
def release_slot(registration: Registration, *, by: User | None) -> None:
    """Give the consultation back; does nothing where there is none."""
    briefing_held(registration.briefing_id)
    if _release(registration):
        _record(registration, "release_slot", by=by)


def move_slots(briefing: Briefing, *, by_time: timedelta) -> None:
    """While the briefing is held, and was moved by so much: its consultations move with it."""
    if not by_time:
        return
    backwards = by_time < timedelta(0)
    order = "starts_at" if backwards else "-starts_at"  # so that none meets the next one on its way
    for slot in briefing.consultation_slots.order_by(order, "table"):
        slot.starts_at += by_time
        slot.ends_at += by_time
        slot.save(update_fields=["starts_at", "ends_at"])


def needs_room_for_slots(briefing: Briefing) -> None:
    """While the briefing is held. Raises SlotsOverlap where it would end before its consultations."""
    if briefing.consultation_slots.filter(ends_at__gt=briefing.ends_at).exists():
        raise SlotsOverlap


def _release(registration: Registration) -> int:
    own = ConsultationSlot.objects.filter(registration=registration)
    return own.update(registration=None, topic="")


def _record(registration: Registration, verb: str, *, by: User | None) -> None:
    BriefingEvent.objects.create(
        briefing_id=registration.briefing_id,
        registration=registration,
        actor=by,
        verb=verb,
        from_state=registration.state,
        to_state=registration.state,
        is_by_link=by is None,
    )
