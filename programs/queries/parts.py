"""Parts of a call, fetched in the statement of the call itself, and made into objects again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet

from portal.common.nested import objects_from, rows_of
from programs.models import (
    Adjustment,
    Amendment,
    Attachment,
    Briefing,
    Call,
    CostShare,
    Criterion,
    Question,
    Reply,
    RequiredDocument,
)
from programs.queries.inquiry import standing_replies

TEXTS = ("label_ko", "label_en", "help_ko", "help_en")


@dataclass(frozen=True)
class Part:
    """Where the rows of a part come from, and which of their fields readers need."""

    rows: Callable[[], QuerySet[Any]]
    fields: tuple[str, ...]
    parent: str = "call"


# A door names those that it shows; `changes` are amendments with all that they changed
PARTS: dict[str, Part] = {
    "questions": Part(
        Question.objects.all, (*TEXTS, "kind", "is_required", "max_length", "unit", "options")
    ),
    "documents": Part(
        RequiredDocument.objects.all, (*TEXTS, "is_required", "applicant_kinds", "max_age_days")
    ),
    "attachments": Part(
        Attachment.objects.current,
        ("id", "key", "label_ko", "label_en", "name", "content_type", "size", "sha256"),
    ),
    "criteria": Part(Criterion.objects.all, (*TEXTS, "weight")),
    "adjustments": Part(Adjustment.objects.all, (*TEXTS, "kind", "points", "ground")),
    "cost_shares": Part(CostShare.objects.all, ("size", "government_percent", "cash_percent")),
    "replies": Part(
        Reply.objects.all, ("id", "question", "text", "published_at", "corrects_id")
    ),
    "amendments": Part(Amendment.objects.all, ("number", "kind", "reason", "published_at")),
    "changes": Part(
        Amendment.objects.all, ("number", "kind", "reason", "published_at", "difference")
    ),
    "briefings": Part(
        Briefing.objects.published,
        (
            "id", "title_ko", "title_en", "starts_at", "ends_at", "is_day_only",
            "venue_ko", "venue_en", "cancelled_at",
        ),
        parent="calls",
    ),
}  # fmt: skip


def with_parts(calls: QuerySet[Call], *names: str) -> QuerySet[Call]:
    """Calls with the named parts (of PARTS), all in one statement."""
    parts = {name: PARTS[name] for name in names}
    return calls.annotate(
        **{
            f"{name}_rows": rows_of(
                part.rows().filter(**{part.parent: OuterRef("pk")}), *part.fields
            )
            for name, part in parts.items()
        }
    )


def parts_of(call: Call) -> dict[str, list[Any]]:
    """The parts that `with_parts` brought, as objects."""
    parts = {
        name: objects_from(part.rows().model, getattr(call, f"{name}_rows"))
        for name, part in PARTS.items()
        if hasattr(call, f"{name}_rows")
    }
    for attachment in parts.get("attachments", []):
        attachment.call = call
    if "replies" in parts:
        parts["replies"] = standing_replies(parts["replies"])
    return parts
