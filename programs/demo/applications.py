"""Applications to a call that has just closed, so that staff find something to screen."""

import hashlib
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pgtrigger
import typst
from django.core.files.base import ContentFile

from portal.accounts.models import User
from programs.actions.application import content_of
from programs.actions.membership import PLEDGE_VERSION
from programs.demo.content import moment, read
from programs.demo.people import company_of
from programs.enums import (
    ApplicationState,
    AssignmentState,
    DocumentStep,
    MemberState,
    PanelState,
)
from programs.models import (
    Answer,
    Application,
    ApplicationConsent,
    ApplicationEvent,
    Assignment,
    Call,
    ConsentText,
    Document,
    Panel,
    PanelMember,
    PanelPlace,
    Reviewer,
    Screening,
    Submission,
)

EXAMPLE_PDF = """
#set document(title: "Example")
#set text(lang: "en")
= Example document

{name}

Invented for the demonstration of the portal.
"""


def load_applications(today: date) -> None:
    """An application that is there stays as it is."""
    content = read("applications")
    call = Call.objects.get(code=content["call"])
    staff = User.objects.get(email=content["staff"])
    for row in content["applications"]:
        application = receive(call, row, today=today)
        if application and "screened_at" in row:
            _screen(application, row, by=staff, today=today)
            panel, _ = Panel.objects.get_or_create(
                call=call, name=content["panel"], defaults={"state": PanelState.REVIEWING}
            )
            _assign(application, row["reviewers"], panel=panel, by=staff, today=today)


def receive(call: Call, row: dict[str, Any], *, today: date) -> Application | None:
    """An application as it was received; None where its company has one already."""
    owner = User.objects.get(email=row["owner"])
    company = company_of(owner)
    if company is None or call.applications.filter(company=company).exists():
        return None
    submitted_at = moment(row["submitted_at"], today=today)
    application = Application.objects.create(
        call=call,
        company=company,
        title=row["title"],
        requested_won=row["requested_won"],
        created_at=submitted_at - timedelta(days=2),
        created_by=owner,
        saved_at=submitted_at,
    )
    _record(application, "start", by=owner, at=application.created_at, from_state="")
    _write_answers(application, row["answers"], at=submitted_at)
    _write_documents(application, row["documents"], by=owner, at=submitted_at)
    _consent(application, by=owner, at=submitted_at)
    _submit(application, row["receipt"], by=owner, at=submitted_at)
    return application


@cache
def example_pdf(name: str) -> bytes:
    return typst.compile(EXAMPLE_PDF.format(name=name).encode())


def _write_answers(application: Application, values: list[Any], *, at: datetime) -> None:
    questions = application.call.questions.all()
    Answer.objects.bulk_create(
        Answer(application=application, question=question, value=value, saved_at=at)
        for question, value in zip(questions, values, strict=True)
    )


def _write_documents(
    application: Application, names: list[str | None], *, by: User, at: datetime
) -> None:
    places = application.call.required_documents.filter(step=DocumentStep.APPLICATION)
    for place, name in zip(places, names, strict=True):
        if name is None:
            continue
        data = example_pdf(name)
        Document.objects.create(
            application=application,
            required_document=place,
            file=ContentFile(data, name=name),
            name=name,
            content_type="application/pdf",
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            uploaded_at=at,
            uploaded_by=by,
        )
        state = application.state
        _record(application, "upload", by=by, at=at, from_state=state, reason=name)


def _consent(application: Application, *, by: User, at: datetime) -> None:
    """All that is required; what is optional is refused, which blocks nothing."""
    ApplicationConsent.objects.bulk_create(
        ApplicationConsent(
            application=application,
            person=by,
            text=text,
            is_given=text.is_required,
            answered_at=at,
        )
        for text in ConsentText.objects.current()
    )


def _submit(application: Application, receipt: str, *, by: User, at: datetime) -> None:
    content = content_of(application)
    submission = Submission.objects.create(
        application=application,
        number=f"{application.call.code}-{receipt}".upper(),
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        received_at=at,
        submitted_by=by,
    )
    submission.documents.set(application.documents.current())
    application.submitted_at, application.received_won = at, application.requested_won
    number = submission.number
    # Its call has ended since: the past of the demonstration is written afterwards
    with pgtrigger.ignore("programs.Application:moved_until_the_end"):
        _move(application, ApplicationState.SUBMITTED, "submit", by=by, at=at, reason=number)


def _screen(application: Application, row: dict[str, Any], *, by: User, today: date) -> None:
    at = moment(row["screened_at"], today=today)
    reason = row["screening_reason"]
    Screening.objects.create(
        application=application, is_eligible=True, reason=reason, screened_at=at, screened_by=by
    )
    _move(application, ApplicationState.ELIGIBLE, "pass_screening", by=by, at=at, reason=reason)


def _assign(
    application: Application, rows: list[dict[str, Any]], *, panel: Panel, by: User, today: date
) -> None:
    PanelPlace.objects.create(application=application, panel=panel, added_by=by)
    for row in rows:
        reviewer = Reviewer.objects.get(user__email=row["user"])
        pledged_at = moment(row["pledged_at"], today=today)
        assigned_at = moment(row["assigned_at"], today=today)
        PanelMember.objects.get_or_create(
            panel=panel,
            reviewer=reviewer,
            defaults={
                "state": MemberState.PLEDGED,
                "accepted_at": assigned_at,
                "pledged_at": assigned_at,
                "pledge_version": PLEDGE_VERSION,
                "employer": reviewer.employer,
                "invited_by": by,
            },
        )
        Assignment.objects.create(
            application=application,
            reviewer=reviewer,
            panel=panel,
            state=AssignmentState.PLEDGED if pledged_at else AssignmentState.ASSIGNED,
            assigned_at=assigned_at,
            assigned_by=by,
            pledged_at=pledged_at,
        )
    _move(application, ApplicationState.UNDER_REVIEW, "assign", by=by, at=assigned_at)


def _move(
    application: Application, state: str, verb: str, *, by: User, at: datetime, reason: str = ""
) -> None:
    before = application.state
    application.state = state
    application.save()
    _record(application, verb, by=by, at=at, from_state=before, reason=reason)


def _record(
    application: Application,
    verb: str,
    *,
    by: User,
    at: datetime,
    from_state: str,
    reason: str = "",
) -> None:
    ApplicationEvent.objects.create(
        application=application,
        verb=verb,
        actor=by,
        happened_at=at,
        from_state=from_state,
        to_state=application.state,
        reason=reason,
    )
