"""Statistics of rounds as CSV."""

from django.utils.translation import gettext as _

from programs.exports.calls import csv_line
from programs.queries.round_statistics import Figures, Line, RoundStatistics


def csv_of_rounds(statistics: RoundStatistics) -> str:
    """A line for each zone and stage: begins with the mark that tells spreadsheets that it is UTF-8.
    Amounts in whole won; an empty cell where a number is hidden."""
    head = [
        _("Zone"), _("Stage"), _("Rounds"), _("Applied"), _("Selected"), _("Selected (%)"),
        _("Awarded (won)"), _("Average award (won)"),
    ]  # fmt: skip
    lines = [csv_line(_cells(line)) for line in statistics.lines]
    return "".join(["\ufeff", csv_line(head), *lines])


def _cells(line: Line) -> list[object]:
    zone = line.zone.name if line.zone else _("no single zone")
    return [zone, line.stage.label, *_numbers(line.figures)]


def _numbers(figures: Figures) -> list[object]:
    return [
        figures.rounds,
        figures.applied if figures.is_exact else None,
        figures.selected,
        figures.rate if figures.is_exact else None,
        figures.awarded_won,
        figures.mean_won,
    ]
