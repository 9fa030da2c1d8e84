"""Series of figures as everybody reads them: what counts, what was told before, and the average."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from portal.common.nested import objects_from, rows_of
from zones.enums import PUBLIC_GRADES, Combination, GradeLevel
from zones.models import Figure, Grade, Indicator, IndicatorVersion, Target, Zone

TENTH = Decimal("0.1")
VERSION_FIELDS = (
    "number", "valid_from", "unit_ko", "unit_en", "definition_ko", "definition_en", "sources",
)  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A year of a zone, or of all together; `told` has what was published, the newest first."""

    year: int
    zone: Zone | None
    told: tuple[Figure, ...]
    indicator: Indicator
    target: Decimal | None = None

    @property
    def figure(self) -> Figure:
        """The one that counts."""
        return self.told[0]

    @property
    def value(self) -> Decimal:
        return self.figure.value

    @property
    def earlier(self) -> tuple[Figure, ...]:
        """Those that it corrects."""
        return self.told[1:]

    @property
    def corrections(self) -> tuple[Figure, ...]:
        """Those that say why they correct another one."""
        return tuple(figure for figure in self.told if figure.reason)

    @property
    def average(self) -> Decimal | None:
        return average_of(self.figure, self.indicator)


@dataclass(frozen=True)
class Series:
    """All that is public of an indicator; years ascend."""

    indicator: Indicator
    versions: list[IndicatorVersion]
    national: list[Point] = field(default_factory=list)
    of_zones: list[Point] = field(default_factory=list)

    @property
    def version(self) -> IndicatorVersion:
        """The definition in force."""
        return self.versions[0]

    @property
    def years_of_zones(self) -> list[int]:
        """Newest first."""
        return sorted({point.year for point in self.of_zones}, reverse=True)

    def average_in(self, year: int) -> Decimal | None:
        return next((point.average for point in self.national if point.year == year), None)

    @property
    def has_target(self) -> bool:
        return any(point.target is not None for point in self.national)

    @property
    def has_zone_target(self) -> bool:
        return any(point.target is not None for point in self.of_zones)


def average_of(total: Figure, indicator: Indicator) -> Decimal | None:
    """What is told of all zones together ÷ the zones counted in it, to a tenth, half up.

    None where the average says nothing, or the figure is not one of all zones.
    """
    if not indicator.has_average or not total.zones_counted:
        return None
    if indicator.combination == Combination.AVERAGE:
        return total.value
    return (total.value / total.zones_counted).quantize(TENTH, ROUND_HALF_UP)


