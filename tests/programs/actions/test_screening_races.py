"""A supplement that is asked for while the clear ones pass, on real connections."""

import threading

import pytest
from django.db import transaction

from programs.actions import supplement as asking
from programs.actions.screening import screen_application
from programs.actions.supplement import ask_supplement
from programs.models import Application, Supplement
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import close, received_application
from tests.programs.actions.test_supplement import next_business_day
from tests.races import in_own_connection, until, waiting_for_a_lock

pytestmark = pytest.mark.usefixtures("committed")


def ask_while_screening() -> object:
    """What a request gives that comes while a check has been written but not committed."""
    received, clerk = received_application(), FoundationUserFactory()
    close(received.call)
    received = Application.objects.get(pk=received.pk)
    day, outcomes = next_business_day(), []
    asked = threading.Thread(
        target=lambda: outcomes.append(
            in_own_connection(lambda: ask_supplement(received, by=clerk, asks="왜", due_on=day))
        )
    )

    with transaction.atomic():
        screen_application(received, by=FoundationUserFactory(), is_eligible=True, reason="갖춤")
        asked.start()
        until(lambda: waiting_for_a_lock() > 0 or not asked.is_alive())
    asked.join()
    return outcomes[0]


def test_supplement_waits_for_the_check_and_is_refused():
    outcome = ask_while_screening()

    assert isinstance(outcome, TransitionNotAllowed)
    assert Supplement.objects.count() == 0


def test_without_the_lock_a_checked_application_is_asked_for_more(monkeypatch):
    """The control: the race above can be lost, though the row itself waits for its application."""
    monkeypatch.setattr(
        asking,
        "locked_for_staff",
        lambda application, *, by: Application.objects.select_related("call", "company").get(
            pk=application.pk
        ),
    )

    outcome = ask_while_screening()

    assert isinstance(outcome, Supplement)
