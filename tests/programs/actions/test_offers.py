"""Who waits is asked in order whether they still come, and has until a certain time to answer."""

from datetime import timedelta

import pytest
from django.db import connection

from programs.actions.briefing import cancel_briefing, change_briefing
from programs.actions.clock import database_now
from programs.actions.errors import OfferLapsed, Refused, RegistrationClosed
from programs.actions.registration import cancel_registration, register_seat
from programs.actions.seats import LAST_OFFERS, SHORTEST_OFFER, answer_time, briefing_held
from programs.actions.waiting import accept_offer, lapse_offers
from programs.models import Briefing, BriefingEvent, Registration
from programs.tasks import lapse_seat_offers
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.mails import queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def briefing():
    return BriefingFactory(capacity=1, answer_hours=24)


def line(briefing, *states):
    """Registrations in these states, in order."""
    return [RegistrationFactory(briefing=briefing, state=state) for state in states]


def states(briefing):
    return list(briefing.registrations.order_by("place").values_list("state", flat=True))


def leave(registration):
    return cancel_registration(registration, by=registration.user)


def accept(registration):
    return accept_offer(registration, by=registration.user)


def time_is_over(registration):
    """The time to answer, which only actions write."""
    registration.answer_by = database_now() - timedelta(seconds=1)
    registration.save(update_fields=["answer_by"])


def test_a_free_seat_is_offered_to_the_first_in_line_and_held_for_them(briefing):
    seated, first, _second = line(briefing, "seated", "waiting", "waiting")
    before = database_now()

    leave(seated)

    first.refresh_from_db()
    assert states(briefing) == ["cancelled", "offered", "waiting"]
    assert timedelta(hours=23.9) < first.answer_by - before < timedelta(hours=24.1)
    assert Briefing.objects.get().seats_taken == 1
    told = [address for address, _subject in queued_mails()]
    assert told == [seated.user.email, first.user.email]
    newcomer = register_seat(
        briefing, by=UserFactory(), attendee_name="이손님", phone="010-0000-0000"
    )
    assert newcomer.state == "waiting"


def test_the_seat_is_taken_by_accepting(briefing):
    seated, first = line(briefing, "seated", "waiting")
    leave(seated)

    accepted = accept(first)

    assert (accepted.state, accepted.answer_by) == ("seated", None)
    event = BriefingEvent.objects.filter(registration=first).last()
    assert (event.verb, event.actor, event.to_state) == ("accept", first.user, "seated")
    with pytest.raises(TransitionNotAllowed):
        accept(first)


def test_who_declines_gives_the_offer_on(briefing):
    seated, first, second = line(briefing, "seated", "waiting", "waiting")
    leave(seated)

    leave(first)

    assert states(briefing) == ["cancelled", "cancelled", "offered"]
    assert [address for address, _subject in queued_mails()][-1] == second.user.email


def test_an_offer_that_nobody_answers_goes_to_the_next(briefing):
    seated, first, second = line(briefing, "seated", "waiting", "waiting")
    leave(seated)
    before = len(queued_mails())
    first.refresh_from_db()
    time_is_over(first)

    lapse_seat_offers(timestamp=0)

    assert states(briefing) == ["cancelled", "lapsed", "offered"]
    told = [address for address, _subject in queued_mails()][before:]
    assert told == [first.user.email, second.user.email]
    assert register_seat(
        briefing, by=first.user, attendee_name="이손님", phone="010-0000-0000"
    ).state == "waiting"  # fmt: skip


def test_an_offer_that_is_not_over_stays(briefing):
    seated, _first = line(briefing, "seated", "waiting")
    leave(seated)

    lapse_offers()

    assert states(briefing) == ["cancelled", "offered"]


def test_accepting_too_late_is_refused_though_nobody_swept_yet(briefing):
    seated, first = line(briefing, "seated", "waiting")
    leave(seated)
    first.refresh_from_db()
    time_is_over(first)

    with pytest.raises(OfferLapsed):
        accept(first)


def test_whoever_comes_after_the_time_stands_behind_those_in_line(briefing):
    """The sweep comes each minute; a newcomer in between does not jump the line."""
    seated, first, _second = line(briefing, "seated", "waiting", "waiting")
    leave(seated)
    first.refresh_from_db()
    time_is_over(first)

    newcomer = register_seat(
        briefing, by=UserFactory(), attendee_name="이손님", phone="010-0000-0000"
    )

    assert newcomer.state == "waiting"
    assert states(briefing) == ["cancelled", "lapsed", "offered", "waiting"]


