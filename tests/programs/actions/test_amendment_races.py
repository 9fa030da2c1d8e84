"""Amendments beside screenings and submissions of the same moment, on real connections."""

import threading

import pytest
from django.db import transaction

from programs.actions import application as gate
from programs.actions.amendment import publish_amendment, record_incident
from programs.actions.application import submit_application
from programs.actions.errors import Incomplete, NotExtendable
from programs.actions.screening import screen_application
from programs.models import Application, Call, Incident, Submission
from tests.amending import begun, submitted
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    complete_application,
    days,
    open_call,
    received_application,
    set_moments,
)
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
        screen_application(
            received, by=FoundationUserFactory(), is_eligible=True, reason="요건을 갖춤"
        )
        extension.start()
        until(lambda: is_seen(outcomes))
    extension.join()
    return outcomes[0]


def test_extension_waits_for_a_screening_and_is_refused():
    outcome = extend_while_screening(is_seen=lambda outcomes: waiting_for_a_lock() > 0)

    assert isinstance(outcome, NotExtendable)


def test_without_the_lock_a_call_is_reopened_with_a_screened_application(monkeypatch):
    """The control: the race above can be lost."""
    monkeypatch.setattr(gate, "HELD_OPEN", gate.SEEN)

    outcome = extend_while_screening(is_seen=bool)

    assert isinstance(outcome, Incident)


def submit_while_amending(**changes) -> tuple[Application, object]:
    """What a submission gives that waits for the call while an amendment is being published."""
    application = complete_application(call=open_call(award_limit_won=200_000_000))
    draft = submitted(begun(application.call, **changes))
    outcomes: list[object] = []
    submission = threading.Thread(
        target=lambda: outcomes.append(
            in_own_connection(lambda: submit_application(application, by=application.created_by))
        )
    )
    with transaction.atomic():
        publish_amendment(draft, by=FoundationUserFactory())
        submission.start()
        until(lambda: waiting_for_a_lock() > 0)
    submission.join()
    application.refresh_from_db()
    return application, outcomes[0]


def test_submission_that_waited_for_an_amendment_is_judged_by_it():
    application, outcome = submit_while_amending(award_limit_won=50_000_000)

    assert isinstance(outcome, Incomplete)
    assert application.state == "draft"


def test_submission_that_waited_and_still_fits_is_received():
    application, outcome = submit_while_amending(notes="안내 추가")

    assert isinstance(outcome, Submission), outcome
    assert application.state == "submitted"
