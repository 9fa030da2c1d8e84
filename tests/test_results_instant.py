"""A result is nowhere a moment too early: asked again and again over its instant on a real server,
by the clock of the database."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.db import connection
from django.test.testcases import LiveServerThread
from django.utils import timezone

from programs.enums import SelectionState
from programs.models import Selection
from programs.models.selection import SelectionQuerySet
from tests.factories.programs import at_its_instant, finished_round

AHEAD = timedelta(seconds=2)
PAUSE = 0.02
DAY = timedelta(days=1)
PATIENCE = 30
MOST_ANSWERS = 4000


@pytest.fixture
def server(committed, settings, tmp_path):
    """The address of the portal as it runs, with threads and connections of its own."""
    settings.STATIC_ROOT, settings.ALLOWED_HOSTS = tmp_path, ["localhost"]
    thread = LiveServerThread("localhost", static_handler=lambda handler: handler)
    thread.start()
    thread.is_ready.wait()
    yield f"http://localhost:{thread.port}"
    thread.terminate()


@dataclass(frozen=True)
class Answer:
    """What one address gave, asked and received between two readings of the database's clock."""

    path: str
    asked_at: datetime
    received_at: datetime
    is_there: bool


def clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def ask(server: str, path: str, code: str) -> Answer:
    """Whether the result is there: its own address, or a list that names it."""
    asked_at = clock()
    try:
        with urlopen(server + path, timeout=PATIENCE) as response:  # noqa: S310 - our own server
            is_there = code in response.read().decode()
    except HTTPError as error:
        if error.code != HTTPStatus.NOT_FOUND:
            raise
        is_there = False
    return Answer(path, asked_at, clock(), is_there)


def asked_over_the_instant(server: str, code: str) -> tuple[datetime, list[Answer]]:
    """Until each address has given the result."""
    paths = [f"/results/{code}/", f"/api/v1/results/{code}/", "/results/", "/results/feed.atom"]
    for path in paths:  # what Django builds once in a process takes its time at the first visit
        ask(server, path, code)
    selection = at_its_instant(Selection.objects.get(panel__call__code=code), ahead=AHEAD)
    instant = selection.publishes_at or selection.proposed_at
    answers: list[Answer] = []
    while len(answers) < MOST_ANSWERS and not set(paths) <= {
        answer.path for answer in answers if answer.is_there and answer.asked_at > instant
    }:
        answers += [ask(server, path, code) for path in paths]
        time.sleep(PAUSE)
    return instant, answers


def by_the_clock_of_a_host_that_is_ahead(self: SelectionQuerySet) -> SelectionQuerySet:
    now = timezone.now() + timedelta(seconds=1)
    return self.filter(state=SelectionState.CONFIRMED, publishes_at__lte=now)


def early(instant: datetime, answers: list[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.is_there and answer.received_at < instant]


def test_no_address_gives_it_before_its_instant_and_each_gives_it_after(server):
    call = finished_round(100, rejected=2, publishes_in=DAY)

    instant, answers = asked_over_the_instant(server, call.code)

    assert early(instant, answers) == []
    assert [one for one in answers if one.asked_at >= instant and not one.is_there] == []
    before = {answer.path for answer in answers if answer.received_at < instant}
    assert before == {answer.path for answer in answers if answer.is_there}


def test_by_another_clock_it_would_be_given_too_early(server, monkeypatch):
    monkeypatch.setattr(SelectionQuerySet, "public", by_the_clock_of_a_host_that_is_ahead)
    call = finished_round(100, rejected=2, publishes_in=DAY)

    instant, answers = asked_over_the_instant(server, call.code)

    assert early(instant, answers) != []
