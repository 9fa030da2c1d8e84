"""Figures that are written: the sheet of a zone in a year, and what waits for the foundation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from portal.accounts.models import User
from programs.models import FigureEvidence
from programs.queries.call import agencies_of
from zones.enums import FigureState
from zones.models import Agency, Figure, IndicatorVersion, Zone

OPEN = [FigureState.DRAFT, FigureState.RETURNED]
SHOWN_YEARS = 3


@dataclass(frozen=True)
class SheetLine:
    """An indicator on the sheet of a zone and year: the newest figure, whatever its state."""

    version: IndicatorVersion
    figure: Figure | None
    before: Figure | None  # what counts of the year before

    @property
    def code(self) -> str:
        return self.version.indicator.code

    @property
    def is_open(self) -> bool:
        """It may be written."""
        return self.figure is None or self.figure.state in OPEN

    @property
    def is_published(self) -> bool:
        return self.figure is not None and self.figure.state == FigureState.PUBLISHED


def agencies_with_zones_of(user: User) -> QuerySet[Agency]:
    return agencies_of(user).filter(zone__isnull=False)


def versions_in_force() -> list[IndicatorVersion]:
    """The newest definition of each indicator, in the order of the pages."""
    newest = IndicatorVersion.objects.order_by("indicator_id", "-number").distinct("indicator_id")
    found = IndicatorVersion.objects.filter(pk__in=newest.values("pk"))
    return list(
        found.select_related("indicator").order_by("indicator__position", "indicator__code")
    )


def sheet_of(zone: Zone, year: int) -> list[SheetLine]:
    """Every indicator with what stands there of the zone and year, in two statements."""
    figures = Figure.objects.filter(zone=zone, year__in=[year - 1, year]).order_by("pk")
    newest: dict[int, Figure] = {}
    before: dict[int, Figure] = {}
    for figure in figures:
        if figure.year == year:
            newest[figure.version_id] = figure
        elif figure.state == FigureState.PUBLISHED:
            before[figure.version_id] = figure
    return [
        SheetLine(version, newest.get(version.pk), before.get(version.pk))
        for version in versions_in_force()
    ]


def sheet_content(lines: Iterable[SheetLine]) -> dict[str, Any]:
    """What is saved, as its digest is made of: equal where nobody saved anything else meanwhile."""
    return {line.code: _content(line.figure) for line in lines if line.figure}


def _content(figure: Figure) -> list[Any]:
    period = f"{figure.period_from}/{figure.period_to}"
    words = [figure.sources, figure.note, figure.reason]
    return [figure.pk, str(figure.value), figure.state, period, *words]


def figures_awaiting(user: User) -> QuerySet[Figure]:
    """Those that wait for approval and that neither the user nor one of their agencies entered."""
    own = Q(submitted_by=user) | Q(created_by=user) | Q(agency__in=Agency.objects.of(user))
    others = Figure.objects.exclude(pk__in=Figure.objects.filter(own).values("pk"))
    return others.filter(state=FigureState.SUBMITTED)


@dataclass(frozen=True)
class SheetCount:
    """A year of a zone: how many of its figures are in which state."""

    year: int
    counts: list[tuple[FigureState, int]]


def sheets_of(zone: Zone, *, latest: int) -> list[SheetCount]:
    """The years that an agency may write of, newest first: the last three, and those with figures."""
    found: dict[int, dict[str, int]] = {latest - ago: {} for ago in range(SHOWN_YEARS)}
    for year, state in Figure.objects.filter(zone=zone).values_list("year", "state"):
        counts = found.setdefault(year, {})
        counts[state] = counts.get(state, 0) + 1
    return [
        SheetCount(year, [(state, counts[state]) for state in FigureState if state in counts])
        for year, counts in sorted(found.items(), reverse=True)
    ]


def evidence_visible_to(user: User) -> QuerySet[FigureEvidence]:
    """Released files of the zones that the person works for; the foundation and auditors see all."""
    released = FigureEvidence.objects.released()
    if user.has_perm("programs.view_figureevidence"):
        return released
    own = agencies_with_zones_of(user).values("zone")
    return released.current().filter(zone__in=own)
