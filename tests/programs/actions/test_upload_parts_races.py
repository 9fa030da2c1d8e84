"""Files that come in parts, sent and finished by several at once."""

import pytest

from programs.actions import upload_parts
from programs.actions.upload_parts import MOST_OPEN
from programs.models import Document, Upload, UploadPart
from tests.factories.programs import PDF, ApplicationFactory, UploadFactory
from tests.factories.zones import CompanyMemberFactory
from tests.races import at_once
from tests.uploading import finish, own_uploads, send, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed_upload(committed):
    return UploadFactory()


def test_the_same_part_sent_at_once_counts_once(committed_upload):
    results = at_once(lambda _n: send(Upload.objects.get(), 0, PDF), count=6)

    assert sorted(map(str, results)) == [str(len(PDF)), *[f"{len(PDF)} bytes have come"] * 5]
    assert UploadPart.objects.count() == 1


def test_finishing_at_once_gives_one_document(committed_upload):
    send(committed_upload, 0, PDF)

    results = at_once(lambda _n: finish(Upload.objects.get()), count=6)

    assert results == [Document.objects.get()] * 6


def test_finishing_at_once_without_the_lock_gives_several(committed_upload, monkeypatch):
    """The control of the test above."""
    send(committed_upload, 0, PDF)
    monkeypatch.setattr(
        upload_parts, "_held", lambda one: Upload.objects.select_related("application").get()
    )

    at_once(lambda _n: finish(Upload.objects.get()), count=6)

    assert Document.objects.count() > 1


def test_starting_at_once_keeps_to_the_most(committed):
    member = CompanyMemberFactory()
    company, person = member.company, member.user
    applications = ApplicationFactory.create_batch(5, company=company, created_by=person)
    own_uploads(applications[0], MOST_OPEN - 1)

    results = at_once(lambda n: start(applications[n], by=person), count=5)

    assert sum(isinstance(result, Upload) for result in results) == 1
    assert Upload.objects.filter(started_by=person).count() == MOST_OPEN
