"""Files that come in parts: how far they have come, what is refused, what is left behind."""

import hashlib
import tracemalloc
import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from programs.actions.errors import CallClosed, UploadDamaged, UploadElsewhere
from programs.actions.upload_parts import KEPT_FOR, PART_BYTES, discard_upload, sweep_uploads
from programs.models import Application, ApplicationEvent, Document, Upload, UploadPart
from programs.workflow import TransitionNotAllowed
from tests.factories.programs import (
    PDF,
    ApplicationFactory,
    UploadFactory,
    close,
    received_application,
)
from tests.uploading import CUTS, finish, parts_on_disk, send, sent, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(company, applicant):
    return ApplicationFactory(company=company, created_by=applicant)


def test_parts_in_order_become_a_document(application, django_capture_on_commit_callbacks):
    upload, offset = start(application), 0

    for cut in CUTS:
        offset = send(upload, offset, cut)
    with django_capture_on_commit_callbacks(execute=True):
        document = finish(upload)

    assert document.file.read() == PDF
    assert (document.name, document.size) == ("사업계획서.pdf", len(PDF))
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (UploadPart.objects.count(), parts_on_disk()) == (0, [])
    document.file.close()


def test_a_document_that_came_in_parts_replaces_the_former_one_and_leaves_an_event(application):
    for _time in range(2):
        finish(sent(application))

    assert application.documents.current().count() == 1
    verbs = list(ApplicationEvent.objects.values_list("verb", "actor"))
    assert verbs == [("upload", application.created_by_id)] * 2


def test_nothing_is_visible_before_it_is_finished(application):
    send(start(application), 0, PDF)

    assert (application.documents.count(), ApplicationEvent.objects.count()) == (0, 0)


@pytest.mark.parametrize("offset", [0, 29, 31, 10**12])
def test_a_part_that_does_not_begin_where_the_file_has_come_to_is_refused(application, offset):
    upload = start(application)
    send(upload, 0, CUTS[0])

    with pytest.raises(UploadElsewhere) as refusal:
        send(upload, offset, CUTS[1])

    assert refusal.value.offset == 30
    assert UploadPart.objects.count() == 1


def test_more_than_was_said_is_refused(application):
    upload = start(application)

    with pytest.raises(UploadElsewhere):
        send(upload, 0, PDF + b"x")

    assert parts_on_disk() == []


def test_the_same_file_goes_on_where_it_had_come_to(application):
    first = start(application)
    send(first, 0, CUTS[0])

    again = start(application)

    assert (again, again.received_bytes) == (first, 30)


@pytest.mark.parametrize("other", [{"name": "b.pdf"}, {"size": 9}, {"modified_ms": 6}])
def test_another_file_for_the_same_place_begins_anew(
    application, other, django_capture_on_commit_callbacks
):
    send(start(application), 0, CUTS[0])

    with django_capture_on_commit_callbacks(execute=True):
        again = start(application, **other)

    assert (Upload.objects.get(), again.received_bytes, parts_on_disk()) == (again, 0, [])


@pytest.mark.parametrize(
    ("announced", "code"),
    [
        ({"name": "a.exe"}, "ending"),
        ({"size": 0}, "empty"),
        ({"size": 200 * 1024 * 1024 + 1}, "too_large"),
    ],
)
def test_what_would_not_be_taken_is_refused_before_it_is_sent(application, announced, code):
    with pytest.raises(ValidationError) as refusal:
        start(application, **announced)

    assert (refusal.value.code, Upload.objects.count()) == (code, 0)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\kim\\계획.pdf", "계획.pdf"),
        (unicodedata.normalize("NFD", "계획.pdf"), "계획.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
    ],
)
def test_the_name_is_kept_without_folders_in_nfc(application, name, kept):
    assert start(application, name=name).name == kept


def test_a_refused_file_is_given_up(application, django_capture_on_commit_callbacks):
    upload = sent(application, content=b"MZ no document at all")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValidationError):
        finish(upload)

    assert (Upload.objects.count(), Document.objects.count(), parts_on_disk()) == (0, 0, [])


def test_a_file_that_has_not_come_in_full_is_not_finished(application):
    upload = start(application)
    send(upload, 0, CUTS[0])

    with pytest.raises(UploadElsewhere) as refusal:
        finish(upload)

    assert (refusal.value.offset, Document.objects.count()) == (30, 0)


