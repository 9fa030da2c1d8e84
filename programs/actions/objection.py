"""Objections: filed and withdrawn by the applicant, answered by two people who took no part.

What is held: the application, then the objection.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import record_application_event
from programs.actions.clock import SEEN, database_now
from programs.actions.errors import (
    AlreadyObjected,
    NothingToObject,
    ObjectionClosed,
    SecondPersonNeeded,
    TookPartBefore,
    TooManyObjectionFiles,
)
from programs.actions.notifications import foundation, notify, own_people_of, unbarred
from programs.actions.scan import (
    first_scan_state,
    is_new_finding,
    is_newly_released,
    queue_scan,
)
from programs.actions.taking import application_taken
from programs.actions.upload import facts_of_upload
from programs.enums import ApplicationVerb, ObjectionOutcome, ObjectionState
from programs.file_checks import validate_material
from programs.models import Application, Objection, ObjectionFile
from programs.queries.conflict import barred_from
from programs.queries.objection import (
    DECISION_DAYS,
    OBJECTION_DAYS,
    contested_of,
    days_end,
)
from programs.validators import validate_words
from zones.actions.consultants import refuse_consultant

MOST_FILES = 5


def file_objection(
    application: Application,
    *,
    asks: str,
    text: str,
    by: User,
    uploads: Sequence[UploadedFile] = (),
) -> Objection:
    """Object to what the applicant was told last, in time by the database's clock.

    The applicant's people and the foundation are told. Sent twice, the second finds the first.
    Raises NothingToObject, ObjectionClosed, AlreadyObjected, TooManyObjectionFiles, ValidationError
    of a file or of words that say nothing, OutsideConsultant: they read, the company's own people object.
    """
    refuse_consultant(application.company, by)
    for words in (asks, text):
        validate_words(words)
    if len(uploads) > MOST_FILES:
        raise TooManyObjectionFiles(MOST_FILES)
    files = [(facts_of_upload(upload, check=validate_material), upload) for upload in uploads]
    with transaction.atomic():
        held, now, _besides = application_taken(application, hold=SEEN)
        objection = _filed(held, asks=asks, text=text, at=now, by=by)
        if objection.filed_at != now:  # sent twice
            return objection
        for facts, upload in files:
            if not objection.files.filter(sha256=facts["sha256"]).exists():
                _keep(objection, upload, by=by, **facts)
        _record(objection, ApplicationVerb.FILE_OBJECTION, by=by, at=now)
        _tell(own_people_of(held.company), "objection_received", objection)
        readers = unbarred(foundation(), held)
        notify(readers, "objection_filed", path=page_of(objection), objection=objection)
    return objection


def _filed(application: Application, *, asks: str, text: str, at: datetime, by: User) -> Objection:
    contested = contested_of(application)
    if contested is None:
        raise NothingToObject
    if not contested.is_open_at(at):
        raise ObjectionClosed
    # Who was not told by mail has read it on the page
    noticed_at = min(contested.noticed_at or at, at)
    about = {"decision": contested.decision, "screening": contested.screening}
    if standing := Objection.objects.standing().filter(**about).first():
        if (standing.asks, standing.text, standing.filed_by) == (asks, text, by):
            return standing
        raise AlreadyObjected
    return Objection.objects.create(
        application=application,
        **about,
        asks=asks,
        text=text,
        noticed_at=noticed_at,
        closes_at=days_end(noticed_at, days=OBJECTION_DAYS),
        filed_at=at,
        filed_by=by,
        due_at=days_end(at, days=DECISION_DAYS),
    )


def _keep(objection: Objection, upload: UploadedFile, *, by: User, **facts: object) -> None:
    file = ObjectionFile.objects.create(
        objection=objection,
        file=upload,
        uploaded_by=by,
        scan_state=first_scan_state(),
        **facts,
    )
    if file.is_waiting_for_scan:
        queue_scan(file)


@transaction.atomic
def withdraw_objection(objection: Objection, *, by: User) -> Objection:
    """Take it back before it is decided; in time another may be filed.

    The person in charge is told. Raises TransitionNotAllowed, OutsideConsultant.
    """
    refuse_consultant(objection.application.company, by)
    held = _moved(objection, "withdraw")
    # What was proposed is of no use any more
    held.proposed_at, held.proposed_by = None, None
    held.withdrawn_at, held.withdrawn_by = database_now(), by
    held.save()
    _record(held, ApplicationVerb.WITHDRAW_OBJECTION, by=by)
    if held.handler:
        notify([held.handler], "objection_withdrawn", path=page_of(held), objection=held)
    return held


@transaction.atomic
def take_objection(objection: Objection, *, by: User) -> Objection:
    """Examine it, also in the place of a colleague. Raises TookPartBefore, TransitionNotAllowed."""
    held = _moved(objection, "take", by=by)
    held.handler, held.taken_at = by, database_now()
    held.save()
    _record(held, ApplicationVerb.TAKE_OBJECTION, by=by)
    return held


@transaction.atomic
def propose_answer(
    objection: Objection, *, outcome: ObjectionOutcome, answer: str, by: User
) -> Objection:
    """Say what the answer should be; a second person decides. The foundation is told, no one else.

    Raises TookPartBefore, TransitionNotAllowed.
    """
    validate_words(answer)
    held = _moved(objection, "propose", by=by)
    held.outcome, held.answer = outcome, answer
    held.proposed_at, held.proposed_by = database_now(), by
    held.save()
    _record(held, ApplicationVerb.PROPOSE_ANSWER, by=by)
    others = foundation().exclude(pk__in={*held.people_who_took_part(), by.pk})
    readers = unbarred(others, held.application)
    notify(readers, "objection_proposed", path=page_of(held), objection=held)
    return held


@transaction.atomic
def send_back_answer(objection: Objection, *, reason: str, by: User) -> Objection:
    """The second person does not agree: the person in charge writes it anew.

    Raises TookPartBefore, TransitionNotAllowed.
    """
    validate_words(reason)
    held = _moved(objection, "send_back", by=by)
    held.proposed_at, held.proposed_by = None, None
    held.save()
    _record(held, ApplicationVerb.SEND_BACK_ANSWER, by=by, reason=reason)
    if held.handler:
        notify(
            [held.handler],
            "objection_sent_back",
            path=page_of(held),
            objection=held,
            reason=reason,
        )
    return held


@transaction.atomic
def decide_objection(objection: Objection, *, by: User) -> Objection:
    """The answer as it was proposed goes to the applicant; nothing changes it any more.

    Where it was upheld, the foundation reads that its panel wants the next version of the ranking,
    or the application another eligibility check. Raises SecondPersonNeeded, TookPartBefore,
    TransitionNotAllowed.
    """
    held = _moved(objection, "decide", by=by)
    if held.proposed_by_id == by.pk:
        raise SecondPersonNeeded
    held.decided_at, held.decided_by = database_now(), by
    held.save()
    _record(held, ApplicationVerb.DECIDE_OBJECTION, by=by)
    _tell(own_people_of(held.application.company), "objection_decided", held)
    if held.outcome in (ObjectionOutcome.UPHELD, ObjectionOutcome.PARTLY):
        readers = unbarred(foundation(), held.application)
        notify(readers, "objection_upheld", path=page_of(held), objection=held)
    return held


def _moved(objection: Objection, verb: str, *, by: User | None = None) -> Objection:
    """The objection, held, in the state that follows; `by` is of staff, and took no part."""
    Application.objects.select_for_update(no_key=True).get(pk=objection.application_id)
    rows = Objection.objects.select_for_update(of=("self",), no_key=True).select_related(
        "application__call", "application__company", "screening", "handler"
    )
    held = rows.get(pk=objection.pk)
    held.state = ObjectionState(workflow.target_of(workflow.OBJECTION, verb, held.state))
    if by is not None and (
        by.pk in held.people_who_took_part()
        or barred_from(by).filter(application=held.application_id).exists()
    ):
        raise TookPartBefore
    return held


def _record(
    objection: Objection,
    verb: ApplicationVerb,
    *,
    by: User,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    application = objection.application
    record_application_event(
        application, verb, by=by, from_state=application.state, reason=reason, at=at
    )


def _tell(readers: Iterable[User], template: str, objection: Objection) -> None:
    path = reverse("programs:objection", args=[objection.application_id])
    notify(
        readers,
        template,
        path=path,
        objection=objection,
        application=objection.application,
        call=objection.application.call,
    )


def page_of(objection: Objection) -> str:
    """Where staff handle it."""
    return reverse("admin:programs_objection_change", args=[objection.pk])


@transaction.atomic
def withhold_objection_file(file: ObjectionFile, *, finding: str) -> None:
    """The virus scanner found it to be unsafe: nobody downloads it, and who sent it is told.

    A second time does nothing.
    """
    if not is_new_finding(file, finding=finding):
        return
    file.scan_finding = finding
    application = file.objection.application
    record_application_event(
        application,
        ApplicationVerb.WITHHOLD_FILE,
        by=None,
        from_state=application.state,
        reason=file.name,
    )
    notify(
        own_people_of(application.company),
        "objection_file_withheld",
        path=reverse("programs:objection", args=[application.pk]),
        file=file,
        call=application.call,
    )


@transaction.atomic
def release_objection_file(file: ObjectionFile, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld, and tells who sent it. A second time does
    nothing."""
    if not is_newly_released(file):
        return
    application = file.objection.application
    record_application_event(
        application,
        ApplicationVerb.RELEASE_FILE,
        by=by,
        from_state=application.state,
        reason=f"{file.name}: {reason}",
    )
    notify(
        own_people_of(application.company),
        "file_released",
        path=reverse("programs:objection", args=[application.pk]),
        file=file,
        reason=reason,
    )
