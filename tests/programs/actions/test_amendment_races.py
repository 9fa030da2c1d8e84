"""No amendment reopens a call while its applications begin to be handled, on real connections."""

import threading

import pytest
from django.db import transaction

from programs.actions import application as gate
from programs.actions.amendment import record_incident
from programs.actions.errors import NotExtendable
from programs.actions.screening import screen_application
from programs.models import Application, Call, Incident
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import days, received_application, set_moments
from tests.races import in_own_connection, until, waiting_for_a_lock

pytestmark = pytest.mark.usefixtures("committed")


def extend(call: Call, *, by) -> Incident:
    incident = Incident(
        title_ko="접속 장애", notice_ko="마감을 연장합니다.",
        started_at=days(-0.2), ended_at=days(-0.1),
    )  # fmt: skip
    return record_incident(incident, calls=[call], closes_at=days(9), by=by)


def extend_while_screening(*, is_seen) -> object:
    """What an extension gives that comes while a screening has been written but not committed."""
    received, staff = received_application(), FoundationUserFactory()
    set_moments(received.call, closes_at=days(-0.15))
    received = Application.objects.get(pk=received.pk)
    outcomes: list[object] = []
    extension = threading.Thread(
        target=lambda: outcomes.append(in_own_connection(lambda: extend(received.call, by=staff)))
    )

    with transaction.atomic():
        screen_application(received, by=FoundationUserFactory(), is_eligible=True)
        extension.start()
        until(lambda: is_seen(outcomes))
    extension.join()
    return outcomes[0]


def test_extension_waits_for_a_screening_and_is_refused():
    outcome = extend_while_screening(is_seen=lambda outcomes: waiting_for_a_lock() > 0)

    assert isinstance(outcome, NotExtendable)


def test_without_the_lock_a_call_is_reopened_with_a_screened_application(monkeypatch):
    """The control: the race above can be lost."""
    monkeypatch.setattr(gate, "call_held_open", lambda pk: Call.objects.get(pk=pk))

    outcome = extend_while_screening(is_seen=bool)

    assert isinstance(outcome, Incident)
