"""Rows of inputs under columns: what each cell takes, and what a question for a table asks."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.common.form_fields import WonField, day_input
from programs.enums import ColumnKind
from programs.form_checks import LARGEST_NUMBER, ROW_LIMIT
from programs.models import Question
from programs.queries.plan.tables import name_of_row
from programs.validators import storable

EMPTY_ROWS = 3  # offered below what is there
MOST_BESIDE = 4  # cells that are readable side by side
TAKEN_OUT = "taken_out"  # ticked, the whole row goes; its cells are never emptied one by one

Row = dict[str, Any]


def number_cell(options: Sequence[str]) -> forms.Field:
    return forms.IntegerField(min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER, required=False)


def money_cell(options: Sequence[str]) -> forms.Field:
    return WonField(max_value=LARGEST_NUMBER, required=False)


def choice_cell(options: Sequence[str]) -> forms.Field:
    choices = [("", "–"), *((option, option) for option in options)]
    return forms.ChoiceField(choices=choices, required=False)


CELL_OF_KIND = {
    ColumnKind.SHORT: lambda options: forms.CharField(max_length=300, required=False),
    ColumnKind.NUMBER: number_cell,
    ColumnKind.MONEY: money_cell,
    ColumnKind.DATE: lambda options: forms.DateField(widget=day_input(), required=False),
    ColumnKind.CHOICE: choice_cell,
}


class TypedRow(dict[str, Any]):
    """A row as it was typed; `number` is that of its inputs: empty rows before it are left out."""

    def __init__(self, number: int, cells: Mapping[str, Any]) -> None:
        super().__init__(cells)
        self.number = number


class CellError(ValidationError):
    """What is wrong in one cell; `cell` ends the name of its input, after that of the table."""

    def __init__(self, message: str, cell: str, *, code: str = "cell") -> None:
        super().__init__(message, code=code)
        self.cell = cell


class TableWidget(forms.Widget):
    """Rows of inputs: those that are filled, and some empty ones up to the limit.

    A row in which only `passive` cells say something is empty: they always do.
    """

    template_name = "programs/widgets/table.html"
    use_fieldset = True

    def __init__(
        self,
        cells: Mapping[str, forms.Field],
        labels: Mapping[str, str],
        row_limit: int,
        passive: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.cells, self.labels, self.row_limit = cells, labels, row_limit
        self.passive = passive
        self.faulty: Collection[str] = ()  # the cells (`CellError`) that are not right as typed

    def id_for_label(self, id_: str) -> str:
        return ""

    def format_value(self, value: Any) -> list[Row]:
        return value or []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        numbered = re.compile(rf"{re.escape(name)}-([0-9]{{1,4}})-")
        numbers = {int(found[1]) for key in data if (found := numbered.match(key))}
        numbers -= {number for number in numbers if f"{name}-{number}-{TAKEN_OUT}" in data}
        rows = (
            TypedRow(number, {key: data.get(f"{name}-{number}-{key}", "") for key in self.cells})
            for number in sorted(numbers)
        )
        return [row for row in rows if self._says_something(row)]

    def _says_something(self, row: Row) -> bool:
        return any(str(cell).strip() for key, cell in row.items() if key not in self.passive)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        filled = self.format_value(value)
        empty = min(EMPTY_ROWS, max(0, self.row_limit - len(filled)))
        rows = [*filled, *({} for _row in range(empty))]
        return context | {
            "labels": [label for key, label in self.labels.items() if not self._is_hidden(key)],
            "row_limit": self.row_limit,
            "is_wide": len(self.cells) > MOST_BESIDE,
            "taken_out": TAKEN_OUT,
            "rows": [self._cells(name, number, row) for number, row in enumerate(rows)],
        }

    def _is_hidden(self, key: str) -> bool:
        return bool(self.cells[key].widget.is_hidden)

    def _cells(self, name: str, number: int, row: Row) -> list[dict[str, str]]:
        """What is seen of a row; what is hidden stands with its first cell."""
        hidden, cells = "", []
        for key, field in self.cells.items():
            attrs = {"id": f"id_{name}-{number}-{key}"}
            if not self._is_hidden(key):
                words = {"row": number + 1, "column": self.labels[key]}
                attrs["aria-label"] = _("Row %(row)s: %(column)s") % words
                if isinstance(row, TypedRow) and f"{row.number}-{key}" in self.faulty:
                    attrs["aria-invalid"] = "true"
            html = field.widget.render(f"{name}-{number}-{key}", row.get(key), attrs=attrs)
            if self._is_hidden(key):
                hidden = format_html("{}{}", hidden, html)
            else:
                html = format_html("{}{}", hidden, html)
                cells.append({"label": self.labels[key], "html": html})
                hidden = ""
        return cells


class RowsField(forms.Field):
    """The rows as objects by column key, as JSON can hold them; empty cells and rows are left out.

    With `naming`, the cells that say what a row is about, a fault in any other cell empties that
    cell only: `faults` tells of them, `faulty` has their names by the place of the row. Without, and
    where a naming cell or the number of rows is at fault, no row is valid.
    """

    def __init__(
        self,
        cells: Mapping[str, forms.Field],
        labels: Mapping[str, str],
        row_limit: int,
        *,
        passive: Collection[str] = (),
        naming: Collection[str] | None = None,
        **common: Any,
    ) -> None:
        self.cells, self.labels, self.row_limit = cells, labels, row_limit
        self.naming = cells if naming is None else naming
        self.faults: list[CellError] = []
        self.faulty: dict[int, set[str]] = {}
        widget = TableWidget(cells, labels, row_limit, passive)
        super().__init__(widget=widget, **common)

    def clean(self, value: list[Row]) -> list[Row]:
        if len(value) > self.row_limit:
            raise ValidationError(
                _("At most %(most)s rows; there are %(count)s."),
                params={"most": self.row_limit, "count": len(value)},
                code="too_many_rows",
            )
        self.faults, self.faulty = [], {}
        rows = [self._row(number, row) for number, row in enumerate(value, start=1)]
        if any(names.intersection(self.naming) for names in self.faulty.values()):
            faults, self.faults = self.faults, []
            self.refuse(faults)
        self.widget.faulty = {fault.cell for fault in self.faults}
        return rows

    def refuse(self, faults: list[CellError]) -> NoReturn:
        """Raise what is wrong, with the cells marked."""
        self.widget.faulty = {fault.cell for fault in faults}
        raise ValidationError(faults)

    def _row(self, number: int, row: Row) -> TypedRow:
        cleaned = TypedRow(getattr(row, "number", number - 1), {})
        for key, field in self.cells.items():
            try:
                cell = storable(field.clean(row.get(key)))
            except ValidationError as error:
                place = name_of_row(number, row.get("name", "").strip())
                self.faulty.setdefault(number - 1, set()).add(key)
                self.faults += [
                    CellError(f"{place}: {self.labels[key]}: {message}", f"{cleaned.number}-{key}")
                    for message in error.messages
                ]
            else:
                if cell not in (None, ""):
                    cleaned[key] = cell
        return cleaned


class TableField(RowsField):
    """The rows that answer a question for a table."""

    def __init__(self, question: Question, **common: Any) -> None:
        cells = {
            column["key"]: CELL_OF_KIND[ColumnKind(column["kind"])](column.get("options") or [])
            for column in question.columns
        }
        labels = {column["key"]: column["label"] for column in question.readable_columns}
        super().__init__(cells, labels, question.row_limit or ROW_LIMIT, **common)