@pytest.mark.parametrize("damage", [lambda _part: b"x" * 30, lambda _part: b"", None])
def test_a_file_that_was_damaged_on_the_storage_is_given_up(application, damage):
    upload = sent(application)
    part = UploadPart.objects.get()
    default_storage.delete(part.file.name)
    if damage:
        with default_storage.open(part.file.name, "wb") as file:
            file.write(damage(part))

    with pytest.raises(UploadDamaged):
        finish(upload)

    assert (Upload.objects.count(), Document.objects.count()) == (0, 0)


def test_finishing_again_gives_the_same_document(application):
    upload = sent(application)

    documents = [finish(upload), finish(upload)]

    assert documents[0] == documents[1] == Document.objects.get()


def test_a_large_file_takes_no_memory(application):
    content = PDF + bytes(24 * 1024 * 1024)
    upload = start(application, size=len(content))
    for offset in range(0, len(content), PART_BYTES):
        send(upload, offset, content[offset : offset + PART_BYTES])
    tracemalloc.start()

    document = finish(upload)

    assert tracemalloc.get_traced_memory()[1] < PART_BYTES
    tracemalloc.stop()
    assert document.sha256 == hashlib.sha256(content).hexdigest()


VERBS = {
    "start": lambda upload: start(upload.application, name="other.pdf"),
    "send": lambda upload: send(upload, upload.received_bytes, b""),
    "finish": finish,
}


@pytest.mark.parametrize("act", VERBS.values(), ids=VERBS)
def test_after_the_closing_nothing_comes_any_more(application, act):
    upload = sent(application)
    close(application.call)

    with pytest.raises(CallClosed):
        act(Upload.objects.get())

    assert (Upload.objects.get(), Document.objects.count()) == (upload, 0)


@pytest.mark.parametrize("act", VERBS.values(), ids=VERBS)
def test_an_application_that_is_handled_takes_no_files(company, applicant, act):
    application = received_application(company=company, created_by=applicant)
    Application.objects.update(state="eligible")
    upload = UploadFactory(application=application, started_by=applicant, received_bytes=len(PDF))

    with pytest.raises(TransitionNotAllowed):
        act(upload)

    assert Upload.objects.get() == upload


def test_discarding_leaves_nothing(application, django_capture_on_commit_callbacks):
    upload = sent(application)

    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            discard_upload(upload, by=upload.started_by)

    assert (Upload.objects.count(), parts_on_disk()) == (0, [])


def test_nobody_discards_what_another_person_sends(application, other_applicant):
    upload = sent(application)

    discard_upload(upload, by=other_applicant)

    assert Upload.objects.get() == upload


def test_sweeping_forgets_what_nobody_has_gone_on_with(
    application, django_capture_on_commit_callbacks
):
    old, new = sent(application), UploadFactory()
    gone = timezone.now() - KEPT_FOR - timedelta(minutes=1)
    Upload.objects.filter(pk=old.pk).update(touched_at=gone)

    with django_capture_on_commit_callbacks(execute=True):
        swept = sweep_uploads()

    assert (swept, Upload.objects.get(), parts_on_disk()) == (1, new, [])


def test_sweeping_keeps_the_document_of_a_finished_one(application):
    document = finish(sent(application))
    Upload.objects.update(touched_at=timezone.now() - KEPT_FOR - timedelta(minutes=1))

    assert sweep_uploads() == 1

    assert (Document.objects.get(), Upload.objects.count()) == (document, 0)
    assert default_storage.exists(document.file.name)


def test_what_a_killed_process_wrote_and_did_not_tell_goes_with_the_sweep(application):
    upload = start(application)
    send(upload, 0, CUTS[0])
    with transaction.atomic():
        send(upload, 30, CUTS[1])
        transaction.set_rollback(True)
    assert len([name for name in parts_on_disk() if not name.endswith("/")]) == 2
    assert Upload.objects.get().received_bytes == 30

    Upload.objects.all().delete()
    sweep_uploads()

    assert parts_on_disk() == []


def test_a_file_that_could_not_be_kept_leaves_nothing_on_the_storage(application):
    upload = sent(application)
    close(application.call)

    with pytest.raises(CallClosed):
        finish(upload)

    assert not default_storage.exists(f"applications/{application.pk}")
