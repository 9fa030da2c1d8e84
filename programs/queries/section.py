"""One section of a call as it stands: for saving it without overwriting a colleague."""

from typing import Any

from programs.enums import CallSection
from programs.models import Call
from programs.models.call_content import SECTION_FIELDS
from programs.models.call_parts import PARTS, Part
from programs.queries.content import fields_of_call, parts_of_call


def parts_of_section(section: str) -> list[Part]:
    """The parts whose rows are written in this section of the editor."""
    return [part for part in PARTS.values() if part.section == section]


def section_content(call: Call, section: str) -> dict[str, Any]:
    """The part of the call's content that this section of the editor writes, as a reader sees it.

    Without the keys of rows: they tell copies again, and say nothing.
    """
    fields = fields_of_call(call, SECTION_FIELDS[CallSection(section)])
    parts = parts_of_call(call, [part.name for part in parts_of_section(section)])
    return fields | {name: [_without_key(row) for row in rows] for name, rows in parts.items()}


def _without_key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "key"}
