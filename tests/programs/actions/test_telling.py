"""Who holds a call writes no mails: one job does, however many are concerned."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateWorker

from portal.accounts.tasks import take_up_left_mails
from programs.actions.telling import tell
from programs.models import Telling
from programs.tasks import mail_telling
from tests.factories.programs import days, open_call
from tests.mails import write_mails
from tests.races import at_once, until, waiting_for_a_lock
from tests.telling import ACTS, applicants, concern, publishing, told
from tests.worker import worker

pytestmark = pytest.mark.django_db


def cost(prepared, *, people: int) -> int:
    call = open_call()
    concern(call, people=people)
    act = prepared(call)
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("act", ACTS)
def test_the_act_costs_the_same_however_many_are_concerned(act):
    assert cost(ACTS[act], people=1) == cost(ACTS[act], people=6)


@pytest.mark.parametrize("act", ACTS)
def test_the_worker_writes_the_mails(act):
    call = open_call()
    concern(call, people=2)

    ACTS[act](call)()

    assert told(call) == []
    write_mails()
    assert told(call) == applicants(call)


@pytest.mark.parametrize("act", ACTS)
def test_what_is_rolled_back_tells_nobody(act):
    call = open_call()
    concern(call, people=1)

    with transaction.atomic():
        ACTS[act](call)()
        transaction.set_rollback(True)

    write_mails()
    assert told(call) == []


@pytest.mark.parametrize("act", ACTS)
def test_a_job_that_is_run_again_writes_nothing_twice(act):
    """As where the worker dies after the mails are written, before the job is known to be done."""
    call = open_call()
    concern(call, people=2)
    ACTS[act](call)()
    telling = Telling.objects.get()

    assert [tell(telling), tell(telling)] == [True, False]
    assert told(call) == applicants(call)


@pytest.mark.parametrize("act", ACTS)
def test_a_job_that_ended_in_the_middle_writes_all_the_next_time(act):
    call = open_call()
    concern(call, people=2)
    ACTS[act](call)()
    telling = Telling.objects.get()

    with transaction.atomic():
        tell(telling)
        transaction.set_rollback(True)

    assert told(call) == []
    assert tell(telling)
    assert told(call) == applicants(call)


def test_two_workers_tell_once(committed):
    call = open_call()
    concern(call, people=1)
    publishing(call)()
    telling = Telling.objects.get()

    results = at_once(lambda _number: tell(telling), count=3)

    assert sorted(results) == [False, False, True]


def test_worker_that_is_killed_while_it_tells_loses_nothing(committed):
    """Its successor, at the latest ten minutes later, writes all mails, and each once."""
    call = open_call()
    concern(call, people=2)
    publishing(call)()
    telling = Telling.objects.filter(told_at=None)
    with transaction.atomic():
        telling.select_for_update().get()
        killed = worker("--queues", "mail")
        until(lambda: waiting_for_a_lock() > 0)
        killed.kill()
        killed.wait()
    ProcrastinateWorker.objects.all().update(last_heartbeat=days(-1))

    take_up_left_mails(timestamp=0)
    assert worker("--queues", "mail", "--one-shot").wait(60) == 0

    assert told(call) == applicants(call)
    assert not telling.exists()


def test_mails_that_fail_are_written_later():
    assert mail_telling.retry_strategy.max_attempts == 8
