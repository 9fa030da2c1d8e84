"""Cells of a spreadsheet that nothing in them can make a program run."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from portal.common.text import FORMULA_SIGNS


def inert(cell: object) -> object:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    is_formula = isinstance(cell, str) and any(
        text.startswith(FORMULA_SIGNS) for text in (cell, cell.lstrip())
    )
    return f"'{cell}" if is_formula else cell


def writable(cell: object) -> object:
    """As `inert`, without the control characters that a workbook cannot hold."""
    return inert(ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell)
