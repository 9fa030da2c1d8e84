"""1:1 consultations: two guests never get the same."""

from datetime import timedelta

import pytest

from programs.actions.briefing import change_briefing
from programs.actions.consultation import (
    MOST_SLOTS,
    make_slots,
    release_slot,
    remove_free_slots,
    take_slot,
)
from programs.actions.errors import NoSeat, RegistrationClosed, SlotsOverlap, SlotTaken
from programs.actions.registration import cancel_registration
from programs.models import Briefing, BriefingEvent, ConsultationSlot
from tests.factories.accounts import UserFactory
from tests.factories.guests import ConsultationSlotFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def briefing():
    return BriefingFactory(starts_at=days(10), ends_at=days(10.5))


def make(briefing, *, start=10.0, end=10.1, minutes=30, tables=2) -> int:
    return make_slots(
        briefing,
        by=UserFactory(),
        starts_at=briefing.starts_at + timedelta(days=start - 10),
        ends_at=briefing.starts_at + timedelta(days=end - 10),
        minutes=minutes,
        tables=tables,
    )


def take(place, slot, topic=""):
    return take_slot(place, by=place.user, slot=slot, topic=topic)


def owners():
    return list(ConsultationSlot.objects.values_list("registration", flat=True))


def test_one_act_makes_all_that_fit(briefing):
    assert make(briefing) == 8  # four of thirty minutes in 2.4 hours, at two tables

    slots = ConsultationSlot.objects.filter(table=1)
    assert [slot.ends_at - slot.starts_at for slot in slots] == [timedelta(minutes=30)] * 4
    assert BriefingEvent.objects.get().verb == "make_slots"


@pytest.mark.parametrize(
    "asked",
    [
        {"start": 9.9},
        {"end": 10.6},
        {"minutes": 200},
        {"minutes": 5, "tables": MOST_SLOTS},
    ],
    ids=["before the start", "after the end", "none fits", "too many"],
)
def test_what_does_not_fit_is_refused(briefing, asked):
    with pytest.raises(SlotsOverlap):
        make(briefing, **asked)

    assert not ConsultationSlot.objects.exists()


def test_none_meets_another_at_its_table(briefing):
    make(briefing, tables=1)

    with pytest.raises(SlotsOverlap):
        make(briefing, start=10.05, end=10.2)

    make(briefing, start=10.1, end=10.2)


def test_who_takes_another_gives_the_first_back(briefing):
    place = RegistrationFactory(briefing=briefing)
    first, second = (ConsultationSlotFactory(briefing=briefing, table=n) for n in (1, 2))
    take(place, first, "기술이전")

    take(place, second)

    assert owners() == [None, place.pk]


@pytest.mark.usefixtures("committed")
def test_twenty_guests_at_once_for_one_consultation():
    briefing = BriefingFactory()
    slot = ConsultationSlotFactory(briefing=briefing)
    places = RegistrationFactory.create_batch(20, briefing=briefing)

    outcomes = at_once(lambda number: take(places[number], slot), count=20)

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["ConsultationSlot"] + ["SlotTaken"] * 19


@pytest.mark.usefixtures("committed")
def test_one_guest_at_once_for_many_has_one_in_the_end():
    briefing = BriefingFactory()
    slots = [ConsultationSlotFactory(briefing=briefing, table=n + 1) for n in range(6)]
    place = RegistrationFactory(briefing=briefing)

    at_once(lambda number: take(place, slots[number]), count=6)

    assert owners().count(place.pk) == 1


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_without_a_seat_none_is_taken(briefing, state):
    place = RegistrationFactory(briefing=briefing, state=state)

    with pytest.raises(NoSeat):
        take(place, ConsultationSlotFactory(briefing=briefing))


def test_none_is_taken_of_another_session(briefing):
    with pytest.raises(SlotTaken):
        take(RegistrationFactory(briefing=briefing), ConsultationSlotFactory())


def test_none_is_taken_once_it_has_begun(briefing):
    slot = ConsultationSlotFactory(briefing=briefing, starts_at=days(-0.01), ends_at=days(1))

    with pytest.raises(RegistrationClosed):
        take(RegistrationFactory(briefing=briefing), slot)


def test_it_is_given_back_with_the_seat(briefing):
    place = RegistrationFactory(briefing=briefing)
    take(place, ConsultationSlotFactory(briefing=briefing), "기술이전")

    cancel_registration(place, by=place.user)

    slot = ConsultationSlot.objects.get()
    assert (slot.registration, slot.topic) == (None, "")


def test_what_is_given_back_can_be_taken(briefing):
    first, second = RegistrationFactory.create_batch(2, briefing=briefing)
    slot = ConsultationSlotFactory(briefing=briefing)
    take(first, slot)
    release_slot(first, by=first.user)

    take(second, slot)

    assert owners() == [second.pk]


def test_taken_ones_stay_when_the_free_are_removed(briefing):
    place = RegistrationFactory(briefing=briefing)
    make(briefing)
    take(place, ConsultationSlot.objects.first())

    assert remove_free_slots(briefing, by=UserFactory()) == 7
    assert owners() == [place.pk]


@pytest.mark.parametrize("minutes", [30, -30, 1440])
def test_consultations_move_with_the_session(briefing, minutes):
    make(briefing)
    before = list(ConsultationSlot.objects.values_list("starts_at", flat=True))
    changed, by_time = Briefing.objects.get(), timedelta(minutes=minutes)
    changed.starts_at += by_time
    changed.ends_at += by_time

    change_briefing(changed, by=UserFactory(), calls=[], zones=[])

    after = list(ConsultationSlot.objects.values_list("starts_at", flat=True))
    assert after == [moment + by_time for moment in before]


def test_a_session_does_not_end_before_its_consultations(briefing):
    make(briefing)
    changed = Briefing.objects.get()
    changed.ends_at = changed.starts_at + timedelta(hours=1)

    with pytest.raises(SlotsOverlap):
        change_briefing(changed, by=UserFactory(), calls=[], zones=[])

    assert Briefing.objects.get().ends_at == briefing.ends_at
