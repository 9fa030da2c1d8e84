"""Files that come in parts, as a browser sends them."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from programs.actions.upload_parts import MOST_OPEN, PART_BYTES
from programs.models import Document, Upload
from programs.views.upload import PART_TYPE, upload_parts
from tests.factories.programs import (
    PDF,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    RequiredDocumentFactory,
    UploadFactory,
    approved,
    close,
)
from tests.factories.zones import CompanyMemberFactory

LANGUAGES = ["ko", "en"]


@pytest.fixture
def application(call, company):
    return ApplicationFactory(call=call, company=company)


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


@pytest.fixture
def upload(application, applicant):
    return UploadFactory(application=application, started_by=applicant)


def path(name: str, upload: Upload) -> str:
    return reverse(f"programs:upload-{name}", args=[upload.application_id, upload.pk])


def start(client, application, **fields):
    announced = {
        "name": "사업계획서.pdf",
        "size": len(PDF),
        "modified_ms": 1,
        "required_document": application.call.required_documents.get().pk,
        **fields,
    }
    return client.post(reverse("programs:upload-start", args=[application.pk]), announced)


def patch(client, address, content, offset):
    return client.patch(
        address, content, content_type=PART_TYPE, headers={"Upload-Offset": str(offset)}
    )


def test_the_whole_way(as_applicant, application):
    response = start(as_applicant, application)
    address, answer = response["Location"], response.json()
    assert (response.status_code, answer["offset"], answer["part_bytes"]) == (201, 0, PART_BYTES)

    come = [patch(as_applicant, address, PDF[:20], 0), patch(as_applicant, address, PDF[20:], 20)]
    finished = as_applicant.post(answer["finish"])

    assert [(one.status_code, one["Upload-Offset"]) for one in come] == [
        (204, "20"),
        (204, str(len(PDF))),
    ]
    assert finished.json() == {
        "name": "사업계획서.pdf",
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    page = as_applicant.get(reverse("programs:document-list", args=[application.pk]))
    assert hashlib.sha256(PDF).hexdigest() in page.content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
def test_how_far_it_has_come(as_applicant, upload, method):
    patch(as_applicant, path("parts", upload), PDF[:20], 0)

    response = getattr(as_applicant, method)(path("parts", upload))

    assert (response["Upload-Offset"], response["Upload-Length"]) == ("20", str(len(PDF)))
    assert response["Cache-Control"] == "no-store"


def test_a_part_that_is_not_the_next_says_which_is(as_applicant, upload):
    patch(as_applicant, path("parts", upload), PDF[:20], 0)

    response = patch(as_applicant, path("parts", upload), PDF[:20], 0)

    assert (response.status_code, response["Upload-Offset"]) == (409, "20")


def test_a_part_whose_line_is_cut_counts_as_far_as_it_came(applicant, upload):
    """The browser said more than arrived."""

    request = RequestFactory().generic(
        "PATCH",
        path("parts", upload),
        PDF,
        content_type=PART_TYPE,
        headers={"Upload-Offset": "0"},
    )
    request.user, request.META["CONTENT_LENGTH"] = applicant, str(len(PDF))
    request._stream = BytesIO(PDF[:20])

    response = upload_parts(request, upload.application_id, upload.pk)

    assert response["Upload-Offset"] == "20"


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"content_type": "application/pdf"}, 415),
        ({"headers": {}}, 400),
        ({"headers": {"Upload-Offset": "-1"}}, 400),
        ({"headers": {"Upload-Offset": "1e3"}}, 400),
        ({"data": b"x" * (PART_BYTES + 1)}, 413),
    ],
)
def test_a_part_that_is_none(as_applicant, upload, how, status):
    sent = {
        "data": PDF,
        "content_type": PART_TYPE,
        "headers": {"Upload-Offset": "0"},
        **how,
    }

    response = as_applicant.patch(path("parts", upload), **sent)

    assert (response.status_code, Upload.objects.get().received_bytes) == (status, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_refused_says_why(as_applicant, application, language):
    as_applicant.cookies["django_language"] = language
    upload = start(as_applicant, application, size=7)
    patch(as_applicant, upload["Location"], b"MZ none", 0)

    answers = [
        start(as_applicant, application, name="a.exe"),
        start(as_applicant, application, required_document=0),
        start(as_applicant, application, size=10**12),
        as_applicant.post(upload.json()["finish"]),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert all(answer.json()["message"] for answer in answers)
    assert Document.objects.count() == 0


@pytest.mark.parametrize("offset", ["", "-1", "x", "²", "٣", "1" * 19, "9" * 5000])
def test_offset_that_is_none_is_refused(as_applicant, upload, offset):
    assert patch(as_applicant, path("parts", upload), b"x", offset).status_code == 400


def test_too_many_at_once(as_applicant, application, applicant):
    company = application.company
    UploadFactory.create_batch(MOST_OPEN, application__company=company, started_by=applicant)

    response = start(as_applicant, application)

    assert (response.status_code, str(MOST_OPEN) in response.json()["message"]) == (409, True)


def test_after_the_closing(as_applicant, application, upload):
    close(application.call)

    answers = [
        start(as_applicant, application),
        patch(as_applicant, path("parts", upload), PDF, 0),
        as_applicant.post(path("finish", upload)),
    ]

    assert [answer.status_code for answer in answers] == [409] * 3
    assert Document.objects.count() == 0


def test_finishing_too_soon_says_how_far_it_has_come(as_applicant, upload):
    response = as_applicant.post(path("finish", upload))

    assert (response.status_code, response["Upload-Offset"]) == (409, "0")


def test_a_colleague_does_not_reach_it(client, upload, company):
    client.force_login(company.members.create(user=ApplicationFactory().created_by).user)

    answers = [
        client.get(path("parts", upload)),
        patch(client, path("parts", upload), PDF, 0),
        client.post(path("finish", upload)),
        client.post(path("discard", upload)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_who_has_left_the_company_does_not_go_on(as_applicant, upload, company):
    CompanyMemberFactory(company=company)  # another representative stays
    company.members.exclude(user__in=company.members.order_by("-pk").values("user")[:1]).delete()

    assert patch(as_applicant, path("parts", upload), PDF, 0).status_code == 404


def test_a_token_is_needed(upload, applicant):
    client = Client(enforce_csrf_checks=True)
    client.force_login(applicant)

    assert patch(client, path("parts", upload), PDF, 0).status_code == 403


def test_the_page_says_what_has_come_and_takes_the_plain_form_too(as_applicant, upload):
    as_applicant.cookies["django_language"] = "en"
    patch(as_applicant, path("parts", upload), PDF[:20], 0)
    address = reverse("programs:document-list", args=[upload.application_id])

    page = as_applicant.get(address).content.decode()
    file = SimpleUploadedFile("사업계획서.pdf", PDF)
    as_applicant.post(address, {"required_document": upload.required_document_id, "file": file})

    assert "20\xa0bytes of" in page
    assert upload.application.documents.count() == 1


def test_discard(as_applicant, upload):
    response = as_applicant.post(path("discard", upload))

    assert response.url == reverse("programs:document-list", args=[upload.application_id])
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("item_count", [1, 3])
def test_statements_of_the_page(
    as_applicant, applicant, company, item_count, django_assert_num_queries
):
    call = CallFactory()
    CriterionFactory(call=call)
    places = RequiredDocumentFactory.create_batch(item_count, call=call)
    approved(call)
    application = ApplicationFactory(company=company, call=call)
    for place in places:
        UploadFactory(application=application, started_by=applicant, required_document=place)

    with django_assert_num_queries(6):
        as_applicant.get(reverse("programs:document-list", args=[application.pk]))