def with_definitions(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Indicators that have a definition, with all of them and their targets, in one statement."""
    parent = OuterRef("pk")
    versions = IndicatorVersion.objects.filter(indicator=parent).order_by("-number")
    targets = Target.objects.filter(indicator=parent).order_by("year")
    return indicators.filter(Exists(versions)).annotate(
        version_rows=rows_of(versions, *VERSION_FIELDS),
        target_rows=rows_of(targets, "zone_id", "year", "value"),
    )  # fmt: skip


def series_of(indicators: Iterable[Indicator], figures: QuerySet[Figure]) -> list[Series]:
    """The series of indicators (`with_definitions`), made of the figures, in two statements."""
    chains: dict[tuple[int, int | None, int], list[Figure]] = {}
    told = figures.published().select_related("version", "zone").oldest_first()
    for figure in told:
        key = (figure.version.indicator_id, figure.zone_id, figure.year)
        chains.setdefault(key, []).append(figure)
    return [_series(indicator, chains) for indicator in indicators]


def _series(indicator: Any, chains: Mapping[tuple[int, int | None, int], list[Figure]]) -> Series:
    targets = {
        (row["zone_id"], row["year"]): Decimal(str(row["value"])) for row in indicator.target_rows
    }
    series = Series(indicator, objects_from(IndicatorVersion, indicator.version_rows))
    for (indicator_id, zone_id, year), figures in chains.items():
        if indicator_id == indicator.pk:
            told = newest_chain(figures)
            point = Point(year, told[0].zone, told, indicator, targets.get((zone_id, year)))
            (series.of_zones if zone_id else series.national).append(point)
    return series


def newest_chain(figures: list[Figure]) -> tuple[Figure, ...]:
    """Of one zone and year: those of the newest definition, the last correction first."""
    newest = max(figure.version.number for figure in figures)
    chain = [figure for figure in figures if figure.version.number == newest]
    corrected = {figure.corrects_id for figure in chain}
    ordered = [next(figure for figure in chain if figure.pk not in corrected)]
    by_key = {figure.pk: figure for figure in chain}
    while (before := ordered[-1].corrects_id) is not None:
        ordered.append(by_key[before])
    return tuple(ordered)


def published_grades() -> QuerySet[Grade]:
    return Grade.objects.published().select_related("zone").order_by("-year", "level", "zone")


def grades_by_year(grades: Iterable[Grade]) -> list[tuple[int, list[tuple[str, list[Zone]]]]]:
    """Of each year, the newest first, which zones have which grade. Grades of which nothing is
    published are not named, and neither are other zones."""
    found: dict[int, dict[GradeLevel, list[Zone]]] = {}
    for grade in grades:
        found.setdefault(grade.year, {}).setdefault(GradeLevel(grade.level), []).append(grade.zone)
    return [
        (year, [(str(level.label), levels[level]) for level in PUBLIC_GRADES if level in levels])
        for year, levels in sorted(found.items(), reverse=True)
    ]


FIGURE_FIELDS = {
    "code": F("version__indicator__code"),
    "name_ko": F("version__indicator__name_ko"),
    "name_en": F("version__indicator__name_en"),
    "unit_ko": F("version__unit_ko"),
    "unit_en": F("version__unit_en"),
    "has_average": F("version__indicator__has_average"),
    "combination": F("version__indicator__combination"),
    "number": F("version__number"),
}
OWN_FIELDS = (
    "id", "zone_id", "year", "period_from", "period_to", "value", "zones_counted", "corrects_id",
    "published_on", "is_day_known", "sources", "reason",
)  # fmt: skip


def figure_rows() -> Any:
    """As a column of a zone: what was published of it and of all zones together, for `lines_of`."""
    told = Figure.objects.published().filter(Q(zone=OuterRef("pk")) | Q(zone=None))
    ordered = told.order_by("version__indicator__position", "version__indicator__code", "year")
    return rows_of(ordered, *OWN_FIELDS, **FIGURE_FIELDS)


def grade_rows() -> Any:
    """As a column of a zone: its published grades, the newest first."""
    published = Grade.objects.published().filter(zone=OuterRef("pk"))
    return rows_of(published.order_by("-year"), "year", "level", "published_on", "sources")


@dataclass(frozen=True)
class ZoneLine:
    """One indicator of a zone on its page; years ascend."""

    indicator: Indicator
    unit: str
    points: list[Point]
    averages: dict[int, Decimal | None]

    @property
    def pairs(self) -> list[tuple[Point, Decimal | None]]:
        return [(point, self.averages.get(point.year)) for point in self.points]


def lines_of(rows: Iterable[Mapping[str, Any]]) -> list[ZoneLine]:
    """What `figure_rows` brought: a line for each indicator of which the zone has a figure."""
    grouped: dict[str, list[Figure]] = {}
    for row in rows:
        grouped.setdefault(row["code"], []).append(_figure_from(row))
    lines = [_line(figures) for figures in grouped.values()]
    return [line for line in lines if line.points]


def _figure_from(row: Mapping[str, Any]) -> Figure:
    indicator = Indicator(
        code=row["code"],
        name_ko=row["name_ko"],
        name_en=row["name_en"],
        has_average=row["has_average"],
        combination=row["combination"],
    )
    version = IndicatorVersion(
        indicator=indicator, number=row["number"], unit_ko=row["unit_ko"], unit_en=row["unit_en"]
    )
    figure = objects_from(Figure, [{name: row[name] for name in OWN_FIELDS}])[0]
    figure.version = version
    return figure


def _line(figures: list[Figure]) -> ZoneLine:
    chains: dict[tuple[bool, int], list[Figure]] = {}
    for figure in figures:
        chains.setdefault((figure.zone_id is None, figure.year), []).append(figure)
    indicator = figures[0].version.indicator
    points, averages, version = [], {}, figures[0].version
    for (is_national, year), chain in sorted(chains.items()):
        told = newest_chain(chain)
        if is_national:
            averages[year] = average_of(told[0], indicator)
        else:
            points.append(Point(year, None, told, indicator))
            version = told[0].version
    return ZoneLine(indicator, str(version.unit), points, averages)


def with_figures(zones: QuerySet[Zone]) -> QuerySet[Zone]:
    """Zones with their published figures, those of all zones together, and published grades."""
    return zones.annotate(figure_rows=figure_rows(), grade_rows=grade_rows())


def figures_of(zone: Any) -> dict[str, list[Any]]:
    """What `with_figures` brought, as `includes/zone_figures.html` shows it."""
    return {
        "figure_lines": lines_of(zone.figure_rows),
        "grades": objects_from(Grade, zone.grade_rows),
    }
