"""The desk on the day: a guest comes once, whoever says so and how often."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.actions import attendance as desk
from programs.actions.attendance import Scan, check_in, register_walk_in, undo_check_in
from programs.actions.errors import AlreadyCancelled, CheckInClosed, CheckInNotOpen, NotPresent
from programs.models import Attendance, BriefingEvent
from programs.queries.attendance import headcount_of, ticket_address
from tests.factories.accounts import UserFactory
from tests.factories.programs import BriefingFactory, RegistrationFactory, days
from tests.factories.zones import CompanyMemberFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def briefing():
    return BriefingFactory(starts_at=days(0.01), ends_at=days(0.1))


@pytest.fixture
def helper():
    return UserFactory()


def scanned(briefing, *scans, by, **how):
    return check_in(briefing, by=by, scans=scans, **how)


def outcomes(answers):
    return [str(answer.outcome) for answer in answers]


def test_a_guest_is_checked_in_and_written_down(briefing, helper):
    guest = RegistrationFactory(briefing=briefing)

    (answer,) = scanned(briefing, Scan(guest.code), by=helper)

    row, event = Attendance.objects.get(), BriefingEvent.objects.get()
    assert (answer.outcome, answer.registration, answer.first_at) == (
        "arrived",
        guest,
        row.arrived_at,
    )
    assert (row.registration, row.recorded_by) == (guest, helper)
    assert (event.verb, event.actor, event.registration) == ("check_in", helper, guest)


def test_a_repeated_scan_says_when_the_first_was(briefing, helper):
    guest = RegistrationFactory(briefing=briefing)
    (first,) = scanned(briefing, Scan(guest.code), by=helper)

    (again,) = scanned(briefing, Scan(guest.code), by=UserFactory())

    assert (again.outcome, again.first_at) == ("again", first.first_at)
    assert (Attendance.objects.count(), BriefingEvent.objects.count()) == (1, 1)


def test_a_scan_that_is_sent_again_is_answered_as_the_first_time(briefing, helper):
    """The answer was lost on a bad line: the desk must not be told that the guest came before."""
    scan = Scan(RegistrationFactory(briefing=briefing).code)
    (first,) = scanned(briefing, scan, by=helper)

    (again,) = scanned(briefing, scan, by=helper)

    assert (again.outcome, again.first_at) == (first.outcome, first.first_at)
    assert BriefingEvent.objects.count() == 1


def test_a_phone_that_sends_later_what_it_saw_earlier_moves_the_arrival_back(briefing, helper):
    guest = RegistrationFactory(briefing=briefing)
    scanned(briefing, Scan(guest.code, ago=timedelta(minutes=5)), by=helper)

    (late,) = scanned(briefing, Scan(guest.code, ago=timedelta(minutes=40)), by=helper)
    (later,) = scanned(briefing, Scan(guest.code, ago=timedelta(minutes=1)), by=helper)

    assert outcomes([late, later]) == ["again", "again"]
    assert late.first_at == later.first_at == Attendance.objects.get().arrived_at
    assert timezone.now() - late.first_at >= timedelta(minutes=40)


def test_nobody_came_before_the_check_in_opened(briefing, helper):
    guest = RegistrationFactory(briefing=briefing)

    (answer,) = scanned(briefing, Scan(guest.code, ago=timedelta(days=400)), by=helper)

    assert answer.first_at == briefing.starts_at - timedelta(hours=12)


def test_a_batch_is_answered_scan_by_scan_in_its_order(briefing, helper):
    seated = RegistrationFactory(briefing=briefing)
    waiting = RegistrationFactory(briefing=briefing, state="waiting")
    cancelled = RegistrationFactory(briefing=briefing, state="cancelled")
    elsewhere = RegistrationFactory()
    scans = [
        Scan(waiting.code),
        Scan(seated.code, ago=timedelta(seconds=1)),
        Scan("https://elsewhere.example/ticket/1"),
        Scan(seated.code, ago=timedelta(seconds=9)),
        Scan(cancelled.code),
        Scan(elsewhere.code),
        Scan("ZZZZZZZZZZ"),
    ]

    answers = scanned(briefing, *scans, by=helper)

    assert outcomes(answers) == [
        "no_seat",
        "again",
        "unknown",
        "arrived",
        "no_seat",
        "elsewhere",
        "unknown",
    ]
    assert [answer.scan for answer in answers] == scans
    assert Attendance.objects.get().registration == seated


def test_a_guest_without_a_seat_is_let_in_and_then_is_one_who_came(briefing, helper):
    waiting = RegistrationFactory(briefing=briefing, state="waiting")

    (let_in,) = scanned(briefing, Scan(waiting.code), by=helper, without_seat=True)
    (again,) = scanned(briefing, Scan(waiting.code), by=helper)

    assert outcomes([let_in, again]) == ["arrived", "again"]
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


@pytest.mark.parametrize("count", [1, 50])
def test_a_batch_costs_the_same_statements_whatever_its_size(helper, count):
    briefing = BriefingFactory(starts_at=days(0.01), ends_at=days(0.1), capacity=count)
    scans = [Scan(RegistrationFactory(briefing=briefing).code) for _number in range(count)]

    with CaptureQueriesContext(connection) as queries:
        check_in(briefing, by=helper, scans=scans)

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 5
    assert Attendance.objects.count() == count


def test_before_the_day_nobody_is_checked_in(helper):
    briefing = BriefingFactory(starts_at=days(1), ends_at=days(1.1))
    guest = RegistrationFactory(briefing=briefing)

    with pytest.raises(CheckInNotOpen) as refused:
        scanned(briefing, Scan(guest.code), by=helper)

    assert refused.value.opens_at == briefing.starts_at - timedelta(hours=12)
    assert not Attendance.objects.exists()


def test_where_only_the_day_is_known_it_opens_with_the_day_in_korea(helper):
    noon = timezone.localtime().replace(hour=23, minute=59, second=58, microsecond=0)
    briefing = BriefingFactory(
        starts_at=noon, ends_at=noon + timedelta(seconds=1), is_day_only=True
    )
    guest = RegistrationFactory(briefing=briefing)

    (answer,) = scanned(briefing, Scan(guest.code, ago=timedelta(days=3)), by=helper)

    assert answer.first_at == noon.replace(hour=0, minute=0, second=0)


def test_a_cancelled_session_has_no_guests(helper):
    briefing = BriefingFactory(starts_at=days(0.01), cancelled_at=days(0), cancelled_by=helper)
    guest = RegistrationFactory(briefing=briefing)

    with pytest.raises(AlreadyCancelled):
        scanned(briefing, Scan(guest.code), by=helper)


def test_after_the_session_late_scans_are_still_taken(helper):
    briefing = BriefingFactory(starts_at=days(-2), ends_at=days(-1.9))
    guest = RegistrationFactory(briefing=briefing)

    (answer,) = scanned(briefing, Scan(guest.code, ago=timedelta(days=2)), by=helper)

    assert answer.outcome == "arrived"
    assert answer.first_at < briefing.ends_at


def test_a_check_in_is_taken_back_with_its_reason_and_may_be_made_anew(briefing, helper):
    guest = RegistrationFactory(briefing=briefing)
    scan = Scan(guest.code)
    scanned(briefing, scan, by=helper)

    undone = undo_check_in(guest, by=helper, reason="다른 사람의 표")
    (sent_again,) = scanned(briefing, scan, by=helper)
    (anew,) = scanned(briefing, Scan(guest.code), by=helper)

    assert (undone.undone_by, undone.undone_reason) == (helper, "다른 사람의 표")
    assert outcomes([sent_again, anew]) == ["undone", "arrived"]
    events = BriefingEvent.objects.order_by("pk").values_list("verb", "reason")
    assert list(events) == [
        ("check_in", ""),
        ("undo_check_in", "다른 사람의 표"),
        ("check_in", ""),
    ]


def test_what_never_was_is_not_taken_back(briefing, helper):
    guest = RegistrationFactory(briefing=briefing)

    with pytest.raises(NotPresent):
        undo_check_in(guest, by=helper, reason="?")


def walk_in(briefing, helper, **fields):
    fields = {"key": uuid.uuid4(), "attendee_name": "박손님", **fields}
    return register_walk_in(briefing, by=helper, **fields)


def test_who_comes_without_a_ticket_is_a_guest_but_takes_no_seat(briefing, helper):
    RegistrationFactory(briefing=briefing)

    answer = walk_in(briefing, helper, organisation="예시기업")

    guest = answer.registration
    assert (answer.outcome, guest.is_walk_in, guest.organisation) == ("arrived", True, "예시기업")
    assert (guest.user, guest.place, guest.state) == (None, 2, "seated")
    count = headcount_of(briefing)
    assert (count.present, count.expected, count.missing, count.without_seat) == (1, 1, 1, 1)


def test_the_button_pressed_twice_is_one_guest(briefing, helper):
    key = uuid.uuid4()

    answers = [walk_in(briefing, helper, key=key) for _press in range(2)]

    assert outcomes(answers) == ["arrived", "arrived"]
    assert briefing.registrations.count() == 1


def test_a_walk_in_whose_address_is_registered_is_that_guest(briefing, helper):
    known = RegistrationFactory(briefing=briefing, email="guest@example.kr", state="waiting")

    answer = walk_in(briefing, helper, email="Guest@Example.kr")

    assert (answer.registration, answer.outcome) == (known, "arrived")
    assert briefing.registrations.count() == 1


def test_the_count_warns_when_more_are_present_than_the_hall_has_seats(helper):
    briefing = BriefingFactory(starts_at=days(0.01), capacity=1)
    (before, after) = (
        (walk_in(briefing, helper), headcount_of(briefing).is_over)[1] for _guest in range(2)
    )

    assert (before, after) == (False, True)


@pytest.mark.parametrize(
    "written",
    [
        "{code}",
        " {small} ",
        "{grouped}",
        "{address}",
        "/desk/agency/check-in/{code}/",
        "{wide}",
    ],
)
def test_a_ticket_is_read_as_people_and_cameras_write_it(briefing, helper, written):
    guest = RegistrationFactory(briefing=briefing, code="A0B1C2D3E4")
    text = written.format(
        code=guest.code,
        small="aobic2d3e4",
        grouped="A0B1-C2D3-E4",
        address=ticket_address(guest.code),
        wide="Ａ０Ｂ１Ｃ２Ｄ３Ｅ４",
    )

    (answer,) = scanned(briefing, Scan(text), by=helper)

    assert (answer.outcome, answer.registration) == ("arrived", guest)


@pytest.mark.parametrize(
    "text",
    ["", "A0B1C2D3E", "https://elsewhere.example/A0B1C2D3E4/", "A0B1C2D3E4" * 1000, "\x00", "한글"],
    ids=["empty", "short", "other site", "ten thousand letters", "control", "Korean"],
)
def test_a_foreign_code_is_answered_and_nothing_else_of_the_batch_is_lost(briefing, helper, text):
    guest = RegistrationFactory(briefing=briefing, code="A0B1C2D3E4")

    answers = scanned(briefing, Scan(text), Scan(guest.code), by=helper)

    assert outcomes(answers) == ["unknown", "arrived"]


@pytest.mark.usefixtures("committed")
def test_eight_phones_with_one_ticket_make_one_row_and_seven_say_when():
    briefing = BriefingFactory(starts_at=days(0.01))
    guest, helpers = RegistrationFactory(briefing=briefing), UserFactory.create_batch(8)

    found = at_once(
        lambda number: scanned(briefing, Scan(guest.code), by=helpers[number])[0], count=8
    )

    assert sorted(outcomes(found)) == ["again"] * 7 + ["arrived"]
    arrived_at = Attendance.objects.get().arrived_at
    assert all(answer.first_at >= arrived_at for answer in found)
    assert BriefingEvent.objects.filter(verb="check_in").count() == 1


@pytest.mark.usefixtures("committed")
def test_control_where_the_database_does_not_decide_one_guest_comes_eight_times(monkeypatch):
    """Without the index's word (ON CONFLICT) all but one of the phones are refused."""
    plain = desk.RECORDED.partition("ON CONFLICT")[0] + (
        "RETURNING registration_id, arrived_at, scan, true"
    )
    monkeypatch.setattr(desk, "RECORDED", plain)
    briefing = BriefingFactory(starts_at=days(0.01))
    guest, helper = RegistrationFactory(briefing=briefing), UserFactory()

    found = at_once(lambda number: scanned(briefing, Scan(guest.code), by=helper), count=8)

    assert sorted(type(one).__name__ for one in found) == ["IntegrityError"] * 7 + ["list"]


