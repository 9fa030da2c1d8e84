"""Nobody waits for a call while its news are being told: on real connections."""

import pytest
from django.db import connection, transaction
from psycopg.errors import LockNotAvailable

from programs.actions.application import submit_application
from programs.actions.telling import tell
from programs.models import Application, Call, Submission, Telling
from tests.factories.programs import complete_application, open_call
from tests.races import another_connection, at_once
from tests.telling import ACTS, announcing, concern

pytestmark = pytest.mark.usefixtures("committed")


def is_free(call: Call) -> bool:
    """Whether a submission or a draft can hold the call now, as they do."""
    with another_connection() as other:
        other.execute("SET lock_timeout = '200ms'")
        try:
            other.execute("SELECT FROM programs_call WHERE id = %s FOR SHARE", [call.pk])
        except LockNotAvailable:
            return False
    return True


@pytest.mark.parametrize("act", ACTS)
def test_call_is_free_while_it_is_told(act):
    call = open_call()
    concern(call, people=2)
    ACTS[act](call)()

    with transaction.atomic():
        is_told = tell(Telling.objects.get())
        was_free = is_free(call)

    assert (is_told, was_free) == (True, True)


@pytest.mark.parametrize("act", ACTS)
def test_call_is_held_by_the_act(act):
    """The control: mails that were written in the act would be waited for."""
    call = open_call()
    concern(call, people=2)
    prepared = ACTS[act](call)

    with transaction.atomic():
        prepared()
        was_free = is_free(call)

    assert not was_free
    assert is_free(call)


def submit_in_time(application: Application) -> Submission:
    """Fails where it has to wait."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
        return submit_application(application, by=application.created_by)


def test_submission_is_received_while_its_call_is_announced():
    application = complete_application()
    concern(application.call, people=2)
    announcing(application.call)()

    with transaction.atomic():
        tell(Telling.objects.get())
        (outcome,) = at_once(lambda _number: submit_in_time(application), count=1)

    assert isinstance(outcome, Submission), outcome
