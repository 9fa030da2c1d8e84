"""The sheet of a zone and year as XLSX, which comes back by `imports.figures`."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from programs.exports.xlsx import workbook_of
from programs.queries.figure import SheetLine
from programs.queries.figure_columns import columns_of_sheet

WIDTHS = (20, 28, 14, 18, 18, 40, 24)


def sheet_xlsx(lines: Iterable[SheetLine]) -> bytes:
    """A row for each indicator with what is saved of it, in the active language."""
    return workbook_of(_("Figures"), list(columns_of_sheet().values()), map(_cells, lines),
                       widths=WIDTHS)  # fmt: skip


def _cells(line: SheetLine) -> list[object]:
    figure, before = line.figure, line.before
    return [
        line.code,
        line.version.indicator.name,
        line.version.unit,
        before.value if before else "",
        figure.value if figure else "",
        figure.note if figure else "",
        str(figure.get_state_display()) if figure else "",
    ]
