"""Calls that close when their seats or their money are taken, on real connections."""

import json

import pytest
from django.db import transaction

from programs.actions import application as gate
from programs.actions.amendment import close_call
from programs.actions.application import (
    locked_for_staff,
    start_application,
    submit_application,
    withdraw_application,
)
from programs.actions.errors import CallClosed, CallFull, CallNotClosed
from programs.enums import ApplicationState, ClosingMode
from programs.models import Application, Call, Submission
from tests.drafting import save_draft
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import complete_application, open_call
from tests.factories.zones import CompanyMemberFactory
from tests.races import at_once

pytestmark = pytest.mark.usefixtures("committed")


def submit(application):
    return submit_application(application, by=application.created_by)


def with_seats(count):
    return open_call(closing_mode=ClosingMode.SEATS, seat_count=count)


def race_for(call, *, count):
    applications = [complete_application(call=call) for _n in range(count)]
    outcomes = at_once(lambda n: submit(applications[n]), count=count)
    refused = [outcome for outcome in outcomes if isinstance(outcome, CallClosed)]
    return Submission.objects.count(), len(refused)


def test_as_many_are_taken_as_there_are_seats():
    call = with_seats(3)

    assert race_for(call, count=12) == (3, 9)

    call.refresh_from_db()
    assert (call.taken_count, call in Call.objects.closed()) == (3, True)


def test_without_the_lock_too_many_are_taken(monkeypatch):
    """The control: the race above can fail."""
    monkeypatch.setattr(gate, "HELD_ALONE", gate.HELD_OPEN)
    monkeypatch.setattr(gate, "recount", lambda call: None)

    taken, _refused = race_for(with_seats(3), count=12)

    assert taken > 3


def test_the_last_one_in_the_money_is_taken_whole():
    call = open_call(closing_mode=ClosingMode.BUDGET, budget_won=250_000_000)

    assert race_for(call, count=6) == (3, 3)

    call.refresh_from_db()
    assert call.taken_won == 300_000_000


def full_call(**fields):
    """A call whose only seat is taken, and who took it."""
    call = open_call(closing_mode=ClosingMode.SEATS, seat_count=1, **fields)
    first = complete_application(call=call)
    submit(first)
    call.refresh_from_db()
    assert call.status == "closed"
    return call, Application.objects.get(pk=first.pk)


def test_withdrawal_frees_the_seat_of_a_full_call():
    call, first = full_call()
    waiting = complete_application(call=call)
    with pytest.raises(CallClosed):
        submit(waiting)

    withdraw_application(first, by=first.created_by)

    call.refresh_from_db()
    assert (call.taken_count, call.status) == (0, "open")
    assert Application.objects.get(pk=first.pk).state == ApplicationState.WITHDRAWN
    assert submit(waiting).application_id == waiting.pk


def test_who_is_in_a_full_call_may_submit_anew():
    call, first = full_call()
    save_draft(first, by=first.created_by, title="고친 제목", requested_won=1_000_000, answers={})

    submit(first)

    call.refresh_from_db()
    assert (call.taken_count, first.submissions.count()) == (1, 2)


def test_a_full_call_is_not_handled_before_it_ends():
    call, first = full_call()
    staff = FoundationUserFactory()

    with pytest.raises(CallNotClosed), transaction.atomic():
        locked_for_staff(first, by=staff)

    close_call(call, by=staff, reason="모집 인원이 찼습니다.")
    with transaction.atomic():
        assert locked_for_staff(first, by=staff) == first


def test_nobody_new_begins_in_a_full_call():
    call, _first = full_call()
    member = CompanyMemberFactory()

    with pytest.raises(CallClosed):
        start_application(call, company=member.company, by=member.user)


def test_withdrawal_counts_after_the_call_has_become_a_counted_one():
    """The mode is that of the held row, not the one that the page had read."""
    call, first = full_call()
    stale = Application.objects.select_related("call").get(pk=first.pk)
    stale.call.closing_mode = ClosingMode.CLOCK

    withdraw_application(stale, by=first.created_by)

    call.refresh_from_db()
    assert call.taken_count == 0


def test_submitting_anew_counts_once():
    call = with_seats(2)
    application = complete_application(call=call)
    submit(application)
    application.answers.update(value="고친 답변")

    submit(application)

    call.refresh_from_db()
    assert call.taken_count == 1


def test_who_is_in_asks_for_no_more_of_money_that_is_spoken_for():
    call = open_call(closing_mode=ClosingMode.BUDGET, budget_won=200_000_000)
    first, second = (complete_application(call=call) for _number in range(2))
    submit(first)
    submit(second)

    for amount in (150_000_000, 50_000_000):
        first.requested_won = amount
        save_draft(first, by=first.created_by, title=first.title, requested_won=amount, answers={})
        try:
            submit(first)
        except CallFull:
            continue

    call.refresh_from_db()
    sums = [json.loads(one.content)["requested_won"] for one in first.submissions.order_by("pk")]
    assert (call.taken_won, sums) == (150_000_000, [100_000_000, 50_000_000])
