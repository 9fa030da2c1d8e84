"""The sheet of figures that comes back as XLSX (`exports.figure_sheet`)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.common.form_fields import AmountField
from programs.actions.figure import Entry
from programs.imports.xlsx import SheetFault, SheetRow, rows_of_sheet
from programs.queries.figure import SheetLine
from programs.queries.figure_columns import LONGEST_NOTE, columns_of_sheet

READ = ("code", "value", "note")


def figures_in(file: Any, *, lines: Sequence[SheetLine]) -> dict[str, Entry]:
    """What the rows say of each indicator, by its code; rows without a figure say nothing.

    Raises SheetFault, naming every cell that cannot be taken: all or nothing.
    """
    columns = columns_of_sheet()
    code, value, note = names = [columns[name] for name in READ]
    known = {line.code: line for line in lines}
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    for row in rows_of_sheet(file, head=names, numbers=[value]):
        try:
            entry = _entry(row, known, code=code, value=value, note=note)
            if row[code] in entries:
                raise row.fault(code, _("This indicator stands in the list twice."))
        except SheetFault as fault:
            faults.append(str(fault))
        else:
            if entry is not None:
                entries[row[code]] = entry
    if faults:
        raise SheetFault("\n".join(faults))
    return entries


def _entry(
    row: SheetRow, known: dict[str, SheetLine], *, code: str, value: str, note: str
) -> Entry | None:
    line = known.get(row[code])
    if line is None:
        raise row.fault(code, _("There is no such indicator."))
    if not row[value]:
        if row[note]:
            raise row.fault(value, _("A note needs a figure."))
        return None
    if len(row[note]) > LONGEST_NOTE:
        words = _("At most %(most)s letters.") % {"most": f"{LONGEST_NOTE:,}"}
        raise row.fault(note, words)
    amount = _amount(row, value)
    if not line.is_open and line.figure and line.figure.value != amount:
        raise row.fault(
            value, _("This figure was handed over already: it is not written any more.")
        )
    return Entry(amount, row[note])


def _amount(row: SheetRow, name: str) -> Decimal:
    try:
        amount = AmountField().clean(row[name])
    except ValidationError as error:
        raise row.fault(name, " ".join(error.messages)) from error
    assert amount is not None
    return amount
