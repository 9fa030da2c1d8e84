"""Cells of a spreadsheet that nothing in them can make a program run."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from portal.common.csv_lines import inert


def writable(cell: object) -> object:
    """As `inert`, without the control characters that a workbook cannot hold."""
    return inert(ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell)
