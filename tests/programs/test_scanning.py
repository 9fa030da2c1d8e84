"""A document from its upload to its verdict: who sees what meanwhile, and that it counts as given."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions import application as application_actions
from programs.actions.application import submit_application
from programs.actions.document import add_document
from programs.actions.errors import Incomplete
from programs.actions.verdict import record_infected
from programs.enums import AssignmentState, ScanState
from programs.models import Document
from programs.queries import faults_of_application
from programs.tasks import scan_file, scan_waiting_files
from tests.clamd import EICAR, address_of_nobody, fake_clamd, limited, says
from tests.factories.programs import (
    PDF,
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    DocumentFactory,
    close,
)
from tests.mails import body_to, queued_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(company, applicant):
    """Nothing is missing but the document."""
    application = ApplicationFactory(company=company, created_by=applicant)
    AnswerFactory(application=application)
    return application


@pytest.fixture
def _set(settings):
    """A scanner is set, and nobody answers."""
    settings.CLAMD_ADDRESS = address_of_nobody()


def given(application, content=PDF) -> Document:
    return add_document(
        application,
        by=application.created_by,
        required_document=application.call.required_documents.get(),
        upload=SimpleUploadedFile("사업계획서.pdf", content),
    )


def scanned(document, settings, answer=None) -> Document:
    with fake_clamd(*([answer] if answer else [])) as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        scan_file(kind="document", pk=document.pk)
    document.refresh_from_db()
    return document


def submit(application):
    return submit_application(application, by=application.created_by)


def queued_scans() -> list[int]:
    jobs = ProcrastinateJob.objects.filter(task_name="programs.tasks.scan_file", status="todo")
    return [job.args["pk"] for job in jobs.order_by("pk")]


def download(client, document) -> int:
    path = reverse("programs:document-download", args=[document.application_id, document.pk])
    response = client.get(path)
    if response.streaming:
        response.getvalue()
    return response.status_code


def page(client, name, *args) -> str:
    client.cookies["django_language"] = "en"
    return client.get(reverse(name, args=args)).content.decode()


def test_without_a_scanner_a_document_is_there_at_once(client, application):
    document = given(application)
    client.force_login(application.created_by)

    assert (document.scan_state, queued_scans()) == (ScanState.UNSCANNED, [])
    assert download(client, document) == 200


@pytest.mark.usefixtures("_set")
def test_with_a_scanner_it_is_queued_with_its_row(application):
    document = given(application)

    assert (document.scan_state, queued_scans()) == (ScanState.WAITING, [document.pk])


def test_clean(application, settings, client):
    settings.CLAMD_ADDRESS = "set"
    document = scanned(given(application), settings)
    client.force_login(application.created_by)

    assert document.scan_state == ScanState.CLEAN
    assert document.scanned_at
    assert download(client, document) == 200


@pytest.mark.usefixtures("_set")
def test_while_it_waits_the_company_reads_its_name_and_nobody_its_content(application, client):
    document = given(application)
    client.force_login(application.created_by)

    text = page(client, "programs:document-list", application.pk)

    assert document.name in text
    assert "being checked for viruses" in text
    assert download(client, document) == 404


@pytest.mark.usefixtures("_set")
def test_while_it_waits_it_counts_as_given(application):
    document = given(application)

    assert faults_of_application(application) == []
    assert list(submit(application).documents.all()) == [document]


@pytest.mark.parametrize(
    ("state", "status"),
    [(ScanState.WAITING, 404), (ScanState.INFECTED, 404), (ScanState.CLEAN, 200)],
)
def test_staff_and_reviewers_get_it_after_a_clean_scan_only(
    application, client, staff, reviewer, settings, state, status
):
    settings.CLAMD_ADDRESS = "set"
    document = given(application, PDF + EICAR if state == ScanState.INFECTED else PDF)
    submit(application)
    close(application.call)
    assignment = AssignmentFactory(
        application=application,
        reviewer=reviewer,
        state=AssignmentState.PLEDGED,
        pledged_at=timezone.now(),
    )
    if state != ScanState.WAITING:
        scanned(document, settings)

    client.force_login(staff)
    found = [download(client, document)]
    texts = [page(client, "admin:programs_application_change", application.pk)]
    client.force_login(reviewer.user)
    found += [download(client, document)]
    texts += [page(client, "programs:review-detail", assignment.pk)]

    assert found == [status, 302 if status == 200 else status]  # a reviewer is led to its pages
    links = [
        reverse("programs:document-download", args=[application.pk, document.pk]),
        reverse("programs:review-document", args=[assignment.pk, document.pk]),
    ]
    shown = [link in text for link, text in zip(links, texts, strict=True)]
    assert shown == [status == 200] * 2
    word = {"waiting": "Being checked", "infected": "Withheld", "clean": document.name}[state]
    assert [word in text for text in texts] == [True] * 2


def test_an_infected_file_is_withheld_told_and_missing(application, settings, client):
    settings.CLAMD_ADDRESS = "set"
    document = scanned(given(application, PDF + EICAR), settings)
    client.force_login(application.created_by)

    assert (document.scan_state, document.scan_finding) == ("infected", "Eicar-Test-Signature")
    assert download(client, document) == 404
    assert [to for to, _subject in queued_mails()] == [application.created_by.email]
    assert "Eicar-Test-Signature" in page(client, "programs:document-list", application.pk)
    event = application.events.get(verb="withhold_file")
    assert (event.actor, event.reason) == (None, document.name)
    assert "the portal" in page(client, "programs:application-detail", application.pk)
    with pytest.raises(Incomplete):
        submit(application)


def test_another_file_takes_the_place_of_an_infected_one(application, settings):
    settings.CLAMD_ADDRESS = "set"
    scanned(given(application, PDF + EICAR), settings)

    clean = scanned(given(application), settings)

    assert list(submit(application).documents.all()) == [clean]


def test_what_was_submitted_stays_when_its_file_is_found_infected(application, settings):
    settings.CLAMD_ADDRESS = "set"
    document = given(application, PDF + EICAR)
    submission = submit(application)
    before = submission.content

    scanned(document, settings)

    submission.refresh_from_db()
    application.refresh_from_db()
    assert (submission.content, list(submission.documents.all())) == (before, [document])
    assert application.state == "submitted"
    assert application.has_unsubmitted_changes
    assert len(faults_of_application(application)) == 1


def test_after_the_closing_the_draft_is_left_alone(application, settings):
    settings.CLAMD_ADDRESS = "set"
    document = given(application, PDF + EICAR)
    submit(application)
    close(application.call)

    scanned(document, settings)

    application.refresh_from_db()
    assert not application.has_unsubmitted_changes
    assert (document.name, application.state) == ("사업계획서.pdf", "submitted")


@pytest.mark.parametrize(("is_closed", "words"), [(True, "has closed"), (False, "submit again")])
def test_the_mail_says_what_can_still_be_done(application, settings, is_closed, words):
    settings.CLAMD_ADDRESS = "set"
    application.created_by.language = "en"
    application.created_by.save()
    document = given(application, PDF + EICAR)
    if is_closed:
        close(application.call)

    scanned(document, settings)

    assert words in body_to(application.created_by)


def test_found_twice_is_told_once(application, settings):
    settings.CLAMD_ADDRESS = "set"
    document = scanned(given(application, PDF + EICAR), settings)

    record_infected(document, finding="again")

    assert len(queued_mails()) == 1
    assert Document.objects.get().scan_finding == "Eicar-Test-Signature"


def test_a_file_found_infected_while_it_is_being_submitted_is_missed(
    application, settings, monkeypatch
):
    settings.CLAMD_ADDRESS = "set"
    document = given(application, PDF + EICAR)
    content_in = application_actions.content_in

    def found_meanwhile(read):
        record_infected(document, finding="Eicar")
        return content_in(read)

    monkeypatch.setattr(application_actions, "content_in", found_meanwhile)

    with pytest.raises(Incomplete):
        submit(application)

    assert application.submissions.count() == 0


BROKEN = {
    "nobody answers": None,
    "cut off": says(b""),
    "a wrong answer": says(b"stream: maybe\0"),
    "too large for it": limited(10),
}


@pytest.mark.usefixtures("_set")
@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_without_a_verdict_it_waits_and_its_page_says_so(application, settings, client, answer):
    document = given(application)

    if answer:
        scanned(document, settings, answer)
    else:
        scan_file(kind="document", pk=document.pk)

    document.refresh_from_db()
    assert (document.scan_state, document.scanned_at) == (ScanState.WAITING, None)
    assert document.scan_failed_at
    client.force_login(application.created_by)
    assert "tried again by itself" in page(client, "programs:document-list", application.pk)
    assert submit(application)


def waits(*, failed=None, uploaded=timedelta(0), **kwargs) -> Document:
    now = timezone.now()
    return DocumentFactory(
        scan_state=ScanState.WAITING,
        scan_failed_at=now - failed if failed else None,
        uploaded_at=now - uploaded,
        **kwargs,
    )


def test_what_waits_is_tried_again_the_longest_untried_first(settings):
    lately, fresh = waits(failed=timedelta(minutes=1)), waits()
    long, longer = waits(failed=timedelta(hours=1)), waits(failed=timedelta(hours=2))
    left = waits(uploaded=timedelta(hours=1))
    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        for _time in range(2):
            scan_waiting_files(timestamp=0)

    assert queued_scans() == [left.pk, longer.pk, long.pk]
    assert {lately.pk, fresh.pk}.isdisjoint(queued_scans())


@pytest.mark.usefixtures("_set")
def test_while_nobody_answers_nothing_is_queued():
    waits(failed=timedelta(hours=1))

    scan_waiting_files(timestamp=0)

    assert queued_scans() == []


def test_a_file_that_the_storage_does_not_give_waits(settings):
    document = waits(file=ContentFile(PDF, name="plan.pdf"))
    document.file.storage.delete(document.file.name)

    scanned(document, settings)

    assert (document.scan_state, bool(document.scan_failed_at)) == (ScanState.WAITING, True)


def test_the_statements_of_a_scan_do_not_grow(settings, django_assert_num_queries):
    document = waits()
    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        with django_assert_num_queries(7):
            scan_file(kind="document", pk=document.pk)
