"""An application and its call are taken in one statement: what is read when, and what is held."""

import threading

import pytest
from django.db import connection, transaction

from programs.actions.clock import HELD_ALONE, HELD_OPEN, SEEN
from programs.actions.taking import application_taken
from programs.models import Application, Call
from tests.factories.programs import complete_application
from tests.races import another_connection, in_own_connection, until, waiting_for_a_lock

pytestmark = pytest.mark.usefixtures("committed")
HOLDS = [SEEN, HELD_OPEN, HELD_ALONE]


@pytest.fixture
def application():
    return complete_application()


def take(application, *, hold=HELD_OPEN, **asked):
    with transaction.atomic():
        return application_taken(application, hold=hold, **asked)


def take_while(application, statement, *, change=None, hold=HELD_OPEN):
    """What is taken while another connection holds a row, and when it let go of it."""
    taken = []
    with another_connection() as holder:
        holder.execute(statement)
        thread = threading.Thread(
            target=lambda: taken.append(in_own_connection(lambda: take(application, hold=hold)))
        )
        thread.start()
        until(lambda: waiting_for_a_lock() == 1)
        if change:
            holder.execute(change)
        (let_go_at,) = holder.execute("SELECT clock_timestamp()").fetchone()
        holder.commit()
    thread.join()
    (found,) = taken
    return found, let_go_at


@pytest.mark.parametrize("hold", HOLDS)
def test_rows_are_those_that_are_there(application, hold):
    taken, moment, besides = take(application, hold=hold)

    assert (taken, taken.call, besides) == (application, application.call, None)
    for model, found in ((Application, taken), (Call, taken.call)):
        row = model.objects.get(pk=found.pk)
        for field in model._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(row, field.attname), field.name
    assert moment.tzinfo is not None


def test_what_is_asked_besides_is_about_the_row_that_was_taken(application):
    asked = {"besides": "taken.title || %s", "params": ["!"]}

    assert take(application, **asked)[2] == f"{application.title}!"


def test_the_clock_is_read_after_the_wait_for_the_call(application):
    (_taken, moment, _besides), let_go_at = take_while(
        application, "SELECT FROM programs_call FOR UPDATE"
    )

    assert moment > let_go_at


@pytest.mark.parametrize("hold", HOLDS)
def test_the_clock_is_read_before_the_wait_for_the_application(application, hold):
    """Who came in time stays in time, also where a colleague has changed the row meanwhile."""
    (taken, moment, _besides), let_go_at = take_while(
        application,
        "SELECT FROM programs_application FOR UPDATE",
        change="UPDATE programs_application SET title = 'meanwhile'",
        hold=hold,
    )

    assert moment < let_go_at
    assert taken.title == "meanwhile"


def test_what_changed_of_the_call_while_it_was_waited_for_is_seen(application):
    (taken, _moment, _besides), _let_go_at = take_while(
        application,
        "SELECT FROM programs_call FOR UPDATE",
        change="UPDATE programs_call SET taken_count = 7",
    )

    assert taken.call.taken_count == 7


@pytest.mark.parametrize(
    ("hold", "others"),
    [
        (SEEN, {"FOR SHARE": True, "FOR NO KEY UPDATE": True}),
        (HELD_OPEN, {"FOR SHARE": True, "FOR NO KEY UPDATE": False}),
        (HELD_ALONE, {"FOR SHARE": False, "FOR NO KEY UPDATE": False}),
    ],
)
def test_the_call_is_held_until_commit_as_it_was_asked(application, hold, others):
    with transaction.atomic():
        application_taken(application, hold=hold)
        with another_connection() as other:
            found = {}
            for lock in others:
                row = other.execute(f"SELECT 1 FROM programs_call {lock} SKIP LOCKED").fetchone()
                found[lock] = row is not None
                other.rollback()
            held = other.execute("SELECT 1 FROM programs_application FOR UPDATE SKIP LOCKED")
            assert held.fetchone() is None
    assert found == others
    assert not connection.in_atomic_block
