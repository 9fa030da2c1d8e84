import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from portal.common.kept import KeptQuery
from portal.common.nested import rows_of
from tests.factories.programs import CallFactory
from tests.factories.zones import AgencyFactory, AgencyMemberFactory, ZoneFactory
from zones.models import Agency, Company, Zone

pytestmark = pytest.mark.django_db


class Made:
    """Counts how often the QuerySet was made anew."""

    def __init__(self, make):
        self.times, self.make = 0, make

    def __call__(self, *values):
        self.times += 1
        return self.make(*values)


def test_rows_are_those_of_the_values_asked_for():
    first, second = ZoneFactory(), ZoneFactory()
    made = Made(lambda slug: Zone.objects.filter(slug=slug))
    kept = KeptQuery(made)
    assert [kept.rows(zone.slug) for zone in (first, second, first)] == [[first], [second], [first]]
    assert kept.rows("nowhere") == []
    assert made.times == 1


def test_objects_are_whole_with_what_is_related_and_annotated():
    agency = AgencyFactory()
    kept = KeptQuery(
        lambda pk: Agency.objects.select_related("zone").annotate(
            zone_rows=rows_of(Zone.objects.filter(agencies=pk), "slug")
        ).filter(pk=pk)
    )  # fmt: skip
    for _time in range(2):
        found = kept.first(agency.pk)
        with connection.execute_wrapper(lambda *_args: pytest.fail("another statement")):
            assert found.zone.name_ko == agency.zone.name_ko
        assert found.zone_rows == [{"slug": agency.zone.slug}]
        assert found.name_ko == agency.name_ko
        assert not found._state.adding


def test_of_an_object_its_key_is_asked():
    member, other = AgencyMemberFactory(), AgencyMemberFactory()
    kept = KeptQuery(lambda user: Agency.objects.of(user))
    for one in (member, other):
        assert kept.first(one.user) == one.agency


def test_each_object_is_new():
    """What one reader does to what they got, no other one sees."""
    zone = ZoneFactory()
    kept = KeptQuery(lambda pk: Zone.objects.filter(pk=pk))
    found = kept.first(zone.pk)
    found.name_ko = "changed"
    assert kept.first(zone.pk).name_ko == zone.name_ko


def test_the_moment_is_that_of_asking():
    opening = timezone.now() + timedelta(hours=1)
    call = CallFactory(opens_at=opening)
    made = Made(lambda pk: type(call).objects.filter(pk=pk, opens_at__lte=timezone.now()))
    kept = KeptQuery(made)
    assert kept.first(call.pk) is None
    with time_machine.travel(opening + timedelta(seconds=1), tick=False):
        assert kept.first(call.pk) == call
    assert made.times == 1


def a_day(pk):
    return Company.objects.filter(pk=pk, founded_on__gt=date(2026, 11, 1))


def an_hour_ago(pk):
    return Company.objects.filter(pk=pk, created_at__gt=timezone.now() - timedelta(hours=1))


@pytest.mark.parametrize("make", [a_day, an_hour_ago])
def test_what_may_differ_the_next_time_is_never_kept(make):
    """Today is another day tomorrow, and an hour ago another hour."""
    made = Made(make)
    kept = KeptQuery(made)
    for _time in range(2):
        assert kept.rows(1) == []
    assert made.times == 4  # once to look, once to ask, each time


def test_a_value_that_the_statement_does_not_name_is_not_lost():
    """A QuerySet that decided by its values is asked anew, with the values themselves."""
    zone = ZoneFactory()
    kept = KeptQuery(
        lambda pk, only: Zone.objects.filter(pk=pk) if only == "all" else Zone.objects.none()
    )
    assert kept.rows(zone.pk, "all") == [zone]
    assert kept.rows(zone.pk, "none") == []
    assert kept.rows(zone.pk, "all") == [zone]


def test_shapes_are_kept_apart():
    zone = ZoneFactory()
    agency = AgencyFactory(zone=zone)
    kept = KeptQuery(lambda pk: Agency.objects.filter(zone=pk).order_by("pk"))
    assert kept.rows(zone.pk, shape="a") == [agency]
    kept.make = lambda pk: Agency.objects.filter(zone=pk).none()
    assert kept.rows(zone.pk, shape="a") == [agency]
    assert kept.rows(zone.pk, shape="b") == []


@pytest.mark.usefixtures("committed")
def test_each_thread_asks_on_its_own_connection():
    zone = ZoneFactory()
    kept = KeptQuery(lambda pk: Zone.objects.filter(pk=pk))
    assert kept.first(zone.pk) == zone
    found = []

    def ask():
        try:
            found.append((kept.first(zone.pk), connection.connection is not None))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [(zone, True)]
