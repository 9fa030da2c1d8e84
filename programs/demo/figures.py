"""Figures and grades as the press told them, each with the day on which it did."""

from datetime import date
from typing import Any

from portal.accounts.models import User
from programs.demo.content import cited, moment, read
from zones.enums import FigureState, GradeLevel
from zones.models import Figure, FigureEvent, Grade, Indicator, IndicatorVersion, Zone

NAMES = ("name_ko", "name_en", "position")
MEANING = ("unit_ko", "definition_ko")
TRANSLATION = ("unit_en", "definition_en")


def load_figures(today: date) -> None:
    """What is published already stays as it is: it is never changed."""
    rows = read("figures")
    versions = {
        row["code"]: _defined(row, valid_from=rows["definitions_from"])
        for row in rows["indicators"]
    }
    zones = {zone.slug: zone for zone in Zone.objects.all()}
    for row in rows["figures"]:
        for code, value in row["values"].items():
            _tell(versions[code], zones.get(row.get("zone")), row, value=value, today=today)
    _draft(rows["drafts"], versions, zones, year=today.year - 1)
    for row in rows["grades"]:
        for level in GradeLevel.values:
            for slug in row.get(level, []):
                shown = {"published_on": row["published_on"], "sources": cited(row["sources"])}
                Grade.objects.get_or_create(
                    zone=zones[slug], year=row["year"], defaults={"level": level, **shown}
                )


def _defined(row: dict[str, Any], *, valid_from: str) -> IndicatorVersion:
    indicator, _is_new = Indicator.objects.update_or_create(
        code=row["code"], defaults={name: row[name] for name in NAMES}
    )
    version, _is_new = IndicatorVersion.objects.get_or_create(
        indicator=indicator,
        number=1,
        defaults={"valid_from": valid_from, **{name: row[name] for name in MEANING + TRANSLATION}},
    )
    return version


def _tell(
    version: IndicatorVersion, zone: Zone | None, row: dict[str, Any], *, value: int, today: date
) -> None:
    series = Figure.objects.filter(version=version, zone=zone, year=row["year"])
    if series.filter(published_on=row["published_on"]).exists():
        return
    former = series.current().first()
    writer = User.objects.get(email="staff@example.kr")
    other = User.objects.get(email="approver@example.kr")
    at = moment(f"{row['published_on']} 10:00", today=today)
    figure = Figure.objects.create(
        version=version,
        zone=zone,
        year=row["year"],
        period_from=row.get("period_from", f"{row['year']}-01-01"),
        period_to=row.get("period_to", f"{row['year']}-12-31"),
        value=value,
        zones_counted=row.get("zones_counted"),
        sources=cited(row["sources"]),
        corrects=former,
        reason=row.get("reason_ko", ""),
        state=FigureState.PUBLISHED,
        created_at=at,
        created_by=writer,
        submitted_at=at,
        submitted_by=writer,
        approved_at=at,
        approved_by=other,
        published_at=at,
        published_by=other,
        published_on=row["published_on"],
        is_day_known=row.get("is_day_known", True),
    )
    FigureEvent.objects.create(
        figure=figure, verb="publish", actor=other, happened_at=at, to_state=figure.state
    )


def _draft(
    row: dict[str, Any],
    versions: dict[str, IndicatorVersion],
    zones: dict[str, Zone],
    *,
    year: int,
) -> None:
    """Examples of what an agency is writing of the last year; others stay as they are."""
    zone, writer = zones[row["zone"]], User.objects.get(email=row["writer"])
    if Figure.objects.filter(zone=zone, year=year).exists():
        return
    for code, value in row["values"].items():
        figure = Figure.objects.create(
            version=versions[code],
            zone=zone,
            year=year,
            period_from=date(year, 1, 1),
            period_to=date(year, 12, 31),
            value=value,
            sources=row["sources"],
            note=row["note"],
            agency=zone.agencies.first(),
            created_by=writer,
        )
        FigureEvent.objects.create(figure=figure, verb="write", actor=writer, to_state=figure.state)
