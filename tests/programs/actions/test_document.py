"""Files of a draft: kept with their bytes, replaced, taken out; races are in test_upload.py."""

import hashlib
import unicodedata

import pytest
from django.core.exceptions import ValidationError

from programs.actions.application import submit_application
from programs.actions.document import remove_document
from programs.models import Document
from tests.drafting import upload
from tests.factories.programs import PDF, complete_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(company, applicant):
    return complete_application(company=company, created_by=applicant)


def event_of(application):
    event = application.events.latest("pk")
    return event.verb, event.actor, event.from_state, event.to_state, event.reason


def test_upload_keeps_bytes_digest_and_type(draft):
    content = PDF + b"more"

    document = upload(draft, content, name="사업계획서 (최종).pdf")

    document.refresh_from_db()
    with document.file.open() as file:
        assert file.read() == content
    assert (document.name, document.size, document.content_type, document.sha256) == (
        "사업계획서 (최종).pdf",
        len(content),
        "application/pdf",
        hashlib.sha256(content).hexdigest(),
    )
    assert event_of(draft) == ("upload", draft.created_by, "draft", "draft", document.name)


def test_upload_keeps_names_as_windows_and_mac_both_write_them(draft):
    name = "사업계획서.pdf"

    document = upload(draft, name=unicodedata.normalize("NFD", name))

    assert document.name == name


def test_upload_is_kept_at_a_place_that_nobody_can_guess(draft):
    document = upload(draft, name="../../etc/passwd.pdf")

    folder, _slash, file = document.file.name.rpartition("/")
    assert (folder, len(file)) == (f"applications/{draft.pk}", 36)


def test_upload_takes_the_place_of_the_former_file(draft):
    former = draft.documents.get()

    document = upload(draft)

    former.refresh_from_db()
    assert former.removed_at is not None
    assert list(draft.documents.current()) == [document]


def test_upload_of_a_disguised_file_is_refused_and_the_former_one_stays(draft):
    former = draft.documents.get()

    with pytest.raises(ValidationError) as refusal:
        upload(draft, b"MZ" + bytes(200))

    assert refusal.value.code == "disguised"
    assert list(draft.documents.all()) == [former]
    assert list(draft.documents.current()) == [former]


def test_remove_takes_the_file_out_of_the_draft_only(draft):
    submission = submit_application(draft, by=draft.created_by)
    document = draft.documents.get()

    remove_document(document, by=draft.created_by)

    assert list(draft.documents.current()) == []
    assert list(submission.documents.all()) == [document]
    assert event_of(draft)[0] == "remove_file"


def test_document_rows_are_only_added(draft):
    for _time in range(3):
        upload(draft)

    assert Document.objects.filter(application=draft).count() == 4


def test_remove_from_a_stale_page_leaves_the_newer_file(draft):
    stale = draft.documents.get()
    newer = upload(draft)

    remove_document(stale, by=draft.created_by)

    assert list(draft.documents.current()) == [newer]
    assert list(draft.events.values_list("verb", flat=True)) == ["upload"]
