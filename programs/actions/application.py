"""The applicant's verbs: start, upload, submit, withdraw, confirm; writing is in
application_section.py."""

import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import User
from portal.common.digest import canonical, digest_of_content
from portal.common.signing import signed
from programs import workflow
from programs.actions.amendment import confirm_by_revision
from programs.actions.clock import HELD_ALONE, HELD_OPEN, SEEN, call_taken, database_now
from programs.actions.counting import recount
from programs.actions.errors import (
    AlreadyConfirmed,
    CallClosed,
    CallFull,
    CallNotClosed,
    ContentChanged,
    Incomplete,
    InConflict,
    OwnApplication,
    Refused,
)
from programs.actions.notifications import members_of, notify
from programs.actions.taking import application_taken
from programs.enums import ApplicationState, ClosingMode, ConsentTopic
from programs.models import (
    Application,
    ApplicationEvent,
    Call,
    Question,
    Submission,
)
from programs.queries.amendment import confirmations_awaited_from
from programs.queries.application_section import faults_in
from programs.queries.blinding import judged_blind_by
from programs.queries.conflict import barred_from
from programs.queries.plan import plan_content
from programs.queries.receipt import bytes_of, receipt_statement
from programs.queries.received import company_content, document_content
from programs.queries.written import Written, with_written
from zones.actions.consultants import refuse_consultant
from zones.actions.errors import OutsideConsultant
from zones.enums import CompanyRole
from zones.models import Company

# No letters that are taken for others when a receipt is read out on the phone
RECEIPT_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
QUICK_TRIES = 2  # before the call is held alone for as long as the work takes

# On the day of the receipt, which is not always that of the reading before
TEXTS_IN_FORCE = """ARRAY(
    SELECT DISTINCT ON (topic) id FROM programs_consenttext
    WHERE topic = ANY(%s) AND applies_from <= (moment.found_at AT TIME ZONE 'Asia/Seoul')::date
    ORDER BY topic, version DESC
)"""


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
    """Of what the database's clock has timed, `at` is that moment."""
    ApplicationEvent.objects.create(
        application=application,
        actor=by,
        verb=verb,
        from_state=from_state,
        to_state=application.state,
        reason=reason,
        section=section,
        happened_at=at or timezone.now(),
    )


def locked_under_way(application: Application, *, hold: str) -> tuple[Application, datetime]:
    """The application's row, locked while its call is under way, and the moment of taking.

    `hold` (of `clock`) says how the call is held meanwhile. Raises CallClosed.
    """
    locked, now, _found = locked_under_way_with(application, hold=hold)
    return locked, now


def locked_under_way_with(
    application: Application, *, hold: str, besides: str = "NULL", params: Sequence[Any] = ()
) -> tuple[Application, datetime, Any]:
    """As `locked_under_way`, with what else is asked in its statement (as `application_taken`)."""
    locked, now, found = application_taken(application, hold=hold, besides=besides, params=params)
    if not locked.call.is_underway_at(now):
        raise CallClosed
    return locked, now, found


def locked_for_staff(application: Application, *, by: User) -> Application:
    """The application's row, locked, for somebody who may handle it now.

    The call is held, so that no amendment reopens it while its applications begin to be handled.
    Raises CallNotClosed while its call is open or when it was cancelled, OwnApplication, InConflict
    of a reviewer on the staff whom a conflict keeps from it, or who judges it blind.
    """
    locked, now, _besides = application_taken(application, hold=HELD_OPEN)
    if locked.call.is_cancelled or not locked.call.has_ended_at(now):
        raise CallNotClosed
    if locked.company.members.filter(user=by).exists():
        raise OwnApplication
    kept = Q(pk__in=barred_from(by)) | Q(pk__in=judged_blind_by(by))
    if Application.objects.filter(kept, pk=locked.pk).exists():
        raise InConflict
    return locked


@transaction.atomic
def start_application(call: Call, *, company: Company, by: User) -> Application:
    """The company's application in this call: the one it has, else a new draft.

    Raises CallClosed, CallFull, Refused where the call is not for this kind of applicant.
    """
    existing = Application.objects.filter(call=call, company=company).first()
    if existing:
        return existing
    seen, now = call_taken(call.pk, hold=SEEN)
    if not seen.is_underway_at(now):
        raise CallClosed
    if seen.is_full:
        raise CallFull
    if not seen.admits(company.applicant_kind):
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
    held, now, _found = draft_held_with(application)
    return held, now


def draft_held_with(
    application: Application, *, besides: str = "NULL", params: Sequence[Any] = ()
) -> tuple[Application, datetime, Any]:
    """As `draft_held`, with what else is asked about it in its statement (as `application_taken`)."""
    held, now, found = locked_under_way_with(application, hold=SEEN, besides=besides, params=params)
    workflow.target_of(workflow.APPLICATION, "submit", held.state)
    return held, now, found


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


