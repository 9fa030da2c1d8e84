"""Looking at documents: logged once an hour however many pages come at once."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction

from programs.actions import viewing
from programs.actions.errors import DrawingUnderWay
from programs.actions.viewing import draw_for, record_viewing
from programs.models import Reading
from programs.watermark import NORMAL
from tests.factories.programs import DocumentFactory, ReviewerFactory
from tests.races import another_connection, in_own_connection, until, waiting_for_a_lock


def look(document, reviewer) -> Reading | None:
    return record_viewing(document, by=reviewer.user, address=None)


def two_looks(document, reviewer, *, until_second) -> int:
    """How many readings two requests leave of which the first has not ended yet."""
    with transaction.atomic():
        look(document, reviewer)
        second = threading.Thread(target=in_own_connection, args=[lambda: look(document, reviewer)])
        second.start()
        until(lambda: until_second(second))
    second.join()
    return document.readings.count()


@pytest.mark.django_db(transaction=True)
def test_two_pages_at_once_are_one_reading():
    document, reviewer = DocumentFactory(), ReviewerFactory()

    found = two_looks(document, reviewer, until_second=lambda _second: waiting_for_a_lock() == 1)

    assert found == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_be_two(monkeypatch):
    """Control: it is the lock that makes the second wait."""
    monkeypatch.setattr(viewing, "LOCK", "SELECT %s::int, %s::text")
    document, reviewer = DocumentFactory(), ReviewerFactory()

    found = two_looks(document, reviewer, until_second=lambda second: not second.is_alive())

    assert found == 2


@pytest.mark.django_db
def test_two_people_are_two_readings():
    document = DocumentFactory()

    for reviewer in (ReviewerFactory(), ReviewerFactory()):
        look(document, reviewer)
        look(document, reviewer)

    assert document.readings.count() == 2


@pytest.mark.django_db
def test_one_page_is_drawn_at_a_time_for_a_person(monkeypatch):
    monkeypatch.setattr(viewing, "WAIT", timedelta(milliseconds=50))
    document, reviewer = DocumentFactory(), ReviewerFactory()

    with another_connection() as other:
        other.execute(viewing.LOCK, [viewing.DRAWINGS, str(reviewer.user.pk)])
        with pytest.raises(DrawingUnderWay):
            draw_for(reviewer, document, number=1, width=NORMAL)
