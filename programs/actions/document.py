"""Files of an application: given, taken out, and what the virus scanner says of them."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from portal.accounts.models import User
from programs.actions.application import draft_held, record_application_event, touch
from programs.actions.clock import database_now
from programs.actions.notifications import members_of, notify
from programs.actions.room import make_room
from programs.actions.upload import facts_of_upload
from programs.enums import ApplicationVerb, ScanState
from programs.file_checks import validate_document
from programs.models import Application, Document, Question, RequiredDocument

SCAN_TASK = "programs.tasks.scan_document"
AFTER_MAILS = -1  # the priority of scans: mails go first


def first_scan_state() -> ScanState:
    """Where a scanner is set, a new file waits for its verdict."""
    return ScanState.WAITING if settings.CLAMD_ADDRESS else ScanState.UNSCANNED


def add_document(
    application: Application,
    *,
    by: User,
    required_document: RequiredDocument | None = None,
    question: Question | None = None,
    seen: int | None = None,
    upload: UploadedFile,
) -> Document:
    """Keep an uploaded file with its digest; as `put_in_place`.

    The place is one of the two: a document that the call asks for, or a question for a file.
    The path is not made from its name. Where a scanner is set, nobody can download it before the
    worker has had it scanned. Raises ValidationError, NoRoom, CallClosed, TransitionNotAllowed.
    """
    document = Document(
        application=application,
        required_document=required_document,
        question=question,
        uploaded_by=by,
        scan_state=first_scan_state(),
        **facts_of_upload(upload, check=validate_document),
    )
    # Stored before the call is held: a slow storage keeps nobody else waiting
    document.file.save(document.name, upload, save=False)
    try:
        return put_in_place(document, by=by, seen=seen)
    except BaseException:
        document.file.delete(save=False)
        raise


@transaction.atomic
def put_in_place(document: Document, *, by: User, seen: int | None = None) -> Document:
    """Write the new row of a checked and stored file; a former one for the same place steps aside.

    `seen` is the key of the document that the person saw in the place, 0 where there was none, and
    None replaces whatever is there. Where another one stands there by now, the new one is kept
    aside (`is_set_aside`) instead, and somebody chooses. Where an application has as many bytes as
    it may, former files go. Raises NoRoom, CallClosed, TransitionNotAllowed.
    """
    application, now = draft_held(document.application)
    there = application.documents.current().at_place_of(document)
    if seen is not None and there.exclude(pk=seen).exclude(sha256=document.sha256).exists():
        document.is_set_aside, document.removed_at = True, timezone.now()
        verb = ApplicationVerb.SET_ASIDE_FILE
    else:
        there.update(removed_at=timezone.now())
        verb = ApplicationVerb.UPLOAD
        touch(application, at=now)
    if document.vault_document is None:
        make_room(application, size=document.size)
    document.save()
    record_application_event(
        application, verb, by=by, from_state=application.state, reason=document.name
    )
    if document.is_waiting_for_scan:
        queue_scan(document)
    return document


@transaction.atomic
def remove_document(document: Document, *, by: User) -> None:
    """Take a file out of the draft; one that was submitted stays in its submission.

    Does nothing where it is out already, as when a colleague has replaced it.
    Raises CallClosed, TransitionNotAllowed.
    """
    application, now = draft_held(document.application)
    if not application.documents.current().filter(pk=document.pk).update(removed_at=timezone.now()):
        return
    touch(application, at=now)
    record_application_event(
        application, "remove_file", by=by, from_state=application.state, reason=document.name
    )


def queue_scan(document: Document) -> None:
    """Queue its scan; it is rolled back with the transaction it stands in.

    Raises AlreadyEnqueued where it waits in the queue.
    """
    task = app.configure_task(
        SCAN_TASK, queue="files", priority=AFTER_MAILS, queueing_lock=f"document-{document.pk}"
    )
    task.defer(document_id=document.pk)


def record_clean(document: Document) -> None:
    """From now on it is visible to whoever may read the application. A second time does nothing."""
    Document.objects.waiting_for_scan().filter(pk=document.pk).update(
        scan_state=ScanState.CLEAN, scanned_at=database_now()
    )


def record_scan_failure(document: Document) -> None:
    """The scanner gave no answer: it goes on waiting, and its page says so."""
    Document.objects.waiting_for_scan().filter(pk=document.pk).update(scan_failed_at=database_now())


@transaction.atomic
def record_infected(document: Document, *, finding: str) -> None:
    """Withhold it for good and tell the company; its place counts as missing from now on.

    What was submitted with it stays as it was received. `finding` is what the scanner calls it.
    A second time does nothing.
    """
    application = Application.objects.select_for_update().get(pk=document.application_id)
    now = database_now()
    is_new = (
        Document.objects.waiting_for_scan()
        .filter(pk=document.pk)
        .update(scan_state=ScanState.INFECTED, scan_finding=finding, scanned_at=now)
    )
    if not is_new:
        return
    if application.call.is_underway_at(now):
        touch(application, at=now)  # a submission that is being made reads it again
    record_application_event(
        application, "withhold_file", by=None, from_state=application.state, reason=document.name
    )
    notify(
        members_of(application.company),
        "document_withheld",
        path=application.get_absolute_url(),
        call=application.call,
        document=document,
        can_replace=application.call.is_underway_at(now),
    )
