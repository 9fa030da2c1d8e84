"""Writing a content (`content_of_call`) into a call: for copies, imports and amendments."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from programs.models import (
    Adjustment,
    Attachment,
    Call,
    CallZone,
    CostShare,
    Criterion,
    EligibilityRule,
    Program,
    Question,
    QuestionSection,
    RequiredDocument,
)
from programs.models.call_freezing import CONTENT_FIELDS, MOMENTS
from programs.queries.content import (
    ADJUSTMENT_FIELDS,
    CRITERION_FIELDS,
    DOCUMENT_FIELDS,
    FOREIGN_KEYS,
    PART_FIELDS,
    QUESTION_FIELDS,
    RULE_FIELDS,
    SHARE_FIELDS,
    ZONE_FIELDS,
)
from zones.models import Agency, Zone

Row = Mapping[str, Any]


def fill_call(call: Call, content: Row) -> Call:
    """Set the call's own fields from a content that was checked; parts and saving are apart."""
    for name in CONTENT_FIELDS:
        if name in MOMENTS:
            text = content.get(name)
            setattr(call, name, datetime.fromisoformat(text) if text else None)
        elif name not in FOREIGN_KEYS and name in content:
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
        call,
        CallZone,
        [{"zone": zones[row["zone"]], **_picked(row, ZONE_FIELDS)} for row in content["zones"]],
    )
    _replace(
        call, CostShare, [_picked(row, SHARE_FIELDS) for row in content.get("cost_shares", [])]
    )
    rules = content.get("eligibility_rules", [])
    _replace(
        call,
        EligibilityRule,
        [
            {"key": row["key"], "position": position, **_picked(row, RULE_FIELDS)}
            for position, row in enumerate(rules, start=1)
        ],
    )
    write_form(call, content)
    _write(call, Adjustment, content.get("adjustments", []), ADJUSTMENT_FIELDS)


def write_form(call: Call, content: Row) -> None:
    """Sections, questions, documents and criteria: all that a form template holds."""
    call.questions.update(condition_question=None, condition_values=[])
    sections = _write(call, QuestionSection, content.get("sections", []), PART_FIELDS)
    questions = _write(call, Question, content.get("questions", []), QUESTION_FIELDS)
    for row in content.get("questions", []):
        question = questions[row["key"]]
        condition = row.get("condition") or {}
        question.section = sections.get(row.get("section") or "")
        question.condition_question = questions.get(condition.get("question", ""))
        question.condition_values = condition.get("values", [])
        question.save(update_fields=["section", "condition_question", "condition_values"])
    _write(call, RequiredDocument, content.get("documents", []), DOCUMENT_FIELDS)
    _write(call, Criterion, content.get("criteria", []), CRITERION_FIELDS)


def share_attachments(source: Call, call: Call, *, by: User) -> None:
    """Give `call` the attachments of `source`: rows of its own for the same stored files."""
    own = {row.key: row for row in call.attachments.all()}
    shown = {row.key for row in source.attachments.current()}
    for row in call.attachments.current():
        if row.key not in shown:
            row.removed_at = timezone.now()
            row.save(update_fields=["removed_at"])
    for row in source.attachments.current():
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
    "is_read_in_part",
    "text",
)


def _picked(row: Row, names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _picked_of(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _replace(call: Call, model: type[Any], rows: list[dict[str, Any]]) -> None:
    """For parts that nothing else refers to."""
    model.objects.filter(call=call).delete()
    model.objects.bulk_create(model(call=call, **row) for row in rows)


def _write(call: Call, model: type[Any], rows: list[Row], names: tuple[str, ...]) -> dict[str, Any]:
    """The parts by key, after bringing them to `rows`."""
    former = {str(part.key): part for part in model.all_objects.filter(call=call)}
    written = {}
    for position, row in enumerate(rows, start=1):
        part = former.pop(row["key"], None) or model(call=call, key=row["key"])
        part.position, part.removed_at = position, None
        for name, value in _picked(row, names).items():
            setattr(part, name, value)
        part.save()
        written[row["key"]] = part
    gone = model.all_objects.filter(pk__in=[part.pk for part in former.values()])
    if call.is_editable:
        gone.delete()
    else:
        gone.filter(removed_at=None).update(removed_at=timezone.now())
    return written
