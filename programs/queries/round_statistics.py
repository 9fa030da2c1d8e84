"""Rounds by zone and stage: made of nothing but the public results of calls, so that no figure here
says more than they do, or a moment earlier."""

from collections.abc import Iterable
from dataclasses import dataclass

from programs.models import Call
from programs.queries.result import calls_with_results
from zones.enums import Stage
from zones.models import Zone


@dataclass(frozen=True)
class Figures:
    """Of some rounds. `applied` is None where it is hidden in all of them; where it is in some, it is
    not `is_exact`, and they are in neither side of the rate. Amounts in won."""

    rounds: int
    applied: int | None
    is_exact: bool
    selected: int
    awarded_won: int
    rate: float | None  # selected in 100 that applied

    @property
    def mean_won(self) -> int | None:
        """What one award came to on average, in whole won, half a won up."""
        if not self.selected:
            return None
        return (2 * self.awarded_won + self.selected) // (2 * self.selected)


@dataclass(frozen=True)
class Line:
    """The rounds of one zone (None: of several zones, or of none) in one stage."""

    zone: Zone | None
    stage: Stage
    figures: Figures


@dataclass(frozen=True)
class RoundStatistics:
    lines: list[Line]
    total: Figures
    years: list[int]  # in which there are rounds, the newest first


def round_statistics(year: int | None = None) -> RoundStatistics:
    """All rounds with a public result, or those of a programme's year; in one statement."""
    calls = list(calls_with_results().with_parties())
    chosen = [call for call in calls if year in (None, call.program.year)]
    groups: dict[tuple[str, str], list[Call]] = {}
    zones: dict[str, Zone | None] = {}
    for call in chosen:
        own = call.zone_list
        zone = own[0] if len(own) == 1 else None
        key = zone.slug if zone else ""
        zones[key] = zone
        groups.setdefault((key, call.stage), []).append(call)
    lines = [
        Line(zones[key], Stage(stage), _figures(calls)) for (key, stage), calls in groups.items()
    ]
    return RoundStatistics(
        sorted(lines, key=_by_name),
        _figures(chosen),
        sorted({call.program.year for call in calls}, reverse=True),
    )


def _figures(calls: Iterable[Call]) -> Figures:
    rows = [vars(call) for call in calls]
    known = [row for row in rows if row["applied_count"] is not None]
    applied = sum(row["applied_count"] for row in known)
    selected_of_known = sum(row["selected_count"] for row in known)
    return Figures(
        rounds=len(rows),
        applied=applied if known or not rows else None,
        is_exact=len(known) == len(rows),
        selected=sum(row["selected_count"] for row in rows),
        awarded_won=sum(row["awarded_won"] for row in rows),
        rate=round(100 * selected_of_known / applied, 1) if applied else None,
    )


def _by_name(line: Line) -> tuple[bool, str, int]:
    name = line.zone.name if line.zone else ""
    return line.zone is None, name, Stage.values.index(line.stage)
