"""What was published stays, what corrects it counts, and grades below the upper two stay inside."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tests.factories.figures import (
    FigureFactory,
    GradeFactory,
    IndicatorFactory,
    IndicatorVersionFactory,
    TargetFactory,
    correction_of,
)
from tests.factories.zones import ZoneFactory
from zones.models import Figure, FigureEvent, Grade, Indicator, Zone
from zones.queries.figure import (
    figures_of,
    grades_by_year,
    published_grades,
    series_of,
    with_definitions,
    with_figures,
)

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    """By a trigger, and not by a constraint."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        act()
    assert not isinstance(error.value, IntegrityError)
    return str(error.value)


def only_series():
    (series,) = series_of(with_definitions(Indicator.objects.all()), Figure.objects.all())
    return series


@pytest.mark.parametrize(
    "fields",
    [{"value": 522}, {"published_on": date(2026, 7, 1)}, {"note": "x"}, {"state": "returned"}],
)
def test_a_published_figure_is_never_changed(fields):
    rows = Figure.objects.filter(pk=FigureFactory(published=True).pk)

    refused(lambda: rows.update(**fields))
    assert rows.get().value == 73
    # The control: a draft takes all of it that fits a draft
    draft = Figure.objects.filter(pk=FigureFactory().pk)
    assert draft.update(value=522, note="x") == 1


def test_a_published_figure_is_never_deleted():
    rows = Figure.objects.filter(pk=FigureFactory(published=True).pk)

    refused(rows.delete)

    assert rows.exists()
    assert Figure.objects.filter(pk=FigureFactory().pk).delete()[0] == 1


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_what_was_read_is_what_is_approved(state):
    rows = Figure.objects.filter(pk=FigureFactory(**{state: True}).pk)

    for fields in ({"value": 74}, {"year": 2024, "period_from": "2024-01-01",
                   "period_to": "2024-12-31"}, {"sources": "다른 출처"}):  # fmt: skip
        refused(lambda fields=fields: rows.update(**fields))

    assert rows.update(note="재단 확인 중") == 1


def test_the_meaning_of_a_version_never_changes_but_its_translation_may():
    version = IndicatorVersionFactory()
    rows = type(version).objects.filter(pk=version.pk)

    refused(lambda: rows.update(definition_ko="다른 뜻"))

    assert rows.update(definition_en="Better words") == 1


def test_events_stay():
    event = FigureEvent.objects.create(figure=FigureFactory(), verb="write")

    refused(lambda: FigureEvent.objects.filter(pk=event.pk).update(verb="submit"))
    refused(lambda: FigureEvent.objects.filter(pk=event.pk).delete())


def test_the_newest_published_correction_counts_and_the_former_ones_stay():
    first = FigureFactory(national=True, published=True, value=552)
    second = correction_of(first, value=530, published_on=date(2026, 8, 1))
    third = correction_of(second, value=522, published_on=date(2026, 9, 1))
    FigureFactory(national=True, version=first.version, corrects=third, reason="다시 셈", value=520)

    (point,) = only_series().national

    assert [figure.value for figure in point.told] == [522, 530, 552]
    assert list(Figure.objects.current()) == [third]
    assert [figure.pk for figure in point.corrections] == [third.pk, second.pk]


def test_two_corrections_of_one_day_keep_their_order():
    first = FigureFactory(published=True, value=1)
    second = correction_of(first, value=2)
    correction_of(second, value=3)

    (point,) = only_series().of_zones

    assert [figure.value for figure in point.told] == [3, 2, 1]


def test_another_definition_begins_a_chain_of_its_own():
    old = FigureFactory(published=True, value=10)
    newer = IndicatorVersionFactory(indicator=old.version.indicator, number=2)
    FigureFactory(published=True, version=newer, zone=old.zone, value=8)

    (point,) = only_series().of_zones

    assert [figure.value for figure in point.told] == [8]
    assert [version.number for version in only_series().versions] == [2, 1]


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_nothing_is_told_before_its_publication(state):
    FigureFactory(**{state: True})
    FigureFactory()

    assert all(not series.of_zones for series in series_of(
        with_definitions(Indicator.objects.all()), Figure.objects.all()
    ))  # fmt: skip
    assert not Figure.objects.current().exists()


@pytest.mark.parametrize(
    ("fields", "average"),
    [
        ({}, Decimal("29.4")),  # 411 ÷ 14 = 29.357…
        ({"has_average": False}, None),
        ({"combination": "average"}, Decimal(411)),
    ],
)
def test_the_average_is_the_total_divided_by_the_zones_in_it(fields, average):
    version = IndicatorVersionFactory(indicator=IndicatorFactory(**fields))
    FigureFactory(national=True, published=True, version=version, value=411)

    (point,) = only_series().national

    assert point.average == average


def test_targets_stand_beside_their_own_zone_and_year():
    figure = FigureFactory(published=True)
    TargetFactory(indicator=figure.version.indicator, zone=figure.zone, value=80)
    TargetFactory(indicator=figure.version.indicator, zone=ZoneFactory(), value=90)
    TargetFactory(indicator=figure.version.indicator, zone=figure.zone, year=2020, value=70)

    (point,) = only_series().of_zones

    assert point.target == 80
    assert only_series().has_zone_target
    assert not only_series().has_target


def test_a_zone_shows_its_own_figures_beside_the_average():
    total = FigureFactory(national=True, published=True, value=411)
    own = FigureFactory(published=True, version=total.version, value=73)
    FigureFactory(published=True, version=total.version, value=99)
    FigureFactory(published=True, national=True)
    FigureFactory(version=total.version, zone=own.zone, year=2024, value=55)

    zone = with_figures(Zone.objects.filter(pk=own.zone_id)).get()
    (line,) = figures_of(zone)["figure_lines"]

    assert [(point.value, average) for point, average in line.pairs] == [(73, Decimal("29.4"))]
    assert line.unit == "건"


def test_only_the_two_upper_grades_are_published_and_not_before_their_day():
    tomorrow = timezone.localdate() + timedelta(days=1)
    excellent, good = GradeFactory(), GradeFactory(level="good")
    for level in ("excellent", "good", "fair", "poor"):
        GradeFactory(level=level, published_on=None)
    GradeFactory(published_on=tomorrow)

    assert set(published_grades()) == {excellent, good}
    assert [(year, [zones for _level, zones in levels]) for year, levels in grades_by_year(
        published_grades()
    )] == [(2025, [[excellent.zone], [good.zone]])]  # fmt: skip
    shown = [figures_of(zone)["grades"] for zone in with_figures(Zone.objects.order_by("pk"))]
    assert [[grade.level for grade in grades] for grades in shown] == [
        ["excellent"], ["good"], [], [], [], [], [],
    ]  # fmt: skip
    assert Grade.objects.count() == 7  # the control: there were others
