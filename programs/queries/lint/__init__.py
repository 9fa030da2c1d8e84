"""The linter: what keeps a draft from approval, rule by rule, each with its source.

An error blocks; a warning asks for a reason, which is kept. A rule is a function of a `Draft`
that yields what it finds; a new one is added to RULES, and what it finds to SOURCES.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from programs.enums import CallSection
from programs.models import Call, WarningReason
from programs.queries.difference import Difference
from programs.queries.lint import amendment_rules, content_rules, schedule_rules
from programs.queries.lint.draft import Draft, draft_of
from programs.queries.lint.finding import Finding

RULES: list[Callable[[Draft], Iterator[Finding]]] = [
    *amendment_rules.RULES,
    *content_rules.RULES,
    *schedule_rules.RULES,
]


def findings_of(call: Call, *, changes: Sequence[Difference] | None = None) -> list[Finding]:
    """What the rules find in a draft, in the order of its sections, with the reasons given.

    `changes` are those of a working copy, where they were found already.
    """
    draft = draft_of(call, changes)
    found = _with_reasons(draft, [finding for rule in RULES for finding in rule(draft)])
    order = list(CallSection)
    return sorted(found, key=lambda finding: order.index(CallSection(finding.anchor)))


def faults_of_call(call: Call) -> list[Finding]:
    """What still keeps a call from being submitted for approval; empty when it is complete."""
    return [finding for finding in findings_of(call) if finding.blocks]


def _with_reasons(draft: Draft, found: list[Finding]) -> list[Finding]:
    """The newest reason given for each warning, if it was given for what is found now.

    A working copy has those of its call as well.
    """
    call = draft.call
    given = WarningReason.objects.filter(call__in=[call.pk, call.amends_id])
    reasons = {(row.rule, row.about): row.reason for row in given.order_by("given_at", "pk")}

    def reason_for(finding: Finding) -> str:
        if finding.rule == "short_notice":
            own = any(row.rule == "short_notice" and row.call_id == call.pk for row in given)
            return _reason_for_short_notice(call, is_own=own)
        return reasons.get((finding.rule, finding.about), "")

    return [
        replace(finding, reason=reason_for(finding)) if finding.is_warning else finding
        for finding in found
    ]


def _reason_for_short_notice(call: Call, *, is_own: bool) -> str:
    """It is announced with the call; a working copy that shortens the notice gives one of its own,
    in the schedule or beside the warning (`is_own`)."""
    reason = call.short_notice_reason.strip()
    is_taken_over = call.amends and reason == call.amends.short_notice_reason.strip()
    return "" if is_taken_over and not is_own else reason
