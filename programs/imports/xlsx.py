"""One sheet of an XLSX as texts. What a spreadsheet may have changed by itself is refused in words."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.functions import iterparse

from portal.common.text import FORMULA_SIGNS, with_printable_texts

MOST_ROWS = 5_000
MOST_COLUMNS = 20
MOST_CELLS = 300_000  # of the file, those beside our columns among them
MOST_UNPACKED = 40_000_000  # bytes of all that is in the file; openpyxl holds its texts in memory
EXACT = 10**15  # from here on a spreadsheet has rounded a whole number
MERGED = "}mergeCell"


class SheetFault(Exception):
    """The sheet cannot be taken; the text says where and why."""


@dataclass(frozen=True)
class SheetRow:
    """A row with its number in the sheet; its texts by the names of their columns."""

    number: int
    texts: Mapping[str, str]
    columns: Mapping[str, str]  # the letter of each

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    def fault(self, name: str, words: str) -> SheetFault:
        """`E7: …`, for what is wrong in one of its cells."""
        return SheetFault(f"{self.columns[name]}{self.number}: {words}")


def digest_of_file(file: Any) -> str:
    """SHA-256 of the file in hex, by which people tell which list it was."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def rows_of_sheet(file: Any, *, head: Sequence[str]) -> list[SheetRow]:
    """The rows below a head that has these names, each by its name; empty rows are left out.

    The file was checked as an archive before (`file_checks.validate_sheet`). Formulas, dates, and
    numbers with a fraction (1.23E+09) are no texts any more: nobody typed them so. Of merged cells
    all but one are empty, which nobody meant. Texts are composed (NFC). Raises SheetFault.
    """
    try:
        _refuse_large(file)
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise SheetFault(_("This file cannot be read as a workbook.")) from error
    try:
        sheet = book.worksheets[0]
        _refuse_merged(file, sheet)
        return list(_read(sheet, head))
    except (KeyError, ValueError, IndexError, AttributeError, SyntaxError) as error:
        raise SheetFault(_("This file cannot be read as a workbook.")) from error
    finally:
        book.close()


def _refuse_large(file: Any) -> None:
    with ZipFile(file) as archive:
        unpacked = sum(info.file_size for info in archive.infolist())
    file.seek(0)
    if unpacked > MOST_UNPACKED:
        raise SheetFault(_("The file holds too much beside its rows. Copy them into a new one."))


def _refuse_merged(file: Any, sheet: Any) -> None:
    """openpyxl does not tell of merged cells while it reads row by row; they stand behind the rows."""
    with ZipFile(file) as archive, archive.open(sheet._worksheet_path) as markup:
        for count, (_event, element) in enumerate(iterparse(markup)):
            if element.tag.endswith(MERGED):
                words = _("The cells %(range)s are merged: part them and fill in each.")
                raise SheetFault(words % {"range": element.get("ref", "")})
            if count > 3 * MOST_CELLS:
                raise SheetFault(_("The sheet has too many cells. Copy its rows into a new one."))
            element.clear()


def _read(sheet: Any, head: Sequence[str]) -> Iterator[SheetRow]:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    names = [_text(cell) for cell in next(rows, [])]
    if missing := [name for name in head if name not in names]:
        raise SheetFault(_("These columns are missing: %(names)s") % {"names": ", ".join(missing)})
    if twice := [name for name in head if names.count(name) > 1]:
        raise SheetFault(_("These columns are there twice: %(names)s") % {"names": twice[0]})
    places = {name: names.index(name) for name in head}
    columns = {name: get_column_letter(place + 1) for name, place in places.items()}
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            raise SheetFault(_("At most %(most)s rows at once.") % {"most": f"{MOST_ROWS:,}"})
        texts = {
            name: _text(row[place]) if place < len(row) else "" for name, place in places.items()
        }
        if any(texts.values()):
            yield SheetRow(number, texts, columns)


def _text(cell: Any) -> str:
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if cell.data_type == "f":
        raise SheetFault(_("%(cell)s holds a formula.") % {"cell": cell.coordinate})
    if cell.data_type == "e":
        raise SheetFault(_("%(cell)s holds an error, no text.") % {"cell": cell.coordinate})
    if isinstance(value, date | datetime | time | timedelta):
        raise SheetFault(_("%(cell)s holds a date, no text.") % {"cell": cell.coordinate})
    if isinstance(value, bool) or isinstance(value, int | float) and not _is_whole(value):
        raise SheetFault(_("%(cell)s holds a number, no text.") % {"cell": cell.coordinate})
    if isinstance(value, float):
        value = int(value)
    text = unicodedata.normalize("NFC", str(with_printable_texts(str(value)))).strip()
    # The mark of our own lists before what would be a formula; '26 is a year
    is_marked = text.startswith("'") and text[1:].lstrip().startswith(FORMULA_SIGNS)
    return text[1:] if is_marked else text


def _is_whole(value: int | float) -> bool:
    """Whether the number is one that was typed so, and not what a spreadsheet made of it."""
    return float(value).is_integer() and abs(value) < EXACT
