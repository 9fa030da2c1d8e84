"""The applicant's verbs: start, upload, submit, withdraw, confirm; writing is in
application_section.py."""

import hashlib
import json
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
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
    Question,
    Submission,
)
from programs.queries.amendment import confirmations_awaited_from
from programs.queries.application_section import faults_in
from programs.queries.plan import plan_content
from programs.queries.receipt import bytes_of, canonical, receipt_statement
from programs.queries.received import company_content, document_content
from programs.queries.written import Written, with_written
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
    at: datetime | None = None,
) -> None:
    """`at` is the moment by the database's clock, where that decides; else it is now."""
    ApplicationEvent.objects.create(
        application=application,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=application.state,
        reason=reason,
        section=section,
        **({"happened_at": at} if at else {}),
    )


def locked_under_way(
    application: Application, *, to_count: bool = False
) -> tuple[Application, datetime]:
    """The application's row, locked while its call is held, and the moment of taking.

    The clock is read before the wait for the row: who came in time stays in time. `to_count` holds
    the call alone, for what takes or frees a seat. Raises CallClosed.
    """
    hold = call_held_for_count if to_count else call_held_open
    call, now = hold(application.call_id)
    if not call.is_underway_at(now):
        raise CallClosed
    locked = Application.objects.select_for_update().get(pk=application.pk)
    locked.call = call
    return locked, now


def locked_for_staff(application: Application, *, by: User) -> Application:
    """The application's row, locked, for somebody who may handle it now.

    The call is held, so that no amendment reopens it while its applications begin to be handled.
    Raises CallNotClosed while its call is open or when it was cancelled, OwnApplication.
    """
    call, _now = call_held_open(application.call_id)
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
    held, now = call_held_open(call.pk)
    if not held.is_underway_at(now):
        raise CallClosed
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


def draft_held(application: Application) -> tuple[Application, datetime]:
    """The application's row, locked while it can be written, and the moment of taking. Needs a
    transaction.

    A submission that was received before stays as it is. Raises CallClosed, TransitionNotAllowed.
    """
    locked, now = locked_under_way(application)
    workflow.target_of(workflow.APPLICATION, "submit", locked.state)
    return locked, now


def touch(application: Application, *, at: datetime, changed: Collection[str] = ()) -> datetime:
    """The draft was changed, in these fields of its own and otherwise: the moment by the database's
    clock, later than each before it, which the gate compares."""
    # Who has waited for the row was taken before whoever has written meanwhile
    application.saved_at = max(at, application.saved_at + timedelta(microseconds=1))
    application.save(update_fields=["saved_at", *changed])
    return application.saved_at


def content_of(application: Application) -> str:
    """The canonical JSON of what is being submitted: keys sorted, no blanks, UTF-8 as it is."""
    return content_in(Written(application))


def content_in(written: Written) -> str:
    """As `content_of`, of what was read already."""
    application, form = written.application, written.form
    content = {
        "call": application.call.code,
        "company": company_content(application.company),
        "title": application.title,
        "requested_won": application.requested_won,
        "answers": [
            _answer(question, form.answers[question.pk])
            for question in form.questions
            if question.pk in form.answers
        ],
        "documents": [document_content(document) for document in form.documents],
        **({"plan": plan} if (plan := plan_content(written.plan)) else {}),
        "consents": written.all_consents,
    }
    return canonical(content)


def _answer(question: Question, value: Any) -> dict[str, Any]:
    columns = [{"key": row["key"], "label": row["label_ko"]} for row in question.columns]
    answer = {"question": question.pk, "label": question.label_ko, "value": value}
    return answer | {"columns": columns} if columns else answer


def submit_application(application: Application, *, by: User) -> Submission:
    """The gate: take in the application as it stands, in time by the database's clock.

    All work is done before one short transaction, which holds the call open, compares its closing
    time with the database's clock, and writes submission, event and mail. Submitting the same
    content again gives the submission that is there. Of a full call only those that are in it may
    submit anew, and where money closes it, for no more than before.
    Raises Incomplete, CallClosed, CallFull, TransitionNotAllowed, DraftKeepsChanging.
    """
    for _try in range(SUBMIT_TRIES):
        whole = with_written(Application.objects.select_related("call", "company"))
        written = Written(whole.get(pk=application.pk))
        if faults := faults_in(written, by=by):
            raise Incomplete(faults)
        submission = _receive(written, by=by)
        if submission:
            return submission
    raise DraftKeepsChanging


def _receive(written: Written, *, by: User) -> Submission | None:
    """One try; None where draft or call changed in between, and what was read is out of date."""
    application, content = written.application, content_in(written)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    call_code = application.call.code
    readers = list(members_of(application.company))
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
        if before == target and (latest := locked.submissions.first()):
            if latest.sha256 == sha256:
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
        link = Submission.documents.through
        link.objects.bulk_create(
            link(submission=submission, document=document) for document in written.form.documents
        )
        was_received = locked.submitted_at is not None
        locked.state = target
        locked.submitted_at = submission.received_at
        locked.received_won = json.loads(content)["requested_won"]
        locked.save(update_fields=["state", "submitted_at", "received_won"])
        if is_counted:
            recount(locked.call)
        if was_received:
            confirm_by_revision(locked, at=received_at, by=by)
        record_application_event(
            locked, "submit", by=by, from_state=before, reason=number, at=received_at
        )
        notify(
            readers,
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
    application, now = locked_under_way(application, to_count=True)
    before = application.state
    application.state = workflow.target_of(workflow.APPLICATION, "withdraw", before)
    application.save(update_fields=["state"])
    if application.call.is_counted:
        recount(application.call)
    record_application_event(application, "withdraw", by=by, from_state=before, at=now)
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
