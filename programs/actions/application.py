"""The applicant's verbs: start, upload, submit, withdraw, confirm; writing is in
application_section.py."""

import hashlib
import json
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.common.signing import signed
from programs import workflow
from programs.actions.amendment import confirm_by_revision
from programs.actions.clock import call_held_for_count, call_held_open, database_now
from programs.actions.counting import recount
from programs.actions.errors import (
    AlreadyConfirmed,
    CallClosed,
    CallFull,
    CallNotClosed,
    DraftKeepsChanging,
    Incomplete,
    OwnApplication,
    Refused,
)
from programs.actions.notifications import members_of, notify
from programs.enums import ApplicationState, ClosingMode
from programs.models import (
    Application,
    ApplicationEvent,
    Call,
    Document,
    Question,
    Submission,
)
from programs.queries import faults_of_application, filled_form
from programs.queries.amendment import confirmations_awaited_from
from programs.queries.consent import consents_in
from programs.queries.plan import Plan, plan_content
from programs.queries.receipt import bytes_of, canonical, receipt_statement
from programs.validators import storable
from zones.models import Company

# No letters that are taken for others when a receipt is read out on the phone
RECEIPT_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SUBMIT_TRIES = 3


def record_application_event(
    application: Application,
    verb: str,
    *,
    by: User | None,
    from_state: str,
    reason: str = "",
    section: str = "",
) -> None:
    ApplicationEvent.objects.create(
        application=application,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=application.state,
        reason=reason,
        section=section,
    )


def _moment_of_taking(call: Call) -> datetime:
    """The one moment at which the held call was found under way. Raises CallClosed."""
    now = database_now()
    if not call.is_underway_at(now):
        raise CallClosed
    return now


def locked_under_way(
    application: Application, *, to_count: bool = False
) -> tuple[Application, datetime]:
    """The application's row, locked while its call is held, and the moment of taking.

    The clock is read before the wait for the row: who came in time stays in time. `to_count` holds
    the call alone, for what takes or frees a seat. Raises CallClosed.
    """
    held = call_held_for_count if to_count else call_held_open
    call = held(application.call_id)
    now = _moment_of_taking(call)
    locked = Application.objects.select_for_update().get(pk=application.pk)
    locked.call = call
    return locked, now


def locked_for_staff(application: Application, *, by: User) -> Application:
    """The application's row, locked, for somebody who may handle it now.

    The call is held, so that no amendment reopens it while its applications begin to be handled.
    Raises CallNotClosed while its call is open or when it was cancelled, OwnApplication.
    """
    call = call_held_open(application.call_id)
    locked = Application.objects.select_for_update().get(pk=application.pk)
    locked.call = call
    if call.is_cancelled or not call.has_ended_at(database_now()):
        raise CallNotClosed
    if locked.company.members.filter(user=by).exists():
        raise OwnApplication
    return locked


@transaction.atomic
def start_application(call: Call, *, company: Company, by: User) -> Application:
    """The company's application in this call: the one it has, else a new draft.

    Raises CallClosed, CallFull, Refused where the call is not for this kind of applicant.
    """
    existing = Application.objects.filter(call=call, company=company).first()
    if existing:
        return existing
    held = call_held_open(call.pk)
    _moment_of_taking(held)
    if held.is_full:
        raise CallFull
    if not call.admits(company.applicant_kind):
        raise Refused
    application, is_new = Application.objects.get_or_create(
        call=call, company=company, defaults={"created_by": by}
    )
    if is_new:
        record_application_event(application, "start", by=by, from_state="")
    return application


def draft_held(application: Application) -> Application:
    """The application's row, locked while it can be written. Needs a transaction.

    A submission that was received before stays as it is. Raises CallClosed, TransitionNotAllowed.
    """
    locked, _now = locked_under_way(application)
    workflow.target_of(workflow.APPLICATION, "submit", locked.state)
    return locked


def touch(application: Application) -> datetime:
    """The draft was changed: the moment by the database's clock, which the gate compares."""
    application.saved_at = database_now()
    application.save(update_fields=["saved_at"])
    return application.saved_at


def content_of(application: Application) -> str:
    """The canonical JSON of what is being submitted: keys sorted, no blanks, UTF-8 as it is."""
    company, form = application.company, filled_form(application)
    content = {
        "call": application.call.code,
        "company": {
            "name": company.name,
            "applicant_kind": company.applicant_kind,
            "business_number": company.business_number,
            "corporate_number": company.corporate_number,
            "representative_name": company.representative_name,
            "size": company.size,
            "founded_on": storable(company.founded_on),
            "address": company.address,
            "phone": company.phone,
        },
        "title": application.title,
        "requested_won": application.requested_won,
        "answers": [
            _answer(question, form.answers[question.pk])
            for question in form.questions
            if question.pk in form.answers
        ],
        "documents": [
            {
                **_place_of(document),
                "name": document.name,
                "size": document.size,
                "sha256": document.sha256,
            }
            for document in form.documents
        ],
        **({"plan": plan} if (plan := plan_content(Plan(application))) else {}),
        "consents": consents_in(application),
    }
    return canonical(content)


