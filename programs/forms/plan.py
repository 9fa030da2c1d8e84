"""The sections of a project plan as forms. Nothing is required while it is a draft."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.common.text import printable
from programs.enums import ParticipantRole, PersonRole, PlanSection
from programs.forms.table import CellError, RowsField
from programs.models import Milestone, Participant, ProjectPerson
from programs.models.project import MOST_MONTHS
from programs.queries.merging import Digests, digests_of
from programs.queries.plan import FIELDS, LEAD, Plan, without_key
from programs.queries.plan.fields import LEAD_FIELDS, ROWS, name_of_lead
from programs.queries.plan.tables import label_of
from zones.enums import CompanySize
from zones.validators import digits_of, validate_business_number

MOST_PARTICIPANTS = 20
MOST_PEOPLE = 100
MOST_MILESTONES = 50
# A row that nobody touched holds the first: most people are no principals
PERSON_ROLES = sorted(PersonRole.choices, key=lambda one: one[0] != PersonRole.RESEARCHER)
PARTNER_ROLES = [one for one in ParticipantRole.choices if one[0] != ParticipantRole.LEAD]

Row = dict[str, Any]


class KeyInput(forms.HiddenInput):
    """What tells a row again when it is sent twice: an empty row is offered with a key of its own."""

    def format_value(self, value: Any) -> str:
        return str(value or uuid.uuid4())


class KeyField(forms.Field):
    """The key of a row; what is none becomes a new one."""

    widget = KeyInput

    def to_python(self, value: Any) -> str:
        try:
            return str(uuid.UUID(str(value)))
        except ValueError:
            return str(uuid.uuid4())


class TextCell(forms.CharField):
    """A line of text without what nobody can see; lines that were broken become one."""

    def to_python(self, value: Any) -> str:
        return " ".join(printable(super().to_python(value)).split("\n")).strip()


class BusinessNumberCell(forms.CharField):
    """Ten digits with a check digit, with or without hyphens; kept as digits."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text:
            validate_business_number(text)
        return digits_of(text)


def text_cell(model: Any, name: str) -> TextCell:
    length = model._meta.get_field(name).max_length
    widget = forms.Textarea(attrs={"rows": 2}) if length > 120 else forms.TextInput()  # letters
    return TextCell(max_length=length, required=False, widget=widget)


def months_cell() -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=MOST_MONTHS, required=False)


def choice_cell(choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[(value, capfirst(str(label))) for value, label in choices], required=False
    )


def whole_rows(rows: list[Row], section: str, **others: Any) -> list[Row]:
    """Rows with every field of the section, empty ones too."""
    numbers = {"rate_percent", "months", "first_month", "last_month"}
    empty = {name: None if name in numbers else "" for name in FIELDS[section]}
    return [{**empty, **others, **row} for row in rows]


def labels_of(model: Any, cells: Mapping[str, Any], **others: Any) -> dict[str, str]:
    """The headings of the columns."""
    return {name: str(others[name]) if name in others else label_of(model, name) for name in cells}


class PlanForm(forms.Form):
    """A section of a plan; `rows` are those that it would save (`Plan.rows`)."""

    section: PlanSection

    def __init__(self, *args: Any, plan: Plan, seen: Digests | None = None, **kwargs: Any) -> None:
        """`seen` are the digests of what the page showed that sends it."""
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.seen = seen or {}
        self.saved = plan.rows(self.section)

    @property
    def rows(self) -> list[Row]:
        raise NotImplementedError

    def says(self, name: str) -> bool:
        """Whether what was typed in a field (`fields_of`) can be saved, at least in part."""
        return name in self.cleaned_data


class TableForm(PlanForm):
    """A section that is a table. Of a cell that is not valid the rest of its row is saved."""

    rest: list[Row] | None = None  # the rows without the cells that are not valid

    @property
    def rows_field(self) -> forms.BoundField:
        return self[ROWS]

    @property
    def former(self) -> list[Row]:
        """The rows of the table that are saved."""
        return self.saved

    def whole(self, rows: list[Row], **others: Any) -> list[Row]:
        """Rows with every field; a cell that is not valid says what is saved of it, or nothing."""
        whole = whole_rows(rows, self.section, **others)
        for place, names in self._table.faulty.items():
            if before := self._before(whole[place], names):
                whole[place] |= {name: before[name] for name in names}
        return whole

    @property
    def _table(self) -> RowsField:
        field = self.fields["rows"]
        assert isinstance(field, RowsField)
        return field

    def _before(self, row: Row, names: set[str]) -> Row | None:
        """The same row as it is saved: that of its key, else the one that says the same elsewhere."""
        telling = ["key"] if "key" in row else [name for name in row if name not in names]
        same = [one for one in self.former if all(one[name] == row[name] for name in telling)]
        return same[0] if len(same) == 1 else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self._table.faults:
            self.rest = cleaned.get("rows")  # None where rows contradict each other
            self.add_error("rows", self._table.faults)
        return cleaned

    @property
    def typed_rows(self) -> list[Row]:
        """What was typed and is valid; where rows cannot be told from others, what is saved."""
        return self.cleaned_data.get("rows", self.former if self.rest is None else self.rest)

    @property
    def rows(self) -> list[Row]:
        return self.typed_rows

    def says(self, name: str) -> bool:
        return super().says(name) or (name == ROWS and self.rest is not None)


