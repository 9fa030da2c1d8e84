"""보완: asked for by the foundation until a day, answered by the applicant beside the submission."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import locked_for_staff, record_application_event
from programs.actions.clock import database_now
from programs.actions.errors import SupplementClosed, SupplementOpen, TooManyFiles
from programs.actions.notifications import foundation, members_of, notify
from programs.actions.scan import first_scan_state, is_new_finding, is_newly_released, queue_scan
from programs.actions.upload import facts_of_upload
from programs.file_checks import validate_document
from programs.models import Application, Supplement, SupplementFile
from programs.validators import validate_supplement_day, validate_words
from zones.actions.consultants import refuse_consultant

MOST_FILES = 20
REMINDED_BEFORE = timedelta(days=3)


@transaction.atomic
def ask_supplement(
    application: Application, *, by: User, asks: str, due_on: date, points: Sequence[str] = ()
) -> Supplement:
    """Ask the applicant to make something good until the end of a day; the company is told.

    The day is at most 20 days after today in Korea. Raises ValidationError for another day,
    SupplementOpen where one is open, OwnApplication, CallNotClosed, TransitionNotAllowed where the
    check is done.
    """
    validate_words(asks)
    application = locked_for_staff(application, by=by)
    workflow.target_of(workflow.APPLICATION, "pass_screening", application.state)
    if application.supplements.open().exists():
        raise SupplementOpen
    now = database_now()
    validate_supplement_day(due_on, asked_on=timezone.localdate(now))
    supplement = Supplement.objects.create(
        application=application,
        asks=asks,
        points=list(points),
        due_on=due_on,
        asked_at=now,
        asked_by=by,
    )
    _record(supplement, application, "ask_supplement", by=by, reason=asks, at=now)
    _tell_company(supplement, application, "supplement_asked")
    return supplement


@transaction.atomic
def add_supplement_file(
    supplement: Supplement, *, by: User, upload: UploadedFile
) -> SupplementFile:
    """Keep a file for the answer, with its digest; the same file again is given back as it is.

    Raises ValidationError, TooManyFiles, SupplementClosed, OutsideConsultant.
    """
    facts = facts_of_upload(upload, check=validate_document)
    held, _application, _now = _held_for_answer(supplement, by=by)
    current = list(held.files.current())
    for file in current:
        if (file.name, file.sha256) == (facts["name"], facts["sha256"]):
            return file
    if len(current) >= MOST_FILES:
        raise TooManyFiles(MOST_FILES)
    file = SupplementFile.objects.create(
        supplement=held, file=upload, uploaded_by=by, scan_state=first_scan_state(), **facts
    )
    if file.is_waiting_for_scan:
        queue_scan(file)
    return file


@transaction.atomic
def remove_supplement_file(file: SupplementFile, *, by: User) -> None:
    """Take it out of the answer before that is sent. Does nothing where it is out already.

    Raises SupplementClosed, OutsideConsultant.
    """
    held, _application, now = _held_for_answer(file.supplement, by=by)
    held.files.current().filter(pk=file.pk).update(removed_at=now)


@transaction.atomic
def answer_supplement(supplement: Supplement, *, by: User, answer: str) -> Supplement:
    """Hand in the answer with the files that are there; it is final. Who asked is told.

    In time by the database's clock. Raises SupplementClosed, OutsideConsultant.
    """
    validate_words(answer)
    held, application, now = _held_for_answer(supplement, by=by)
    held.answer, held.answered_at, held.answered_by = answer, now, by
    held.save(update_fields=["answer", "answered_at", "answered_by"])
    _record(held, application, "answer_supplement", by=by, at=now)
    _tell_staff(held, application, "supplement_received")
    _tell_company(held, application, "supplement_received")
    return held


@transaction.atomic
def close_supplement(supplement: Supplement, *, by: User) -> Supplement:
    """The answer is enough, or its day is over: the check goes on. The company is told.

    What waits for an answer in time cannot be closed. Raises SupplementClosed, SupplementOpen,
    OwnApplication, CallNotClosed.
    """
    application = locked_for_staff(supplement.application, by=by)
    held = Supplement.objects.select_for_update(no_key=True).get(pk=supplement.pk)
    now = database_now()
    if held.closed_at:
        raise SupplementClosed
    if held.takes_answers_at(now):
        raise SupplementOpen
    held.closed_at, held.closed_by = now, by
    held.save(update_fields=["closed_at", "closed_by"])
    _record(held, application, "close_supplement", by=by, at=now)
    _tell_company(held, application, "supplement_closed")
    return held


def remind_of_supplements(*, most: int) -> int:
    """Remind companies three days before the day, and tell the foundation once it is over; how many."""
    today = timezone.localdate(database_now())
    near = Q(reminded_at=None, due_on__lte=today + REMINDED_BEFORE)
    over = Q(missed_told_at=None, due_on__lt=today)
    due = Supplement.objects.unanswered().filter(near | over).order_by("due_on", "pk")
    return sum(_told(pk) for pk in due.values_list("pk", flat=True)[:most])


@transaction.atomic
def _told(pk: int) -> bool:
    """Whether somebody was told now. Asked again once the row is held."""
    held = Supplement.objects.select_for_update(no_key=True).get(pk=pk)
    application, now = held.application, database_now()
    if held.answered_at or held.closed_at:
        return False
    if now >= held.due_at:
        if held.missed_told_at:
            return False
        held.missed_told_at = held.reminded_at = now
        _tell_staff(held, application, "supplement_missed")
    elif held.reminded_at is None:
        held.reminded_at = now
        _tell_company(held, application, "supplement_due")
    else:
        return False
    held.save(update_fields=["missed_told_at", "reminded_at"])
    return True


@transaction.atomic
def withhold_supplement_file(file: SupplementFile, *, finding: str) -> None:
    """The virus scanner found it to be unsafe: nobody downloads it, and the company is told.

    A second time does nothing.
    """
    if not is_new_finding(file, finding=finding):
        return
    file.scan_finding = finding
    application = file.supplement.application
    _record(file.supplement, application, "withhold_file", by=None, reason=file.name)
    if file.removed_at is None:
        _tell_company(file.supplement, application, "public_file_withheld", file=file)


@transaction.atomic
def release_supplement_file(file: SupplementFile, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld; the company is told why.

    A second time does nothing.
    """
    if not is_newly_released(file):
        return
    application = file.supplement.application
    said = f"{file.name}: {reason}"
    _record(file.supplement, application, "release_file", by=by, reason=said)
    if file.removed_at is None:
        _tell_company(file.supplement, application, "file_released", file=file, reason=reason)


