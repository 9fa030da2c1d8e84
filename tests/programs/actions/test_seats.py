"""Seats in the hall and online: counted apart by the database, each with its line; who may come."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from programs.actions.briefing import change_briefing
from programs.actions.errors import (
    AlreadyRegistered,
    CompanyFull,
    ModeFull,
    ModeNotOffered,
    NotOpenYet,
    OffersWait,
    RegistrationClosed,
    SeatsTaken,
)
from programs.actions.registration import (
    cancel_registration,
    change_registration,
    register_guest,
    register_seat,
)
from programs.enums import SeatMode
from programs.models import Briefing, BriefingEvent, Registration
from tests.factories.accounts import UserFactory
from tests.factories.guests import RegistrationLinkFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.factories.zones import CompanyFactory
from tests.mails import queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db
GUEST = {"attendee_name": "이손님", "phone": "010-0000-0000"}
HALL, ONLINE = SeatMode.HALL, SeatMode.ONLINE


@pytest.fixture
def briefing():
    return BriefingFactory(capacity=1, online_capacity=1)


def register(briefing, mode=HALL, **said) -> Registration:
    return register_seat(briefing, by=UserFactory(), mode=mode, **{**GUEST, **said})


def taken() -> tuple[int, int]:
    kept = Briefing.objects.get()
    return kept.seats_taken, kept.online_taken


def states(mode) -> list[str]:
    rows = Registration.objects.filter(mode=mode).order_by("place")
    return list(rows.values_list("state", flat=True))


def test_hall_and_online_are_counted_apart_and_each_has_its_line(briefing):
    for mode in (HALL, ONLINE, HALL, ONLINE):
        register(briefing, mode)

    assert taken() == (1, 1)
    assert (states(HALL), states(ONLINE)) == (["seated", "waiting"], ["seated", "waiting"])


def test_a_freed_seat_goes_to_who_waits_for_one_of_its_kind(briefing):
    hall, _online, _waits_for_online, waits_for_hall = [
        register(briefing, mode) for mode in (HALL, ONLINE, ONLINE, HALL)
    ]

    cancel_registration(hall, by=hall.user)

    waits_for_hall.refresh_from_db()
    assert waits_for_hall.state == "seated"
    assert (states(ONLINE), taken()) == (["seated", "waiting"], (1, 1))


def test_who_walks_in_takes_no_seat_of_those_who_registered(briefing):
    RegistrationFactory.create_batch(2, briefing=briefing, is_walk_in=True)

    assert taken() == (0, 0)


@pytest.mark.parametrize("act", ["save", "update", "delete"])
def test_the_counter_follows_whoever_writes(briefing, act):
    place = RegistrationFactory(briefing=briefing)
    before = taken()

    if act == "save":
        place.state = "cancelled"
        place.save()
    elif act == "update":
        Registration.objects.update(mode="online")
    else:
        Registration.objects.all().delete()

    assert (before, taken()) == ((1, 0), (0, 1) if act == "update" else (0, 0))
    call_command("verify_seats")


def test_verify_seats_finds_a_wrong_counter(briefing):
    Briefing.objects.update(seats_taken=1)

    with pytest.raises(CommandError):
        call_command("verify_seats")


def test_the_database_refuses_one_seat_more_than_there_are(briefing):
    RegistrationFactory(briefing=briefing)

    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(briefing=briefing)

    assert taken() == (1, 0)


def test_a_kind_that_there_is_not_is_refused():
    with pytest.raises(ModeNotOffered):
        register(BriefingFactory(), ONLINE)

    assert not Registration.objects.exists()


def test_only_online_takes_registrations_too():
    briefing = BriefingFactory(capacity=None, online_capacity=1)

    assert register(briefing, ONLINE).state == "seated"


def test_nobody_registers_before_it_opens():
    briefing = BriefingFactory(registration_opens_at=days(1))

    with pytest.raises(NotOpenYet) as refusal:
        register(briefing)

    assert refusal.value.opens_at == briefing.registration_opens_at
    Briefing.objects.update(registration_opens_at=days(-1))
    assert register(briefing).state == "seated"


def test_a_company_has_so_many_places_and_waiting_ones_count():
    briefing, company = BriefingFactory(capacity=1, company_cap=2), CompanyFactory()
    for _n in range(2):
        register(briefing, company=company)

    with pytest.raises(CompanyFull) as refusal:
        register(briefing, company=company)

    assert refusal.value.most == 2
    assert states(HALL) == ["seated", "waiting"]
    register(briefing, company=CompanyFactory())
    register(briefing)  # for nobody's company


def test_guests_who_write_the_name_of_a_company_count_for_it():
    briefing, company = BriefingFactory(company_cap=1), CompanyFactory(name="주식회사 예시")
    register(briefing, company=company)

    for name in ("㈜예시", "예시(주)", " 예시 "):
        with pytest.raises(CompanyFull):
            register(briefing, organisation=name)

    register(briefing, organisation="예시 과학")
    assert Registration.objects.count() == 2


def test_who_gives_a_place_back_makes_room_for_a_colleague():
    briefing, company = BriefingFactory(company_cap=1), CompanyFactory()
    first = register(briefing, company=company)
    cancel_registration(first, by=first.user)

    assert register(briefing, company=company).state == "seated"


@pytest.mark.usefixtures("committed")
def test_eight_colleagues_at_once_get_the_places_of_their_company():
    briefing, company = BriefingFactory(company_cap=3), CompanyFactory()
    users = UserFactory.create_batch(8)

    outcomes = at_once(
        lambda n: register_seat(briefing, by=users[n], company=company, **GUEST), count=8
    )

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["CompanyFull"] * 5 + ["Registration"] * 3


def register_behind(link, **said) -> Registration:
    return register_guest(link.briefing, by=None, link=link, language="ko", **{**GUEST, **said})


@pytest.mark.usefixtures("committed")
def test_the_same_link_in_eight_windows_gives_one_place():
    link = RegistrationLinkFactory()

    outcomes = at_once(lambda _n: register_behind(link), count=8)

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["AlreadyRegistered"] * 7 + ["Registration"]


def test_a_guest_gets_a_seat_by_link_with_a_consent_and_is_told():
    link = RegistrationLinkFactory(email="guest@example.kr")

    place = register_behind(link, organisation="(주)예시")

    assert (place.user, place.email, place.state) == (None, "guest@example.kr", "seated")
    assert [consent.kind for consent in place.consents.all()] == ["privacy"]
    event = BriefingEvent.objects.get()
    assert (event.verb, event.actor, event.is_by_link) == ("register", None, True)
    assert [address for address, _subject in queued_mails()] == ["guest@example.kr"]


def test_an_account_does_not_register_the_address_of_a_guest_again():
    link = RegistrationLinkFactory(email="guest@example.kr")
    register_behind(link)

    with pytest.raises(AlreadyRegistered):
        register_seat(link.briefing, by=UserFactory(email="guest@example.kr"), **GUEST)


def change(place, mode, name="박손님"):
    return change_registration(place, by=place.user, attendee_name=name, phone="02-1", mode=mode)


def test_a_guest_changes_who_comes(briefing):
    place = register(briefing)
    before = queued_mails()

    change(place, HALL)

    place.refresh_from_db()
    assert (place.attendee_name, place.phone, place.state) == ("박손님", "02-1", "seated")
    assert queued_mails() == before


def test_a_seat_is_exchanged_for_one_online_and_goes_to_the_next(briefing):
    seated, waiting = register(briefing), register(briefing)

    change(seated, ONLINE)

    waiting.refresh_from_db()
    assert (waiting.state, taken()) == ("seated", (1, 1))
    verbs = BriefingEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[2:] == ["change", "promote"]


def test_nobody_loses_a_seat_by_changing_to_where_none_is_free(briefing):
    seated, _online = register(briefing), register(briefing, ONLINE)

    with pytest.raises(ModeFull):
        change(seated, ONLINE)

    seated.refresh_from_db()
    assert (seated.mode, seated.state, seated.attendee_name) == ("hall", "seated", "이손님")


def test_who_waits_goes_to_the_end_of_the_other_line(briefing):
    for mode in (HALL, ONLINE):
        register(briefing, mode)
    waits_for_hall, _waits_online = register(briefing), register(briefing, ONLINE)

    change(waits_for_hall, ONLINE)

    waits_for_hall.refresh_from_db()
    assert (waits_for_hall.state, waits_for_hall.place) == ("waiting", 5)


def test_who_waits_takes_a_seat_that_is_free_elsewhere(briefing):
    _seated, waiting = register(briefing), register(briefing)

    change(waiting, ONLINE)

    waiting.refresh_from_db()
    assert (waiting.state, taken()) == ("seated", (1, 1))


def test_a_place_given_back_is_changed_no_more(briefing):
    place = register(briefing)
    cancel_registration(place, by=place.user)

    with pytest.raises(RegistrationClosed):
        change(place, ONLINE)


@pytest.mark.usefixtures("committed")
def test_guests_who_change_crosswise_do_not_wait_for_each_other():
    briefing = BriefingFactory(capacity=5, online_capacity=5)
    places = [RegistrationFactory(briefing=briefing, mode=mode) for mode in [HALL, ONLINE] * 4]

    outcomes = at_once(
        lambda n: change(places[n], ONLINE if places[n].mode == HALL else HALL), count=8
    )

    assert {type(outcome) for outcome in outcomes} <= {Registration, ModeFull}
    assert sum(taken()) == 8
    assert max(taken()) <= 5
    call_command("verify_seats")


def change_as(briefing, **fields):
    changed = Briefing.objects.get(pk=briefing.pk)
    for name, value in fields.items():
        setattr(changed, name, value)
    return change_briefing(changed, by=UserFactory(), calls=[], zones=[])


@pytest.mark.parametrize(
    ("fields", "is_online"), [({"capacity": None}, False), ({"online_capacity": None}, True)]
)
def test_neither_kind_is_made_smaller_than_what_is_taken(briefing, fields, is_online):
    for mode in (HALL, ONLINE):
        register(briefing, mode)

    with pytest.raises(SeatsTaken) as refusal:
        change_as(briefing, **fields)

    assert (refusal.value.taken, refusal.value.is_online) == (1, is_online)


def test_a_kind_is_not_given_up_while_somebody_waits_for_it(briefing):
    RegistrationFactory(briefing=briefing, mode=ONLINE, state="waiting")

    with pytest.raises(SeatsTaken):
        change_as(briefing, online_capacity=None)


def test_a_stale_form_does_not_write_old_counters_back(briefing):
    stale = Briefing.objects.get()
    register(briefing)
    stale.title_ko = "고친 제목"

    change_briefing(stale, by=UserFactory(), calls=[], zones=[])

    kept = Briefing.objects.get()
    assert (kept.title_ko, taken(), stale.seats_taken) == ("고친 제목", (1, 0), 1)


def test_it_does_not_start_before_somebody_must_have_answered(briefing):
    RegistrationFactory(briefing=briefing, state="offered", answer_by=days(3))

    with pytest.raises(OffersWait) as refusal:
        change_as(briefing, starts_at=days(2))

    assert refusal.value.until == Registration.objects.get().answer_by


@pytest.mark.usefixtures("committed")
def test_seats_that_are_taken_race_with_a_smaller_hall():
    briefing = BriefingFactory(capacity=10)
    users = UserFactory.create_batch(12)

    def act(number):
        if number % 3 == 0:
            return change_as(briefing, capacity=4)
        return register_seat(briefing, by=users[number], **GUEST)

    at_once(act, count=12)

    kept = Briefing.objects.get()
    assert kept.seats_taken <= kept.capacity
    call_command("verify_seats")


def test_an_offer_whose_time_is_over_is_exchanged_for_nothing(briefing):
    late = RegistrationFactory(briefing=briefing, state="offered", answer_by=days(-0.1))

    with pytest.raises(RegistrationClosed):
        change_registration(late, by=late.user, **(GUEST | {"mode": ONLINE}))

    late.refresh_from_db()
    assert (late.mode, taken()) == (HALL, (1, 0))
