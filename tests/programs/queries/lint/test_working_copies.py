"""What the linter finds in a working copy."""

import pytest

from programs.actions.amendment import close_call
from programs.models import Call
from tests.amending import begun
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    BriefingFactory,
    days,
    open_call,
    set_moments,
)
from tests.factories.world import outage
from tests.linting import complete_call, rules_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return complete_call()


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("correction", {}, {"nothing_changed"}),
        ("extension", {}, {"nothing_changed"}),
        ("correction", {"purpose": "다른 목적"}, set()),
        ("extension", {"purpose": "다른 목적"}, {"not_extended"}),
        ("extension", {"closes_at": days(1)}, {"not_extended"}),
        ("extension", {"closes_at": days(90)}, set()),
        ("extension", {"closes_at": None, "closing_mode": "budget", "budget_won": 10_000}, set()),
        ("correction", {"closes_at": days(1)}, set()),
    ],
)
def test_amendment_changes_something_and_an_extension_ends_later(kind, fields, expected):
    draft = begun(open_call(), kind=kind, **fields)

    assert {"nothing_changed", "not_extended"} & rules_of(draft) == expected


def test_call_that_was_closed_early_is_extended_as_it_stands():
    call = open_call()
    draft = begun(call, kind="extension", purpose="다른 목적")
    close_call(call, by=FoundationUserFactory(), reason="일찍 마감")
    draft = Call.objects.get(pk=draft.pk)

    assert "not_extended" not in rules_of(draft)


def test_briefings_of_a_working_copy_are_those_of_its_call():
    call = open_call()
    briefing = BriefingFactory(starts_at=days(5), ends_at=days(6))
    briefing.calls.add(call)
    draft = begun(call, closes_at=days(9))
    assert not {"no_briefing", "late_briefing"} & rules_of(draft)

    Call.objects.filter(pk=draft.pk).update(closes_at=days(4))

    assert "late_briefing" in rules_of(Call.objects.get(pk=draft.pk))


def test_notice_is_not_shortened_by_another_mode_or_opening():
    counted = set_moments(
        open_call(closing_mode="budget", budget_won=1_000_000_000, closes_at=days(90)),
        opens_at=days(40),
    )
    copies = [
        begun(open_call(), closing_mode="seats", seat_count=1),
        begun(counted, opens_at=days(0.01)),
    ]

    assert ["short_notice" in rules_of(copy) for copy in copies] == [True, True]


def test_an_early_closing_is_taken_back_knowingly():
    call = open_call()
    close_call(call, by=FoundationUserFactory(), reason="예산 소진")

    assert "reopens" in rules_of(begun(call, kind="renotice", notes="안내"))


def closed_early():
    call = open_call()
    close_call(call, by=FoundationUserFactory(), reason="예산 소진")
    return call


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("correction", {"closes_at": days(60)}, {"closing_moved"}),
        ("correction", {"closes_at": None, "closing_mode": "seats"}, {"closing_moved"}),
        ("correction", {"notes": "안내"}, set()),
        ("extension", {"closes_at": days(60)}, set()),
        ("renotice", {"closes_at": days(60)}, set()),
    ],
)
@pytest.mark.parametrize(
    "ended", [closed_early, lambda: set_moments(open_call(), closes_at=days(-0.1))]
)
def test_what_has_ended_is_not_opened_by_a_correction(ended, kind, fields, expected):
    copy = begun(ended(), kind=kind, **fields)

    assert {"closing_moved"} & rules_of(copy) == expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("extension", {"closes_at": days(60), "opens_at": days(10)}, {"opening_moved"}),
        ("renotice", {"closes_at": days(60), "opens_at": days(10)}, {"opening_moved"}),
        ("renotice", {"closes_at": days(60)}, set()),
        ("correction", {"opens_at": days(-0.5)}, set()),
    ],
)
@pytest.mark.parametrize(
    "ended", [closed_early, lambda: set_moments(open_call(), closes_at=days(-0.1))]
)
def test_what_is_opened_again_keeps_its_opening(ended, kind, fields, expected):
    copy = begun(ended(), kind=kind, **fields)

    assert {"opening_moved"} & rules_of(copy) == expected


def test_closing_that_an_outage_moved_before_it_was_closed_early_is_left_alone():
    call = open_call()
    copy = begun(call, notes="안내")
    staff = FoundationUserFactory()
    outage(call, by=staff)
    close_call(call, by=staff, reason="예산 소진")

    assert "closing_moved" not in rules_of(Call.objects.get(pk=copy.pk))


def test_moments_agree_in_a_copy_of_a_closed_call_too():
    call = set_moments(open_call(), closes_at=days(-0.1))
    copy = begun(call, inquiries_close_at=days(-40), published_at=days(-50))

    assert "schedule" in rules_of(copy)
