"""The receipt as PDF, and its check without signing in."""

import pytest
from django.urls import reverse

from programs.actions.application import submit_application
from tests.factories.programs import complete_application

CHECK = "/receipts/"


@pytest.fixture
def application(call, company):
    return complete_application(call=call, company=company)


@pytest.fixture
def submission(application, applicant):
    return submit_application(application, by=applicant)


def pdf_path(application) -> str:
    return reverse("programs:receipt-pdf", args=[application.pk])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pdf(client, applicant, submission, language):
    client.force_login(applicant)
    client.cookies["django_language"] = language

    response = client.get(pdf_path(submission.application))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{submission.number}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_pdf_before_submission(client, applicant, application):
    client.force_login(applicant)

    assert client.get(pdf_path(application)).status_code == 404


def test_pdf_is_for_the_applicant(client, other_applicant, submission):
    client.force_login(other_applicant)

    assert client.get(pdf_path(submission.application)).status_code == 404


def test_check_of_a_true_receipt(client, submission):
    asked = {"number": submission.number.lower(), "sha256": submission.sha256.upper()}

    response = client.get(CHECK, asked)

    assert response.context["submission"] == submission


def test_check_tells_nothing_but_the_time(client, submission, company):
    asked = {"number": submission.number, "sha256": submission.sha256}

    page = client.get(CHECK, asked).content.decode()

    assert company.name not in page
    assert submission.application.title not in page


@pytest.mark.parametrize("changed", [{"number": "2020-CALL-0000-XXXXXXXX"}, {"sha256": "0" * 64}])
def test_check_of_a_false_receipt(client, submission, changed):
    asked = {"number": submission.number, "sha256": submission.sha256, **changed}

    response = client.get(CHECK, asked)

    assert response.context["submission"] is None
    assert 'role="status"' in response.content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"number": "", "sha256": "0" * 64}, ["number"]),
        ({"number": "A-1", "sha256": "xyz"}, ["sha256"]),
        ({"number": "A-1"}, ["sha256"]),
        ({"number": "A" * 61, "sha256": "0" * 64}, ["number"]),
    ],
)
def test_check_refuses_at_the_field(db, client, asked, fields, language):
    client.cookies["django_language"] = language

    response = client.get(CHECK, asked)

    page = response.content.decode()
    assert list(response.context["form"].errors) == fields
    assert all(f'id="id_{field}_error"' in page for field in fields)


def test_check_takes_any_text(db, client):
    assert client.get(CHECK, {"number": "\x00", "sha256": "0" * 64}).status_code == 200
