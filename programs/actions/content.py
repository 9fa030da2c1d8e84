"""Writing a content (`content_of_call`) into a call: for copies, imports and amendments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from programs.models import Attachment, Call, Program
from programs.models.call_content import CONTENT_FIELDS, MOMENTS, REFERENCES
from programs.models.call_parts import FORM_PARTS, PARTS, Part
from zones.models import Agency, Zone

Row = Mapping[str, Any]


def fill_call(call: Call, content: Row) -> Call:
    """Set the call's own fields from a content that was checked; parts and saving are apart."""
    for name in CONTENT_FIELDS:
        if name in MOMENTS:
            text = content.get(name)
            setattr(call, name, datetime.fromisoformat(text) if text else None)
        elif name not in REFERENCES and name in content:
            setattr(call, name, content[name])
    call.program = Program.objects.get(slug=content["program"])
    call.agency = Agency.objects.get(slug=content["agency"])
    return call


def write_parts(call: Call, content: Row) -> None:
    """Bring the call's parts to what the content says.

    Parts are told by their key. What the content does not have is deleted from a draft; from a
    published call it is only taken out of sight, for the answers and scores that were given to it.
    """
    zones = {zone.slug: zone for zone in Zone.objects.all()}
    _replace(
        call, PARTS["zones"], [{**row, "zone": zones[row["zone"]]} for row in content["zones"]]
    )
    _replace(call, PARTS["cost_shares"], content.get("cost_shares", []))
    _replace(call, PARTS["eligibility_rules"], content.get("eligibility_rules", []))
    write_form(call, content)
    _write(call, PARTS["adjustments"], content.get("adjustments", []))


def write_form(call: Call, content: Row) -> None:
    """Sections, questions, documents and criteria: all that a form template holds."""
    conditional = call.questions.exclude(condition_question=None)
    conditional.update(condition_question=None, condition_values=[])
    written = {name: _write(call, PARTS[name], content.get(name, [])) for name in FORM_PARTS}
    sections, questions = written["sections"], written["questions"]
    for row in content.get("questions", []):
        question = questions[row["key"]]
        condition = row.get("condition") or {}
        place = sections.get(row.get("section") or "")
        other = questions.get(condition.get("question", ""))
        if question.section_id != (place and place.pk) or other:
            question.section, question.condition_question = place, other
            question.condition_values = condition["values"] if other else []
            question.save(update_fields=["section", "condition_question", "condition_values"])


def hold_attachments(call: Call) -> None:
    """Take the rows of all files, in the order in which everybody takes them: first the files, then
    the words for the search (`CallPieces`), as the worker does that keeps a text."""
    list(call.attachments.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def share_attachments(source: Call, call: Call, *, by: User) -> None:
    """Give `call` the attachments of `source`: rows of its own for the same stored files."""
    own = {row.key: row for row in call.attachments.select_for_update(no_key=True).order_by("pk")}
    shown = {row.key for row in source.attachments.current()}
    for row in call.attachments.current():
        if row.key not in shown:
            row.removed_at = timezone.now()
            row.save(update_fields=["removed_at"])
    for row in source.attachments.current().defer(None):  # with the text that was read
        if row.key in own:
            kept = own[row.key]
            kept.position, kept.removed_at = row.position, None
            kept.label_ko, kept.label_en = row.label_ko, row.label_en
            kept.save(update_fields=["position", "removed_at", "label_ko", "label_en"])
        else:
            Attachment.objects.create(
                call=call, uploaded_by=by, **_picked_of(row, SHARED_ATTACHMENT_FIELDS)
            )


SHARED_ATTACHMENT_FIELDS = (
    "key",
    "position",
    "label_ko",
    "label_en",
    "file",
    "name",
    "content_type",
    "size",
    "sha256",
    "reading_state",
    "unreadable_reason",
    "scan_state",
    "scan_finding",
    "scanned_at",
    "scan_failed_at",
    "is_read_in_part",
    "text",
)


def _picked(row: Row, names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _picked_of(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _replace(call: Call, part: Part, rows: Sequence[Row]) -> None:
    """For parts that nothing else refers to."""
    names = (*part.fields, part.identity)
    part.model.objects.filter(call=call).delete()
    part.model.objects.bulk_create(
        part.model(call=call, **_picked(row, names), **_placed(part, position))
        for position, row in enumerate(rows, start=1)
    )


def _placed(part: Part, position: int) -> dict[str, int]:
    return {"position": position} if part.is_keyed else {}


def _write(call: Call, part: Part, rows: Sequence[Row]) -> dict[str, Any]:
    """The rows by key, after bringing them to `rows`; what says the same is left alone."""
    former = {str(one.key): one for one in part.model.all_objects.filter(call=call)}
    written = {}
    for position, row in enumerate(rows, start=1):
        one = former.pop(row["key"], None) or part.model(call=call, key=row["key"])
        said = {**_picked(row, part.fields), "position": position, "removed_at": None}
        changed = {name for name, value in said.items() if getattr(one, name) != value}
        for name in changed:
            setattr(one, name, said[name])
        if one._state.adding:
            one.save()
        elif changed:
            one.save(update_fields=changed)
        written[row["key"]] = one
    gone = part.model.all_objects.filter(pk__in=[one.pk for one in former.values()])
    if call.is_editable:
        gone.delete()
    else:
        gone.filter(removed_at=None).update(removed_at=timezone.now())
    return written