@pytest.mark.usefixtures("committed")
def test_phones_with_the_same_guests_in_other_orders_do_not_wait_for_each_other():
    briefing = BriefingFactory(starts_at=days(0.01))
    guests, helper = RegistrationFactory.create_batch(20, briefing=briefing), UserFactory()
    scans = [Scan(guest.code) for guest in guests]
    orders = [scans, scans[::-1], scans[10:] + scans[:10], scans[5:] + scans[:5]]

    found = at_once(lambda number: check_in(briefing, by=helper, scans=orders[number]), count=4)

    assert {len(answers) for answers in found} == {20}
    assert Attendance.objects.count() == 20


def test_some_days_after_the_end_nobody_is_checked_in_any_more(helper):
    late = BriefingFactory(starts_at=days(-3.2), ends_at=days(-3.1))
    in_time = BriefingFactory(starts_at=days(-3), ends_at=days(-2.9))

    with pytest.raises(CheckInClosed):
        scanned(late, Scan(RegistrationFactory(briefing=late).code), by=helper)
    with pytest.raises(CheckInClosed):
        register_walk_in(late, by=helper, key=uuid.uuid4(), attendee_name="이손님")
    (answer,) = scanned(in_time, Scan(RegistrationFactory(briefing=in_time).code), by=helper)

    assert answer.outcome == "arrived"
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("without_seat", [True, False])
def test_nobody_checks_in_their_own_company(briefing, helper, without_seat):
    company = CompanyMemberFactory(user=helper).company
    own = RegistrationFactory(briefing=briefing, company=company)
    other = RegistrationFactory(briefing=briefing)

    answers = scanned(
        briefing, Scan(own.code), Scan(other.code), by=helper, without_seat=without_seat
    )

    assert outcomes(answers) == ["own", "arrived"]
    assert Attendance.objects.get().registration == other
