"""Lines of CSV that people open in a spreadsheet."""

import csv
from collections.abc import Sequence
from io import StringIO

from portal.common.text import FORMULA_SIGNS

# Tells spreadsheets that the file is UTF-8
UTF8_MARK = "\ufeff"


def inert(cell: object) -> object:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    is_formula = isinstance(cell, str) and any(
        text.startswith(FORMULA_SIGNS) for text in (cell, cell.lstrip())
    )
    return f"'{cell}" if is_formula else cell


def csv_line(cells: Sequence[object]) -> str:
    """Cells of which no spreadsheet makes a formula, as one line of CSV."""
    line = StringIO()
    csv.writer(line).writerow([inert(cell) for cell in cells])
    return line.getvalue()
