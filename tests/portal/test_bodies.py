"""Requests that are too large are refused before anything of them is read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.programs import PDF, ApplicationFactory

SMALL, LARGE = 1000, 10_000


@pytest.fixture(autouse=True)
def _bounds(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.REQUEST_MAX_BYTES = SMALL, LARGE


class Unread:
    """A body that nobody may look at."""

    def read(self, *_size):
        raise AssertionError("it was read")

    readline = read


def refused(client, address: str, size: int) -> int:
    form = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    return client.post(address, **form, **{"wsgi.input": Unread()}).status_code


@pytest.fixture
def documents(company):
    application = ApplicationFactory(company=company)
    return reverse("programs:document-list", args=[application.pk])


@pytest.mark.parametrize("address", ["/accounts/login/", "/receipts/", "/language/", "/calls/"])
def test_large_request_of_nobody_is_refused_unread(client, db, address):
    assert refused(client, address, SMALL + 1) == 413


def test_large_request_of_nobody_to_a_page_for_files_is_refused_unread(client, documents):
    assert refused(client, documents, SMALL + 1) == 413


def test_large_request_to_a_page_without_files_is_refused_unread(client, applicant):
    client.force_login(applicant)

    assert refused(client, reverse("zones:company-register"), SMALL + 1) == 413


@pytest.mark.parametrize("language", ["ko", "en"])
def test_request_that_is_larger_than_any_file_is_refused_in_words(
    client, applicant, documents, language
):
    client.force_login(applicant)
    client.cookies["django_language"] = language

    response = client.post(documents, {"file": SimpleUploadedFile("a.pdf", PDF * LARGE)})

    assert response.status_code == 413
    assert response.templates[0].name == "413.html"


def test_file_is_taken_where_files_are(client, applicant, documents):
    client.force_login(applicant)

    response = client.post(documents, {"file": SimpleUploadedFile("a.pdf", PDF + b" " * SMALL)})

    assert response.status_code == 200
