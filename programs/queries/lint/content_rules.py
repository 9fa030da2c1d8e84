"""Rules about what a call says: mandatory contents, money, form, criteria, files, contact."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programs.decree import STATUTORY_SHARES
from programs.enums import CallSection, ClosingMode
from programs.form_checks import faults_of_questions
from programs.models import Call
from programs.queries.lint.draft import Draft
from programs.queries.lint.finding import MANDATORY, Finding, error, warning
from programs.validators import validate_anchors, validate_tie_ranks, validate_weights


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


def quotas_within_awards(draft: Draft) -> Iterator[Finding]:
    """The zones together give no more awards than the call (a rule of the portal)."""
    quotas, awards = sum(zone.quota or 0 for zone in draft.zones), draft.call.award_count
    if awards and quotas > awards:
        message = _("The zones have %(quotas)s awards together, the call has about %(awards)s.") % {
            "quotas": quotas,
            "awards": awards,
        }
        about = f"{quotas}/{awards}"
        yield warning("quotas_above_awards", CallSection.ZONES, _("Zones"), message, about=about)


def shares_within_bounds(draft: Draft) -> Iterator[Finding]:
    """Ceilings and cash floors per size (시행령 제19조 별표 1).

    They bind national R&D money; another call may differ with a reason.
    """
    if draft.call.is_national_rnd and not draft.shares:
        message = _("Say who pays what, or why nobody pays a share of their own.")
        yield warning("no_shares", CallSection.SUPPORT, _("Cost shares"), message)

    def note(rule: str, label: str, message: str, percent: int) -> Finding:
        if draft.call.is_national_rnd:
            return error(rule, CallSection.SUPPORT, label, message)
        return warning(rule, CallSection.SUPPORT, label, message, about=percent)

    for share in draft.shares:
        if share.size not in STATUTORY_SHARES:
            continue
        ceiling, floor = STATUTORY_SHARES[share.size]
        heading = _("Cost shares")
        label = f"{heading}: {share.get_size_display()}"
        rule = f"share_{share.size}"
        if share.government_percent > ceiling:
            message = _("The government pays at most %(most)s%%.") % {"most": ceiling}
            yield note(f"{rule}_ceiling", label, message, share.government_percent)
        elif share.government_percent < 100 and share.cash_percent < floor:
            message = _("At least %(least)s%% of the own share is cash.") % {"least": floor}
            yield note(f"{rule}_cash", label, message, share.cash_percent)


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
    if not draft.criteria:
        message = _("Name at least one criterion. The decree asks for it in every notice.")
        yield error("no_criterion", CallSection.CRITERIA, _("Criteria"), message)
        return
    try:
        validate_weights([criterion.weight for criterion in draft.criteria])
    except ValidationError as refusal:
        yield error("weights", CallSection.CRITERIA, _("Criteria"), refusal.messages[0])


def criteria_decide(draft: Draft) -> Iterator[Finding]:
    """What points mean, and which criterion decides between equals, is clear (rules of the portal)."""
    for criterion in draft.criteria:
        try:
            validate_anchors(criterion.anchors, weight=criterion.weight)
        except ValidationError as refusal:
            label = criterion.label_ko
            yield error("anchors", CallSection.CRITERIA, label, refusal.messages[0])
    try:
        validate_tie_ranks([criterion.tie_rank for criterion in draft.criteria])
    except ValidationError as refusal:
        yield error("tie_ranks", CallSection.CRITERIA, _("Criteria"), refusal.messages[0])


def reviewers_enough(draft: Draft) -> Iterator[Finding]:
    """A panel of experts judges (국가연구개발혁신법 제14조제2항)."""
    most = draft.reviewer_count
    if most < draft.call.reviewer_count:
        message = _("%(count)s reviewers are registered; the panel needs %(needed)s.") % {
            "count": most,
            "needed": draft.call.reviewer_count,
        }
        needed = draft.call.reviewer_count
        label = _("Reviewers")
        yield warning("few_reviewers", CallSection.SELECTION, label, message, about=needed)


def attachments_readable(draft: Draft) -> Iterator[Finding]:
    """What is announced can be read, and found, by everybody (a rule of the portal)."""
    label = _("Attachments")
    for attachment in draft.attachments:
        if why := attachment.why_unreadable:
            note = error if why.blocks else warning
            message = f"{attachment.name}: {why.label}. {why.advice}"
            rule = f"unreadable_{attachment.sha256[:16]}"
            yield note(rule, CallSection.ATTACHMENTS, label, message)
        elif attachment.is_waiting:
            words = _("It is still being read. Come back in a minute, or say why not.")
            message = f"{attachment.name}: {words}"
            rule = f"reading_{attachment.sha256[:16]}"
            yield warning(rule, CallSection.ATTACHMENTS, label, message)


def contact_named(draft: Draft) -> Iterator[Finding]:
    """Somebody answers: one for the call, or one in each zone (a rule of the portal)."""
    call = draft.call
    if call.contact_phone.strip() or call.contact_email:
        return
    silent = [zone for zone in draft.zones if not (zone.phone.strip() or zone.email)]
    if draft.zones and not silent:
        return
    message = _("Give a phone or an e-mail: for the call, or for each of its zones.")
    if len(silent) < len(draft.zones):
        names = _("Without one: %(zones)s") % {"zones": ", ".join(row.zone.name for row in silent)}
        message = f"{message} {names}"
    yield error("no_contact", CallSection.CONTACT, _("Contact"), message)


RULES = [
    iris_number,
    mandatory_contents,
    award_limit_within_budget,
    quotas_within_awards,
    shares_within_bounds,
    zones_chosen,
    applicants_named,
    closing_mode_has_its_bound,
    questions_asked,
    documents_asked,
    weights_complete,
    criteria_decide,
    reviewers_enough,
    attachments_readable,
    contact_named,
]
