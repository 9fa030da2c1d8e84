import pytest
from django.db.models import OuterRef
from django.utils import timezone

from portal.common.nested import KeptRows, objects_from, rows_of
from tests.factories.zones import AgencyFactory, ZoneFactory
from zones.models import Agency, Zone

pytestmark = pytest.mark.django_db
ZONES_CHILDREN = Agency.objects.filter(zone=OuterRef("pk")).order_by("pk")


class Made:
    """Counts how often the annotation was made anew."""

    def __init__(self, children=lambda: ZONES_CHILDREN):
        self.times, self.children = 0, children

    def __call__(self):
        self.times += 1
        return rows_of(self.children(), "id", "slug")


@pytest.fixture
def zone():
    zone = ZoneFactory()
    AgencyFactory.create_batch(2, zone=zone)
    AgencyFactory(zone=ZoneFactory())
    return zone


def slugs(zone):
    return [agency.slug for agency in objects_from(Agency, zone.agency_rows)]


def test_kept_rows_are_what_rows_of_gives(zone):
    kept = Zone.objects.annotate(agency_rows=KeptRows(Made()))
    fresh = Zone.objects.annotate(agency_rows=rows_of(ZONES_CHILDREN, "id", "slug"))
    expected = {row.pk: slugs(row) for row in fresh}
    for _time in range(2):
        assert {row.pk: slugs(row) for row in kept} == expected
    assert len(expected[zone.pk]) == 2


def test_the_sql_is_made_once(zone):
    made = Made()
    rows = KeptRows(made)
    for _time in range(3):
        assert slugs(Zone.objects.annotate(agency_rows=rows).get(pk=zone.pk))
    assert made.times == 1


def test_another_name_of_the_parents_table_has_its_own_sql(zone):
    """In a statement within a statement the parent's table has a short name."""
    rows = KeptRows(Made())
    zones = Zone.objects.annotate(agency_rows=rows)
    assert slugs(zones.get(pk=zone.pk))
    inner = zones.filter(pk=OuterRef("zone")).values("agency_rows")
    agency = Agency.objects.annotate(siblings=inner[:1]).filter(zone=zone).first()
    assert [row["slug"] for row in agency.siblings] == slugs(zones.get(pk=zone.pk))


def test_a_moment_is_never_kept(zone):
    made = Made(lambda: ZONES_CHILDREN.filter(zone__calls__opens_at__lt=timezone.now()))
    rows = KeptRows(made)
    for _time in range(2):
        list(Zone.objects.annotate(agency_rows=rows))
    assert made.times == 2
