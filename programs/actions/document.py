"""Files of an application: given, taken out, withheld and released."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.application import draft_held, record_application_event, touch
from programs.actions.clock import database_now
from programs.actions.notifications import foundation, members_of, notify, unbarred
from programs.actions.room import make_room
from programs.actions.scan import (
    first_scan_state,
    is_new_finding,
    is_newly_released,
    queue_scan,
)
from programs.actions.upload import facts_of_upload
from programs.enums import ApplicationVerb
from programs.file_checks import validate_document
from programs.models import Application, Document, Question, RequiredDocument


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


@transaction.atomic
def withhold_document(document: Document, *, finding: str) -> None:
    """Found to be unsafe: withheld, its place counts as missing, and the company is told.

    What was submitted with it stays as it was received; where its call is over, the foundation is
    told as well. A second time does nothing.
    """
    application = Application.objects.select_for_update(no_key=True).get(pk=document.application_id)
    if not is_new_finding(document, finding=finding):
        return
    document.scan_finding = finding
    can_replace = _touched_while_underway(application)
    record_application_event(
        application, "withhold_file", by=None, from_state=application.state, reason=document.name
    )
    is_submitted = _is_submitted(document)
    if is_submitted or document.removed_at is None:
        notify(
            members_of(application.company),
            "document_withheld",
            path=application.get_absolute_url(),
            call=application.call,
            document=document,
            can_replace=can_replace,
        )
    if is_submitted and not can_replace:
        notify(
            unbarred(foundation(), application),
            "submitted_file_withheld",
            path=reverse("admin:programs_application_change", args=[application.pk]),
            call=application.call,
            company=application.company,
            document=document,
        )


@transaction.atomic
def release_document(document: Document, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld; it counts as given again.

    The company is told, with the reason. A second time does nothing.
    """
    application = Application.objects.select_for_update(no_key=True).get(pk=document.application_id)
    if not is_newly_released(document):
        return
    _touched_while_underway(application)
    record_application_event(
        application,
        "release_file",
        by=by,
        from_state=application.state,
        reason=f"{document.name}: {reason}",
    )
    notify(
        members_of(application.company),
        "file_released",
        path=application.get_absolute_url(),
        file=document,
        reason=reason,
    )


def _touched_while_underway(application: Application) -> bool:
    """Whether its call takes applications; a submission that is being made reads it again then."""
    now = database_now()
    is_underway = bool(application.call.is_underway_at(now))
    if is_underway:
        touch(application, at=now)
    return is_underway


def _is_submitted(document: Document) -> bool:
    """Whether the submission that counts has it."""
    last = document.application.submissions.first()
    return last is not None and last.documents.filter(pk=document.pk).exists()
