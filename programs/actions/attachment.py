"""Files of a call: the agency attaches them, the worker reads their text for the search."""

from contextlib import suppress

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from portal.accounts.models import User
from programs.actions.call import draft_held, draft_written, record_call_event
from programs.actions.errors import TooManyAttachments
from programs.actions.notifications import foundation, members_of, notify
from programs.actions.scan import (
    first_scan_state,
    is_new_finding,
    is_newly_released,
    queue_scan,
)
from programs.actions.upload import facts_of_upload
from programs.enums import (
    CallSection,
    CallState,
    CallVerb,
    ReadingState,
    UnreadableReason,
)
from programs.file_checks import validate_attachment
from programs.models import Attachment, Call
from programs.models.attachment import WITHHELD_REASONS

MOST_ATTACHMENTS = 30
MOST_READINGS = 2  # begun and not ended: so often a file may take its worker with it
READING_TASK = "programs.tasks.read_attachment"
HANDED_IN = (CallState.SUBMITTED, CallState.APPROVED)
AFTER_MAILS = -1  # the priority of readings: mails go first


def add_attachment(call: Call, *, by: User, upload: UploadedFile) -> Attachment:
    """Attach a file to a draft; the worker reads its text after the commit.

    The path is not made from its name. Where a scanner is set, nobody can download it before its
    scan. A file that is there already under this name, as after a
    second click, is given back as it is.
    Raises ValidationError, TooManyAttachments, TransitionNotAllowed.
    """
    facts = facts_of_upload(upload, check=validate_attachment)
    with draft_held(call):
        current = call.attachments.current()
        if same := current.filter(name=facts["name"], sha256=facts["sha256"]).first():
            return same
        if current.count() >= MOST_ATTACHMENTS:
            raise TooManyAttachments(MOST_ATTACHMENTS)
        attachment = Attachment.objects.create(
            call=call,
            position=(current.aggregate(last=Max("position"))["last"] or 0) + 1,
            file=upload,
            uploaded_by=by,
            scan_state=first_scan_state(),
            **facts,
        )
        record_call_event(call, "attach", by=by, from_state=call.state, reason=attachment.name)
        queue_reading(attachment)
        if attachment.is_waiting_for_scan:
            queue_scan(attachment)
    return attachment


def queue_reading(attachment: Attachment) -> None:
    """Queue the reading of its text; it is rolled back with the transaction it stands in.

    Raises AlreadyEnqueued where it waits in the queue.
    """
    task = app.configure_task(
        READING_TASK,
        queue="files",
        priority=AFTER_MAILS,
        queueing_lock=f"attachment-{attachment.pk}",
    )
    task.defer(attachment_id=attachment.pk)


def label_attachment(
    attachment: Attachment, *, by: User, label_ko: str, label_en: str
) -> Attachment:
    """Say what a file of a draft is. Raises TransitionNotAllowed."""
    with draft_written(attachment.call, section=CallSection.ATTACHMENTS, by=by):
        attachment.label_ko, attachment.label_en = label_ko, label_en
        attachment.save(update_fields=["label_ko", "label_en"])
    return attachment


def remove_attachment(attachment: Attachment, *, by: User) -> None:
    """Take a file out of a draft; copies of the call keep theirs.

    Does nothing where it is out already. Raises TransitionNotAllowed.
    """
    call = attachment.call
    with draft_held(call):
        row = call.attachments.current().filter(pk=attachment.pk)
        if row.update(removed_at=timezone.now()):
            record_call_event(call, "detach", by=by, from_state=call.state, reason=attachment.name)


@transaction.atomic
def begin_reading(attachment: Attachment) -> bool:
    """Whether its text is to be read now. Counted before, as a file may kill who reads it.

    One that has done so twice is not tried again.
    """
    waiting = Attachment.objects.waiting().select_for_update(of=("self",), no_key=True)
    locked = waiting.filter(pk=attachment.pk).first()
    if locked is None:
        return False
    if locked.reading_attempts >= MOST_READINGS:
        record_unreadable(locked, reason=UnreadableReason.CRASHED)
        return False
    locked.reading_attempts += 1
    locked.save(update_fields=["reading_attempts"])
    return True


