"""The whole content of a call as one thing: for copies, versions, differences, export and import."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from programs.models import Call
from programs.models.call_freezing import CONTENT_FIELDS, MOMENTS

FORMAT = "rnd-zone-portal/call"
FORMAT_VERSION = 1
FOREIGN_KEYS = ("program", "agency")

PART_FIELDS = ("label_ko", "label_en", "help_ko", "help_en")
ZONE_FIELDS = ("quota", "contact", "phone", "email")
SHARE_FIELDS = ("size", "government_percent", "cash_percent")
RULE_FIELDS = ("kind", "values", "years", "least_won", "most_won", "note_ko", "note_en")
QUESTION_FIELDS = (
    *PART_FIELDS,
    "kind",
    "is_required",
    "max_length",
    "unit",
    "options",
    "options_en",
    "columns",
    "row_limit",
)
DOCUMENT_FIELDS = (
    *PART_FIELDS,
    "is_required",
    "applicant_kinds",
    "max_age_days",
    "step",
    "is_reusable",
)
CRITERION_FIELDS = (*PART_FIELDS, "weight")
ADJUSTMENT_FIELDS = (*PART_FIELDS, "kind", "points", "ground")
ATTACHMENT_FIELDS = ("label_ko", "label_en", "name", "content_type", "size", "sha256")

# The parts of a form, as a template keeps them
FORM_PARTS = ("sections", "questions", "documents", "criteria")


def content_of_call(call: Call) -> dict[str, Any]:
    """All that the call says, as JSON can hold it; equal for calls that say the same.

    Moments in ISO 8601 with Korea's offset, amounts in whole won, programme, agency and zones by
    their address. Parts stand in their order and carry a `key` that copies keep.
    """
    plain = [name for name in CONTENT_FIELDS if name not in (*MOMENTS, *FOREIGN_KEYS)]
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "program": call.program.slug,
        "agency": call.agency.slug,
        **{name: getattr(call, name) for name in plain},
        **{name: _written(getattr(call, name)) for name in MOMENTS},
        "zones": [
            {"zone": row.zone.slug, **_fields(row, ZONE_FIELDS)}
            for row in call.call_zones.select_related("zone").order_by("zone__slug")
        ],
        "cost_shares": [_fields(row, SHARE_FIELDS) for row in call.cost_shares.all()],
        "eligibility_rules": _keyed(call.eligibility_rules.all(), RULE_FIELDS),
        **form_content_of(call),
        "adjustments": _keyed(call.adjustments.all(), ADJUSTMENT_FIELDS),
        "attachments": _keyed(call.attachments.current(), ATTACHMENT_FIELDS),
    }


def form_content_of(call: Call) -> dict[str, Any]:
    """Sections, questions, documents and criteria alone: what a form template keeps."""
    questions = call.questions.select_related("section", "condition_question")
    return {
        "sections": _keyed(call.sections.all(), PART_FIELDS),
        "questions": [_question(question) for question in questions],
        "documents": _keyed(call.required_documents.all(), DOCUMENT_FIELDS),
        "criteria": _keyed(call.criteria.all(), CRITERION_FIELDS),
    }


def _question(question: Any) -> dict[str, Any]:
    condition = question.condition_question
    return {
        "key": str(question.key),
        "section": str(question.section.key) if question.section else None,
        **_fields(question, QUESTION_FIELDS),
        "condition": {"question": str(condition.key), "values": question.condition_values}
        if condition
        else None,
    }


def _keyed(rows: Any, names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"key": str(row.key), **_fields(row, names)} for row in rows]


def _fields(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _written(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None
