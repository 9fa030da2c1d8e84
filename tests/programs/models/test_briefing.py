import unicodedata
from datetime import timedelta

import pytest
import time_machine

from programs.actions.amendment import cancel_call
from programs.actions.call import discard_call
from programs.models import Briefing
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    BriefingFactory,
    CallFactory,
    RegistrationFactory,
    days,
    open_call,
)
from tests.factories.zones import ZoneFactory

pytestmark = pytest.mark.django_db


def cancelled():
    return BriefingFactory(cancelled_at=days(0), cancelled_by=UserFactory())


def about(*states, **fields):
    """A briefing about calls: "open", "cancelled", "draft", "discarded"."""
    briefing = BriefingFactory(**fields)
    for state in states:
        call = CallFactory() if state in ("draft", "discarded") else open_call()
        if state == "cancelled":
            cancel_call(call, by=FoundationUserFactory(), reason="예산")
        elif state == "discarded":
            discard_call(call, by=call.created_by)
        briefing.calls.add(call)
    return briefing


CASES = {
    "not yet public": (lambda: BriefingFactory(published_at=days(1)), set()),
    "to come": (BriefingFactory, {"published", "coming"}),
    "going on": (
        lambda: BriefingFactory(starts_at=days(-0.1), ends_at=days(0.1)),
        {"published", "coming"},
    ),
    "over": (
        lambda: BriefingFactory(starts_at=days(-2), ends_at=days(-1)),
        {"published", "past"},
    ),
    "cancelled": (cancelled, {"published"}),
    "of cancelled calls": (lambda: about("cancelled", "cancelled"), {"published"}),
    "of one that stands": (lambda: about("cancelled", "open"), {"published", "coming"}),
}


@pytest.mark.parametrize(("make", "expected"), CASES.values(), ids=CASES)
def test_briefing_stands_in_these_lists(make, expected):
    briefing = make()

    lists = {
        name
        for name in ("published", "coming", "past")
        if briefing in getattr(Briefing.objects, name)()
    }

    assert lists == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"capacity": None}, False),
        ({"capacity": 0}, False),
        ({"registration_closes_at": days(-0.1)}, False),
        ({"registration_closes_at": days(0.1)}, True),
        ({"starts_at": days(-0.1)}, False),
    ],
)
def test_briefing_takes_registrations(fields, expected):
    assert BriefingFactory(**fields).takes_registrations is expected


def test_cancelled_briefing_takes_no_registrations():
    assert not cancelled().takes_registrations


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], False),
        (["open"], False),
        (["cancelled"], True),
        (["cancelled", "cancelled"], True),
        (["cancelled", "open"], False),
        (["cancelled", "draft"], False),
        (["cancelled", "discarded"], True),
        (["discarded"], False),
    ],
)
def test_calls_of_a_briefing_are_cancelled(states, expected):
    briefing = about(*states)

    (listed,) = Briefing.objects.with_fate_of_calls()

    assert (briefing.calls_are_cancelled, listed.calls_are_cancelled) == (expected, expected)
    assert (briefing.takes_registrations, briefing in Briefing.objects.standing()) == (
        not expected,
        not expected,
    )


def test_registration_closes_at_its_instant():
    briefing = BriefingFactory()

    answers = []
    for microseconds in (-1, 0):
        moment = briefing.starts_at + timedelta(microseconds=microseconds)
        with time_machine.travel(moment, tick=False):
            answers.append(briefing.takes_registrations)

    assert answers == [True, False]


def test_soonest_come_first_and_those_gone_by_last():
    later, sooner = (
        BriefingFactory(starts_at=days(start), ends_at=days(start + 0.1)) for start in (9, 3)
    )
    long_ago, lately = (
        BriefingFactory(starts_at=days(start), ends_at=days(start + 0.1)) for start in (-9, -3)
    )

    assert list(Briefing.objects.soonest_first()) == [sooner, later, lately, long_ago]


@pytest.mark.parametrize(
    "text", ["설명회", "briefing", "의료", "김해", unicodedata.normalize("NFD", "김해"), "Gimhae\0"]
)
def test_briefing_is_found_by_its_words_and_its_zone(text):
    briefing = BriefingFactory(title_ko="설명회", title_en="Briefing", summary_ko="의료기기")
    briefing.zones.add(ZoneFactory(name_ko="김해", name_en="Gimhae"))
    BriefingFactory(title_ko="포럼")

    assert list(Briefing.objects.matching(text)) == [briefing]


def test_seats_zones_and_calls_come_in_one_statement(django_assert_num_queries):
    briefing = BriefingFactory()
    briefing.zones.set([ZoneFactory(name_ko="가"), ZoneFactory(name_ko="나")])
    published = open_call()
    briefing.calls.set([published, CallFactory()])
    for state in ("seated", "seated", "waiting", "cancelled"):
        RegistrationFactory(briefing=briefing, state=state)

    with django_assert_num_queries(1):
        (shown,) = Briefing.objects.with_zones().with_call_codes()
        zones = [zone.name for zone in shown.zone_list]

    assert (shown.seats_taken, zones, shown.call_codes) == (2, ["가", "나"], [published.code])