class ParticipantsForm(TableForm):
    """The lead's own part, then the partners in their order."""

    section = PlanSection.PARTICIPANTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LEAD_FIELDS:
            label = Participant._meta.get_field(name).verbose_name
            length = Participant._meta.get_field(name).max_length
            self.fields[name_of_lead(name)] = TextCell(
                label=label, max_length=length, required=False
            )
            self.initial[name_of_lead(name)] = self.saved[0][name]
        cells = {
            "key": KeyField(required=False),
            "role": choice_cell(PARTNER_ROLES),
            "name": text_cell(Participant, "name"),
            "size": choice_cell([("", "–"), *CompanySize.choices]),
            "business_number": BusinessNumberCell(max_length=20, required=False),
            "responsible_name": text_cell(Participant, "responsible_name"),
            "responsible_department": text_cell(Participant, "responsible_department"),
            "responsible_position": text_cell(Participant, "responsible_position"),
            "task": text_cell(Participant, "task"),
        }
        self.fields[ROWS] = RowsField(
            cells,
            labels_of(
                Participant,
                cells,
                key="",
                responsible_department=_("Department"),
                responsible_position=_("Job title"),
            ),
            MOST_PARTICIPANTS,
            passive=("key", "role"),
            naming=("key", "role", "name"),
            label=_("Joint and commissioned organisations"),
            help_text=_("A commissioned part is a cost of who commissions it."),
            required=False,
        )
        self.initial[ROWS] = self.former

    @property
    def former(self) -> list[Row]:
        return self.saved[1:]

    @property
    def head(self) -> list[forms.BoundField]:
        return [self[name_of_lead(name)] for name in LEAD_FIELDS]

    def clean_rows(self) -> list[Row]:
        rows = self.whole(self.cleaned_data["rows"], role=ParticipantRole.JOINT)
        rows = self._with_known_keys(rows)
        self._refuse_repeated(rows)
        self._refuse_needed(rows)
        return rows

    def _with_known_keys(self, rows: list[Row]) -> list[Row]:
        """A row that a colleague has saved under another key is the same row."""
        known = {row["key"]: row for row in self.former}
        free = {
            (row["name"], row["business_number"]): key
            for key, row in known.items()
            if key not in {row["key"] for row in rows}
        }
        keys: set[str] = set()
        for row in rows:
            if row["key"] not in known:
                row["key"] = free.pop((row["name"], row["business_number"]), row["key"])
            if row["key"] in keys:
                row["key"] = str(uuid.uuid4())
            keys.add(row["key"])
        return rows

    def _refuse_repeated(self, rows: list[Row]) -> None:
        numbers = [row["business_number"] for row in rows if row["business_number"]]
        for number in {one for one in numbers if numbers.count(one) > 1}:
            raise ValidationError(
                _("The business number %(number)s stands here twice."),
                params={"number": number},
                code="twice",
            )

    def _refuse_needed(self, rows: list[Row]) -> None:
        """What is planned for an organisation would go with it; a table that was left as the page
        showed it takes nothing out, whatever a colleague has added."""
        if digests_of({ROWS: [without_key(row) for row in rows]}).get(ROWS) == self.seen.get(ROWS):
            return
        kept = {row["key"] for row in rows}
        for row in self.former:
            if row["key"] not in kept and row["key"] in self.plan.in_use:
                raise ValidationError(
                    _("People or money are planned for “%(name)s”. Take them out first."),
                    params={"name": self.plan.names[row["key"]]},
                    code="needed",
                )

    @property
    def rows(self) -> list[Row]:
        cleaned = self.cleaned_data
        lead = {name: cleaned.get(name_of_lead(name), self.saved[0][name]) for name in LEAD_FIELDS}
        return [self.saved[0] | lead, *self.typed_rows]


class PeopleForm(TableForm):
    section = PlanSection.PEOPLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cells = {
            "name": text_cell(ProjectPerson, "name"),
            "role": choice_cell(PERSON_ROLES),
            "title": text_cell(ProjectPerson, "title"),
            "career": text_cell(ProjectPerson, "career"),
            "rate_percent": forms.IntegerField(min_value=0, max_value=100, required=False),
            "months": months_cell(),
        }
        if len(self.plan.names) > 1:
            organisation = choice_cell(list(self.plan.names.items()))
            cells = {"participant": organisation, **cells}
        self.fields[ROWS] = RowsField(
            cells,
            labels_of(ProjectPerson, cells, participant=_("Organisation")),
            MOST_PEOPLE,
            passive=("participant", "role"),
            naming=("participant", "role", "name"),
            label=PlanSection.PEOPLE.label,
            required=False,
        )
        self.initial[ROWS] = self.saved

    def clean_rows(self) -> list[Row]:
        defaults = {"participant": LEAD, "role": PersonRole.RESEARCHER}
        return self.whole(self.cleaned_data["rows"], **defaults)


class MilestonesForm(TableForm):
    section = PlanSection.MILESTONES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cells = {
            "what": text_cell(Milestone, "what"),
            "first_month": months_cell(),
            "last_month": months_cell(),
            "proof": text_cell(Milestone, "proof"),
        }
        self.fields[ROWS] = RowsField(
            cells,
            labels_of(Milestone, cells),
            MOST_MILESTONES,
            naming=("what",),
            label=PlanSection.MILESTONES.label,
            help_text=_("Months are counted from the agreement: its first month is 1."),
            required=False,
        )
        self.initial[ROWS] = self.saved

    def clean_rows(self) -> list[Row]:
        typed = self.cleaned_data[ROWS]
        rows = self.whole(typed)
        faults = [
            CellError(
                _("Row %(row)s: The last month lies before the first.") % {"row": number},
                f"{place.number}-last_month",
                code="order",
            )
            for number, (place, row) in enumerate(zip(typed, rows, strict=True), start=1)
            if row["first_month"] and row["last_month"] and row["last_month"] < row["first_month"]
        ]
        if faults:
            self._table.refuse(faults)
        return rows
