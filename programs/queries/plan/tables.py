"""The plan of a project as people read it: tables, and where two of them differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.common.money import without_unit, won
from programs.enums import PlanSection
from programs.models import BudgetLine, Milestone, Participant, ProjectPerson
from programs.queries.plan.saved import FIELDS, SOURCES, Plan, plan_content
from zones.validators import with_hyphens

MODELS: dict[str, type[models.Model]] = {
    PlanSection.PARTICIPANTS: Participant,
    PlanSection.PEOPLE: ProjectPerson,
    PlanSection.BUDGET: BudgetLine,
    PlanSection.MILESTONES: Milestone,
}

NOTHING = "–"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One text under the heading of its column; numbers stand to the right, a code on one line."""

    label: str
    text: str
    is_number: bool = False
    is_code: bool = False


@dataclass(frozen=True)
class Table:
    """A section of a plan, or the budget of one organisation."""

    title: str
    rows: list[list[Cell]]
    is_summed: bool = False  # the last row is a sum
    section: str = ""
    columns: list[Cell] = field(default_factory=list)


def tables_of(content: Row) -> list[Table]:
    """The plan of a submission's content (`actions.application.content_of`); none where there is none."""
    plan = content.get("plan") or {}
    participants = plan.get(PlanSection.PARTICIPANTS) or []
    names = {row["number"]: row["name"] for row in participants}
    names.setdefault(1, content["company"]["name"] if "company" in content else "")
    return [
        table for section in PlanSection if section in plan
        for table in tables_of_section(section, plan[section], names)
    ]  # fmt: skip


def tables_of_plan(plan: Plan) -> list[Table]:
    """The plan of a draft as it would be submitted."""
    company = {"name": plan.application.company.name}
    return tables_of({"company": company, "plan": plan_content(plan)})


def tables_of_section(section: str, rows: Iterable[Row], names: Mapping[Any, str]) -> list[Table]:
    """The rows of a section in words; `names` are those of the organisations that rows refer to."""
    rows = list(rows)
    if section == PlanSection.BUDGET:
        return _budgets(rows, names)
    title = str(PlanSection(section).label)
    return [_table(section, title, [_cells(section, row, names) for row in rows])]


def _budgets(rows: Sequence[Row], names: Mapping[Any, str]) -> list[Table]:
    """A table for each organisation that spends something, and one of all where there are several."""
    section, title = PlanSection.BUDGET, str(PlanSection.BUDGET.label)
    tables, spending = [], [one for one in names if any(row["participant"] == one for row in rows)]
    for one in spending:
        own = [row for row in rows if row["participant"] == one]
        lines = [[*_item(row), *_amounts(row)] for row in own]
        tables.append(_table(section, f"{title}: {names[one]}", [*lines, _sum(own)], summed=True))
    if len(spending) != 1:
        whole = [_sum(rows)] if rows else []
        tables.append(_table(section, title, whole, summed=bool(rows)))
    return tables


def _item(row: Row) -> list[Cell]:
    return [_cell(BudgetLine, "item", row["item"])]


def _amounts(row: Row) -> list[Cell]:
    cells = [_cell(BudgetLine, source, row[source]) for source in SOURCES]
    total = sum(row[source] for source in SOURCES)
    return [*cells, Cell(str(_("Sum")), won(total), is_number=True)]


def _sum(rows: Sequence[Row]) -> list[Cell]:
    sums = {source: sum(row[source] for row in rows) for source in SOURCES}
    return [Cell(label_of(BudgetLine, "item"), str(_("Sum"))), *_amounts(sums)]


def _table(section: str, title: str, rows: list[list[Cell]], *, summed: bool = False) -> Table:
    columns = rows[0] if rows else []
    return Table(capfirst(title), rows, summed, str(section), columns)


def _cells(section: str, row: Row, names: Mapping[Any, str]) -> list[Cell]:
    model, cells = MODELS[section], []
    if "participant" in row and len(names) > 1:
        cells = [Cell(str(_("Organisation")), names.get(row["participant"], NOTHING))]
    return cells + [_cell(model, name, row.get(name)) for name in FIELDS[section]]


def label_of(model: type[models.Model], name: str) -> str:
    """The heading of a column, in the reader's language; amounts say their unit themselves."""
    return capfirst(without_unit(str(model._meta.get_field(name).verbose_name)))


def _cell(model: type[models.Model], name: str, value: Any) -> Cell:
    is_code = name == "business_number"
    text = _text(model, name, value)
    return Cell(label_of(model, name), text, isinstance(value, int), is_code)


def _text(model: type[models.Model], name: str, value: Any) -> str:
    if value in (None, ""):
        return NOTHING
    if name.endswith("_won"):
        return won(value)
    if name == "business_number":
        return with_hyphens(value)
    choices = dict(model._meta.get_field(name).choices or [])
    return capfirst(str(choices[value])) if value in choices else str(value)


@dataclass(frozen=True)
class PlanDifference:
    """A cell that two people wrote: where it stands, and both texts; empty where there is no row."""

    label: str
    before: str
    after: str


def name_of_row(number: int, name: str = "") -> str:
    """What a row of a table is called; `number` is counted from 1, as its reader counts."""
    words = {"row": number, "name": name}
    return str((_("Row %(row)s (%(name)s)") if name else _("Row %(row)s")) % words)


def differences_of_section(
    plan: Plan, section: str, before: Sequence[Row], after: Sequence[Row]
) -> list[PlanDifference]:
    """Where two versions of a section (`Plan.rows`) differ, cell by cell; what is empty in both, or
    in one that has the row alone, is no difference."""
    former, latter = (_lines(plan, section, rows) for rows in (before, after))
    places = [*former, *(place for place in latter if place not in former)]
    found = []
    for place in places:
        texts = [lines[place][1] if place in lines else "" for lines in (former, latter)]
        if len({text for text in texts if text != NOTHING} | {""}) > 1 and texts[0] != texts[1]:
            label, _text = former.get(place) or latter[place]
            found.append(PlanDifference(label, *texts))
    return found


def _lines(plan: Plan, section: str, rows: Sequence[Row]) -> dict[tuple[str, str], tuple[str, str]]:
    """Every cell by its place, with what the place is called: a line of a budget by its item,
    another row by its number and its name. The lead stands before the numbered organisations."""
    lines = {}
    for table in tables_of_section(section, rows, plan.names):
        for index, cells in enumerate(table.rows):
            if section == PlanSection.BUDGET:
                row = name = f"{table.title} · {cells[0].text}"
                cells = cells[1:]
            else:
                row, name = str(index), _name_in(plan, section, rows[index], index)
            lines |= {(row, cell.label): (f"{name} · {cell.label}", cell.text) for cell in cells}
    return lines


def _name_in(plan: Plan, section: str, row: Row, index: int) -> str:
    if section != PlanSection.PARTICIPANTS:
        return name_of_row(index + 1, row.get("name", ""))
    return name_of_row(index, row["name"]) if index else plan.application.company.name
