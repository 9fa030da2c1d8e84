"""Documents of an application: upload, download, remove."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.actions.application import submit_application
from programs.enums import AssignmentState
from tests.counting import statements
from tests.factories.programs import (
    PDF,
    ApplicationFactory,
    AssignmentFactory,
    CallFactory,
    CriterionFactory,
    DocumentFactory,
    RequiredDocumentFactory,
    approved,
    close,
    complete_application,
)
from tests.factories.programs.panels import PanelFactory
from tests.factories.zones import CompanyMemberFactory

LANGUAGES = ["ko", "en"]


@pytest.fixture
def application(call, company):
    return ApplicationFactory(call=call, company=company)


@pytest.fixture
def submitted(call, company, applicant):
    """Received through the gate; its call has closed since."""
    application = complete_application(call=call, company=company)
    submit_application(application, by=applicant)
    close(call)
    application.refresh_from_db()
    return application


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def list_path(application) -> str:
    return reverse("programs:document-list", args=[application.pk])


def download_path(document) -> str:
    return reverse("programs:document-download", args=[document.application_id, document.pk])


def upload(client, application, name="사업계획서.pdf", content=PDF, place=None, seen=0):
    place = place or application.call.required_documents.get().pk
    file = SimpleUploadedFile(name, content)
    data = {"required_document": place, "file": file, "seen": seen}
    return client.post(list_path(application), data)


def test_upload(as_applicant, application):
    response = upload(as_applicant, application)

    document = application.documents.get()
    assert response.url == list_path(application)
    assert (document.name, document.content_type) == ("사업계획서.pdf", "application/pdf")


def test_upload_again_replaces_the_former(as_applicant, application):
    upload(as_applicant, application, "a.pdf")
    page = as_applicant.get(list_path(application))

    upload(as_applicant, application, "b.pdf", PDF + b"b", seen=page.context["places"][0].seen)

    assert [document.name for document in application.documents.current()] == ["b.pdf"]
    assert application.documents.count() == 2


@pytest.fixture
def as_colleague(application):
    """Signed in in a browser of their own."""
    client = Client()
    client.force_login(CompanyMemberFactory(company=application.company, role="staff").user)
    return client


def act(client, name: str, document, **data):
    path = reverse(f"programs:document-{name}", args=[document.application_id, document.pk])
    return client.post(path, data, follow=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_file_of_a_colleague_is_not_replaced_unseen(
    as_applicant, as_colleague, application, language
):
    as_colleague.cookies["django_language"] = language
    assert as_colleague.get(list_path(application)).context["places"][0].seen == 0
    upload(as_applicant, application, "final.pdf")

    response = upload(as_colleague, application, "old.pdf", PDF + b"old")

    page = as_colleague.get(response.url)
    aside = application.documents.get(name="old.pdf")
    assert [document.name for document in application.documents.current()] == ["final.pdf"]
    assert page.context["places"][0].aside == [aside]
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]
    for address in ("restore", "leave-aside"):
        assert f'action="{list_path(application)}{aside.pk}/{address}/"' in page.content.decode()


def test_the_file_that_was_kept_aside_can_be_chosen(as_applicant, as_colleague, application):
    upload(as_applicant, application, "final.pdf")
    upload(as_colleague, application, "old.pdf", PDF + b"old")
    first, aside = application.documents.order_by("pk")

    act(as_colleague, "restore", aside, seen=0)
    assert application.documents.current().get() == first
    act(as_colleague, "restore", aside, seen=first.pk)
    assert application.documents.current().get() == aside

    page = as_applicant.get(list_path(application))
    assert page.context["places"][0].earlier == [first]
    assert as_applicant.get(download_path(first)).getvalue() == PDF


def test_the_file_that_is_there_can_be_kept(as_applicant, as_colleague, application):
    upload(as_applicant, application, "final.pdf")
    upload(as_colleague, application, "old.pdf", PDF + b"old")
    first, aside = application.documents.order_by("pk")

    page = act(as_colleague, "leave-aside", aside)

    (place,) = page.context["places"]
    assert (place.document, place.aside, place.earlier) == (first, [], [aside])


@pytest.mark.parametrize("name", ["restore", "leave-aside"])
def test_choice_is_for_the_applicant(client, other_applicant, application, name):
    former = DocumentFactory(application=application, removed_at=timezone.now())
    client.force_login(other_applicant)

    assert act(client, name, former).status_code == 404


@pytest.mark.parametrize("name", ["restore", "leave-aside"])
def test_choice_after_closing_is_told(as_applicant, application, name):
    former = DocumentFactory(application=application, removed_at=timezone.now(), is_set_aside=True)
    close(application.call)

    page = act(as_applicant, name, former)

    former.refresh_from_db()
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert former.is_set_aside


@pytest.mark.parametrize("item_count", [1, 3])
def test_earlier_files_cost_the_same_with_more_rows(as_applicant, application, item_count):
    for number in range(item_count):
        DocumentFactory(application=application, name=f"{number}.pdf", removed_at=timezone.now())

    assert statements(as_applicant, list_path(application)) == 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.pdf", b"MZ not a pdf", "disguised"),
        ("plan.exe", b"MZ", "ending"),
        ("plan.docx", PDF, "disguised"),
        ("plan.pdf", PDF + b" " * 2000, "too_large"),
        ("plan.pdf", b"", "empty"),
        ("plan", PDF, "ending"),
    ],
    ids=["disguised", "program", "other kind", "too large", "empty", "no ending"],
)
def test_upload_refuses_at_its_place(
    as_applicant, application, settings, name, content, code, language
):
    settings.DOCUMENT_MAX_BYTES = 1000
    as_applicant.cookies["django_language"] = language
    place = application.call.required_documents.get().pk

    response = upload(as_applicant, application, name, content)

    page = response.content.decode()
    assert [error.code for error in response.context["form"].errors.as_data()["file"]] == [code]
    assert f'id="file-{place}_error"' in page
    assert f'aria-describedby="file-{place}_error"' in page
    assert application.documents.count() == 0


def test_upload_without_a_file(as_applicant, application):
    response = as_applicant.post(
        list_path(application),
        {"required_document": application.call.required_documents.get().pk},
    )

    assert list(response.context["form"].errors) == ["file"]


def test_upload_to_a_place_of_another_call(as_applicant, application):
    other = ApplicationFactory().call.required_documents.get()

    response = upload(as_applicant, application, place=other.pk)

    assert list(response.context["form"].errors) == ["required_document"]
    assert 'role="alert"' in response.content.decode()
    assert application.documents.count() == 0


def test_upload_after_closing(as_applicant, application):
    close(application.call)

    response = upload(as_applicant, application)

    assert (response.status_code, application.documents.count()) == (200, 0)
    assert 'role="alert"' in response.content.decode()


def test_upload_is_for_the_applicant(client, other_applicant, application):
    client.force_login(other_applicant)

    response = upload(client, application)

    assert (response.status_code, application.documents.count()) == (404, 0)


def test_remove(as_applicant, application):
    document = DocumentFactory(application=application)

    as_applicant.post(reverse("programs:document-remove", args=[application.pk, document.pk]))

    assert application.documents.current().count() == 0


def test_remove_after_closing(as_applicant, application):
    document = DocumentFactory(application=application)
    close(application.call)

    as_applicant.post(reverse("programs:document-remove", args=[application.pk, document.pk]))

    assert application.documents.current().count() == 1


def test_remove_of_a_document_under_another_application(as_applicant, application):
    document = DocumentFactory()

    response = as_applicant.post(
        reverse("programs:document-remove", args=[application.pk, document.pk])
    )

    assert response.status_code == 404


def test_download_is_never_rendered(as_applicant, application):
    document = DocumentFactory(application=application, name="사업계획서.pdf")

    response = as_applicant.get(download_path(document))

    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%EC%82%AC%EC%97%85%EA%B3%84%ED%9A%8D%EC%84%9C.pdf"
    )


@pytest.mark.parametrize(
    "name", ['a"; x=".pdf', "a\r\nSet-Cookie: x=1.pdf", "../../etc/passwd.pdf"]
)
def test_download_says_nothing_more_than_the_name(as_applicant, application, name):
    document = DocumentFactory(application=application, name=name)

    response = as_applicant.get(download_path(document))

    response.getvalue()
    assert "Set-Cookie" not in response.headers
    assert response["Content-Disposition"].startswith("attachment;")


def test_download_under_another_application(as_applicant, submitted):
    elsewhere = DocumentFactory(application=ApplicationFactory(company=submitted.company))

    response = as_applicant.get(
        reverse("programs:document-download", args=[submitted.pk, elsewhere.pk])
    )

    assert response.status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_file_that_the_storage_has_not_is_told_and_logged(
    as_applicant, application, caplog, language
):
    document = DocumentFactory(application=application)
    document.file.storage.delete(document.file.name)
    as_applicant.cookies["django_language"] = language

    response = as_applicant.get(download_path(document))

    assert response.status_code == 404
    assert document.name in response.content.decode()
    assert f"A stored file is missing: {document.file.name}" in caplog.text


def test_reading_of_the_applicant_is_not_logged(as_applicant, submitted):
    as_applicant.get(download_path(submitted.documents.get())).getvalue()

    assert submitted.readings.count() == 0


def test_reading_of_staff_is_logged(client, staff, submitted):
    client.force_login(staff)

    client.get(download_path(submitted.documents.get())).getvalue()

    reading = submitted.readings.get()
    assert (reading.reader, reading.place, reading.address) == (staff, "document", "127.0.0.1")
    assert reading.document == submitted.documents.get()


@pytest.mark.parametrize(
    ("state", "status"), [(AssignmentState.ASSIGNED, 404), (AssignmentState.PLEDGED, 302)]
)
def test_a_reviewer_is_led_to_the_pages_after_the_pledge(
    client, reviewer, submitted, state, status
):
    assignment = AssignmentFactory(
        application=submitted,
        reviewer=reviewer,
        state=state,
        pledged_at=timezone.now() if state == AssignmentState.PLEDGED else None,
    )
    client.force_login(reviewer.user)

    document = submitted.documents.get()
    response = client.get(download_path(document))

    pages = f"/desk/reviews/{assignment.pk}/documents/{document.pk}/"
    assert response.status_code == status
    assert response.headers.get("Location") == (pages if status == 302 else None)
    assert submitted.readings.count() == 0
    if response.streaming:
        response.getvalue()


def test_staff_see_no_file_that_was_not_submitted(client, staff, call, company, applicant):
    application = complete_application(call=call, company=company)
    submit_application(application, by=applicant)
    later = DocumentFactory(
        application=application,
        required_document=call.required_documents.get(),
        removed_at=timezone.now(),
    )
    close(call)
    client.force_login(staff)

    assert client.get(download_path(later)).status_code == 404


def call_with_documents(*documents: dict):
    call = CallFactory()
    for position, document in enumerate(documents, start=1):
        RequiredDocumentFactory(call=call, position=position, **document)
    CriterionFactory(call=call)
    return approved(call)


def test_the_list_says_what_the_call_says_of_a_document(as_applicant, company):
    terms = {"max_age_days": 90, "applicant_kinds": ["company", "founder"]}
    application = ApplicationFactory(call=call_with_documents(terms), company=company)
    as_applicant.cookies["django_language"] = "en"

    pages = [
        as_applicant.get(path).content.decode()
        for path in (list_path(application), application.call.get_absolute_url())
    ]

    for page in pages:
        assert "Only from: Company, Prospective founder" in page
        assert "Issued at most 90 days before the closing" in page


def test_what_is_due_later_is_what_this_applicant_will_give_in(as_applicant, company):
    call = call_with_documents(
        {"label_ko": "지금"},
        {"label_ko": "나중", "step": "agreement"},
        {"label_ko": "전문기관만", "step": "agreement", "applicant_kinds": ["specialist"]},
    )
    application = ApplicationFactory(call=call, company=company)

    response = as_applicant.get(list_path(application))

    assert [document.label for document in response.context["due_later"]] == ["나중"]
    assert [place.asked.label for place in response.context["places"]] == ["지금"]


@pytest.mark.parametrize("is_blind", [True, False])
def test_applicants_are_told_that_a_blind_panel_judges(as_applicant, application, is_blind):
    PanelFactory(call=application.call, is_blind=is_blind)

    page = as_applicant.get(list_path(application)).content.decode()

    assert ("This call is judged blind" in page or "블라인드로 평가" in page) == is_blind
