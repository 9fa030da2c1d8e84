"""Reads that need a user or several models."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.nested import objects_from, rows_of
from programs.enums import ApplicationState, ApplicationVerb, AssignmentState, CallState
from programs.models import (
    Application,
    Assignment,
    Briefing,
    Call,
    Criterion,
    Decision,
    Document,
    Program,
    Question,
    Registration,
    RequiredDocument,
    Submission,
)
from programs.rules import is_foundation
from programs.scoring import total
from programs.validators import Fault, is_answered, validate_weights
from zones.models import Agency, Zone

Visitor = User | AnonymousUser
PART_FIELDS = ("position", "label_ko", "label_en", "help_ko", "help_en")


def calls_visible_to(user: Visitor) -> QuerySet[Call]:
    """Published calls for everybody; all calls of their agency for its members; all for staff."""
    if not user.is_authenticated:
        return Call.objects.published()
    if is_foundation(user):
        return Call.objects.all()
    own = Call.objects.filter(agency__members__user=user)
    return (Call.objects.published() | Call.objects.filter(pk__in=own)).distinct()


def calls_of_agencies_of(user: User) -> QuerySet[Call]:
    return Call.objects.filter(agency__in=Agency.objects.of(user))


def briefings_of_agencies_of(user: User) -> QuerySet[Briefing]:
    return Briefing.objects.filter(agency__in=Agency.objects.of(user))


def applications_of(user: User) -> QuerySet[Application]:
    """Applications of the companies that the user belongs to."""
    return Application.objects.filter(company__members__user=user)


def applications_visible_to(user: Visitor) -> QuerySet[Application]:
    """Whose content the user may read.

    The applicant always; the foundation and the assigned reviewers only what was received, and
    only after the call has closed. This holds for superusers too.
    """
    if not user.is_authenticated:
        return Application.objects.none()
    visible = Q(pk__in=applications_of(user).values("pk"))
    received_and_closed = Application.objects.received().of_closed_calls()
    if is_foundation(user) or user.has_perm("programs.view_application"):
        visible |= Q(pk__in=received_and_closed.values("pk"))
    assigned = Assignment.objects.filter(reviewer__user=user).exclude(
        state__in=[AssignmentState.RECUSED, AssignmentState.ASSIGNED]
    )
    visible |= Q(pk__in=received_and_closed.filter(assignments__in=assigned).values("pk"))
    return Application.objects.filter(visible)


def documents_visible_to(user: Visitor) -> QuerySet[Document]:
    """Files of visible applications; whoever is not the applicant sees only submitted ones."""
    documents = Document.objects.filter(application__in=applications_visible_to(user))
    if not user.is_authenticated:
        return documents
    own = Q(application__in=applications_of(user))
    return documents.filter(own | Q(submissions__isnull=False)).distinct()


def applicants_visible_to_agency(call: Call) -> QuerySet[Application]:
    """Who applied, for the agency that posted the call: nobody before it has closed."""
    if call.is_open:
        return Application.objects.none()
    return call.applications.received().select_related("company")


def assignments_of(user: User) -> QuerySet[Assignment]:
    """What a reviewer works on; calls that are still open are not reviewed."""
    return Assignment.objects.filter(
        reviewer__user=user, application__call__in=Call.objects.closed()
    ).exclude(state=AssignmentState.RECUSED)


def registrations_of(user: User) -> QuerySet[Registration]:
    return Registration.objects.filter(user=user).select_related("briefing")


def with_parts(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with questions, documents, criteria and briefings, all in one statement."""
    parent = OuterRef("pk")
    return calls.annotate(
        question_rows=rows_of(
            Question.objects.filter(call=parent),
            *PART_FIELDS, "kind", "is_required", "max_length", "unit", "options",
        ),
        document_rows=rows_of(
            RequiredDocument.objects.filter(call=parent),
            *PART_FIELDS, "is_required", "applicant_kinds", "max_age_days",
        ),
        criterion_rows=rows_of(Criterion.objects.filter(call=parent), *PART_FIELDS, "weight"),
        briefing_rows=rows_of(
            Briefing.objects.published().filter(calls=parent),
            "id", "title_ko", "title_en", "starts_at", "ends_at", "is_day_only",
            "venue_ko", "venue_en",
        ),
    )  # fmt: skip


def parts_of(call: Call) -> dict[str, list[Any]]:
    """The parts that `with_parts` brought, as objects."""
    rows: Any = call
    return {
        "questions": objects_from(Question, rows.question_rows),
        "required_documents": objects_from(RequiredDocument, rows.document_rows),
        "criteria": objects_from(Criterion, rows.criterion_rows),
        "briefings": objects_from(Briefing, rows.briefing_rows),
    }


def filter_choices() -> dict[str, list[tuple[str, str]]]:
    """What the call list can be filtered by, from the database, in one statement.

    Keys zone, agency and year; each a list of (value, label) in the reader's language.
    """
    zones = Zone.objects.annotate(kind_=Value("zone")).values_list(
        "kind_", "slug", "name_ko", "name_en"
    )
    agencies = Agency.objects.filter(calls__isnull=False).annotate(kind_=Value("agency"))
    years = Program.objects.annotate(kind_=Value("year"), text=Cast("year", CharField()))
    rows = zones.union(
        agencies.values_list("kind_", "slug", "name_ko", "name_en"),
        years.values_list("kind_", "text", "text", "text"),
    )
    choices: dict[str, list[tuple[str, str]]] = {"zone": [], "agency": [], "year": []}
    english = get_language() == "en"
    for kind, value, name_ko, name_en in rows:
        choices[kind].append((value, name_en if english and name_en else name_ko))
    return {
        kind: sorted(found, key=lambda choice: choice[1], reverse=kind == "year")
        for kind, found in choices.items()
    }


