import secrets
import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override

from portal.accounts import sessions
from portal.accounts.models import User
from portal.common.kept import KeptQuery, NotForKeeping
from portal.common.nested import rows_of
from programs.views import call as call_views
from programs.views import own_application
from programs.views import receipt as receipt_views
from tests.factories.programs import CallFactory
from tests.factories.zones import AgencyFactory, AgencyMemberFactory, ZoneFactory
from tests.kept_statements import compared
from zones.models import Agency, Company, Zone

pytestmark = pytest.mark.django_db
ONCE = 2  # with two kinds of marks


@pytest.fixture(autouse=True)
def _kept_statements_are_those_made_anew():
    """Not compared here, where it is counted how often they are made."""


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
    assert made.times == ONCE


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
    assert made.times == ONCE


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
    assert made.times == 2 * (ONCE + 1)  # to look, and to ask, each time


def test_a_value_that_the_statement_does_not_name_is_not_lost():
    """A QuerySet that decided by its values is asked anew, with the values themselves."""
    zone = ZoneFactory()
    kept = KeptQuery(
        lambda pk, only: Zone.objects.filter(pk=pk) if only == "all" else Zone.objects.none()
    )
    assert kept.rows(zone.pk, "all") == [zone]
    assert kept.rows(zone.pk, "none") == []
    assert kept.rows(zone.pk, "all") == [zone]


@pytest.mark.parametrize(
    "make",
    [
        lambda key, other: Zone.objects.filter(Q(pk=key) | Q(pk=key + 1) | Q(pk=other)),
        lambda key, word: Zone.objects.filter(Q(pk=key) | Q(slug=word) | Q(slug__contains=word)),
        lambda key, most: Zone.objects.exclude(Q(pk=key) | Q(pk=most))[:most],
        lambda key, other: Zone.objects.filter(Q(pk=key) | Q(pk=other), slug=secrets.token_hex()),
    ],
)
def test_what_is_made_of_a_value_or_by_chance_is_never_kept(make):
    """One more, a pattern, a number that stands in the SQL itself."""
    made = Made(make)
    kept = KeptQuery(made)
    for _time in range(2):
        kept.rows(1, "a" if "word" in make.__code__.co_varnames else 2)
    assert made.times == 2 * (ONCE + 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda pk: Zone.objects.filter(pk=pk).prefetch_related("agencies"),
        lambda pk: Zone.objects.filter(pk=pk).values("slug"),
        lambda pk: Zone.objects.filter(pk=pk, agencies__in=list(Agency.objects.all())),
    ],
)
def test_what_a_kept_statement_could_not_give_is_refused(make):
    """Children, rows that are no objects, and what was asked while it was made."""
    zone = ZoneFactory()
    AgencyFactory(zone=zone)
    with pytest.raises(NotForKeeping):
        KeptQuery(make).rows(zone.pk)


def test_a_value_without_a_key_is_refused():
    """For it SQL has IS NULL, which no value can be put into."""
    kept = KeptQuery(lambda zone: Agency.objects.filter(zone=zone))
    with pytest.raises(NotForKeeping):
        kept.rows(Zone())


def test_shapes_are_kept_apart():
    zone = ZoneFactory(slug="a")
    made = Made(lambda pk: Zone.objects.filter(pk=pk, slug=shape))
    kept = KeptQuery(made)
    for shape, found in (("a", [zone]), ("b", []), ("a", [zone]), ("b", [])):
        assert kept.rows(zone.pk, shape=shape) == found
    assert made.times == 2 * ONCE


def test_a_statement_that_is_not_the_one_made_anew_is_found_by_the_tests():
    """What `make` decides by, the language for one, and is no shape."""
    zone = ZoneFactory()
    kept = KeptQuery(lambda pk: Zone.objects.filter(pk=pk).order_by(f"name_{get_language()}"))
    rows = compared(KeptQuery.rows)
    with override("ko"):
        assert rows(kept, zone.pk) == [zone]
    with override("en"), pytest.raises(AssertionError):
        rows(kept, zone.pk)


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (sessions.UNEXPIRED, ["key"]),
        (call_views.SHOWN, [User(pk=1), "code"]),
        (call_views.SHOWN_TO_VISITORS, ["code"]),
        (own_application.OWN, [User(pk=1), 2]),
        (own_application.OWN_WRITTEN, [User(pk=1), 2]),
        (receipt_views.OWN, [User(pk=1), 2, "number"]),
    ],
)
def test_what_pages_ask_is_kept(query, values):
    """What is not kept costs more than a QuerySet would: it is made to be looked at each time."""
    made = Made(query.make)
    kept = KeptQuery(made)
    for _time in range(2):
        assert kept.rows(*values) == []
    assert made.times == ONCE


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
