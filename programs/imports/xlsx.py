"""One sheet of an XLSX as texts. What a spreadsheet may have changed by itself is refused in words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from portal.common.text import with_printable_texts

MOST_ROWS = 5_000
MOST_COLUMNS = 20


class SheetFault(Exception):
    """The sheet cannot be taken; the text says where and why."""


def rows_of_sheet(file: Any, *, head: Sequence[str]) -> list[dict[str, str]]:
    """The rows below a head that has these names, each by its name; empty rows are left out.

    The file was checked as an archive before (`file_checks.validate_sheet`). Formulas, dates, and
    numbers with a fraction (1.23E+09) are no texts any more: nobody typed them so.
    Raises SheetFault.
    """
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise SheetFault(_("This file cannot be read as a workbook.")) from error
    try:
        return list(_read(book.worksheets[0], head))
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise SheetFault(_("This file cannot be read as a workbook.")) from error
    finally:
        book.close()


def _read(sheet: Any, head: Sequence[str]) -> Iterator[dict[str, str]]:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    names = [_text(cell) for cell in next(rows, [])]
    places = {name: names.index(name) for name in head if name in names}
    if missing := [name for name in head if name not in places]:
        raise SheetFault(_("These columns are missing: %(names)s") % {"names": ", ".join(missing)})
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise SheetFault(_("At most %(most)s rows at once.") % {"most": f"{MOST_ROWS:,}"})
        cells = {name: _text(row[place]) for name, place in places.items() if place < len(row)}
        if any(cells.values()):
            yield {name: cells.get(name, "") for name in head}


def _text(cell: Any) -> str:
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if cell.data_type == "f":
        raise SheetFault(_("%(cell)s holds a formula.") % {"cell": cell.coordinate})
    if isinstance(value, date | datetime | time):
        raise SheetFault(_("%(cell)s holds a date, no text.") % {"cell": cell.coordinate})
    if isinstance(value, float) and not value.is_integer():
        raise SheetFault(_("%(cell)s holds a number, no text.") % {"cell": cell.coordinate})
    if isinstance(value, float):
        value = int(value)
    text = str(with_printable_texts(str(value)))
    # The mark of our own lists before what would be a formula
    return text[1:] if text.startswith("'") else text
