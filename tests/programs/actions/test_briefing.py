"""Seats: never more than there are, none twice, and who waits moves up in order."""

import threading

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from programs.actions.amendment import cancel_call
from programs.actions.briefing import announce_briefing, change_briefing
from programs.actions.errors import (
    AlreadyRegistered,
    AnnouncedBefore,
    RegistrationClosed,
    SeatsTaken,
)
from programs.actions.registration import cancel_registration, register_seat
from programs.enums import RegistrationState
from programs.models import Briefing, BriefingEvent, Registration
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days, open_call
from tests.factories.zones import AgencyFactory
from tests.mails import queued_mails
from tests.races import PATIENCE, at_once
from zones.models import Agency

pytestmark = pytest.mark.django_db


def register(briefing, user) -> Registration:
    return register_seat(briefing, by=user, attendee_name="이손님", phone="010-0000-0000")


def states(briefing):
    return list(briefing.registrations.order_by("pk").values_list("state", flat=True))


@pytest.mark.usefixtures("committed")
def test_forty_at_once_for_ten_seats_seat_ten_and_let_the_others_wait_in_order():
    briefing = BriefingFactory(capacity=10)
    users = UserFactory.create_batch(40)

    outcomes = at_once(lambda number: register(briefing, users[number]), count=40)

    assert {type(outcome) for outcome in outcomes} == {Registration}
    in_order = briefing.registrations.order_by("place")
    assert [registration.place for registration in in_order] == list(range(1, 41))
    moments = [registration.registered_at for registration in in_order]
    assert moments == sorted(moments)
    assert [registration.state for registration in in_order] == ["seated"] * 10 + ["waiting"] * 30
    assert set(in_order.values_list("user", flat=True)) == {user.pk for user in users}


@pytest.mark.usefixtures("committed")
def test_one_person_at_once_from_many_windows_gets_one_place():
    briefing, user = BriefingFactory(capacity=10), UserFactory()

    outcomes = at_once(lambda number: register(briefing, user), count=8)

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["AlreadyRegistered"] * 7 + ["Registration"]


@pytest.mark.usefixtures("committed")
def test_without_the_lock_the_database_itself_refuses_what_is_too_much():
    """The lock gives a place in line; the check of the counter is what holds in any case."""
    briefing = BriefingFactory(capacity=2)
    users = UserFactory.create_batch(6)
    all_have_counted = threading.Barrier(6)

    def register_without_lock(number):
        seated = Briefing.objects.get().seats_taken
        all_have_counted.wait(PATIENCE)
        state = RegistrationState.SEATED if seated < 2 else RegistrationState.WAITING
        place, user = number + 1, users[number]
        return RegistrationFactory(briefing=briefing, user=user, state=state, place=place)

    outcomes = at_once(register_without_lock, count=6)

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["IntegrityError"] * 4 + ["Registration"] * 2
    assert states(briefing) == ["seated"] * 2
    call_command("verify_seats")


@pytest.mark.usefixtures("committed")
def test_control_without_lock_and_check_more_are_seated_than_there_are_seats():
    briefing = BriefingFactory(capacity=2)
    users = UserFactory.create_batch(6)
    all_have_counted = threading.Barrier(6)

    def register_without_lock(number):
        free = Briefing.objects.get().free_in("hall")
        all_have_counted.wait(PATIENCE)
        state = RegistrationState.SEATED if free else RegistrationState.WAITING
        place, user = number + 1, users[number]
        with pgtrigger.ignore("programs.Registration:seats_counted"):
            return RegistrationFactory(briefing=briefing, user=user, state=state, place=place)

    at_once(register_without_lock, count=6)

    assert states(briefing) == ["seated"] * 6
    with pytest.raises(CommandError):
        call_command("verify_seats")


@pytest.mark.usefixtures("committed")
def test_all_who_are_seated_cancel_at_once_and_each_gives_a_seat_to_another():
    briefing = BriefingFactory(capacity=3)
    seated, waiting = (
        [RegistrationFactory(briefing=briefing, state=state) for _n in range(3)]
        for state in ("seated", "waiting")
    )

    at_once(lambda number: cancel_registration(seated[number], by=seated[number].user), count=3)

    assert states(briefing) == ["cancelled"] * 3 + ["seated"] * 3
    call_command("verify_seats")
    told = [address for address, _subject in queued_mails()]
    assert sorted(told) == sorted(place.user.email for place in [*seated, *waiting])


def test_register_takes_a_seat_writes_it_down_and_tells():
    briefing, user = BriefingFactory(title_ko="김해 설명회"), UserFactory(language="ko")

    registration = register(briefing, user)

    assert (registration.state, registration.user, registration.attendee_name) == (
        "seated",
        user,
        "이손님",
    )
    event = BriefingEvent.objects.get()
    assert (event.verb, event.actor, event.registration) == ("register", user, registration)
    assert [address for address, _subject in queued_mails()] == [user.email]


