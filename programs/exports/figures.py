"""Figures of an indicator as open data: CSV and JSON, as docs/statistics.md describes them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from programs.exports.calls import csv_line
from zones.models import Figure
from zones.queries.figure import Point, Series, average_of

# What readers rely on: a column or key that goes, or means something else, is another version
SCHEMA_VERSION = "1.0"
COLUMNS = (
    "indicator", "definition_version", "unit", "zone", "year", "period_from", "period_to", "value",
    "zones_counted", "average_per_zone", "target", "as_published_on", "published_on_precision",
    "is_current", "figure", "corrects", "reason", "sources",
)  # fmt: skip


def csv_of_series(series: Series) -> str:
    """A line for each figure that was ever published: begins with the mark that tells spreadsheets
    that it is UTF-8. Names of columns are those of the JSON, in every language."""
    lines = (csv_line([row[name] for name in COLUMNS]) for row in _rows(series))
    return "".join(["\ufeff", csv_line(COLUMNS), *lines])


def json_of_series(series: Series) -> dict[str, Any]:
    indicator = series.indicator
    return {
        "schema_version": SCHEMA_VERSION,
        "generated_at": timezone.now().isoformat(timespec="seconds"),
        "page": settings.SITE_URL + indicator.get_absolute_url(),
        "indicator": {
            "code": indicator.code,
            "name_ko": indicator.name_ko,
            "name_en": indicator.name_en,
            "combination": indicator.combination,
        },
        "definitions": [
            {
                "version": version.number,
                "valid_from": version.valid_from.isoformat(),
                "unit_ko": version.unit_ko,
                "unit_en": version.unit_en,
                "definition_ko": version.definition_ko,
                "definition_en": version.definition_en,
                "sources": version.sources,
            }
            for version in series.versions
        ],
        "figures": list(_rows(series)),
    }


def _rows(series: Series) -> Iterator[dict[str, Any]]:
    for point in (*series.national, *series.of_zones):
        for figure in reversed(point.told):
            yield _row(point, figure)


def _row(point: Point, figure: Figure) -> dict[str, Any]:
    published_on = figure.published_on.isoformat() if figure.published_on else ""
    return {
        "indicator": point.indicator.code,
        "definition_version": figure.version.number,
        "unit": figure.version.unit_ko,
        "zone": point.zone.slug if point.zone else None,
        "year": figure.year,
        "period_from": figure.period_from.isoformat(),
        "period_to": figure.period_to.isoformat(),
        "value": _number(figure.value),
        "zones_counted": figure.zones_counted,
        "average_per_zone": _number(average_of(figure, point.indicator)),
        "target": _number(point.target),
        "as_published_on": published_on if figure.is_day_known else published_on[:4],
        "published_on_precision": "day" if figure.is_day_known else "year",
        "is_current": figure == point.figure,
        "figure": figure.pk,
        "corrects": figure.corrects_id,
        "reason": figure.reason,
        "sources": figure.sources,
    }


def _number(value: Decimal | None) -> int | float | None:
    """As JSON has numbers: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
