"""Files: read for the search, scanned for viruses, swept when they are of no use."""

import logging
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from programs.actions.attachment import (
    begin_reading,
    queue_reading,
    record_text,
    record_unreadable,
)
from programs.actions.room import sweep_former
from programs.actions.scan import KINDS, queue_scan, record_scan_failure
from programs.actions.upload_parts import sweep_uploads
from programs.actions.verdict import record_clean, record_infected
from programs.enums import ScanState
from programs.extraction import Limits, Unreadable, copy_on_disk, read_text
from programs.models import Attachment
from programs.models.scanned import Scanned
from programs.scanner import ScannerUnavailable, answers, scan

logger = logging.getLogger(__name__)

SHORT_WAIT = timedelta(minutes=5)
LONG_WAIT = timedelta(minutes=10)
MOST_AT_ONCE = 200
MOST_OLD = 20  # of each kind in a minute: the worker has other things to do


@app.task(
    name="programs.tasks.read_attachment",
    retry=RetryStrategy(max_attempts=5, exponential_wait=5),
    queue="files",
)
def read_attachment(*, attachment_id: int) -> None:
    """Read the text of a file for the search; tried again where its storage does not answer."""
    attachment = Attachment.objects.waiting().filter(pk=attachment_id).first()
    if attachment is None:
        return
    limits = Limits(seconds=settings.READING_SECONDS, memory_bytes=settings.READING_MEMORY_BYTES)
    with attachment.file.open() as stored, copy_on_disk(stored) as file:
        if not begin_reading(attachment):
            return
        try:
            reading = read_text(file, content_type=attachment.content_type, limits=limits)
        except Unreadable as refusal:
            record_unreadable(attachment, reason=refusal.reason)
        else:
            record_text(attachment, text=reading.text, is_cut=reading.is_cut)


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="programs.tasks.read_waiting_attachments",
    queue="files",
    queueing_lock="read_waiting_attachments",
)
def read_waiting_attachments(timestamp: int) -> None:
    """Queue anew what a killed worker left behind, and copies whose original was read too late."""
    waiting = Attachment.objects.waiting().filter(uploaded_at__lt=timezone.now() - LONG_WAIT)
    for attachment in waiting.order_by("pk")[:MOST_AT_ONCE]:
        with suppress(AlreadyEnqueued), transaction.atomic():
            queue_reading(attachment)


@app.task(name="programs.tasks.scan_file", queue="files")
def scan_file(*, kind: str, pk: int) -> None:
    """Have a stored file scanned; `kind` is one of KINDS. Where the scanner gives no verdict it goes
    on waiting, and `scan_waiting_files` has it tried again."""
    stored = KINDS[kind].objects.without_verdict().filter(pk=pk).first()
    if stored is None or not settings.CLAMD_ADDRESS:
        return
    try:
        with stored.file.open() as file:
            finding = scan(file, address=settings.CLAMD_ADDRESS, seconds=settings.SCAN_SECONDS)
    except (ScannerUnavailable, OSError) as error:
        record_scan_failure(stored)
        logger.warning("The %s %s waits for its scan: %s", kind, pk, error)
    else:
        if finding:
            record_infected(stored, finding=finding)
        else:
            record_clean(stored)


@app.periodic(cron="* * * * *")
@app.task(
    name="programs.tasks.scan_waiting_files", queue="files", queueing_lock="scan_waiting_files"
)
def scan_waiting_files(timestamp: int) -> None:
    """Queue anew what got no verdict and what a killed worker left; the longest untried first.

    Then, some at a time, what was kept before a scanner was set. While the scanner does not even
    take connections, nothing is queued.
    """
    if not settings.CLAMD_ADDRESS:
        return
    now = timezone.now()
    tried_long_ago = Q(scan_failed_at__lt=now - SHORT_WAIT)
    left = Q(scan_failed_at=None, uploaded_at__lt=now - LONG_WAIT)
    due: list[Scanned] = []
    for model in KINDS.values():
        waiting = model.objects.waiting_for_scan().filter(tried_long_ago | left)
        due += _longest_untried(waiting)[:MOST_AT_ONCE]
    for model in KINDS.values():
        of_old = model.objects.without_verdict().filter(scan_state=ScanState.UNSCANNED)
        due += _longest_untried(of_old.filter(tried_long_ago | Q(scan_failed_at=None)))[:MOST_OLD]
    if not due or not answers(settings.CLAMD_ADDRESS):
        return
    for file in due:
        with suppress(AlreadyEnqueued), transaction.atomic():
            queue_scan(file)


def _longest_untried(files: QuerySet) -> QuerySet:
    return files.order_by(F("scan_failed_at").asc(nulls_first=True), "pk")


@app.periodic(cron="17 * * * *")
@app.task(name="programs.tasks.sweep_old_uploads", queue="files", queueing_lock="sweep_uploads")
def sweep_old_uploads(timestamp: int) -> None:
    sweep_uploads()


@app.periodic(cron="37 * * * *")
@app.task(name="programs.tasks.sweep_old_documents", queue="files", queueing_lock="sweep_documents")
def sweep_old_documents(timestamp: int) -> None:
    """Files that were replaced long ago and that no submission holds."""
    sweep_former()
