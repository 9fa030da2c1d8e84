"""Attaching files to a draft, and keeping what the worker read of them."""

import hashlib
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions import attachment as actions
from programs.actions.attachment import (
    add_attachment,
    begin_reading,
    label_attachment,
    record_text,
    record_unreadable,
    remove_attachment,
)
from programs.actions.copying import copy_call
from programs.actions.errors import TooManyAttachments
from programs.enums import CallVerb, ReadingState, UnreadableReason
from programs.models import Attachment
from programs.workflow import TransitionNotAllowed
from tests.amending import amended
from tests.factories.programs import PDF, AttachmentFactory, CallFactory, attached, open_call
from tests.factories.zones import AgencyMemberFactory
from tests.hostile_files import macro_sheet, pdf
from tests.mails import body_to, queued_mails
from tests.races import another_connection, at_once
from tests.words import said

REPLACED = (
    "The agency replaces it: in the draft after it was sent back, or by an amendment once the call"
    " is published. Print the file anew as PDF, without macros, scripts and remote links."
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return CallFactory(parts=True)


def upload(name="공고문.pdf", content=None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)


def events_of(call) -> list[tuple[str, str]]:
    return [(event.verb, event.reason) for event in call.events.all()]


def readings() -> list[dict]:
    jobs = ProcrastinateJob.objects.filter(task_name="programs.tasks.read_attachment")
    return [job.args for job in jobs.order_by("id")]


def test_attach(draft, stranger):
    attachment = add_attachment(draft, by=stranger, upload=upload())

    attachment.refresh_from_db()
    with attachment.file.open() as file:
        assert file.read() == pdf()
    assert attachment.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert (attachment.name, attachment.content_type) == ("공고문.pdf", "application/pdf")
    assert (attachment.size, attachment.position) == (len(pdf()), 1)
    assert attachment.reading_state == ReadingState.WAITING
    assert events_of(draft) == [(CallVerb.ATTACH, "공고문.pdf")]


def test_attached_file_waits_for_the_worker(draft, stranger):
    attachment = add_attachment(draft, by=stranger, upload=upload())

    job = ProcrastinateJob.objects.get(task_name="programs.tasks.read_attachment")
    assert (job.queue_name, job.args) == ("files", {"attachment_id": attachment.pk})
    assert job.priority < 0


def test_job_is_rolled_back_with_the_file(draft, stranger):
    with transaction.atomic():
        add_attachment(draft, by=stranger, upload=upload())
        transaction.set_rollback(True)

    assert (readings(), draft.attachments.count()) == ([], 0)


def test_name_is_kept_composed_and_its_path_is_not_made_from_it(draft, stranger):
    name = unicodedata.normalize("NFD", "공고문.pdf")

    attachment = add_attachment(draft, by=stranger, upload=upload(name))

    assert attachment.name == "공고문.pdf"
    assert "공고" not in unicodedata.normalize("NFC", attachment.file.name)


def test_files_stand_in_the_order_in_which_they_came(draft, stranger):
    for name in ("둘.pdf", "하나.pdf"):
        add_attachment(draft, by=stranger, upload=upload(name))

    assert [file.name for file in draft.attachments.current()] == ["둘.pdf", "하나.pdf"]


def test_second_click_attaches_nothing_more(draft, stranger):
    first = add_attachment(draft, by=stranger, upload=upload())

    second = add_attachment(draft, by=stranger, upload=upload())

    assert second == first
    assert len(events_of(draft)) == len(readings()) == 1


def test_hostile_file_is_not_kept(draft, stranger):
    with pytest.raises(ValidationError):
        add_attachment(draft, by=stranger, upload=upload("예산.xlsx", macro_sheet()))

    assert (draft.attachments.count(), events_of(draft)) == (0, [])


def test_more_files_than_a_call_may_have_are_refused(draft, stranger, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ATTACHMENTS", 1)
    add_attachment(draft, by=stranger, upload=upload("하나.pdf"))

    with pytest.raises(TooManyAttachments):
        add_attachment(draft, by=stranger, upload=upload("둘.pdf"))

    assert draft.attachments.count() == 1


def test_call_that_was_submitted_takes_no_files(stranger):
    call = open_call()

    with pytest.raises(TransitionNotAllowed):
        add_attachment(call, by=stranger, upload=upload())

    assert call.attachments.count() == 0


def test_label(draft, stranger):
    attachment = AttachmentFactory(call=draft)

    label_attachment(attachment, by=stranger, label_ko="신청서 서식", label_en="Form")

    attachment.refresh_from_db()
    assert (attachment.label_ko, attachment.label_en) == ("신청서 서식", "Form")


def test_remove(draft, stranger):
    attachment = AttachmentFactory(call=draft)

    remove_attachment(attachment, by=stranger)

    assert not draft.attachments.current().exists()
    assert events_of(draft) == [(CallVerb.DETACH, "공고문.pdf")]


def test_remove_twice_leaves_one_event(draft, stranger):
    attachment = AttachmentFactory(call=draft)

    for _ in range(2):
        remove_attachment(attachment, by=stranger)

    assert len(events_of(draft)) == 1


@pytest.mark.parametrize("verb", [remove_attachment, label_attachment])
def test_files_of_a_call_that_was_submitted_stay(verb, stranger):
    attachment = attached(open_call())
    words = {"label_ko": "다른", "label_en": ""} if verb is label_attachment else {}

    with pytest.raises(TransitionNotAllowed):
        verb(attachment, by=stranger, **words)

    attachment.refresh_from_db()
    assert (attachment.removed_at, attachment.label_ko) == (None, "")


@pytest.mark.parametrize(
    "change", [{"name": "b.pdf"}, {"label_ko": "다른"}, {"removed_at": timezone.now()}]
)
def test_database_refuses_to_change_a_file_of_a_submitted_call(change):
    attachment = attached(open_call())

    with pytest.raises(DatabaseError, match="can no longer be changed"), transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk).update(**change)


def test_text_is_kept_of_a_call_that_is_public():
    attachment = attached(open_call())

    record_text(attachment, text="강소연구개발특구", is_cut=True)

    attachment.refresh_from_db()
    assert (attachment.text, attachment.is_read_in_part) == ("강소연구개발특구", True)
    assert attachment.reading_state == ReadingState.READ


def test_reason_is_kept():
    attachment = AttachmentFactory()

    record_unreadable(attachment, reason="encrypted")

    attachment.refresh_from_db()
    assert attachment.why_unreadable == UnreadableReason.ENCRYPTED


def test_agency_and_foundation_are_told_of_a_file_that_is_unsafe(staff):
    attachment = attached(open_call())
    member = AgencyMemberFactory(agency=attachment.call.agency).user

    record_unreadable(attachment, reason="unsafe")

    told = [address for address, _subject in queued_mails()]
    assert {member.email, staff.email} <= set(told)
    assert len(told) == len(set(told))
    assert attachment.name in body_to(member)
    assert said(REPLACED) in body_to(member)


@pytest.fixture
def removed_by_amendment():
    """It was published before it was read."""
    attachment = attached(open_call())
    amended(attachment.call, without=[attachment])
    attachment.refresh_from_db()
    assert attachment.removed_at
    return attachment


def test_file_that_an_amendment_took_out_is_read_and_withheld(removed_by_amendment, staff):
    assert begin_reading(removed_by_amendment)

    record_unreadable(removed_by_amendment, reason="unsafe")

    removed_by_amendment.refresh_from_db()
    assert removed_by_amendment.is_withheld
    mails = ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail")
    told = mails.filter(args__to=[staff.email]).latest("id").args["body"]
    assert (removed_by_amendment.name in told, said(REPLACED) in told) == (True, False)


def test_unsafe_file_is_withheld_in_every_call_and_told_once(draft, staff):
    attachment = attached(open_call())
    read = AttachmentFactory(
        call=draft, file=attachment.file.name, reading_state=ReadingState.READ, text="특구"
    )
    gone = AttachmentFactory(call=draft, file=attachment.file.name, removed_at=timezone.now())

    for _ in range(2):
        record_unreadable(attachment, reason="unsafe")

    rows = Attachment.objects.filter(pk__in=[read.pk, gone.pk])
    assert [(row.is_withheld, row.text) for row in rows] == [(True, ""), (True, "")]
    assert [address for address, _subject in queued_mails()].count(staff.email) == 1


@pytest.mark.parametrize("reason", ["unsafe", "damaged"])
def test_nobody_is_told_while_the_agency_writes_or_of_what_is_no_danger(staff, draft, reason):
    files = [AttachmentFactory(call=draft), attached(open_call())]
    AgencyMemberFactory(agency=draft.agency)

    record_unreadable(files[reason == "damaged"], reason=reason)

    assert queued_mails() == []


def test_text_is_kept_for_a_copy_that_shares_the_file(draft, stranger):
    attachment = AttachmentFactory(call=draft)
    copy = copy_call(draft, agency=draft.agency, by=stranger).attachments.get()

    record_text(attachment, text="특구", is_cut=False)

    copy.refresh_from_db()
    assert (copy.file.name, copy.text) == (attachment.file.name, "특구")


def test_copy_of_a_call_keeps_a_file_that_is_removed_from_it(draft, stranger):
    attachment = AttachmentFactory(call=draft)
    copy = copy_call(draft, agency=draft.agency, by=stranger)

    remove_attachment(attachment, by=stranger)

    with copy.attachments.current().get().file.open() as file:
        assert file.read() == PDF


def test_text_of_a_removed_file_is_not_kept(draft, stranger):
    attachment = AttachmentFactory(call=draft)
    begin_reading(attachment)
    remove_attachment(attachment, by=stranger)

    record_text(attachment, text="특구", is_cut=False)

    attachment.refresh_from_db()
    assert (attachment.text, attachment.reading_state) == ("", ReadingState.WAITING)


def test_text_that_was_read_is_not_replaced():
    attachment = AttachmentFactory()
    record_text(attachment, text="특구", is_cut=False)

    record_unreadable(attachment, reason="too_slow")

    attachment.refresh_from_db()
    assert (attachment.text, attachment.reading_state) == ("특구", ReadingState.READ)


def test_file_that_killed_its_readers_is_not_tried_for_ever():
    attachment = AttachmentFactory()

    begun = [begin_reading(attachment) for _ in range(4)]

    attachment.refresh_from_db()
    assert begun == [True, True, False, False]
    assert attachment.unreadable_reason == UnreadableReason.CRASHED


@pytest.mark.parametrize("letters", ["가나다라마바사아" * 100_000, "ab " * 300_000])
def test_text_as_long_as_it_is_kept_fits_the_index(letters):
    attachment = AttachmentFactory()

    record_text(attachment, text=letters, is_cut=False)

    attachment.refresh_from_db()
    assert len(attachment.text) == len(letters)


def test_removing_waits_for_the_reader_and_wins(committed, stranger):
    """The reader has the row when somebody takes the file out; both end, and it is out."""
    attachment = AttachmentFactory()

    def read_or_remove(number: int) -> None:
        if number:
            remove_attachment(attachment, by=stranger)
        else:
            record_text(attachment, text="특구", is_cut=False)

    outcomes = at_once(read_or_remove, count=2)

    attachment.refresh_from_db()
    assert outcomes == [None, None]
    assert attachment.removed_at is not None


def test_submitting_waits_for_no_reader(committed):
    """Keeping a text asks nothing of the call, so a long reading holds up nobody."""
    attachment = attached(open_call())
    with another_connection() as holder:
        holder.execute("SELECT 1 FROM programs_call WHERE id = %s FOR UPDATE", [attachment.call_id])
        record_text(attachment, text="특구", is_cut=False)

    attachment.refresh_from_db()
    assert attachment.text == "특구"


def test_same_file_sent_at_once_is_attached_once(committed, stranger):
    draft = CallFactory()

    outcomes = at_once(
        lambda _number: add_attachment(draft, by=stranger, upload=upload()).pk, count=4
    )

    assert outcomes == [draft.attachments.get().pk] * 4
