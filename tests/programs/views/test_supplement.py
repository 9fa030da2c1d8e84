"""The applicant's page of a supplement, and who downloads its files."""

from datetime import timedelta

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from programs.models import Reading, Supplement
from tests.counting import statements
from tests.factories.programs import PDF, close, received_application
from tests.factories.screening import SupplementFactory, SupplementFileFactory
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(company):
    application = received_application(company=company)
    close(application.call)
    return SupplementFactory(application=application)


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def path(name, supplement, *keys):
    return reverse(f"programs:{name}", args=[supplement.application_id, *keys])


def test_page_says_what_is_asked_and_until_when(as_applicant, asked):
    page = as_applicant.get(path("application-supplement", asked)).content.decode()

    assert asked.asks in page
    assert "<textarea" in page


def test_page_of_nothing_asked_is_not_there(as_applicant, company):
    application = received_application(company=company)

    response = as_applicant.get(reverse("programs:application-supplement", args=[application.pk]))

    assert response.status_code == 404


def test_answer_with_a_file_is_sent(as_applicant, asked):
    file = SimpleUploadedFile("자료.pdf", PDF, content_type="application/pdf")
    as_applicant.post(path("supplement-files", asked), {"files": [file]})

    response = as_applicant.post(path("application-supplement", asked), {"answer": "첨부"})

    asked.refresh_from_db()
    assert (response.status_code, asked.answer) == (302, "첨부")
    assert [one.name for one in asked.files.current()] == ["자료.pdf"]


def test_a_file_that_is_none_is_refused_in_words(as_applicant, asked):
    file = SimpleUploadedFile("자료.pdf", b"no pdf", content_type="application/pdf")

    response = as_applicant.post(path("supplement-files", asked), {"files": [file]})

    assert (response.status_code, asked.files.count()) == (200, 0)
    assert "자료.pdf: " in response.content.decode()


def test_late_answer_is_refused_and_what_was_typed_stays(as_applicant, asked):
    then = timezone.now() - timedelta(days=9)
    with pgtrigger.ignore("programs.Supplement:asked_never_changes"):
        Supplement.objects.update(
            asked_at=then, due_on=timezone.localdate(then + timedelta(days=3))
        )

    response = as_applicant.post(path("application-supplement", asked), {"answer": "늦은 답"})

    asked.refresh_from_db()
    assert (response.status_code, asked.answer) == (200, "")


def test_consultant_reads_and_cannot_answer(client, asked):
    consultant = CompanyMemberFactory(company=asked.application.company, role="consultant").user
    client.force_login(consultant)

    page = client.get(path("application-supplement", asked)).content.decode()
    client.post(path("application-supplement", asked), {"answer": "대신"})

    asked.refresh_from_db()
    assert ("<textarea" in page, asked.answered_at) == (False, None)


def test_staff_read_a_file_once_it_was_sent_and_it_is_logged(client, staff, asked):
    file = SupplementFileFactory(supplement=asked)
    client.force_login(staff)
    before = client.get(path("supplement-download", asked, file.pk)).status_code
    asked.answer, asked.answered_at, asked.answered_by = "첨부", timezone.now(), staff
    asked.save(update_fields=["answer", "answered_at", "answered_by"])

    response = client.get(path("supplement-download", asked, file.pk))

    assert (before, response.status_code, response.getvalue()) == (404, 200, PDF)
    reading = Reading.objects.get()
    assert (reading.reader, reading.place, reading.supplement_file) == (staff, "supplement", file)


def test_file_that_waits_for_its_scan_is_downloaded_by_nobody(as_applicant, asked):
    file = SupplementFileFactory(supplement=asked, scan_state="waiting")

    assert as_applicant.get(path("supplement-download", asked, file.pk)).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_as_much_for_many_files(as_applicant, asked, item_count):
    SupplementFileFactory.create_batch(item_count, supplement=asked)

    assert statements(as_applicant, path("application-supplement", asked)) == 5
