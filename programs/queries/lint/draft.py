"""What the rules of the linter look at, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from programs.enums import CallSection, CallState, RuleKind
from programs.models import (
    Attachment,
    Call,
    CallZone,
    CostShare,
    Criterion,
    EligibilityRule,
    RequiredDocument,
    Reviewer,
)
from programs.models.call_content import SECTION_FIELDS
from programs.models.call_parts import PARTS
from programs.queries.amendment import contents_of_amendment, keeps_closing, reopens
from programs.queries.difference import Difference, differences
from programs.queries.form import checked_row, questions_of


@dataclass(frozen=True)
class Draft:
    """All that the rules look at, read once."""

    call: Call
    zones: Sequence[CallZone]
    shares: Sequence[CostShare]
    criteria: Sequence[Criterion]
    questions: list[dict[str, Any]]
    has_documents: bool
    asks_for_attendance: bool
    briefing_starts: Sequence[datetime]
    attachments: Sequence[Attachment]
    reviewer_count: int
    now: datetime
    changes: Sequence[Difference]  # of a working copy

    @property
    def published_at(self) -> datetime:
        """When it was public, or will be: not before now, whatever was typed."""
        call = self.call.amends or self.call
        if call.state == CallState.APPROVED:
            return call.published_at
        return max(call.published_at, self.now)

    @property
    def opens_at(self) -> datetime:
        return (
            self.call.opens_at if self.call.amends else max(self.call.opens_at, self.published_at)
        )

    @property
    def is_past(self) -> bool:
        return self.call.closes_at is not None and self.call.closes_at <= self.now

    @property
    def reopens(self) -> bool:
        """A working copy lets a call that has ended take applications again."""
        call, before = self.call, self.call.amends
        if before is None or not before.has_ended_at(self.now) or self.is_past:
            return False
        return before.closed_at is None or reopens(before, call.amendment_kind)

    @cached_property
    def changed_sections(self) -> set[CallSection]:
        """Where a working copy differs from the call that it amends."""
        names = {change.path.partition(".")[0] for change in self.changes}
        fields = {section for section, own in SECTION_FIELDS.items() if names.intersection(own)}
        return fields | {part.section for part in PARTS.values() if part.name in names}

    @cached_property
    def shortens_notice(self) -> bool:
        """A working copy lets the call end, or be full, sooner than was published."""
        call, before = self.call, self.call.amends
        if before is None or not call.is_counted:
            return self.closes_sooner
        former = before.opens_at if before.is_counted else before.closes_at
        return self.closes_sooner or former is None or call.opens_at < former

    @cached_property
    def closes_sooner(self) -> bool:
        """A working copy takes time away from who is writing."""
        call, before = self.call, self.call.amends
        if before is None or call.closes_at is None or keeps_closing(call):
            return False
        return before.closes_at is None or call.closes_at < before.closes_at


def draft_of(call: Call, changes: Sequence[Difference] | None = None) -> Draft:
    """`changes` are those of a working copy, where they were found already."""
    if changes is None:
        changes = differences(*contents_of_amendment(call)) if call.amends else []
    has_documents, asks_for_attendance = _what_it_has(call)
    return Draft(
        call=call,
        zones=list(call.call_zones.select_related("zone")),
        shares=list(call.cost_shares.all()),
        criteria=list(call.criteria.all()),
        questions=[checked_row(question) for question in questions_of(call)],
        has_documents=has_documents,
        asks_for_attendance=asks_for_attendance,
        briefing_starts=list(
            # a working copy has none of its own: they stay with the call
            (call.amends or call)
            .briefings.filter(cancelled_at=None)
            .values_list("starts_at", flat=True)
        ),
        attachments=list(
            call.attachments.current().only("name", "sha256", "reading_state", "unreadable_reason")
        ),
        reviewer_count=Reviewer.objects.filter(is_active=True).count(),
        now=timezone.now(),
        changes=changes if call.amends else [],
    )


def _what_it_has(call: Call) -> tuple[bool, bool]:
    """Required documents, and a rule of attendance, in one statement."""
    documents = RequiredDocument.objects.filter(call=OuterRef("pk"))
    rules = EligibilityRule.objects.filter(call=OuterRef("pk"), kind=RuleKind.ATTENDANCE)
    found = Call.objects.filter(pk=call.pk).values_list(Exists(documents), Exists(rules))
    return found.get()