def test_register_writes_in_the_language_of_the_reader():
    briefing = BriefingFactory(title_ko="김해 설명회", title_en="Gimhae briefing")

    register(briefing, UserFactory(language="en"))
    register(briefing, UserFactory(language="ko"))

    subjects = [subject for _address, subject in queued_mails()]
    assert ["Gimhae briefing" in subject for subject in subjects] == [True, False]
    assert ["김해 설명회" in subject for subject in subjects] == [False, True]


def test_register_twice_is_refused():
    briefing, user = BriefingFactory(), UserFactory()
    register(briefing, user)

    with pytest.raises(AlreadyRegistered):
        register(briefing, user)

    assert states(briefing) == ["seated"]


def test_register_again_after_cancelling_goes_to_the_end():
    briefing, user = BriefingFactory(capacity=1), UserFactory()
    cancelled = register(briefing, user)
    register(briefing, UserFactory())
    cancel_registration(cancelled, by=user)

    again = register(briefing, user)

    assert again.state == "waiting"
    assert states(briefing) == ["cancelled", "seated", "waiting"]


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": days(-1), "ends_at": days(1)},
        {"registration_closes_at": days(-0.1)},
        {"capacity": None},
    ],
    ids=["begun", "registration closed", "without seats"],
)
def test_register_where_none_is_taken_is_refused(fields):
    briefing = BriefingFactory(**fields)

    with pytest.raises(RegistrationClosed):
        register(briefing, UserFactory())

    assert Registration.objects.count() == 0


def test_register_for_a_briefing_cancelled_meanwhile_is_refused():
    stale = BriefingFactory()
    Briefing.objects.update(cancelled_at=days(0), cancelled_by=UserFactory())

    with pytest.raises(RegistrationClosed):
        register(stale, UserFactory())

    assert Registration.objects.count() == 0


def test_cancel_gives_the_seat_to_the_first_who_waits():
    briefing = BriefingFactory(capacity=1)
    seated, first, _second = [register(briefing, UserFactory()) for _n in range(3)]
    before = len(queued_mails())

    cancel_registration(seated, by=seated.user)

    assert states(briefing) == ["cancelled", "seated", "waiting"]
    verbs = list(BriefingEvent.objects.order_by("pk").values_list("verb", "actor"))
    assert verbs[3:] == [("cancel", seated.user.pk), ("promote", None)]
    told = [address for address, _subject in queued_mails()][before:]
    assert told == [seated.user.email, first.user.email]


def test_cancel_while_waiting_moves_nobody():
    briefing = BriefingFactory(capacity=1)
    _seated, waiting, _next = [register(briefing, UserFactory()) for _n in range(3)]

    cancel_registration(waiting, by=waiting.user)

    assert states(briefing) == ["seated", "cancelled", "waiting"]


def test_cancel_after_the_briefing_moves_nobody():
    briefing = BriefingFactory(starts_at=days(-2), ends_at=days(-1))
    seated = RegistrationFactory(briefing=briefing)
    RegistrationFactory(briefing=briefing, state="waiting")

    cancel_registration(seated, by=seated.user)

    assert states(briefing) == ["cancelled", "waiting"]


def test_cancel_twice_from_a_stale_page_is_refused():
    briefing = BriefingFactory(capacity=1)
    stale, _first, _second = [register(briefing, UserFactory()) for _n in range(3)]
    cancel_registration(stale, by=stale.user)

    with pytest.raises(TransitionNotAllowed):
        cancel_registration(stale, by=stale.user)

    assert states(briefing) == ["cancelled", "seated", "waiting"]


def test_announce_saves_briefing_calls_and_zones_and_writes_it_down():
    agency, call, user = AgencyFactory(), open_call(), UserFactory()
    briefing = BriefingFactory.build(agency=agency)

    announce_briefing(briefing, by=user, calls=[call], zones=[agency.zone])

    saved = Briefing.objects.get()
    assert (list(saved.calls.all()), list(saved.zones.all())) == ([call], [agency.zone])
    event = saved.events.get()
    assert (event.verb, event.actor) == ("announce", user)


def change(briefing, **fields):
    for name, value in fields.items():
        setattr(briefing, name, value)
    return change_briefing(briefing, by=UserFactory(), calls=[], zones=[])


def test_change_to_fewer_seats_than_are_taken_is_refused():
    briefing = BriefingFactory(capacity=2)
    for _n in range(2):
        register(briefing, UserFactory())

    with pytest.raises(SeatsTaken) as refusal:
        change(briefing, capacity=1)

    briefing.refresh_from_db()
    assert (refusal.value.taken, briefing.capacity) == (2, 2)


