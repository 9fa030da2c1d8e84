"""The worker reads attachments: what it records, what it tries again, what it gives up."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from programs import file_kinds as kinds
from programs.actions.attachment import queue_reading
from programs.enums import ReadingState, UnreadableReason
from programs.models import Attachment
from programs.tasks import read_attachment, read_waiting_attachments
from tests import hostile_files as files
from tests.factories.programs import AttachmentFactory, attached, open_call
from tests.hostile_files import docx, hwpx, packed, pdf, xlsx
from tests.races import at_once, until
from tests.worker import worker

pytestmark = pytest.mark.django_db

KINDS = {
    "pdf": (kinds.PDF, pdf("강소연구개발특구 공고문")),
    "hwpx": (kinds.HWPX, hwpx("강소연구개발특구")),
    "docx": (kinds.DOCX, docx("강소연구개발특구")),
    "xlsx": (kinds.XLSX, xlsx("강소연구개발특구")),
    "zip": (kinds.ZIP, packed(files.Entry("서식.hwpx", hwpx("강소연구개발특구")))),
}


def attachment_of(content, content_type=kinds.PDF, **kwargs) -> Attachment:
    file = ContentFile(content, name="file")
    return AttachmentFactory(file=file, content_type=content_type, **kwargs)


def read(attachment) -> Attachment:
    read_attachment(attachment_id=attachment.pk)
    attachment.refresh_from_db()
    return attachment


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_read(kind):
    content_type, content = KINDS[kind]

    attachment = read(attachment_of(content, content_type))

    assert attachment.reading_state == ReadingState.READ
    assert "강소연구개발특구" in attachment.text


def test_text_of_a_public_call_is_read():
    attachment = attached(open_call(), file=ContentFile(pdf(), name="file"))

    assert read(attachment).reading_state == ReadingState.READ


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (files.LOCKED_PDF, UnreadableReason.ENCRYPTED),
        (files.SCANNED_PDF, UnreadableReason.NO_TEXT),
        (files.PACKED_SCRIPT_PDF, UnreadableReason.UNSAFE),
        (b"%PDF-1.7", UnreadableReason.DAMAGED),
    ],
)
def test_reason_is_kept(content, reason):
    attachment = read(attachment_of(content))

    assert (attachment.unreadable_reason, attachment.text) == (reason, "")


def test_limits_are_settings(settings):
    settings.READING_SECONDS = 1

    attachment = read(attachment_of(files.slow_docx(), kinds.DOCX))

    assert attachment.unreadable_reason == UnreadableReason.TOO_SLOW


def test_file_that_is_out_is_not_read():
    attachment = read(attachment_of(pdf(), removed_at=timezone.now()))

    assert (attachment.text, attachment.reading_attempts) == ("", 0)


def test_unknown_file_is_nobodys_error():
    assert read_attachment(attachment_id=0) is None


def test_storage_that_does_not_answer_counts_as_no_reading():
    attachment = attachment_of(pdf())
    os.remove(attachment.file.path)

    for _ in range(3):
        with pytest.raises(FileNotFoundError):
            read_attachment(attachment_id=attachment.pk)

    attachment.refresh_from_db()
    assert (attachment.reading_attempts, attachment.reading_state) == (0, ReadingState.WAITING)


def test_reading_is_tried_again_after_a_failure():
    assert read_attachment.retry_strategy.max_attempts > 1


def test_removing_while_the_worker_reads_ends_well(committed):
    attachment = attachment_of(pdf())

    def read_or_remove(number: int) -> None:
        if number:
            Attachment.objects.filter(pk=attachment.pk).update(removed_at=timezone.now())
        else:
            read_attachment(attachment_id=attachment.pk)

    outcomes = at_once(read_or_remove, count=2)

    attachment.refresh_from_db()
    assert outcomes == [None, None]
    assert not Attachment.objects.current().filter(pk=attachment.pk).exists()


def queued() -> list[int]:
    jobs = ProcrastinateJob.objects.filter(task_name="programs.tasks.read_attachment")
    return sorted(job.args["attachment_id"] for job in jobs)


def test_those_that_wait_for_long_are_queued_anew():
    long_ago = timezone.now() - timedelta(hours=1)
    forgotten = AttachmentFactory(uploaded_at=long_ago)
    AttachmentFactory(uploaded_at=long_ago, reading_state=ReadingState.READ)
    AttachmentFactory(uploaded_at=long_ago, removed_at=timezone.now())
    AttachmentFactory()

    read_waiting_attachments(timestamp=0)

    assert queued() == [forgotten.pk]


def test_those_that_are_in_the_queue_are_not_queued_twice():
    long_ago = timezone.now() - timedelta(hours=1)
    both = [AttachmentFactory(uploaded_at=long_ago) for _ in range(2)]
    queue_reading(both[0])

    for _ in range(2):
        read_waiting_attachments(timestamp=0)

    assert queued() == [attachment.pk for attachment in both]


def test_worker_that_listens_to_all_queues_reads_it(committed):
    attachment = attachment_of(pdf())
    queue_reading(attachment)

    assert worker("--one-shot").wait(60) == 0

    attachment.refresh_from_db()
    assert attachment.reading_state == ReadingState.READ


def test_file_that_kills_its_worker_twice_is_given_up(committed):
    attachment = attachment_of(files.slow_docx(), kinds.DOCX)
    for attempts in (1, 2):
        ProcrastinateJob.objects.all().delete()
        queue_reading(attachment)
        process = worker()
        begun = Attachment.objects.filter(reading_attempts=attempts)
        until(begun.exists)
        process.kill()
        process.wait()

    read_attachment(attachment_id=attachment.pk)

    attachment.refresh_from_db()
    assert attachment.reading_attempts == 2
    assert attachment.unreadable_reason == UnreadableReason.CRASHED


def test_tasks_keep_the_names_that_waiting_jobs_carry():
    """A job in the queue of an older version finds its task, in whatever module that stands now."""
    assert {name for name in app.tasks if name.startswith("programs.tasks.")} >= {
        f"programs.tasks.{task}"
        for task in (
            "mail_digest",
            "mail_digests",
            "mail_expiring",
            "mail_missed",
            "mail_new_calls",
            "mail_reminders",
            "mail_telling",
            "read_attachment",
            "read_waiting_attachments",
            "scan_file",
            "scan_waiting_files",
            "seal_calls",
            "sweep_old_documents",
            "sweep_old_uploads",
        )
    }
