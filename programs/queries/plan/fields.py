"""A section of a plan field by field, as its page sends it: for merging what two people write.

A table of rows is one field, `rows`: rows are told by their place, so two versions of a table are
not put together row by row. Beside it stand the lead's own part, and each amount of the budget.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from programs.enums import PlanSection
from programs.queries.plan.saved import SOURCES, without_key

LEAD_FIELDS = ("responsible_name", "responsible_department", "responsible_position", "task")
ROWS = "rows"

Row = Mapping[str, Any]


def name_of_cell(place: str, item: str, source: str) -> str:
    """The name of an amount of the budget."""
    return f"{place}-{item}-{source}"


def name_of_lead(name: str) -> str:
    """The name of a field of the lead's own part."""
    return f"lead_{name}"


def fields_of(section: str, rows: Sequence[Row]) -> dict[str, Any]:
    """What each field says of a section's rows (`Plan.rows`); an amount of zero says nothing."""
    if section == PlanSection.BUDGET:
        return {
            name_of_cell(row["participant"], row["item"], source): row[source] or None
            for row in rows
            for source in SOURCES
        }
    if section != PlanSection.PARTICIPANTS:
        return {ROWS: list(rows)}
    lead, *partners = rows
    own = {name_of_lead(name): lead[name] for name in LEAD_FIELDS}
    return own | {ROWS: [without_key(row) for row in partners]}


def with_fields(
    section: str, now: Sequence[Row], typed: Sequence[Row], names: Collection[str]
) -> list[Row]:
    """The rows of a section as they are `now`, with these fields as they were typed."""
    if section == PlanSection.BUDGET:
        return _with_amounts(now, typed, names)
    rows = list(typed if ROWS in names else now)
    if section == PlanSection.PARTICIPANTS:
        own = {name: typed[0][name] for name in LEAD_FIELDS if name_of_lead(name) in names}
        rows[0] = {**now[0], **own}
    return rows


def _with_amounts(now: Sequence[Row], typed: Sequence[Row], names: Collection[str]) -> list[Row]:
    lines = {(row["participant"], row["item"]): dict(row) for row in now}
    nothing = dict.fromkeys(SOURCES, 0)
    for row in typed:
        place, item = row["participant"], row["item"]
        line = lines.setdefault((place, item), {"participant": place, "item": item, **nothing})
        line |= {
            source: row[source] for source in SOURCES if name_of_cell(place, item, source) in names
        }
    return list(lines.values())