def submit_application(
    application: Application, *, by: User, seen: str | None = None, read: Written | None = None
) -> Submission:
    """The gate: take in the application as it stands, in time by the database's clock.

    All work is done before one short transaction, which holds the call open, compares its closing
    time with the database's clock, and writes submission, event and mail. Where a colleague goes on
    saving, the last try holds call and draft while it works. `seen` is the digest of what the person
    had before them (`digest_of_content`); without it whatever stands there is taken.
    `read` is what the caller has just read of it.

    Submitting the same content again gives the submission that is there. Of a full call only those
    that are in it may submit anew, and where money closes it, for no more than before.
    Raises Incomplete, ContentChanged, CallClosed, CallFull, TransitionNotAllowed, and
    OutsideConsultant (`zones.actions.errors`): they write, the company's own people submit.
    """
    for _try in range(QUICK_TRIES):
        ready = _ready(read or _written(application), by=by, seen=seen)
        found, read = ready.written.application, None
        hold = HELD_ALONE if found.call.is_counted else HELD_OPEN
        with transaction.atomic():
            locked, now, texts = locked_under_way_with(
                found, hold=hold, besides=TEXTS_IN_FORCE, params=[ConsentTopic.values]
            )
            if _is_as_read(locked, found) and set(texts) == ready.written.text_keys:
                return _take(locked, ready, at=now, by=by)
    with transaction.atomic():
        locked, now = locked_under_way(application, hold=HELD_ALONE)
        ready = _ready(_written(application), by=by, seen=seen)
        return _take(locked, ready, at=now, by=by)


@dataclass(frozen=True)
class _Ready:
    """What is handed in, with its digest."""

    written: Written
    content: str
    sha256: str


def _written(application: Application) -> Written:
    whole = with_written(Application.objects.select_related("call", "company"))
    return Written(whole.get(pk=application.pk))


def _ready(written: Written, *, by: User, seen: str | None) -> _Ready:
    if written.role_of(by) == CompanyRole.CONSULTANT:
        raise OutsideConsultant
    if faults := faults_in(written, by=by):
        raise Incomplete(faults)
    content = content_in(written)
    sha256 = digest_of_content(content)
    if seen not in (None, sha256):
        raise ContentChanged
    return _Ready(written, content, sha256)


def _is_as_read(locked: Application, read: Application) -> bool:
    """Whether neither draft nor call was changed between."""
    return (
        locked.saved_at == read.saved_at
        and locked.call.changed_at == read.call.changed_at
        and locked.call.is_counted == read.call.is_counted
    )


def _take(locked: Application, ready: _Ready, *, at: datetime, by: User) -> Submission:
    """Write the submission of what is held; the latest one where it says the same."""
    call, before = locked.call, locked.state
    target = workflow.target_of(workflow.APPLICATION, "submit", before)
    if call.is_full and _takes_more(locked, ready.content):
        raise CallFull
    if before == target and (latest := locked.submissions.first()):
        if latest.sha256 == ready.sha256:
            _record_no_change(locked)
            return latest
    number = f"{call.code}-{_receipt_letters()}".upper()
    facts: dict[str, Any] = {"number": number, "sha256": ready.sha256, "received_at": at}
    signature = signed(bytes_of(receipt_statement(call.code, **facts)))
    submission = Submission.objects.create(
        application=locked,
        content=ready.content,
        submitted_by=by,
        key_id=signature.key_id,
        signature=signature.value,
        **facts,
    )
    link = Submission.documents.through
    link.objects.bulk_create(
        link(submission=submission, document=document) for document in ready.written.form.documents
    )
    was_received = locked.submitted_at is not None
    locked.state = target
    locked.submitted_at = at
    locked.received_won = ready.written.application.requested_won
    locked.save(update_fields=["state", "submitted_at", "received_won"])
    if call.is_counted:
        recount(call)
    if was_received:
        confirm_by_revision(locked, at=at, by=by)
    record_application_event(locked, "submit", by=by, from_state=before, reason=number, at=at)
    notify(
        ready.written.members,
        "application_received",
        path=locked.get_absolute_url(),
        call=call,
        application=ready.written.application,
        submission=submission,
        replaces=before == target,
    )
    return submission


def _record_no_change(application: Application) -> None:
    """What was changed since it was received was changed back: nothing waits to be submitted."""
    received_at = application.submitted_at
    if received_at and application.has_unsubmitted_changes:
        application.saved_at = received_at
        application.save(update_fields=["saved_at"])


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

    Its seat is free again, so a full call opens. Raises CallClosed, TransitionNotAllowed,
    OutsideConsultant.
    """
    refuse_consultant(application.company, by)
    application, now = locked_under_way(application, hold=HELD_ALONE)
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
    Raises AlreadyConfirmed, OutsideConsultant.
    """
    refuse_consultant(application.company, by)
    held = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    awaited = confirmations_awaited_from(held)
    if not awaited.filter(pk__in=shown).update(confirmed_at=database_now(), confirmed_by=by):
        raise AlreadyConfirmed
    record_application_event(held, "confirm", by=by, from_state=held.state)