def test_change_to_more_seats_lets_those_who_wait_move_up_in_order():
    briefing = BriefingFactory(capacity=1)
    for _n in range(4):
        register(briefing, UserFactory())

    change(briefing, capacity=3)

    assert states(briefing) == ["seated", "seated", "seated", "waiting"]


def test_change_of_place_is_told_to_all_who_have_a_place():
    briefing = BriefingFactory(capacity=1)
    seated, waiting, gone = [register(briefing, UserFactory()) for _n in range(3)]
    cancel_registration(gone, by=gone.user)
    before = len(queued_mails())

    change(briefing, venue_ko="다른 곳")

    told = [address for address, _subject in queued_mails()][before:]
    assert sorted(told) == sorted([seated.user.email, waiting.user.email])


def test_change_of_words_only_is_told_to_nobody():
    briefing = BriefingFactory()
    register(briefing, UserFactory())
    before = queued_mails()

    change(briefing, title_ko="다른 제목")

    assert queued_mails() == before


def test_no_mail_goes_to_a_closed_account():
    user = UserFactory()
    User.objects.update(is_active=False)
    user.refresh_from_db()

    register(BriefingFactory(), user)

    assert queued_mails() == []


def test_change_of_a_past_briefing_moves_nobody():
    briefing = BriefingFactory(capacity=1)
    for _n in range(2):
        register(briefing, UserFactory())
    Briefing.objects.filter(pk=briefing.pk).update(starts_at=days(-2), ends_at=days(-1))
    briefing.refresh_from_db()

    change(briefing, capacity=200)

    assert states(briefing) == ["seated", "waiting"]


def test_change_to_many_free_seats_costs_the_same(django_assert_num_queries):
    small, large = BriefingFactory(), BriefingFactory()

    with CaptureQueriesContext(connection) as few:
        change(small, capacity=31)

    with django_assert_num_queries(len(few)):
        change(large, capacity=2_000_000_000)


def about_a_cancelled_call(**fields) -> Briefing:
    briefing, call = BriefingFactory(**fields), open_call()
    briefing.calls.add(call)
    cancel_call(call, by=FoundationUserFactory(), reason="예산")
    return briefing


def test_no_seat_is_given_once_the_call_is_cancelled():
    with pytest.raises(RegistrationClosed):
        register(about_a_cancelled_call(), UserFactory())


def test_nobody_moves_up_once_the_call_is_cancelled():
    briefing = about_a_cancelled_call(capacity=1)
    seated = RegistrationFactory(briefing=briefing)
    RegistrationFactory(briefing=briefing, state=RegistrationState.WAITING)

    cancel_registration(seated, by=seated.user)

    assert states(briefing) == ["cancelled", "waiting"]


def test_guests_are_told_of_the_cancellation_of_the_call():
    briefing, call = BriefingFactory(), open_call()
    briefing.calls.add(call)
    guest = RegistrationFactory(briefing=briefing).user

    cancel_call(call, by=FoundationUserFactory(), reason="예산")

    assert [address for address, _subject in queued_mails()].count(guest.email) == 1


def announce_at_once(count: int) -> list:
    agency, writer, at = AgencyFactory(), UserFactory(), days(10)
    forms = [
        BriefingFactory.build(agency=agency, title_ko="설명회", starts_at=at, ends_at=days(11))
        for _click in range(count)
    ]
    return at_once(
        lambda number: announce_briefing(forms[number], by=writer, calls=[], zones=[]), count=count
    )


@pytest.mark.usefixtures("committed")
def test_of_four_clicks_one_announces():
    outcomes = announce_at_once(4)

    (announced,) = Briefing.objects.all()
    told = [one.briefing for one in outcomes if isinstance(one, AnnouncedBefore)]
    assert told == [announced] * 3


@pytest.mark.usefixtures("committed")
def test_without_the_lock_each_click_announces(monkeypatch):
    all_have_looked = threading.Barrier(4)
    record = BriefingEvent.objects.create

    def together(**fields):
        all_have_looked.wait(PATIENCE)
        return record(**fields)

    monkeypatch.setattr(BriefingEvent.objects, "create", together)
    monkeypatch.setattr(Agency.objects, "select_for_update", lambda **_how: Agency.objects)

    announce_at_once(4)

    assert Briefing.objects.count() == 4


def test_a_cancelled_briefing_may_be_announced_again():
    former = BriefingFactory(cancelled_at=days(-1), cancelled_by=UserFactory())
    again = BriefingFactory.build(
        agency=former.agency,
        title_ko=former.title_ko,
        starts_at=former.starts_at,
        ends_at=former.ends_at,
    )

    assert announce_briefing(again, by=UserFactory(), calls=[], zones=[]).pk != former.pk