def _held_for_answer(
    supplement: Supplement, *, by: User
) -> tuple[Supplement, Application, datetime]:
    """The request, locked while it takes an answer, with its application and the moment of taking.

    Raises SupplementClosed, OutsideConsultant.
    """
    application = supplement.application
    refuse_consultant(application.company, by)
    held = Supplement.objects.select_for_update(no_key=True).get(pk=supplement.pk)
    now = database_now()
    if not held.takes_answers_at(now):
        raise SupplementClosed
    return held, application, now


def _record(
    supplement: Supplement,
    application: Application,
    verb: str,
    *,
    by: User | None,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    record_application_event(
        application, verb, by=by, from_state=application.state, reason=reason, at=at
    )


def _tell_company(
    supplement: Supplement, application: Application, template: str, **words: Any
) -> None:
    notify(
        members_of(application.company),
        template,
        path=reverse("programs:application-supplement", args=[application.pk]),
        call=application.call,
        supplement=supplement,
        where=application.call,
        **words,
    )


def _tell_staff(supplement: Supplement, application: Application, template: str) -> None:
    """Who handles the application; where nobody does, who asked, while they are of the foundation."""
    handling = getattr(application, "handling", None)
    person = (handling and handling.handler) or supplement.asked_by
    notify(
        foundation().filter(pk=person.pk),
        template,
        path=reverse("admin:programs_application_change", args=[application.pk]),
        call=application.call,
        supplement=supplement,
    )
