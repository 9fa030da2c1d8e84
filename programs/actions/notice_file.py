"""Files of a notice: the foundation adds and removes them, everybody downloads them."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.errors import TooManyNoticeFiles
from programs.actions.notifications import notify
from programs.actions.public_text import record_text_event, text_held
from programs.actions.scan import (
    first_scan_state,
    is_new_finding,
    is_newly_released,
    queue_scan,
)
from programs.actions.upload import facts_of_upload
from programs.enums import PublicTextVerb
from programs.file_checks import validate_material
from programs.models import Notice, NoticeFile

MOST_FILES = 20


def add_notice_file(notice: Notice, *, by: User, upload: UploadedFile) -> NoticeFile:
    """Add a file at the end; who reads the notice downloads it.

    Where a scanner is set, not before its scan. A file that is there already under this name, as
    after a second click, is given back as it is. Raises ValidationError, TooManyNoticeFiles.
    """
    facts = facts_of_upload(upload, check=validate_material)
    with transaction.atomic():
        held = text_held(notice)
        current = list(held.files.current())
        for file in current:
            if (file.name, file.sha256) == (facts["name"], facts["sha256"]):
                return file
        if len(current) >= MOST_FILES:
            raise TooManyNoticeFiles(MOST_FILES)
        file = NoticeFile.objects.create(
            notice=held,
            position=max((one.position for one in current), default=0) + 1,
            file=upload,
            uploaded_by=by,
            scan_state=first_scan_state(),
            **facts,
        )
        record_text_event(held, PublicTextVerb.ATTACH, by=by, reason=file.name)
        if file.is_waiting_for_scan:
            queue_scan(file)
    return file


@transaction.atomic
def remove_notice_file(file: NoticeFile, *, by: User) -> None:
    """Nobody downloads it any more. Does nothing where it is out already."""
    held = text_held(file.notice)
    row = held.files.current().filter(pk=file.pk)
    if row.update(removed_at=timezone.now()):
        record_text_event(held, PublicTextVerb.DETACH, by=by, reason=file.name)


@transaction.atomic
def withhold_notice_file(file: NoticeFile, *, finding: str) -> None:
    """The virus scanner found it to be unsafe: nobody downloads it, and who brought it is told.

    A second time does nothing.
    """
    if not is_new_finding(file, finding=finding):
        return
    record_text_event(file.notice, PublicTextVerb.WITHHOLD_FILE, by=None, reason=file.name)
    if file.removed_at is None:
        notify(
            [file.uploaded_by],
            "public_file_withheld",
            path=page_of_notice(file.notice),
            file=file,
            where=file.notice,
        )


@transaction.atomic
def release_notice_file(file: NoticeFile, *, by: User, reason: str) -> None:
    """The foundation releases what the scanner withheld, and tells who brought it.

    A second time does nothing.
    """
    if not is_newly_released(file):
        return
    record_text_event(
        file.notice, PublicTextVerb.RELEASE_FILE, by=by, reason=f"{file.name}: {reason}"
    )
    if file.removed_at is None:
        path = page_of_notice(file.notice)
        notify([file.uploaded_by], "file_released", path=path, file=file, reason=reason)


def page_of_notice(notice: Notice) -> str:
    """Where the foundation writes it."""
    return reverse("admin:programs_notice_change", args=[notice.pk])
