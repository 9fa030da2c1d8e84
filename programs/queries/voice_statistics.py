"""Voices counted by zone and theme, so that no number names a company (decision 37).

A cell behind which fewer than three stand shows no number. Totals are made of what is shown: a
hidden cell adds the one that it has at least, so that no total gives it away.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from programs.enums import VoiceState, VoiceTheme
from zones.models import Zone

FEWEST = 3  # companies behind a number, and voices in it
SECONDS_A_DAY = 86_400

# Who spoke at a session without being named counts as one for the session
GROUPS = """
WITH voice AS (
    SELECT zone_id, theme, company_id, CASE WHEN company_id IS NULL THEN briefing_id END AS session_id,
           (SELECT min(answered_at) FROM programs_voiceanswer WHERE voice_id = programs_voice.id)
               - reported_at AS waited
      FROM programs_voice WHERE state <> %s
)
SELECT grouping(zone_id, theme), zone_id, theme, count(*),
       count(DISTINCT company_id) + count(DISTINCT session_id),
       count(DISTINCT company_id) FILTER (WHERE waited IS NOT NULL)
           + count(DISTINCT session_id) FILTER (WHERE waited IS NOT NULL),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM waited))
  FROM voice GROUP BY GROUPING SETS ((zone_id, theme), ())
"""
CELL = 0  # what `grouping` gives where both are grouped


@dataclass(frozen=True)
class Count:
    """How many voices; `number` is None where fewer than three stand behind it. Not `is_exact`: so
    many at least, as some of what it sums up is hidden."""

    number: int | None = 0
    is_exact: bool = True


NOTHING = Count()


@dataclass(frozen=True)
class Line:
    """The voices of one zone (None: of no single zone) by theme, in the order of VoiceTheme."""

    zone: Zone | None
    cells: list[Count]

    @property
    def pairs(self) -> list[tuple[str, Count]]:
        """Each theme in words with its cell."""
        return list(zip(VoiceTheme.labels, self.cells, strict=True))

    @property
    def total(self) -> Count:
        return total_of(self.cells)


@dataclass(frozen=True)
class Statistics:
    """`median_days` from report to first answer, in days; None where too few were answered."""

    lines: list[Line]
    median_days: float | None

    @property
    def themes(self) -> list[Count]:
        """The totals by theme, in the order of VoiceTheme."""
        return [
            total_of(line.cells[place] for line in self.lines) for place in range(len(VoiceTheme))
        ]

    @property
    def theme_pairs(self) -> list[tuple[str, Count]]:
        """Each theme in words with its total."""
        return list(zip(VoiceTheme.labels, self.themes, strict=True))

    @property
    def total(self) -> Count:
        return total_of(cell for line in self.lines for cell in line.cells)


def total_of(cells: Iterable[Count]) -> Count:
    """The sum of what the cells show; one for each that is hidden, as none of these is empty."""
    numbers = [cell.number for cell in cells]
    shown = sum(1 if number is None else number for number in numbers)
    return Count(shown, is_exact=None not in numbers)


def voice_statistics() -> Statistics:
    """All voices but those taken back, in two statements."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, [VoiceState.WITHDRAWN])
        rows = cursor.fetchall()
    cells: dict[int | None, dict[str, Count]] = {}
    median_days = None
    for kind, zone_id, theme, count, sources, answered, seconds in rows:
        if kind == CELL:
            is_shown = count >= FEWEST and sources >= FEWEST
            cells.setdefault(zone_id, {})[theme] = Count(count if is_shown else None)
        elif answered >= FEWEST:
            median_days = round(float(seconds) / SECONDS_A_DAY, 1)
    zones = Zone.objects.in_bulk([zone_id for zone_id in cells if zone_id])
    lines = [
        Line(
            zones[zone_id] if zone_id else None,
            [own.get(theme, NOTHING) for theme in VoiceTheme.values],
        )
        for zone_id, own in cells.items()
    ]
    return Statistics(sorted(lines, key=_by_name), median_days)


def _by_name(line: Line) -> tuple[bool, str]:
    return line.zone is None, str(line.zone)
