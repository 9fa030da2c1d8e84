"""Calls that close when their seats or their money are taken, on real connections."""

import pytest

from programs.actions import application as gate
from programs.actions.application import submit_application, withdraw_application
from programs.actions.errors import CallClosed
from programs.enums import ApplicationState, ClosingMode
from programs.models import Application, Call, Submission
from tests.factories.programs import complete_application, open_call
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
    monkeypatch.setattr(gate, "call_held_for_count", gate.call_held_open)
    monkeypatch.setattr(gate, "recount", lambda call: None)

    taken, _refused = race_for(with_seats(3), count=12)

    assert taken > 3


def test_the_last_one_in_the_money_is_taken_whole():
    call = open_call(closing_mode=ClosingMode.BUDGET, budget_won=250_000_000)

    assert race_for(call, count=6) == (3, 3)

    call.refresh_from_db()
    assert call.taken_won == 300_000_000


def test_withdrawal_frees_the_seat():
    call = with_seats(2)
    first = complete_application(call=call)
    submit(first)

    withdraw_application(Application.objects.get(pk=first.pk), by=first.created_by)

    call.refresh_from_db()
    assert (call.taken_count, call.status) == (0, "open")
    assert Application.objects.get(pk=first.pk).state == ApplicationState.WITHDRAWN


def test_submitting_anew_counts_once():
    call = with_seats(2)
    application = complete_application(call=call)
    submit(application)
    application.answers.update(value="고친 답변")

    submit(application)

    call.refresh_from_db()
    assert call.taken_count == 1
