"""A field of a call, or of a part, that is in no list would be lost in copies and amendments."""

import pytest

from programs.call_format import SCHEMA
from programs.enums import CallSection
from programs.forms.call_section import FORMS
from programs.models import Call
from programs.models.call_content import CONTENT_FIELDS, MATERIAL_FIELDS, SECTION_FIELDS
from programs.models.call_parts import PARTS, WRITTEN_PARTS

# What the agency does not write: how the call came about, and what happened to it
OF_THE_CALL_ALONE = {
    "id", "code", "is_example", "sources", "search", "state", "taken_count", "taken_won",
    "copied_from", "amends", "amendment_kind", "amendment_reason", "announced_at", "changed_at",
    "created_at", "created_by", "submitted_at", "submitted_by", "approved_at", "approved_by",
    "closed_at", "closed_by", "cancelled_at", "cancelled_by",
}  # fmt: skip
OF_A_ROW_ALONE = {"id", "call", "key", "position", "removed_at"}
# What a row refers to stands in a content by the name or key of the other
REFERRING = {
    "zones": {"zone"},
    "questions": {"section", "condition_question", "condition_values"},
    "attachments": {
        "file", "uploaded_at", "uploaded_by", "reading_state", "unreadable_reason",
        "reading_attempts", "is_read_in_part", "text", "search",
        "scan_state", "scan_finding", "scanned_at", "scan_failed_at",
    },
}  # fmt: skip


def fields_of(model) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def test_each_field_of_a_call_is_content_or_not():
    assert fields_of(Call) - OF_THE_CALL_ALONE == set(CONTENT_FIELDS)
    assert len(CONTENT_FIELDS) == len(set(CONTENT_FIELDS))
    assert set(CONTENT_FIELDS) >= MATERIAL_FIELDS


@pytest.mark.parametrize("part", PARTS.values(), ids=list(PARTS))
def test_each_field_of_a_part_is_content_or_not(part):
    others = OF_A_ROW_ALONE | REFERRING.get(part.name, set())

    assert fields_of(part.model) - others == set(part.fields)
    assert part.model._meta.get_field("call").remote_field.related_name == part.related_name


@pytest.mark.parametrize("part", WRITTEN_PARTS.values(), ids=list(WRITTEN_PARTS))
def test_the_schema_knows_each_field_of_a_part(part):
    items = SCHEMA["properties"][part.name]["items"]
    known = SCHEMA["$defs"][items["$ref"].rpartition("/")[2]] if "$ref" in items else items

    named = {"questions": {"section", "condition"}}.get(part.name, set()) | {part.identity}
    assert set(known["properties"]) == set(part.fields) | named


def test_each_section_of_the_editor_writes_its_fields():
    assert {section: tuple(form.Meta.fields) for section, form in FORMS.items()} == SECTION_FIELDS
    elsewhere = {CallSection.QUESTIONS, CallSection.ATTACHMENTS, CallSection.BRIEFINGS}
    assert set(CallSection) - elsewhere == set(SECTION_FIELDS)
