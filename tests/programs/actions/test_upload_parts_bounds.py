"""Files that come in parts: how many, how much and in how many parts."""

import pytest

from programs.actions.errors import NoRoom, PartTooSmall, TooManyUploads
from programs.actions.upload_parts import LEAST_PART, MOST_OPEN, MOST_SMALL_PARTS
from programs.models import Upload
from tests.factories.programs import ApplicationFactory, UploadFactory, close
from tests.factories.zones import CompanyMemberFactory
from tests.uploading import SIZE, finish, own_uploads, send, sent, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(company, applicant):
    return ApplicationFactory(company=company, created_by=applicant)


def test_a_person_has_so_many_files_under_way_and_no_more(application):
    own_uploads(application, MOST_OPEN)

    with pytest.raises(TooManyUploads) as refusal:
        start(application)

    assert refusal.value.most == MOST_OPEN


def test_files_that_became_documents_and_those_of_others_do_not_count(application):
    own_uploads(application, MOST_OPEN - 1)
    UploadFactory.create_batch(2)
    finish(sent(application))

    assert start(application).received_bytes == 0


def test_file_that_has_no_room_is_not_begun(application, settings):
    settings.APPLICATION_MAX_BYTES = SIZE - 1

    with pytest.raises(NoRoom):
        start(application)

    assert Upload.objects.count() == 0


def test_file_in_single_bytes_is_refused(application):
    """A line that is cut now and then is no such thing."""
    upload = start(application, size=10 * LEAST_PART)
    for offset in range(MOST_SMALL_PARTS):
        send(upload, offset, b"x")

    with pytest.raises(PartTooSmall):
        send(upload, MOST_SMALL_PARTS, b"x")
    come = send(upload, MOST_SMALL_PARTS, b"x" * LEAST_PART)

    assert come == MOST_SMALL_PARTS + LEAST_PART
    assert upload.parts.count() == MOST_SMALL_PARTS + 1


def test_last_part_is_as_small_as_it_is(application):
    upload = start(application, size=MOST_SMALL_PARTS + 1)

    come = [send(upload, offset, b"x") for offset in range(MOST_SMALL_PARTS + 1)]

    assert come[-1] == upload.size


def test_uploads_that_cannot_be_gone_on_with_block_nobody(application, applicant):
    left = CompanyMemberFactory(user=applicant, role="staff")
    UploadFactory.create_batch(
        3, application__company=left.company, started_by=applicant, name="left.pdf"
    )
    for upload in UploadFactory.create_batch(
        MOST_OPEN, application__company=application.company, started_by=applicant
    ):
        close(upload.application.call)
    left.delete()

    assert start(application, by=applicant)
