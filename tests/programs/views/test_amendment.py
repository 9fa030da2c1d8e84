"""Former versions of a call and their files: readable for ever."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.amendment import publish_amendment
from programs.actions.attachment import remove_attachment
from programs.actions.call import submit_call
from programs.actions.copying import start_amendment
from programs.enums import AmendmentKind, ReadingState
from tests.counting import statements
from tests.factories.programs import PDF, attached, days, set_moments
from tests.factories.zones import AgencyMemberFactory


def download_path(attachment) -> str:
    return reverse("programs:attachment-download", args=[attachment.call.code, attachment.pk])


def version_path(call, number: int) -> str:
    return reverse("programs:call-version", args=[call.code, number])


def downloaded(client, attachment) -> int:
    response = client.get(download_path(attachment))
    response.getvalue()
    return response.status_code


def amended(call, staff, *, without=()):
    """The call after an amendment that takes these files out of it."""
    writer = AgencyMemberFactory(agency=call.agency).user
    draft = start_amendment(call, kind=AmendmentKind.CORRECTION, reason="정정", by=writer)
    for attachment in without:
        remove_attachment(draft.attachments.get(key=attachment.key), by=writer)
    publish_amendment(submit_call(draft, by=writer), by=staff)
    return call


@pytest.fixture
def former(call):
    return attached(call, name="지난 공고문.pdf", reading_state=ReadingState.READ)


@pytest.mark.parametrize("reader", ["anonymous", "stranger"])
def test_file_that_an_amendment_took_out_stays_readable(
    request, client, call, former, staff, reader
):
    if reader != "anonymous":
        client.force_login(request.getfixturevalue(reader))
    amended(call, staff, without=[former])

    response = client.get(download_path(former))

    assert not call.attachments.current().exists()
    assert (response.status_code, response.getvalue()) == (200, PDF)


def test_file_that_was_removed_before_publication_is_gone(client, call, former, staff):
    unpublished = attached(call, removed_at=timezone.now())
    amended(call, staff, without=[former])

    assert (downloaded(client, former), downloaded(client, unpublished)) == (200, 404)


def test_former_file_of_a_call_out_of_sight_is_out_of_sight(client, call, former, staff):
    amended(call, staff, without=[former])
    assert downloaded(client, former) == 200

    call.refresh_from_db()
    set_moments(call, published_at=days(1), opens_at=days(2))

    assert downloaded(client, former) == 404


def test_versions_offer_their_own_files(client, call, former, staff):
    kept = attached(call, name="서식.hwpx", label_ko="신청서 서식", reading_state=ReadingState.READ)
    amended(call, staff, without=[former])

    original, latest = (
        client.get(version_path(call, number)).content.decode() for number in (0, 1)
    )

    link = f'<a href="{download_path(former)}">지난 공고문.pdf</a>'
    assert (link in original, link in latest) == (True, False)
    for page in (original, latest):
        assert f'<a href="{download_path(kept)}">신청서 서식</a>' in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_version_costs_the_same_whatever_is_attached(client, call, staff, item_count):
    files = [attached(call, name=f"{number}.pdf") for number in range(item_count)]
    amended(call, staff, without=files)

    assert statements(client, version_path(call, 0)) == 3
