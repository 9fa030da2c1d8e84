"""The page of a call's attachments, and the download."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from programs.actions import attachment as actions
from programs.actions.attachment import record_unreadable
from programs.enums import ReadingState, UnreadableReason
from tests.counting import statements
from tests.factories.programs import PDF, AttachmentFactory, CallFactory, attached, open_call
from tests.factories.zones import AgencyMemberFactory
from tests.hostile_files import MZ, macro_sheet, pdf
from tests.words import said

LANGUAGES = ["ko", "en"]


@pytest.fixture
def draft(db):
    return CallFactory(parts=True)


@pytest.fixture
def as_member(client, draft):
    client.force_login(AgencyMemberFactory(agency=draft.agency).user)
    return client


def list_path(call) -> str:
    return reverse("programs:call-attachments", args=[call.pk])


def path_of(name, attachment) -> str:
    return reverse(f"programs:{name}", args=[attachment.call_id, attachment.pk])


def download_path(attachment) -> str:
    return reverse("programs:attachment-download", args=[attachment.call.code, attachment.pk])


def upload(client, call, *files):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(list_path(call), {"files": sent})


def submitted(call):
    """The same call, handed over by a colleague while the page is open."""
    type(call).objects.filter(pk=call.pk).update(
        state="submitted", submitted_at=timezone.now(), submitted_by=call.created_by
    )
    return call


def test_upload_of_several(as_member, draft):
    response = upload(as_member, draft, ("공고문.pdf", pdf()), ("붙임.pdf", pdf("붙임")))

    assert response.url == list_path(draft)
    assert [file.name for file in draft.attachments.current()] == ["공고문.pdf", "붙임.pdf"]


def test_upload_keeps_what_is_good_and_says_what_is_not(as_member, draft):
    response = upload(
        as_member, draft, ("공고문.pdf", pdf()), ("예산.xlsx", macro_sheet()), ("빈.pdf", b"")
    )

    errors = response.context["form"].errors["files"]
    assert [error.partition(":")[0] for error in errors] == ["예산.xlsx", "빈.pdf"]
    assert [file.name for file in draft.attachments.current()] == ["공고문.pdf"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_upload_without_a_file(as_member, draft, language):
    as_member.cookies["django_language"] = language

    response = as_member.post(list_path(draft), {})

    assert list(response.context["form"].errors) == ["files"]
    assert 'role="alert"' in response.content.decode()


def test_upload_of_text_instead_of_a_file(as_member, draft):
    response = as_member.post(list_path(draft), {"files": "공고문.pdf"})

    assert list(response.context["form"].errors) == ["files"]


@pytest.mark.parametrize("name", ["../../a.pdf", "a\0b.pdf", "가" * 300 + ".pdf", ".pdf"])
def test_upload_with_an_odd_name(as_member, draft, name):
    response = upload(as_member, draft, (name, pdf()))

    assert response.status_code == 302
    kept = draft.attachments.get().name
    assert kept.endswith(".pdf")
    assert not set(kept) & {"/", "\0"}


def test_upload_of_more_than_a_call_may_have(as_member, draft, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ATTACHMENTS", 1)

    response = upload(as_member, draft, ("하나.pdf", pdf()), ("둘.pdf", pdf("둘")))

    assert [error.partition(":")[0] for error in response.context["form"].errors["files"]] == [
        "둘.pdf"
    ]


def test_upload_to_a_call_that_was_submitted_meanwhile(as_member, draft):
    response = upload(as_member, submitted(draft), ("공고문.pdf", pdf()))

    assert response.status_code == 200
    assert draft.attachments.count() == 0


def test_upload_to_a_call_of_others(as_member):
    other = CallFactory()

    response = upload(as_member, other, ("공고문.pdf", pdf()))

    assert response.status_code == 404
    assert other.attachments.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_says_in_words_what_the_search_finds(as_member, draft, language):
    as_member.cookies["django_language"] = language
    states = [
        AttachmentFactory(call=draft),
        AttachmentFactory(call=draft, reading_state=ReadingState.READ, is_read_in_part=True),
        AttachmentFactory(
            call=draft,
            reading_state=ReadingState.UNREADABLE,
            unreadable_reason=UnreadableReason.ENCRYPTED,
        ),
    ]

    page = as_member.get(list_path(draft)).content.decode()

    for attachment in states:
        assert f'data-status="{attachment.reading_state}"' in page
    with override(language):
        assert f"{UnreadableReason.ENCRYPTED.label}." in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_the_same_whatever_is_attached(as_member, draft, item_count):
    AttachmentFactory.create_batch(item_count, call=draft)

    assert statements(as_member, list_path(draft)) == 5


def test_label(as_member, draft):
    attachment = AttachmentFactory(call=draft)

    response = as_member.post(
        path_of("call-attachment-label", attachment), {"label_ko": "서식", "label_en": "Form"}
    )

    attachment.refresh_from_db()
    assert response.url == list_path(draft)
    assert (attachment.label_ko, attachment.label_en) == ("서식", "Form")


def test_label_that_is_too_long_comes_back_as_it_was_typed(as_member, draft):
    attachment = AttachmentFactory(call=draft)
    other = AttachmentFactory(call=draft)

    response = as_member.post(
        path_of("call-attachment-label", attachment), {"label_ko": "가" * 201, "label_en": ""}
    )

    page = response.content.decode()
    assert "가" * 201 in page
    assert f'aria-describedby="id_{attachment.pk}_label_ko_error"' in page
    assert f"id_{other.pk}_label_ko_error" not in page


def test_label_of_a_call_that_was_submitted_meanwhile_comes_back(as_member, draft):
    attachment = AttachmentFactory(call=draft)
    submitted(draft)

    response = as_member.post(
        path_of("call-attachment-label", attachment), {"label_ko": "늦은 이름", "label_en": ""}
    )

    attachment.refresh_from_db()
    assert "늦은 이름" in response.content.decode()
    assert attachment.label_ko == ""


def test_label_of_a_file_that_a_colleague_removed(as_member, draft):
    attachment = AttachmentFactory(call=draft, removed_at=timezone.now())

    response = as_member.post(
        path_of("call-attachment-label", attachment), {"label_ko": "서식"}, follow=True
    )

    (message,) = response.context["messages"]
    assert (message.level_tag, attachment.name in message.message) == ("error", True)
    attachment.refresh_from_db()
    assert attachment.label_ko == ""


def test_remove(as_member, draft):
    attachment = AttachmentFactory(call=draft)

    response = as_member.post(path_of("call-attachment-remove", attachment))

    assert response.url == list_path(draft)
    assert not draft.attachments.current().exists()


def test_remove_twice(as_member, draft):
    attachment = AttachmentFactory(call=draft)

    for _ in range(2):
        response = as_member.post(path_of("call-attachment-remove", attachment))

    assert response.url == list_path(draft)
    assert draft.events.count() == 1


def test_remove_from_a_call_that_was_submitted_meanwhile(as_member, draft):
    attachment = AttachmentFactory(call=draft)
    submitted(draft)

    as_member.post(path_of("call-attachment-remove", attachment))

    assert draft.attachments.current().exists()


@pytest.mark.parametrize("verb", ["call-attachment-label", "call-attachment-remove"])
def test_file_of_another_call_is_not_reached_through_ones_own(as_member, draft, verb):
    foreign = AttachmentFactory(label_ko="그대로")

    path = reverse(f"programs:{verb}", args=[draft.pk, foreign.pk])
    response = as_member.post(path, {"label_ko": "다른", "label_en": ""})

    foreign.refresh_from_db()
    assert response.status_code == 404
    assert (foreign.label_ko, foreign.removed_at) == ("그대로", None)


def test_page_of_a_call_that_was_submitted_offers_no_change(as_member, draft):
    attachment = AttachmentFactory(call=draft)
    before = as_member.get(list_path(draft)).content.decode()
    submitted(draft)

    after = as_member.get(list_path(draft)).content.decode()

    for path in (list_path(draft), path_of("call-attachment-remove", attachment)):
        assert f'action="{path}"' in before
        assert f'action="{path}"' not in after
    assert download_path(attachment) in after


def test_page_of_the_call_offers_its_files(client, db):
    call = open_call()
    unlabelled = attached(call, name="공고문.pdf")
    labelled = attached(call, name="form.hwpx", label_ko="신청서 서식")
    removed = attached(call, name="지난 공고문.pdf", removed_at=timezone.now())

    page = client.get(call.get_absolute_url()).content.decode()

    assert f'<a href="{download_path(unlabelled)}">공고문.pdf</a>' in page
    assert f'<a href="{download_path(labelled)}">신청서 서식</a>' in page
    assert download_path(removed) not in page


def test_download(client, db):
    attachment = attached(open_call(), name="공고문 1차.pdf")

    response = client.get(download_path(attachment))

    assert response.getvalue() == PDF
    assert response["Content-Disposition"] == (
        f"attachment; filename*=utf-8''{quote('공고문 1차.pdf')}"
    )
    assert response["Content-Type"] == "application/pdf"


def test_download_runs_nowhere(client, db):
    response = client.get(download_path(attached(open_call())))
    response.getvalue()

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    )


def test_download_again_is_not_sent_again(client, db):
    attachment = attached(open_call())
    first = client.get(download_path(attachment))
    first.getvalue()

    again = client.get(download_path(attachment), headers={"If-None-Match": first["ETag"]})
    changed = client.get(download_path(attachment), headers={"If-None-Match": '"0"'})

    assert first["ETag"] == f'"{attachment.sha256}"'
    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, changed.getvalue()) == (200, PDF)


def test_download_of_a_draft_is_kept_by_no_cache(as_member, draft):
    of_draft = as_member.get(download_path(AttachmentFactory(call=draft)))
    of_public = as_member.get(download_path(attached(open_call())))

    assert of_draft["Cache-Control"] == "private, no-store"
    assert of_public["Cache-Control"] == "no-cache"
    assert of_draft.getvalue() == of_public.getvalue() == PDF


def test_download_of_a_draft_is_for_its_agency_only(client, as_member, draft, stranger):
    path = download_path(AttachmentFactory(call=draft))
    own = as_member.get(path)
    own.getvalue()

    client.force_login(stranger)

    assert own.status_code == 200
    assert client.get(path).status_code == 404


def test_download_of_a_removed_file(client, db):
    attachment = attached(open_call(), removed_at=timezone.now())

    assert client.get(download_path(attachment)).status_code == 404


def test_download_under_the_code_of_another_call(client, db):
    attachment, other = attached(open_call()), open_call()

    path = reverse("programs:attachment-download", args=[other.code, attachment.pk])

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("pk", ["0", "9" * 30, "%00", "-1"])
def test_download_of_nonsense(client, db, pk):
    call = open_call()

    assert client.get(f"/calls/{call.code}/attachments/{pk}/").status_code == 404


def test_program_disguised_as_pdf_never_gets_an_address(as_member, draft):
    upload(as_member, draft, ("공고.pdf", MZ))

    assert draft.attachments.count() == 0


def test_file_that_was_found_unsafe_is_withheld(client, db):
    attachment = attached(open_call(), name="공고문.pdf")
    address = download_path(attachment)
    record_unreadable(attachment, reason=UnreadableReason.UNSAFE)

    page = client.get(attachment.call.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 404
    assert address not in page
    assert "공고문.pdf" in page
    assert "안전하지 않은 파일" in page


def test_agency_sees_that_a_file_is_withheld_and_no_link_to_it(as_member, draft):
    attachment = AttachmentFactory(call=draft, name="공고문.pdf")
    assert download_path(attachment) in as_member.get(list_path(draft)).content.decode()
    record_unreadable(attachment, reason=UnreadableReason.UNSAFE)

    page = as_member.get(list_path(draft)).content.decode()

    assert download_path(attachment) not in page
    assert (">공고문.pdf</h2>" in page, said("Withheld: it was found to be unsafe.") in page) == (
        True,
        True,
    )


def test_file_that_is_only_unreadable_is_still_offered(client, db):
    attachment = attached(open_call())

    record_unreadable(attachment, reason=UnreadableReason.NO_TEXT)

    assert client.get(download_path(attachment)).getvalue() == PDF
