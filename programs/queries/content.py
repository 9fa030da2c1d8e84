"""The whole content of a call as one thing: for copies, versions, differences, export and import."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from programs.models import Call, Question
from programs.models.call_content import CONTENT_FIELDS, MOMENTS, REFERENCES
from programs.models.call_parts import FORM_PARTS, PARTS, Part
from zones.enums import CompanySize

FORMAT = "rnd-zone-portal/call"
FORMAT_VERSION = 1


def content_of_call(call: Call) -> dict[str, Any]:
    """All that the call says, as JSON can hold it; equal for calls that say the same.

    Moments in ISO 8601 with Korea's offset, amounts in whole won, programme, agency and zones by
    their address. Parts stand in their order and carry a `key` that copies keep.
    """
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        **fields_of_call(call, CONTENT_FIELDS),
        **parts_of_call(call, PARTS),
    }


def form_content_of(call: Call) -> dict[str, Any]:
    """Sections, questions, documents and criteria alone: what a form template keeps."""
    return parts_of_call(call, FORM_PARTS)


def fields_of_call(call: Call, names: Iterable[str]) -> dict[str, Any]:
    """Some of the call's own fields, as a content has them."""
    return {name: _written(name, getattr(call, name)) for name in names}


def parts_of_call(call: Call, names: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Some of the call's parts, as a content has them; a statement for each."""
    return {name: _rows(call, PARTS[name]) for name in names}


def _written(name: str, value: Any) -> Any:
    if name in REFERENCES:
        return value.slug
    if name in MOMENTS:
        return timezone.localtime(value).isoformat() if isinstance(value, datetime) else None
    return value


def _rows(call: Call, part: Part) -> list[dict[str, Any]]:
    rows = getattr(call, part.related_name).all()
    if part.name == "attachments":
        rows = rows.current()
    if part.name == "zones":
        rows = rows.select_related("zone").order_by("zone__slug")
    if part.name == "questions":
        rows = rows.select_related("section", "condition_question")
    if part.name == "cost_shares":
        order = CompanySize.values
        rows = sorted(rows, key=lambda row: order.index(row.size))
    return [_row(part, row) for row in rows]


def _row(part: Part, row: Any) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in part.fields}
    if part.name == "questions":
        return {"key": str(row.key), **_place_of(row), **said, "condition": _condition_of(row)}
    if part.name == "zones":
        return {"zone": row.zone.slug, **said}
    return {"key": str(row.key), **said} if part.is_keyed else said


def _place_of(question: Question) -> dict[str, Any]:
    return {"section": str(question.section.key) if question.section else None}


def _condition_of(question: Question) -> dict[str, Any] | None:
    other = question.condition_question
    return {"question": str(other.key), "values": question.condition_values} if other else None
