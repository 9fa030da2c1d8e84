"""The linter: what keeps a draft from approval, rule by rule, each with its source.

An error blocks; a warning asks for a reason, which is kept. A rule is a function of a `Draft`
that yields what it finds; a new one is added to RULES, and what it finds to SOURCES.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.common.business_days import closing_day, is_business_day, is_office_hour, notice_days
from programs.decree import LEAST_NOTICE_DAYS, STATUTORY_SHARES
from programs.enums import AmendmentKind, CallSection, ClosingMode, ReadingState
from programs.form_checks import faults_of_questions
from programs.models import Attachment, Call, CallZone, CostShare, Reviewer, WarningReason
from programs.queries.amendment import contents_of_amendment, keeps_closing
from programs.queries.difference import Difference, differences
from programs.queries.finding import MANDATORY, Finding, error, warning
from programs.queries.form import checked_row, questions_of
from programs.validators import validate_weights


@dataclass(frozen=True)
class Draft:
    """All that the rules look at, read once."""

    call: Call
    zones: Sequence[CallZone]
    shares: Sequence[CostShare]
    weights: Sequence[int]
    questions: list[dict[str, Any]]
    has_documents: bool
    briefing_starts: Sequence[datetime]
    attachments: Sequence[Attachment]
    reviewer_count: int
    now: datetime
    changes: Sequence[Difference]  # of a working copy


def draft_of(call: Call, changes: Sequence[Difference] | None = None) -> Draft:
    """`changes` are those of a working copy, where they were found already."""
    if changes is None:
        changes = differences(*contents_of_amendment(call)) if call.amends else []
    return Draft(
        call=call,
        zones=list(call.call_zones.all()),
        shares=list(call.cost_shares.all()),
        weights=list(call.criteria.values_list("weight", flat=True)),
        questions=[checked_row(question) for question in questions_of(call)],
        has_documents=call.required_documents.exists(),
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


def findings_of(call: Call, *, changes: Sequence[Difference] | None = None) -> list[Finding]:
    """What the rules find in a draft, in the order of its sections, with the reasons given."""
    draft, reasons = draft_of(call, changes), reasons_of(call)
    found = [finding for rule in RULES for finding in rule(draft)]
    order = list(CallSection)
    return [
        replace(finding, reason=reasons.get(finding.rule, "")) if finding.is_warning else finding
        for finding in sorted(found, key=lambda finding: order.index(CallSection(finding.anchor)))
    ]


def faults_of_call(call: Call) -> list[Finding]:
    """What still keeps a call from being submitted for approval; empty when it is complete."""
    return [finding for finding in findings_of(call) if finding.blocks]


def reasons_of(call: Call) -> dict[str, str]:
    """The newest reason given for each warning; a working copy has those of its call as well."""
    given = WarningReason.objects.filter(call__in=[call.pk, call.amends_id])
    reasons = {row.rule: row.reason for row in given.order_by("given_at", "pk")}
    if call.short_notice_reason:
        reasons["short_notice"] = call.short_notice_reason
    return reasons


def mandatory_contents(draft: Draft) -> Iterator[Finding]:
    """Purpose, support and its period, security class, eligibility, selection (시행령 제9조제1항)."""
    for name, section in MANDATORY.items():
        if not str(getattr(draft.call, name)).strip():
            label = capfirst(str(Call._meta.get_field(name).verbose_name))
            message = _("The decree asks for it in every notice.")
            yield error(f"missing_{name}", section, label, message)


def zones_chosen(draft: Draft) -> Iterator[Finding]:
    """A call is one of at least one zone (a rule of the portal)."""
    if not draft.zones:
        message = _("Choose at least one zone.")
        yield error("no_zone", CallSection.ZONES, _("Zones"), message)


def applicants_named(draft: Draft) -> Iterator[Finding]:
    """A notice says who may apply (시행령 제9조제1항)."""
    if not draft.call.applicant_kinds:
        message = _("Choose at least one kind of applicant.")
        yield error("no_kind", CallSection.APPLICANTS, _("Who may apply"), message)


def iris_number(draft: Draft) -> Iterator[Finding]:
    """National R&D money is announced on the integrated system first (시행령 제9조제1항)."""
    if draft.call.is_national_rnd and not draft.call.iris_number.strip():
        message = _("Give the number of the notice on IRIS: national R&D money is used.")
        yield error("no_iris_number", CallSection.HEAD, _("IRIS number"), message)


def notice_long_enough(draft: Draft) -> Iterator[Finding]:
    """At least 30 days; shorter only where speed is needed (시행령 제9조제1항 단서).

    Seats or money may be taken on the day of the opening: there the notice counts until then.
    """
    call = draft.call
    if call.is_counted:
        days = notice_days(call.published_at, call.opens_at)
        text = _(
            "It may be full on its first day: %(days)s days of notice; the decree asks for 30."
        )
    else:
        days = notice_days(call.published_at, call.closes_at)
        text = _("%(days)s days of notice; the decree asks for 30.")
    if days < LEAST_NOTICE_DAYS:
        message = text % {"days": days}
        yield warning("short_notice", CallSection.SCHEDULE, _("Notice"), message)


def closing_on_business_day(draft: Draft) -> Iterator[Finding]:
    """A period does not end on a Saturday or a holiday (민법 제161조)."""
    closes_at = draft.call.closes_at
    if closes_at and not is_business_day(closing_day(closes_at)):
        message = _("The call closes on a weekend or a public holiday.")
        yield warning("closing_day", CallSection.SCHEDULE, _("Closing"), message)


def closing_in_office_hours(draft: Draft) -> Iterator[Finding]:
    """Somebody answers the phone in the last hours: 09:00 to 18:00 KST (a rule of the portal)."""
    closes_at = draft.call.closes_at
    if closes_at and not is_office_hour(closes_at):
        message = _("The call closes outside office hours (09:00–18:00).")
        yield warning("closing_hours", CallSection.SCHEDULE, _("Closing"), message)


def closing_ahead(draft: Draft) -> Iterator[Finding]:
    """The closing lies ahead (a rule of the portal). An amendment may leave it as it is."""
    call = draft.call
    if call.amends and keeps_closing(call):
        return
    if call.closes_at and call.closes_at <= draft.now:
        message = _("The closing time has passed. Set a later one.")
        yield error("closing_past", CallSection.SCHEDULE, _("Closing"), message)


def closing_mode_has_its_bound(draft: Draft) -> Iterator[Finding]:
    """What ends the period is announced: seats or money (a rule of the portal)."""
    call = draft.call
    if call.closing_mode == ClosingMode.SEATS and not call.seat_count:
        message = _("Give the number of seats: the call closes when they are filled.")
        yield error("no_seats", CallSection.SCHEDULE, _("Seats"), message)
    if call.closing_mode == ClosingMode.BUDGET and not call.budget_won:
        message = _("Give the total support: the call closes when it is used up.")
        yield error("no_budget", CallSection.SUPPORT, _("Total support"), message)


def award_limit_within_budget(draft: Draft) -> Iterator[Finding]:
    """One award is part of the total: the amounts agree (a rule of the portal)."""
    total, limit = draft.call.budget_won, draft.call.award_limit_won
    if total and limit and limit > total:
        label, message = _("At most per award"), _("One award is more than the total support.")
        yield error("limit_above_budget", CallSection.SUPPORT, label, message)


def shares_within_bounds(draft: Draft) -> Iterator[Finding]:
    """Ceilings and cash floors per size (시행령 제19조 별표 1).

    They bind national R&D money; another call may differ with a reason.
    """
    note = error if draft.call.is_national_rnd else warning
    for share in draft.shares:
        if share.size not in STATUTORY_SHARES:
            continue
        ceiling, floor = STATUTORY_SHARES[share.size]
        heading = _("Cost shares")
        label = f"{heading}: {share.get_size_display()}"
        rule = f"share_{share.size}"
        if share.government_percent > ceiling:
            message = _("The government pays at most %(most)s%%.") % {"most": ceiling}
            yield note(f"{rule}_ceiling", CallSection.SUPPORT, label, message)
        elif share.government_percent < 100 and share.cash_percent < floor:
            message = _("At least %(least)s%% of the own share is cash.") % {"least": floor}
            yield note(f"{rule}_cash", CallSection.SUPPORT, label, message)


def questions_asked(draft: Draft) -> Iterator[Finding]:
    """The plan of an application has its contents (시행령 제9조제3항); each can be answered (ours)."""
    if not draft.questions:
        message = _("Ask at least one question.")
        yield error("no_question", CallSection.QUESTIONS, _("Questions"), message)
    for fault in faults_of_questions(draft.questions):
        label = str(draft.questions[fault.index]["label_ko"])
        yield error("faulty_question", CallSection.QUESTIONS, label, fault.message)


def documents_asked(draft: Draft) -> Iterator[Finding]:
    """An application comes with its papers (a rule of the portal)."""
    if not draft.has_documents:
        message = _("Ask for at least one document.")
        yield error("no_document", CallSection.DOCUMENTS, _("Required documents"), message)


def weights_complete(draft: Draft) -> Iterator[Finding]:
    """The criteria of selection are announced (시행령 제9조제1항); weights add up to 100 (ours)."""
    if not draft.weights:
        message = _("Name at least one criterion. The decree asks for it in every notice.")
        yield error("no_criterion", CallSection.CRITERIA, _("Criteria"), message)
        return
    try:
        validate_weights(draft.weights)
    except ValidationError as refusal:
        yield error("weights", CallSection.CRITERIA, _("Criteria"), refusal.messages[0])


def reviewers_enough(draft: Draft) -> Iterator[Finding]:
    """A panel of experts judges (국가연구개발혁신법 제14조제2항)."""
    most = draft.reviewer_count
    if most < draft.call.reviewer_count:
        message = _("%(count)s reviewers are registered; the panel needs %(needed)s.") % {
            "count": most,
            "needed": draft.call.reviewer_count,
        }
        yield warning("few_reviewers", CallSection.SELECTION, _("Reviewers"), message)


def attachments_readable(draft: Draft) -> Iterator[Finding]:
    """What is announced can be read, and found, by everybody (a rule of the portal)."""
    label = _("Attachments")
    for attachment in draft.attachments:
        if why := attachment.why_unreadable:
            note = error if why.blocks else warning
            message = f"{attachment.name}: {why.label}. {why.advice}"
            rule = f"unreadable_{attachment.sha256[:16]}"
            yield note(rule, CallSection.ATTACHMENTS, label, message)
    if any(one.reading_state == ReadingState.WAITING for one in draft.attachments):
        message = _("Attachments are still being read. Come back in a minute, or say why not.")
        yield warning("reading", CallSection.ATTACHMENTS, label, message)


def briefing_before_closing(draft: Draft) -> Iterator[Finding]:
    """Whoever comes to a briefing can still apply (a rule of the portal)."""
    closes_at, label = draft.call.closes_at, _("Briefings")
    if not draft.briefing_starts:
        message = _("No briefing is announced for this call.")
        yield warning("no_briefing", CallSection.BRIEFINGS, label, message)
    if closes_at and any(starts_at >= closes_at for starts_at in draft.briefing_starts):
        message = _("A briefing begins after the call has closed.")
        yield error("late_briefing", CallSection.BRIEFINGS, label, message)


def contact_named(draft: Draft) -> Iterator[Finding]:
    """Somebody answers: one for the call, or one in each zone (a rule of the portal)."""
    call = draft.call
    if call.contact_phone.strip() or call.contact_email:
        return
    if draft.zones and all(zone.phone.strip() or zone.email for zone in draft.zones):
        return
    message = _("Give a phone or an e-mail: for the call, or for each of its zones.")
    yield error("no_contact", CallSection.CONTACT, _("Contact"), message)


def amendment_changes_something(draft: Draft) -> Iterator[Finding]:
    """Who is told of an amendment finds one; an extension ends later (a rule of the portal)."""
    call = draft.call
    if not call.amends:
        return
    if not draft.changes:
        message = _("The amendment changes nothing in the published call.")
        yield error("nothing_changed", CallSection.HEAD, _("The amendment"), message)
    elif call.amendment_kind == AmendmentKind.EXTENSION and not _ends_later(draft):
        message = _("An extension moves the closing time: set a later one.")
        yield error("not_extended", CallSection.SCHEDULE, _("Closing"), message)


def _ends_later(draft: Draft) -> bool:
    """A call that was closed early ends later when it is opened again, at its time of before."""
    call, before = draft.call, draft.call.amends
    if before.closed_at:
        return True
    if not before.closes_at or keeps_closing(call):
        return False
    return not call.closes_at or call.closes_at > before.closes_at


RULES: list[Callable[[Draft], Iterator[Finding]]] = [
    amendment_changes_something,
    iris_number,
    mandatory_contents,
    award_limit_within_budget,
    shares_within_bounds,
    zones_chosen,
    applicants_named,
    closing_mode_has_its_bound,
    notice_long_enough,
    closing_on_business_day,
    closing_in_office_hours,
    closing_ahead,
    questions_asked,
    documents_asked,
    weights_complete,
    reviewers_enough,
    attachments_readable,
    briefing_before_closing,
    contact_named,
]
