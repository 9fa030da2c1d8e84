"""Published, upcoming, open, closed: said once by the QuerySet, once by the object, alike."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from programs.enums import CallState, CallStatus
from programs.models import Call
from programs.models.call_queryset import IS_FULL
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory, approved, days, open_call
from tests.factories.zones import ZoneFactory

pytestmark = pytest.mark.django_db


def call_with(published=-3.0, opens=-2.0, closes=2.0, state="approved", **fields):
    """Moments in days from now; `closes=None` is until the budget is used up."""
    call = CallFactory(
        parts=True,
        published_at=days(published),
        opens_at=days(opens),
        closes_at=None if closes is None else days(closes),
        **{"closing_mode": "budget" if closes is None else "clock", **fields},
    )
    if state in ("approved", "cancelled"):
        approved(call)
    if state == "cancelled":
        Call.objects.filter(pk=call.pk).update(
            state=CallState.CANCELLED, cancelled_at=timezone.now(), cancelled_by=UserFactory()
        )
    call.refresh_from_db()
    return call


def closed_early(call):
    Call.objects.filter(pk=call.pk).update(closed_at=days(-1), closed_by=UserFactory())
    call.refresh_from_db()
    return call


def taken(*, of, count=0, won=0, **moments):
    """A call that closes by seats or money (`of`) of which so much is taken."""
    call = call_with(**of, **moments)
    Call.objects.filter(pk=call.pk).update(taken_count=count, taken_won=won)
    call.refresh_from_db()
    return call


SEATS = {"closing_mode": "seats", "seat_count": 3}
MONEY = {"closing_mode": "budget", "budget_won": 9}
BY_CLOCK = {"closing_mode": "clock", "seat_count": 3, "budget_won": 9}
FULL = {"published", "closed", "full"}
CASES = {
    "draft": (lambda: call_with(state="draft"), set()),
    "approved, not yet public": (lambda: call_with(published=1, opens=1), set()),
    "public, not yet open": (lambda: call_with(opens=1), {"published", "upcoming"}),
    "open": (lambda: call_with(), {"published", "open"}),
    "open until the budget is used": (lambda: call_with(closes=None), {"published", "open"}),
    "past its closing time": (lambda: call_with(closes=-1), {"published", "closed"}),
    "closed early": (lambda: closed_early(call_with()), {"published", "closed"}),
    "budget used up": (lambda: closed_early(call_with(closes=None)), {"published", "closed"}),
    "cancelled": (lambda: call_with(state="cancelled"), {"published", "closed"}),
    "cancelled before it was public": (
        lambda: call_with(published=1, opens=1, state="cancelled"),
        set(),
    ),
    "a seat left": (lambda: taken(of=SEATS, count=2, won=99), {"published", "open"}),
    "all seats taken": (lambda: taken(of=SEATS, count=3), FULL),
    "more than all seats taken": (
        lambda: taken(of=SEATS, count=4),
        FULL,
    ),
    "seats that are not given": (
        lambda: taken(of=SEATS | {"seat_count": None}, count=4),
        {"published", "open"},
    ),
    "a won left": (lambda: taken(of=MONEY, won=8, count=99), {"published", "open"}),
    "all money asked for": (lambda: taken(of=MONEY, won=9), FULL),
    "more than all money asked for": (
        lambda: taken(of=MONEY, won=10),
        FULL,
    ),
    "money that is not given": (
        lambda: taken(of=MONEY | {"budget_won": None}, won=10),
        {"published", "open"},
    ),
    "all taken, closed by the clock": (
        lambda: taken(of=BY_CLOCK, won=9, count=3),
        {"published", "open"},
    ),
    "all seats taken, past its closing time": (
        lambda: taken(of=SEATS, count=3, closes=-1),
        FULL,
    ),
    "all seats taken, not yet open": (
        lambda: taken(of=SEATS, count=3, opens=1),
        FULL,
    ),
}


@pytest.mark.parametrize(("make", "expected"), CASES.values(), ids=CASES)
def test_call_stands_in_these_lists(make, expected):
    call = make()

    lists = {
        name
        for name in ("published", "upcoming", "open", "closed")
        if call in getattr(Call.objects, name)()
    }

    assert lists == expected - {"full"}
    assert call.is_published is ("published" in expected)
    assert call.is_open is ("open" in expected)
    assert call.is_full is ("full" in expected)
    assert Call.objects.filter(IS_FULL).exists() is ("full" in expected)


def test_call_is_closed_from_its_closing_instant_on():
    call = open_call()
    instant = call.closes_at

    statuses = []
    for microseconds in (-1, 0, 1):
        with time_machine.travel(instant + timedelta(microseconds=microseconds), tick=False):
            in_list = call in Call.objects.open()
            statuses.append((call.is_open, in_list, call in Call.objects.closed()))

    assert statuses == [(True, True, False), (False, False, True), (False, False, True)]


def test_call_is_open_from_its_opening_instant_on():
    call = open_call(opens_at=days(1))

    statuses = []
    for microseconds in (-1, 0):
        with time_machine.travel(call.opens_at + timedelta(microseconds=microseconds), tick=False):
            statuses.append((call.status, call in Call.objects.open()))

    assert statuses == [(CallStatus.UPCOMING, False), (CallStatus.OPEN, True)]


OFFSETS = st.integers(min_value=-3, max_value=3)


@given(OFFSETS, OFFSETS, st.booleans(), st.sampled_from(CallState.values))
def test_status_only_goes_forward_with_the_clock(opens, closes, has_end, state):
    now = timezone.now()
    call = Call(
        state=state,
        opens_at=now + timedelta(days=opens),
        closes_at=now + timedelta(days=closes) if has_end else None,
    )
    order = [CallStatus.UPCOMING, CallStatus.OPEN, CallStatus.CLOSED]

    places = [order.index(call.status_at(now + timedelta(days=shift))) for shift in range(-5, 6)]

    assert places == sorted(places)


@pytest.mark.parametrize("status", CallStatus.values)
def test_status_of_the_filter_is_the_status_of_the_call(status):
    for make, _expected in CASES.values():
        make()

    found = Call.objects.of_status(status)

    assert {call.status for call in found} == {CallStatus(status)}


def test_most_urgent_calls_come_first():
    late, soon, endless = call_with(closes=9), call_with(closes=1), call_with(closes=None)
    coming_late, coming_soon = call_with(opens=3, closes=9), call_with(opens=1, closes=9)
    gone_long, gone = call_with(published=-9, closes=-1), call_with(closes=-1)

    assert list(Call.objects.by_urgency()) == [
        soon,
        late,
        endless,
        coming_soon,
        coming_late,
        gone,
        gone_long,
    ]


def test_zones_come_in_the_same_statement(django_assert_num_queries):
    zones = [ZoneFactory(name_ko=name) for name in ("가", "나")]
    open_call(zones=zones)

    with django_assert_num_queries(1):
        (call,) = Call.objects.with_parties()
        shown = (call.agency.name, call.program.name, [zone.name for zone in call.zone_list])

    assert shown[2] == ["가", "나"]


def test_every_version_of_a_call_is_kept_of_bulk_updates_too():
    call = CallFactory(title_ko="처음")
    Call.objects.update(title_ko="나중")

    titles = call.versions.order_by("pgh_id").values_list("pgh_label", "title_ko")

    assert list(titles) == [("insert", "처음"), ("update", "나중")]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-10 18:00", None),
        ("2026-03-09 18:00", 7),
        ("2026-03-03 00:00", 0),
        ("2026-03-02 18:00", 0),
        ("2026-03-02 11:00", None),
        (None, None),
    ],
)
def test_days_left_are_told_in_the_last_week(moment, expected):
    korea = ZoneInfo("Asia/Seoul")
    closes_at = datetime.fromisoformat(moment).replace(tzinfo=korea) if moment else None
    call = Call(
        state="approved",
        opens_at=datetime(2026, 1, 1, tzinfo=korea),
        closes_at=closes_at,
        closing_mode="clock" if moment else "budget",
    )

    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=korea), tick=False):
        assert call.last_days == expected
