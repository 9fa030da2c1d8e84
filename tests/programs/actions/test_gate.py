"""The gate on real connections: nothing lost, nothing late, nothing twice."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction

from portal.postgres import APPLICATION_ROLE
from programs.actions import application as gate
from programs.actions.application import submit_application
from programs.actions.errors import CallClosed
from programs.actions.taking import application_taken
from programs.models import Application, ApplicationEvent, Call, Submission
from tests.drafting import save_draft
from tests.factories.programs import close, complete_application, days, open_call
from tests.factories.zones import CompanyMemberFactory
from tests.mails import queued_mails
from tests.races import (
    another_connection,
    at_once,
    database_url,
    in_own_connection,
    table_held,
    until,
    waiting_for_a_lock,
)

pytestmark = pytest.mark.usefixtures("committed")

SUBMIT = """
import sys, django
django.setup()
from programs.actions.application import submit_application
from programs.models import Application
application = Application.objects.get(pk=sys.argv[1])
print(submit_application(application, by=application.created_by).number, flush=True)
sys.stdin.read()
"""


CLOSE = "UPDATE programs_call SET closed_at = clock_timestamp(), closed_by_id = created_by_id"


class InThread(threading.Thread):
    """Work on a connection of its own; `outcome` is what it gave or raised."""

    def __init__(self, work):
        super().__init__()
        self.work, self.outcome = work, None
        self.start()

    def run(self):
        self.outcome = in_own_connection(self.work)


def submit(application):
    return submit_application(application, by=application.created_by)


def close_now(call):
    """As every closing: hold the row, take the database's moment. Gives it and what is received."""
    with another_connection() as closer:
        closer.execute("SELECT 1 FROM programs_call WHERE id = %s FOR UPDATE", [call.pk])
        closing = f"{CLOSE} WHERE id = %s RETURNING closed_at"
        closes_at = closer.execute(closing, [call.pk]).fetchone()[0]
        received = closer.execute("SELECT count(*) FROM programs_submission").fetchone()[0]
    return closes_at, received


def test_submit_fifty_times_at_once_gives_one_submission():
    application = complete_application()
    CompanyMemberFactory(company=application.company)

    outcomes = at_once(lambda n: submit(application), count=50)

    submission = Submission.objects.get()
    assert outcomes == [submission] * 50
    assert ApplicationEvent.objects.filter(verb="submit").count() == 1
    assert list(submission.documents.all()) == list(application.documents.all())
    assert len(queued_mails()) == 1


def test_submit_from_all_sides_while_closing_takes_none_late_and_loses_none():
    call = open_call()
    applications = [complete_application(call=call) for _n in range(16)]

    def work(number):
        if number:
            return submit(applications[number - 1])
        until(lambda: Submission.objects.count() >= 3)
        return close_now(call)

    (closes_at, received), *outcomes = at_once(work, count=17)

    taken = [outcome for outcome in outcomes if isinstance(outcome, Submission)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, CallClosed)]
    assert len(taken) + len(refused) == 16
    assert set(taken) == set(Submission.objects.all())
    assert len(taken) == received
    assert max(submission.received_at for submission in taken) < closes_at


@contextmanager
def submission_in_flight(application):
    """A submission that has found the call open and is about to write its row."""
    with table_held("programs_submission") as holder:
        thread = InThread(lambda: submit(application))
        until(lambda: waiting_for_a_lock() == 1)
        yield thread, holder


def test_closing_waits_for_a_submission_in_flight():
    application = complete_application()

    with submission_in_flight(application) as (submitting, holder):
        closing = InThread(lambda: close_now(application.call))
        until(lambda: waiting_for_a_lock() == 2)
        holder.commit()
        submitting.join()
        closing.join()

    closes_at, received = closing.outcome
    assert submitting.outcome == Submission.objects.get()
    assert submitting.outcome.received_at < closes_at
    assert received == 1


def test_control_closing_without_the_lock_misses_a_submission_in_flight(monkeypatch):
    monkeypatch.setattr(gate, "HELD_OPEN", gate.SEEN)
    application = complete_application()

    with submission_in_flight(application) as (submitting, holder):
        _closes_at, received = close_now(application.call)
        holder.commit()
        submitting.join()

    assert received == 0
    assert Submission.objects.count() == 1


def test_control_without_the_lock_a_submission_is_received_after_closing(monkeypatch):
    application = complete_application()
    moments = []

    def call_not_held_and_closed_meanwhile(application, **asked):
        call = Call.objects.get(pk=application.call_id)
        moments.append(close_now(call)[0])
        taken, now, found = application_taken(application, **(asked | {"hold": gate.SEEN}))
        taken.call = call
        return taken, now, found

    monkeypatch.setattr(gate, "application_taken", call_not_held_and_closed_meanwhile)

    submission = submit(application)

    assert submission.received_at > moments[0]


