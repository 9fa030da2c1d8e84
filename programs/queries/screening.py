"""요건검토: the checklist of an application, with what the portal finds by itself beside each point.

A finding is advice; a person judges. Nothing here writes.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from programs.eligibility import judge
from programs.eligibility.terms import Profile
from programs.enums import CheckSubject, CheckVerdict, DocumentStep, RuleKind, Verdict
from programs.models import Application, Document, Submission
from programs.queries.eligibility import profile_of_company, rules_of, terms_of

SETTLED = (CheckVerdict.PASSES, CheckVerdict.NOT_APPLICABLE)
MOST_OTHERS = 10
OTHERS_SINCE_YEARS = 3


@dataclass(frozen=True)
class CheckPoint:
    """One point of the checklist: what is asked, and what the portal finds (`finding`, `reason`)."""

    subject: CheckSubject
    key: str
    label: str
    finding: Verdict
    reason: str = ""
    reason_code: str = ""  # the ground that would be named where it fails
    files: list[Document] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, str]:
        """As `Point.place` has it."""
        return str(self.subject), self.key

    @property
    def name(self) -> str:
        """As a supplement and the checklist's form call it."""
        return f"{self.subject}-{self.key}" if self.key else str(self.subject)


def checklist_of(application: Application) -> list[CheckPoint]:
    """All points to check before the review, in order, in the reader's language.

    The rules of the call are judged by what the submission that counts says of the company; what it
    does not say, and bans, by what is recorded today.
    """
    submission = application.submissions.first()
    said = json.loads(submission.content).get("company") if submission else None
    points = _rule_points(application, said or {})
    points += _document_points(application, submission)
    if not any(point.key == RuleKind.NO_BAN for point in points):
        points.append(_ban_point(application))
    points.append(_duplicate_point(application))
    return points


def columns_of_checklists() -> dict[str, str]:
    """The heads of checklists as a list, in the active language; by key, point, verdict, ground and
    note such a list is read again."""
    return {
        "key": _("Key"),
        "company": _("Company"),
        "call": _("Call"),
        "point": _("Point"),
        "asked": _("What is asked"),
        "found": _("Found by the portal"),
        "verdict": _("Verdict"),
        "ground": _("Ground"),
        "note": _("Remark"),
    }


def korean_labels_of(application: Application) -> dict[tuple[str, str], str]:
    """The words of each point as they are kept with a check that is done."""
    with override("ko"):
        return {point.place: point.label for point in checklist_of(application)}


def is_clear(points: Iterable[CheckPoint]) -> bool:
    """Whether the portal finds every point fulfilled: nothing is unknown, nothing fails."""
    return all(point.finding == Verdict.PASSES for point in points)


def unsettled_among(
    points: Iterable[CheckPoint], verdicts: dict[tuple[str, str], str]
) -> list[CheckPoint]:
    """Points that nobody has found fulfilled or not applicable."""
    return [point for point in points if verdicts.get(point.place) not in SETTLED]


def _rule_points(application: Application, said: dict[str, Any]) -> list[CheckPoint]:
    rules = rules_of(application.call)
    profile = _as_submitted(profile_of_company(application.company, rules), said)
    terms = terms_of(application.call, rules)
    found = [judge(rule, profile, terms=terms) for rule in rules]
    return [
        CheckPoint(
            subject=CheckSubject.RULE,
            key=str(judgement.kind),
            label=judgement.rule,
            finding=judgement.verdict,
            reason=judgement.reason,
            reason_code=GROUND_OF.get(judgement.kind, str(judgement.kind)),
        )
        for judgement in found
    ]


# Every other rule has a ground of its own name
GROUND_OF = {RuleKind.NO_BAN: "participation_ban"}


def _as_submitted(profile: Profile, said: dict[str, Any]) -> Profile:
    """What the submission fixed about the company counts, whatever its profile says since."""
    changes: dict[str, Any] = {
        name: said[name] for name in ("applicant_kind", "size") if said.get(name)
    }
    if founded_on := parse_date(str(said.get("founded_on") or "")):
        changes["founded_on"] = founded_on
    return replace(profile, **changes)


def _document_points(application: Application, submission: Submission | None) -> list[CheckPoint]:
    if submission is None:
        return []
    given: dict[int, list[Document]] = {}
    for document in submission.documents.all():
        if document.required_document_id:
            given.setdefault(document.required_document_id, []).append(document)
    asked = application.call.required_documents.filter(step=DocumentStep.APPLICATION)
    kind = application.company.applicant_kind
    return [
        _document_point(required, given.get(required.pk, []))
        for required in asked
        if required.pk in given or (required.is_required and required.is_asked_of(kind))
    ]


def _document_point(required: Any, files: list[Document]) -> CheckPoint:
    withheld = any(document.is_withheld for document in files)
    if not files:
        finding, reason = Verdict.FAILS, _("No file was handed in.")
    elif withheld:
        finding, reason = Verdict.FAILS, _("The virus check withholds the file.")
    else:
        finding, reason = Verdict.PASSES, ""
    return CheckPoint(
        subject=CheckSubject.DOCUMENT,
        key=str(required.pk),
        label=required.label,
        finding=finding,
        reason=reason,
        reason_code="documents",
        files=files,
    )


def _ban_point(application: Application) -> CheckPoint:
    """Checked of every applicant, whether or not the call has a rule for it (법 제10조제1항)."""
    on = terms_of(application.call).on
    bans = [
        ban
        for ban in application.company.bans.all()
        if not ban.is_lifted and ban.starts_on <= on <= ban.ends_on
    ]
    reason = "; ".join(f"{ban.starts_on}–{ban.ends_on}: {ban.ground}" for ban in bans)
    return CheckPoint(
        subject=CheckSubject.BAN,
        key="",
        label=_("No participation ban"),
        finding=Verdict.FAILS if bans else Verdict.PASSES,
        reason=reason or _("None is recorded."),
        reason_code="participation_ban",
    )


def _duplicate_point(application: Application) -> CheckPoint:
    """Other applications of the company are no fault; a person looks whether the project is the same."""
    since = date(terms_of(application.call).on.year - OTHERS_SINCE_YEARS, 1, 1)
    others = (
        application.company.applications.received()
        .of_ended_calls()
        .exclude(pk=application.pk)
        .filter(submitted_at__date__gte=since)
        .select_related("call")
    )
    names = [f"{other.title} ({other.call.title})" for other in others[:MOST_OTHERS]]
    return CheckPoint(
        subject=CheckSubject.DUPLICATE,
        key="",
        label=_("Not supported for the same project already"),
        finding=Verdict.UNKNOWN if names else Verdict.PASSES,
        reason="; ".join(names) or _("No other application since %(year)s.") % {"year": since.year},
        reason_code="duplicate",
    )
