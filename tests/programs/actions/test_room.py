"""How many bytes of files an application may keep, and what goes to make room."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from programs.actions.application import submit_application
from programs.actions.document import add_document
from programs.actions.errors import NoRoom
from programs.actions.former_document import restore_document
from programs.actions.room import FORMER_KEPT_FOR, check_room, sweep_former
from programs.enums import ScanState
from programs.models import Document
from programs.tasks import sweep_old_documents
from tests.factories.programs import (
    PDF,
    ApplicationFactory,
    DocumentFactory,
    UploadFactory,
    complete_application,
)
from tests.factories.vault import VaultDocumentFactory

pytestmark = pytest.mark.django_db
SIZE = len(PDF)
LONG_AGO = FORMER_KEPT_FOR + timedelta(minutes=1)


@pytest.fixture
def application(company, applicant):
    return ApplicationFactory(company=company, created_by=applicant)


def given(application, number: int) -> Document:
    """A file of as many bytes as PDF, in the place of the one before."""
    return add_document(
        application,
        by=application.created_by,
        required_document=application.call.required_documents.get(),
        upload=SimpleUploadedFile(f"{number}.pdf", PDF[:-1] + str(number).encode()),
    )


def former(application, *, ago=timedelta(days=1), **fields) -> Document:
    removed_at = timezone.now() - ago
    file = ContentFile(PDF, name="x")
    return DocumentFactory(application=application, removed_at=removed_at, file=file, **fields)


def are_stored(*documents: Document) -> list[bool]:
    return [default_storage.exists(document.file.name) for document in documents]


def test_oldest_former_files_go_to_make_room(
    application, settings, django_capture_on_commit_callbacks
):
    settings.APPLICATION_MAX_BYTES = 3 * SIZE

    with django_capture_on_commit_callbacks(execute=True):
        documents = [given(application, number) for number in range(5)]

    assert are_stored(*documents) == [False, False, True, True, True]
    assert application.documents.filter(swept_at=None).count() == 3
    assert application.documents.count() == 5


def test_file_that_waits_for_a_choice_goes_last(
    application, settings, django_capture_on_commit_callbacks
):
    settings.APPLICATION_MAX_BYTES = 2 * SIZE
    aside = former(application, ago=timedelta(days=9), is_set_aside=True)
    other = former(application)

    with django_capture_on_commit_callbacks(execute=True):
        given(application, 1)

    assert are_stored(aside, other) == [True, False]


def test_file_is_refused_where_nothing_may_go(company, applicant, settings):
    """What was submitted stays."""
    application = complete_application(company=company, created_by=applicant)
    submit_application(application, by=applicant)
    settings.APPLICATION_MAX_BYTES = 2 * SIZE - 1

    with pytest.raises(NoRoom):
        given(application, 1)

    assert application.documents.current().count() == 1
    assert len(default_storage.listdir(f"applications/{application.pk}")[1]) == 1


def test_what_is_on_its_way_counts(application, settings):
    settings.APPLICATION_MAX_BYTES = 1000
    former(application, size=900)
    UploadFactory(application=application, size=300)
    DocumentFactory(application=application, size=300)

    check_room(application, size=400)
    with pytest.raises(NoRoom):
        check_room(application, size=401)


def test_former_file_goes_after_thirty_days(application, django_capture_on_commit_callbacks):
    old, young = former(application, ago=LONG_AGO), former(application)
    current = DocumentFactory(application=application)

    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_former() == 1

    old.refresh_from_db()
    assert are_stored(old, young, current) == [False, True, True]
    assert old.swept_at is not None
    assert (old.name, old.sha256) == (young.name, young.sha256)


def test_what_was_swept_waits_for_no_scan(application):
    swept_at = timezone.now()
    for state in (ScanState.WAITING, ScanState.UNSCANNED):
        former(application, scan_state=state, swept_at=swept_at)

    assert not Document.objects.waiting_for_scan().exists()
    assert not Document.objects.without_verdict().exists()


def test_job_sweeps_once(application, django_capture_on_commit_callbacks):
    old = former(application, ago=LONG_AGO)

    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            sweep_old_documents(timestamp=0)

    assert are_stored(old) == [False]


def test_what_was_submitted_or_lies_in_the_vault_stays(
    company, applicant, django_capture_on_commit_callbacks
):
    application = complete_application(company=company, created_by=applicant)
    submitted = submit_application(application, by=applicant).documents.get()
    Document.objects.update(removed_at=timezone.now() - LONG_AGO)
    kept = VaultDocumentFactory(company=company)
    used = former(application, ago=LONG_AGO, vault_document=kept)

    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_former() == 0

    assert are_stored(submitted, used) == [True, True]


def test_file_that_was_put_back_stays(application, django_capture_on_commit_callbacks):
    old = former(application, ago=LONG_AGO)
    restore_document(old, by=application.created_by, seen=0)

    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_former() == 0

    assert are_stored(old) == [True]