def test_submit_that_comes_while_closing_holds_the_call_is_refused():
    application = complete_application()

    with another_connection() as closer:
        closer.execute("SELECT 1 FROM programs_call FOR UPDATE")
        submitting = InThread(lambda: submit(application))
        until(lambda: waiting_for_a_lock() == 1)
        closer.execute(CLOSE)
        closer.commit()
        submitting.join()

    assert type(submitting.outcome) is CallClosed
    assert Submission.objects.count() == 0


def test_submit_that_came_in_time_and_waits_past_the_deadline_is_received_in_time():
    application = complete_application()
    with another_connection() as holder:
        holder.execute("SELECT 1 FROM programs_application FOR UPDATE")
        submitting = InThread(lambda: submit(application))
        until(lambda: waiting_for_a_lock() == 1)
        moment = holder.execute("SELECT clock_timestamp()").fetchone()[0]
        holder.commit()
        submitting.join()

    assert submitting.outcome == Submission.objects.get()
    assert submitting.outcome.received_at < moment


def test_submit_with_the_applications_clock_wrong_is_received_by_the_databases():
    application = complete_application()

    with time_machine.travel(days(400), tick=True):
        submission = submit(application)

    assert submission.received_at < application.call.closes_at
    assert abs(submission.received_at - days(0)) < timedelta(minutes=5)


def test_submit_with_the_applications_clock_before_closing_is_refused_by_the_databases():
    application = complete_application()
    close(application.call)

    with time_machine.travel(days(-1), tick=True), pytest.raises(CallClosed):
        submit(application)

    assert Submission.objects.count() == 0


def test_submit_while_the_draft_is_saved_takes_what_was_saved():
    application = complete_application(title="처음 제목")
    question = application.call.questions.get()

    with transaction.atomic():
        save_draft(
            application,
            by=application.created_by,
            title="고친 제목",
            requested_won=7,
            answers={question: "고친 답변"},
        )
        submitting = InThread(lambda: submit(application))
        until(lambda: waiting_for_a_lock() == 1)
    submitting.join()

    content = gate.content_of(Application.objects.get())
    assert submitting.outcome.content == content
    assert ("고친 제목" in content, "고친 답변" in content) == (True, True)


def test_submit_while_the_draft_is_saved_with_a_standing_clock_takes_what_was_saved():
    application = complete_application(title="처음 제목")

    with time_machine.travel(days(0), tick=False):
        save = {"by": application.created_by, "requested_won": 7, "answers": {}}
        save_draft(application, title="둘째 제목", **save)
        with transaction.atomic():
            save_draft(application, title="셋째 제목", **save)
            submitting = InThread(lambda: submit(application))
            until(lambda: waiting_for_a_lock() == 1)
        submitting.join()

    assert submitting.outcome.content == gate.content_of(Application.objects.get())


@contextmanager
def submitting_process(application):
    """A process of its own that submits and then waits; whatever happens, it is dead at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", SUBMIT, str(application.pk)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url(user=APPLICATION_ROLE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def sessions():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state LIKE '%transaction%'"
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "table", ["programs_submission_documents", "programs_applicationevent", "procrastinate_jobs"]
)
def test_submit_killed_in_the_middle_leaves_nothing(table, company):
    application = complete_application(company=company)

    with table_held(table) as holder, submitting_process(application) as process:
        until(lambda: waiting_for_a_lock() == 1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        holder.commit()
        until(lambda: waiting_for_a_lock() == 0 and sessions() == 0)

    application.refresh_from_db()
    assert (application.state, application.submitted_at) == ("draft", None)
    assert Submission.objects.count() == 0
    assert ApplicationEvent.objects.count() == 0
    assert queued_mails() == []


def test_submit_killed_after_its_receipt_was_given_is_whole(company):
    application = complete_application(company=company)

    with submitting_process(application) as process:
        number = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)

    application.refresh_from_db()
    submission = Submission.objects.get()
    assert submission.number == number
    assert submission.documents.count() == 1
    assert (application.state, application.submitted_at) == ("submitted", submission.received_at)
    assert ApplicationEvent.objects.get().reason == number
    assert [address for address, _subject in queued_mails()] == [company.members.get().user.email]


@pytest.mark.parametrize(("microseconds", "is_taken"), [(-1, True), (0, False), (1, False)])
def test_the_closing_instant_itself_is_too_late(monkeypatch, microseconds, is_taken):
    application = complete_application()
    moment = application.call.closes_at + timedelta(microseconds=microseconds)

    def taken_at_the_moment(application, **asked):
        taken, _now, found = application_taken(application, **asked)
        return taken, moment, found

    monkeypatch.setattr(gate, "application_taken", taken_at_the_moment)

    if is_taken:
        assert submit(application).received_at == moment
    else:
        with pytest.raises(CallClosed):
            submit(application)
    assert Submission.objects.count() == is_taken
