"""Parts of a call, fetched in the statement of the call itself, and made into objects again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from portal.common.nested import KeptRows, objects_from, rows_of
from programs.models import (
    Adjustment,
    Amendment,
    Attachment,
    Briefing,
    Call,
    CallZone,
    CostShare,
    Criterion,
    Question,
    QuestionSection,
    Reply,
    RequiredDocument,
    Seal,
)
from programs.models.call_parts import TEXTS
from programs.queries.form import ORDER_OF_FORM
from programs.queries.inquiry import standing_replies
from programs.queries.receipt import SEAL_FIELDS
from zones.models import Zone

CONDITION = ("id", "key", "label_ko", "label_en", "kind", "options", "options_en")
AMENDMENT = ("number", "kind", "reason", "published_at")


@dataclass(frozen=True)
class PartRows:
    """Where the rows of a part come from, and what of them readers need.

    `related` names what a row refers to: its model, and what of that (with its id) is needed.
    """

    rows: Callable[[], QuerySet[Any]]
    fields: tuple[str, ...]
    related: Mapping[str, tuple[type[Model], tuple[str, ...]]] = field(default_factory=dict)
    parent: str = "call"

    def brought_with(self, call: str) -> ArraySubquery:
        """The annotation that brings the rows of a call, which stands in this column."""
        related = {
            name: JSONObject(**{field: f"{name}__{field}" for field in fields})
            for name, (_model, fields) in self.related.items()
        }
        of_call = self.rows().filter(**{self.parent: OuterRef(call)})
        return rows_of(of_call, *self.fields, **related)

    @cached_property
    def model(self) -> type[Model]:
        return self.rows().model

    def objects(self, rows: list[dict[str, Any]]) -> list[Any]:
        own = [{name: row[name] for name in self.fields} for row in rows]
        made = objects_from(self.model, own)
        for name, (model, _fields) in self.related.items():
            for thing, row in zip(made, rows, strict=True):
                if row[name]["id"] is not None:
                    setattr(thing, name, *objects_from(model, [row[name]]))
        return made


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """All of them, for rows that readers take for whole ones."""
    return tuple(field.attname for field in model._meta.concrete_fields)


# A door names those that it shows; `changes` are amendments with all that they changed
PARTS: dict[str, PartRows] = {
    "call_zones": PartRows(
        lambda: CallZone.objects.order_by("zone__kind", "zone__name_ko"),
        ("quota", "contact", "phone", "email"),
        related={"zone": (Zone, ("id", "slug", "name_ko", "name_en"))},
    ),
    "questions": PartRows(
        lambda: Question.objects.order_by(*ORDER_OF_FORM),
        columns_of(Question),
        related={
            "section": (QuestionSection, ("id", *TEXTS)),
            "condition_question": (Question, CONDITION),
        },
    ),
    "documents": PartRows(
        RequiredDocument.objects.all,
        columns_of(RequiredDocument),
    ),
    "attachments": PartRows(
        Attachment.objects.current,
        (
            "id", "key", "label_ko", "label_en", "name", "content_type", "size", "sha256",
            "unreadable_reason", "scan_state",
        ),
    ),
    "criteria": PartRows(Criterion.objects.all, (*TEXTS, "weight", "tie_rank", "anchors")),
    "adjustments": PartRows(Adjustment.objects.all, (*TEXTS, "kind", "points", "ground")),
    "cost_shares": PartRows(CostShare.objects.all, ("size", "government_percent", "cash_percent")),
    "replies": PartRows(Reply.objects.all, ("id", "question", "text", "published_at", "corrects_id")),
    "amendments": PartRows(Amendment.objects.all, AMENDMENT),
    "changes": PartRows(Amendment.objects.all, (*AMENDMENT, "difference")),
    "seals": PartRows(
        Seal.objects.all,
        SEAL_FIELDS,
    ),
    "briefings": PartRows(
        Briefing.objects.announced,  # with their call, drafts too
        (
            "id", "title_ko", "title_en", "starts_at", "ends_at", "is_day_only",
            "venue_ko", "venue_en", "cancelled_at",
        ),
        parent="calls",
    ),
}  # fmt: skip


@cache
def part_rows(name: str, *, call: str) -> KeptRows:
    """The rows of a part of the call that stands in this column of the statement's own table."""
    return KeptRows(lambda: PARTS[name].brought_with(call))


def with_parts(calls: QuerySet[Call], *names: str) -> QuerySet[Call]:
    """Calls with the named parts (of PARTS), all in one statement."""
    return calls.annotate(**{f"{name}_rows": part_rows(name, call="pk") for name in names})


def parts_of(call: Call) -> dict[str, list[Any]]:
    """The parts that `with_parts` brought, as objects."""
    parts = {
        name: part.objects(getattr(call, f"{name}_rows"))
        for name, part in PARTS.items()
        if hasattr(call, f"{name}_rows")
    }
    for attachment in parts.get("attachments", []):
        attachment.call = call
    if "replies" in parts:
        parts["replies"] = standing_replies(parts["replies"])
    return parts