def faults_of_call(call: Call) -> list[Fault]:
    """What still keeps a call from being submitted for approval; empty when it is complete."""
    faults = []
    if not call.zones.exists():
        faults.append(Fault(_("Zones"), _("Choose at least one zone."), "head"))
    if not call.questions.exists():
        faults.append(Fault(_("Questions"), _("Ask at least one question."), "questions"))
    if not call.required_documents.exists():
        message = _("Ask for at least one document.")
        faults.append(Fault(_("Required documents"), message, "documents"))
    try:
        validate_weights([criterion.weight for criterion in call.criteria.all()])
    except ValidationError as error:
        faults.append(Fault(_("Criteria"), error.messages[0], "criteria"))
    if call.closes_at and call.closes_at <= timezone.now():
        message = _("The closing time has passed. Set a later one.")
        faults.append(Fault(_("Closing"), message, "head"))
    return faults


def faults_of_application(application: Application) -> list[Fault]:
    """What still keeps an application from being submitted; empty when it is complete."""
    faults = []
    if not application.title:
        faults.append(Fault(_("Title of the project"), _("Give a title."), "id_title"))
    if not application.requested_won:
        faults.append(
            Fault(_("Support asked for (won)"), _("Give the amount."), "id_requested_won")
        )
    limit = application.call.award_limit_won
    if limit and application.requested_won and application.requested_won > limit:
        message = _("At most %(limit)s won per award.") % {"limit": f"{limit:,}"}
        faults.append(Fault(_("Support asked for (won)"), message, "id_requested_won"))
    return faults + _unanswered(application) + _missing_documents(application)


def _unanswered(application: Application) -> list[Fault]:
    answered = {
        answer.question_id for answer in application.answers.all() if is_answered(answer.value)
    }
    return [
        Fault(question.label, _("Answer this question."), f"id_question_{question.pk}")
        for question in application.call.questions.all()
        if question.is_required and question.pk not in answered
    ]


def _missing_documents(application: Application) -> list[Fault]:
    uploaded = set(application.documents.current().values_list("required_document", flat=True))
    return [
        Fault(required.label, _("Upload this document."), f"document-{required.pk}")
        for required in application.call.required_documents.all()
        if required.is_required
        and required.is_asked_of(application.company.applicant_kind)
        and required.pk not in uploaded
    ]


@dataclass(frozen=True)
class WaitingWork:
    """How many things wait for the foundation, pile by pile."""

    calls_to_approve: int
    to_screen: int
    to_assign: int
    under_review: int
    to_decide: int


def count_work_waiting_for(user: User) -> WaitingWork:
    """What the user's start page counts; calls that they submitted themselves are not theirs."""
    calls = Call.objects.filter(state=CallState.SUBMITTED).exclude(submitted_by=user).count()
    visible = applications_visible_to(user)
    unfinished = Assignment.objects.filter(
        state__in=[AssignmentState.ASSIGNED, AssignmentState.PLEDGED]
    )
    under_review = Q(state=ApplicationState.UNDER_REVIEW)
    counts = visible.aggregate(
        to_screen=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
        to_assign=Count("pk", filter=Q(state=ApplicationState.ELIGIBLE)),
        under_review=Count("pk", filter=under_review),
        to_decide=Count("pk", filter=under_review & ~Q(pk__in=unfinished.values("application"))),
    )
    return WaitingWork(calls_to_approve=calls, **counts)


def submission_with(*, number: str, sha256: str) -> Submission | None:
    """The submission that a receipt speaks of; None unless number and digest both fit."""
    return Submission.objects.filter(number__iexact=number.strip(), sha256=sha256).first()


@dataclass(frozen=True)
class Happening:
    """One entry of a timeline."""

    at: datetime
    title: str
    who: str
    text: str


def timeline_of(application: Application) -> list[Happening]:
    """What happened, newest first, as the applicant may read it: staff are the foundation."""
    members = set(application.company.members.values_list("user", flat=True))
    return [
        Happening(
            at=event.happened_at,
            title=str(ApplicationVerb(event.verb).label),
            who=event.actor.name if event.actor_id in members else _("the foundation"),
            text=event.reason,
        )
        for event in application.events.select_related("actor").order_by("-happened_at", "-pk")
    ]


def content_of_submission(application: Application) -> dict[str, Any]:
    """What was received last, as staff and reviewers read it: content and files."""
    submission = application.submissions.first()
    if submission is None:
        return {"submission": None, "content": {}, "documents": []}
    return {
        "submission": submission,
        "content": json.loads(submission.content),
        "documents": submission.documents.select_related("required_document"),
    }


def outcome_of(application: Application) -> dict[str, Any]:
    """The decision with scores, reasons and panel list, once there is one.

    Who sat on the panel is told, who gave which points is not.
    """
    decision = Decision.objects.filter(application=application).first()
    if decision is None:
        return {"decision": None}
    finished = application.assignments.filter(state=AssignmentState.FINISHED)
    assignments = finished.select_related("reviewer__user").prefetch_related("scores__criterion")
    panel = sorted(str(assignment.reviewer) for assignment in assignments)
    reviews = [
        {
            "opinion": assignment.opinion,
            "scores": assignment.scores.all(),
            "total": total({score.criterion_id: score.points for score in assignment.scores.all()}),
        }
        for assignment in assignments
    ]
    reviews.sort(key=lambda review: (review["total"], review["opinion"]))
    return {"decision": decision, "panel": panel, "reviews": reviews}