def test_no_seat_is_accepted_of_a_cancelled_briefing(briefing):
    seated, first = line(briefing, "seated", "waiting")
    leave(seated)
    cancel_briefing(briefing, by=UserFactory(), reason="강사 사정")

    with pytest.raises(RegistrationClosed):
        accept(first)
    first.refresh_from_db()
    time_is_over(first)
    lapse_offers()

    assert states(briefing) == ["cancelled", "offered"]


def test_seats_are_not_made_fewer_than_are_offered(briefing):
    seated, _first = line(briefing, "seated", "waiting")
    leave(seated)
    changed = Briefing.objects.get()
    changed.capacity = None

    with pytest.raises(Refused):
        change_briefing(changed, by=UserFactory(), calls=[], zones=[])


@pytest.mark.parametrize(
    ("hours", "starts_in", "expected"),
    [
        (None, timedelta(days=9), None),
        (24, timedelta(days=9), timedelta(hours=24)),
        (24, timedelta(hours=10), timedelta(hours=7)),
        (24, LAST_OFFERS + SHORTEST_OFFER, SHORTEST_OFFER),
        (24, LAST_OFFERS + SHORTEST_OFFER - timedelta(seconds=1), None),
        (24, timedelta(hours=1), None),
    ],
)
def test_the_time_to_answer_ends_before_people_travel(hours, starts_in, expected):
    now = database_now()
    briefing = BriefingFactory.build(agency=None, answer_hours=hours, starts_at=now + starts_in)

    found = answer_time(briefing, at=now)

    assert (found and found - now) == expected


def test_shortly_before_the_start_who_waits_moves_up_at_once():
    briefing = BriefingFactory(capacity=1, answer_hours=24, starts_at=days(0.05), ends_at=days(0.1))
    seated, _first = line(briefing, "seated", "waiting")

    leave(seated)

    assert states(briefing) == ["cancelled", "seated"]


@pytest.mark.usefixtures("committed")
def test_fifty_seats_that_are_freed_race_with_fifty_answers():
    """Ten at a time here: never more seats taken or offered than there are."""
    briefing = BriefingFactory(capacity=10, answer_hours=24)
    leaving = line(briefing, *["seated"] * 5)
    until = database_now() + timedelta(hours=1)
    answering = [
        RegistrationFactory(briefing=briefing, state="offered", answer_by=until) for _n in range(5)
    ]
    line(briefing, *["waiting"] * 12)

    def act(number):
        try:
            if number % 2:
                return leave(leaving[number // 2])
            return accept(answering[number // 2])
        finally:
            taken = Registration.objects.taking_a_seat().filter(briefing=briefing).count()
            assert taken <= 10

    outcomes = at_once(act, count=10)

    assert {type(outcome) for outcome in outcomes} == {Registration}
    found = states(briefing)
    assert found[:5] == ["cancelled"] * 5
    assert found[5:10] == ["seated"] * 5
    assert found[10:] == ["offered"] * 5 + ["waiting"] * 7


@pytest.mark.usefixtures("committed")
def test_an_answer_and_the_sweep_do_not_both_win():
    briefing = BriefingFactory(capacity=1, answer_hours=24)
    (first,) = line(briefing, "waiting")
    _fill(briefing)
    first.refresh_from_db()
    time_is_over(first)

    outcomes = at_once(lambda number: lapse_offers() if number else refused(first), count=2)

    assert outcomes == [None, None]
    assert states(briefing) == ["lapsed"]


def refused(registration):
    with pytest.raises((OfferLapsed, TransitionNotAllowed)):
        accept(registration)


def _fill(briefing):
    changed = Briefing.objects.get(pk=briefing.pk)
    change_briefing(changed, by=UserFactory(), calls=[], zones=[])


def test_a_briefing_is_taken_without_keeping_its_events_waiting(briefing):
    """FOR NO KEY UPDATE: rows that name the briefing can be written meanwhile."""
    held, moment = briefing_held(briefing.pk)

    assert (held, moment.tzinfo is not None, connection.in_atomic_block) == (briefing, True, True)