def _answer(question: Question, value: Any) -> dict[str, Any]:
    columns = [{"key": row["key"], "label": row["label_ko"]} for row in question.columns]
    answer = {"question": question.pk, "label": question.label_ko, "value": value}
    return answer | {"columns": columns} if columns else answer


def _place_of(document: Document) -> dict[str, int | None]:
    if document.question_id:
        return {"question": document.question_id}
    return {"required_document": document.required_document_id}


def submit_application(application: Application, *, by: User) -> Submission:
    """The gate: take in the application as it stands, in time by the database's clock.

    All work is done before one short transaction, which holds the call open, compares its closing
    time with the database's clock, and writes submission, event and mail. Submitting the same
    content again gives the submission that is there. Of a full call only those that are in it may
    submit anew, and where money closes it, for no more than before.
    Raises Incomplete, CallClosed, CallFull, TransitionNotAllowed, DraftKeepsChanging.
    """
    for _try in range(SUBMIT_TRIES):
        application = Application.objects.select_related("call", "company").get(pk=application.pk)
        if faults := faults_of_application(application, by=by):
            raise Incomplete(faults)
        content = content_of(application)
        submission = _receive(application, content=content, by=by)
        if submission:
            return submission
    raise DraftKeepsChanging


def _receive(application: Application, *, content: str, by: User) -> Submission | None:
    """One try; None where draft or call changed in between, and the content is out of date."""
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    call_code = application.call.code
    documents = filled_form(application).documents
    number = f"{call_code}-{_receipt_letters()}".upper()
    with transaction.atomic():
        is_counted = application.call.is_counted
        locked, received_at = locked_under_way(application, to_count=is_counted)
        is_as_read = (
            locked.saved_at == application.saved_at
            and locked.call.changed_at == application.call.changed_at
            and locked.call.is_counted == is_counted
        )
        if not is_as_read:
            return None
        before = locked.state
        target = workflow.target_of(workflow.APPLICATION, "submit", before)
        if locked.call.is_full and _takes_more(locked, content):
            raise CallFull
        latest = locked.submissions.first()
        if before == target and latest and latest.sha256 == sha256:
            return latest
        facts: dict[str, Any] = {"number": number, "sha256": sha256, "received_at": received_at}
        signature = signed(bytes_of(receipt_statement(call_code, **facts)))
        submission = Submission.objects.create(
            application=locked,
            content=content,
            submitted_by=by,
            key_id=signature.key_id,
            signature=signature.value,
            **facts,
        )
        submission.documents.set(documents)
        locked.state = target
        locked.submitted_at = submission.received_at
        locked.received_won = json.loads(content)["requested_won"]
        locked.save(update_fields=["state", "submitted_at", "received_won"])
        if is_counted:
            recount(locked.call)
        confirm_by_revision(locked, at=received_at, by=by)
        record_application_event(locked, "submit", by=by, from_state=before, reason=number)
        notify(
            members_of(application.company),
            "application_received",
            path=application.get_absolute_url(),
            call=application.call,
            submission=submission,
        )
    return submission


def _takes_more(application: Application, content: str) -> bool:
    """Whether what is handed in would take a seat, or more of the money, than is taken by it now."""
    if application.state != ApplicationState.SUBMITTED:
        return True
    is_of_money = application.call.closing_mode == ClosingMode.BUDGET
    return is_of_money and json.loads(content)["requested_won"] > (application.received_won or 0)


def _receipt_letters() -> str:
    return "".join(secrets.choice(RECEIPT_LETTERS) for _letter in range(8))


@transaction.atomic
def withdraw_application(application: Application, *, by: User) -> Application:
    """Take the application back before the call ends; it can be submitted again until then.

    Its seat is free again, so a full call opens. Raises CallClosed, TransitionNotAllowed.
    """
    application, _now = locked_under_way(application, to_count=True)
    before = application.state
    application.state = workflow.target_of(workflow.APPLICATION, "withdraw", before)
    application.save(update_fields=["state"])
    if application.call.is_counted:
        recount(application.call)
    record_application_event(application, "withdraw", by=by, from_state=before)
    notify(
        members_of(application.company),
        "application_withdrawn",
        path=application.get_absolute_url(),
        call=application.call,
    )
    return application


@transaction.atomic
def confirm_application(application: Application, *, shown: Collection[int], by: User) -> None:
    """The company keeps what it had submitted, knowing the amendments that it was shown.

    `shown` are the keys of confirmations; one that was asked since goes on waiting.
    Raises AlreadyConfirmed.
    """
    held = Application.objects.select_for_update().get(pk=application.pk)
    awaited = confirmations_awaited_from(held)
    if not awaited.filter(pk__in=shown).update(confirmed_at=database_now(), confirmed_by=by):
        raise AlreadyConfirmed
    record_application_event(held, "confirm", by=by, from_state=held.state)
