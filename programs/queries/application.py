"""Applications: who may read them, what they lack, what happened to them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from portal.accounts.models import User
from programs.enums import (
    APPLICANT_VERBS,
    REVIEW_VERBS,
    ApplicationVerb,
    AssignmentState,
    DocumentStep,
    QuestionKind,
)
from programs.form_checks import fault_of_answer
from programs.models import (
    Application,
    Assignment,
    Call,
    Decision,
    Document,
    RequiredDocument,
    Submission,
)
from programs.models.application import RECEIVED
from programs.queries.form import FilledForm, checked_row, filled_form
from programs.rules import is_foundation
from programs.scoring import total
from programs.validators import Fault, is_answered
from zones.models import Company
from zones.queries import named


def applications_of(user: User) -> QuerySet[Application]:
    """Applications of the companies that the user belongs to."""
    return Application.objects.filter(company__members__user=user)


def applications_visible_to(user: User | AnonymousUser) -> QuerySet[Application]:
    """Whose content the user may read.

    The applicant always; the foundation and the assigned reviewers only what was received, and
    only after the call has ended: while a call is merely full, who is in it may still revise. This
    holds for superusers too.
    """
    if not user.is_authenticated:
        return Application.objects.none()
    visible = Q(company__in=Company.objects.of(user))
    received_and_ended = RECEIVED & Q(call__in=Call.objects.ended())
    if is_foundation(user) or user.has_perm("programs.view_application"):
        return Application.objects.filter(visible | received_and_ended)
    assigned = Assignment.objects.filter(reviewer__user=user, reviewer__is_active=True).exclude(
        state__in=[AssignmentState.RECUSED, AssignmentState.ASSIGNED]
    )
    visible |= received_and_ended & Q(pk__in=assigned.values("application"))
    return Application.objects.filter(visible)


def documents_visible_to(user: User | AnonymousUser) -> QuerySet[Document]:
    """Files of visible applications; whoever is not the applicant sees those of the submission
    that counts, no drafts and none that was replaced."""
    documents = Document.objects.filter(application__in=applications_visible_to(user))
    if not user.is_authenticated:
        return documents
    own = Q(application__in=applications_of(user))
    last = Submission.objects.filter(application=OuterRef("application")).values("pk")[:1]
    return documents.filter(own | Q(submissions=Subquery(last))).distinct()


def applicants_visible_to_agency(call: Call) -> QuerySet[Application]:
    """Who applied, for the agency that posted the call: nobody before it has closed."""
    if not call.has_ended:
        return Application.objects.none()
    return call.applications.received().select_related("company")


def submission_with(*, number: str, sha256: str) -> Submission | None:
    """The submission that a receipt speaks of; None unless number and digest both fit."""
    return Submission.objects.filter(number__iexact=number.strip(), sha256=sha256).first()


def content_of_submission(application: Application) -> dict[str, Any]:
    """What was received last, as staff and reviewers read it: content and files."""
    submission = application.submissions.first()
    if submission is None:
        return {"submission": None, "content": {}, "documents": []}
    return {
        "submission": submission,
        "content": json.loads(submission.content),
        "documents": submission.documents.select_related("required_document", "question"),
    }


def faults_of_application(application: Application) -> list[Fault]:
    """What still keeps an application from being submitted; empty when it is complete."""
    return faults_in(application, filled_form(application), documents_asked_of(application))


def faults_in(
    application: Application, form: FilledForm, required: list[RequiredDocument]
) -> list[Fault]:
    """The same of what was read already: its form, and the documents that are due with it."""
    faults = []
    if not application.call.admits(application.company.applicant_kind):
        message = _("This call is not for this kind of applicant.")
        faults.append(Fault(_("Who may apply"), message))
    if not application.title:
        faults.append(Fault(_("Title of the project"), _("Give a title."), "id_title"))
    if not application.requested_won:
        faults.append(
            Fault(_("Support asked for (won)"), _("Give the amount."), "id_requested_won")
        )
    call = application.call
    limit = min(filter(None, (call.award_limit_won, call.budget_won)), default=None)
    if limit and application.requested_won and application.requested_won > limit:
        message = _("At most %(limit)s won per award.") % {"limit": f"{limit:,}"}
        faults.append(Fault(_("Support asked for (won)"), message, "id_requested_won"))
    return faults + _faulty_answers(form) + _missing_documents(form, required)


def _faulty_answers(form: FilledForm) -> list[Fault]:
    """Answers that are missing, and those that do not fit what is asked by now."""
    faults = []
    for question in form.questions:
        answer, message = form.answers.get(question.pk), ""
        if question.kind == QuestionKind.FILE:
            continue
        if is_answered(answer):
            message = fault_of_answer(checked_row(question), answer)
        elif question.is_required:
            message = _("Answer this question.")
        if message:
            faults.append(Fault(question.label, message, f"id_question_{question.pk}"))
    return faults


def _missing_documents(form: FilledForm, asked: list[RequiredDocument]) -> list[Fault]:
    """Documents that are due with the application, and files that a question asks for."""
    uploaded = {document.place for document in form.documents}
    files = [question for question in form.questions if question.kind == QuestionKind.FILE]
    return [
        Fault(required.label, _("Upload this document."), f"document-{required.pk}")
        for required in asked
        if required.is_required and required not in uploaded
    ] + [
        Fault(question.label, _("Upload this file."), f"document-question-{question.pk}")
        for question in files
        if question.is_required and question not in uploaded
    ]


def documents_asked_of(
    application: Application, *, step: str = DocumentStep.APPLICATION
) -> list[RequiredDocument]:
    """The documents of the call that this applicant gives in at a step."""
    required = application.call.required_documents.filter(step=step)
    kind = application.company.applicant_kind
    return [document for document in required if document.is_asked_of(kind)]


@dataclass(frozen=True)
class Happening:
    """One entry of a timeline."""

    at: datetime
    title: str
    who: str
    text: str


def timeline_of(application: Application, *, for_staff: bool = False) -> list[Happening]:
    """What happened, newest first.

    The applicant reads of the foundation without names and nothing of single reviewers.
    """
    events = application.events.select_related("actor").order_by("-happened_at", "-pk")
    if not for_staff:
        events = events.exclude(verb__in=REVIEW_VERBS)
    return [
        Happening(
            at=event.happened_at,
            title=str(ApplicationVerb(event.verb).label),
            who=named(event.actor, event.by_consultant)
            if event.actor and (for_staff or event.verb in APPLICANT_VERBS)
            else _("the foundation"),
            text=event.reason,
        )
        for event in events
    ]


def requested_won_of(application: Application) -> int:
    """What the submission that counts asks for, in won."""
    submission = application.submissions.first()
    asked = json.loads(submission.content)["requested_won"] if submission else None
    return asked or application.requested_won or 0


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
