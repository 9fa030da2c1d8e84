"""Two people upload for one place: nothing is lost, and somebody chooses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from programs.actions.document import add_document
from programs.actions.errors import CallClosed, FileGone, PlaceChanged
from programs.actions.former_document import leave_aside, restore_document
from programs.enums import ScanState
from programs.models import Document
from tests.factories.programs import PDF, ApplicationFactory, DocumentFactory, close

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(company, applicant):
    return ApplicationFactory(company=company, created_by=applicant)


def given(application, name: str, *, seen: int | None, content: bytes = b"") -> Document:
    return add_document(
        application,
        by=application.created_by,
        required_document=application.call.required_documents.get(),
        seen=seen,
        upload=SimpleUploadedFile(name, PDF + (content or name.encode())),
    )


def names(documents) -> list[str]:
    return [document.name for document in documents]


def verbs(application) -> list[str]:
    return [event.verb for event in application.events.all()]


@pytest.fixture
def two(application):
    """A file in its place, and one of somebody whose page did not show it."""
    first = given(application, "a.pdf", seen=0)
    return first, given(application, "b.pdf", seen=0)


def test_file_that_was_not_seen_is_not_replaced(application, two):
    assert names(application.documents.current()) == ["a.pdf"]
    assert names(application.documents.filter(is_set_aside=True)) == ["b.pdf"]
    assert verbs(application) == ["upload", "set_aside_file"]


def test_file_that_was_seen_is_replaced(application):
    first = given(application, "a.pdf", seen=0)

    second = given(application, "b.pdf", seen=first.pk)

    assert application.documents.current().get() == second
    assert names(application.documents.former()) == ["a.pdf"]


def test_same_bytes_sent_twice_are_no_conflict(application):
    given(application, "a.pdf", seen=0, content=b"same")

    again = given(application, "a.pdf", seen=0, content=b"same")

    assert application.documents.current().get() == again


def test_file_that_was_seen_and_removed_meanwhile_is_no_conflict(application):
    gone = DocumentFactory(application=application, removed_at=timezone.now())

    document = given(application, "b.pdf", seen=gone.pk)

    assert application.documents.current().get() == document


def test_file_that_is_kept_aside_does_not_change_the_draft(application):
    given(application, "a.pdf", seen=0)
    application.refresh_from_db()
    before = application.saved_at

    given(application, "b.pdf", seen=0)

    application.refresh_from_db()
    assert application.saved_at == before


def test_file_that_was_kept_aside_takes_the_place(application, two):
    first, aside = two

    restore_document(aside, by=application.created_by, seen=first.pk)

    assert names(application.documents.current()) == ["b.pdf"]
    assert names(application.documents.former()) == ["a.pdf"]
    assert not application.documents.filter(is_set_aside=True).exists()
    assert verbs(application)[-1] == "restore_file"


def test_file_that_was_kept_aside_becomes_an_earlier_one(application, two):
    _first, aside = two

    leave_aside(aside, by=application.created_by)
    leave_aside(aside, by=application.created_by)

    assert names(application.documents.current()) == ["a.pdf"]
    assert names(application.documents.former()) == ["b.pdf"]
    assert not application.documents.filter(is_set_aside=True).exists()
    assert verbs(application)[2:] == ["keep_file"]


def test_choice_is_refused_where_yet_another_file_came(application, two):
    first, aside = two
    given(application, "c.pdf", seen=first.pk)

    with pytest.raises(PlaceChanged):
        restore_document(aside, by=application.created_by, seen=first.pk)

    assert names(application.documents.current()) == ["c.pdf"]


@pytest.mark.parametrize(
    "gone",
    [
        {"swept_at": timezone.now()},
        {"scan_state": ScanState.INFECTED, "scan_finding": "x", "scanned_at": timezone.now()},
    ],
    ids=["swept", "unsafe"],
)
def test_file_that_is_no_more_is_not_put_back(application, gone):
    former = DocumentFactory(application=application, removed_at=timezone.now(), **gone)

    with pytest.raises(FileGone):
        restore_document(former, by=application.created_by, seen=0)


def test_nothing_is_put_back_after_the_closing(application, two):
    first, aside = two
    close(application.call)

    with pytest.raises(CallClosed):
        restore_document(aside, by=application.created_by, seen=first.pk)
    with pytest.raises(CallClosed):
        leave_aside(aside, by=application.created_by)

    assert names(application.documents.current()) == ["a.pdf"]