def record_text(attachment: Attachment, *, text: str, is_cut: bool) -> None:
    """Keep the text that was read, for copies of the call too, which share the file.

    What was removed in the meantime stays as it is.
    """
    _waiting_rows(attachment).update(
        reading_state=ReadingState.READ, text=text, is_read_in_part=is_cut
    )


@transaction.atomic
def record_unreadable(attachment: Attachment, *, reason: str) -> None:
    """Keep why there is no text; `reason` is a value of UnreadableReason.

    A file that is unsafe is withheld from now on, wherever it is offered.
    """
    if reason == UnreadableReason.UNSAFE:
        _withhold(attachment)
        return
    _waiting_rows(attachment).update(
        reading_state=ReadingState.UNREADABLE, unreadable_reason=UnreadableReason(reason)
    )


def _withhold(attachment: Attachment) -> None:
    """Every row of the file, also one that was removed, or read by a reader that saw no danger.

    Where it left its agency before that was known, the agency and the foundation are told.
    """
    rows = Attachment.objects.filter(file=attachment.file.name).exclude(
        unreadable_reason__in=WITHHELD_REASONS
    )
    left = rows.kept().filter(call__state__in=HANDED_IN)
    found = list(left.select_related("call__agency"))
    rows.update(
        reading_state=ReadingState.UNREADABLE,
        unreadable_reason=UnreadableReason.UNSAFE,
        is_read_in_part=False,
        text="",
    )
    for row in found:
        _tell_of_withheld(row)


@transaction.atomic
def withhold_attachment(attachment: Attachment, *, finding: str) -> None:
    """The virus scanner found it to be unsafe: withheld, and the search forgets its text.

    Its agency is told, and the foundation once the call was handed in. A second time does nothing.
    """
    if not is_new_finding(attachment, finding=finding):
        return
    attachment.scan_finding = finding
    call = attachment.call
    record_call_event(
        call, CallVerb.WITHHOLD_FILE, by=None, from_state=call.state, reason=attachment.name
    )
    row = Attachment.objects.filter(pk=attachment.pk)
    is_news = row.exclude(unreadable_reason__in=WITHHELD_REASONS).update(
        reading_state=ReadingState.UNREADABLE,
        unreadable_reason=UnreadableReason.INFECTED,
        is_read_in_part=False,
        text="",
    )
    if is_news and (attachment.removed_at is None or call.state in HANDED_IN):
        _tell_of_withheld(attachment)


@transaction.atomic
def release_attachment(attachment: Attachment, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld; its text is read for the search anew.

    Its agency is told, with the reason. A second time does nothing.
    """
    if not is_newly_released(attachment):
        return
    call = attachment.call
    record_call_event(
        call,
        CallVerb.RELEASE_FILE,
        by=by,
        from_state=call.state,
        reason=f"{attachment.name}: {reason}",
    )
    row = Attachment.objects.filter(pk=attachment.pk, unreadable_reason=UnreadableReason.INFECTED)
    if row.update(reading_state=ReadingState.WAITING, unreadable_reason="", reading_attempts=0):
        with suppress(AlreadyEnqueued), transaction.atomic():
            queue_reading(attachment)
    notify(
        members_of(call.agency),
        "file_released",
        path=call.get_absolute_url(),
        file=attachment,
        reason=reason,
    )


def _tell_of_withheld(attachment: Attachment) -> None:
    call = attachment.call
    told = [members_of(call.agency)]
    if call.state in HANDED_IN:
        told.append(foundation())
    for readers in told:
        notify(
            readers,
            "attachment_withheld",
            path=call.get_absolute_url(),
            call=call,
            attachment=attachment,
        )


def _waiting_rows(attachment: Attachment) -> QuerySet[Attachment]:
    return Attachment.objects.waiting().filter(file=attachment.file.name)
