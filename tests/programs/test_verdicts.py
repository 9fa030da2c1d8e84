"""Every stored file, of whatever kind: read by nobody before its verdict, withheld, released."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.application import submit_application
from programs.actions.attachment import add_attachment, record_text, record_unreadable
from programs.actions.copying import copy_call
from programs.actions.document import add_document
from programs.actions.errors import NothingWithheld, NotReusable, OwnFile
from programs.actions.scan import KINDS
from programs.actions.vault import keep_certificate, use_certificate
from programs.actions.verdict import record_infected, release_files
from programs.enums import CallVerb, CertificateKind, ReadingState, ScanState, UnreadableReason
from programs.models import Attachment
from programs.queries import (
    attachments_visible_to,
    documents_visible_to,
    faults_of_application,
)
from programs.queries.vault import kept_for, vault_visible_to
from programs.tasks import MOST_OLD, scan_file, scan_waiting_files
from tests.clamd import EICAR, address_of_nobody, fake_clamd
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    PDF,
    ApplicationFactory,
    AttachmentFactory,
    CallFactory,
    CriterionFactory,
    DocumentFactory,
    RequiredDocumentFactory,
    approved,
    attached,
    close,
    open_call,
)
from tests.factories.vault import VaultDocumentFactory, day
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory
from tests.mails import body_to, queued_mails
from tests.words import said
from zones.enums import CompanyRole, CompanyVerb

pytestmark = pytest.mark.django_db
REASON = "서식의 매크로 표식을 잘못 읽음"


@pytest.fixture
def _set(settings):
    """A scanner is set, and nobody answers."""
    settings.CLAMD_ADDRESS = address_of_nobody()


@pytest.fixture
def application(company, applicant):
    """In a call that asks for one document, which may be a kept one."""
    call = CallFactory()
    RequiredDocumentFactory(call=call, is_reusable=True)
    CriterionFactory(call=call)
    return ApplicationFactory(call=approved(call), company=company, created_by=applicant)


def upload(content=PDF):
    return SimpleUploadedFile("서류.pdf", content)


def kept(company, content=PDF):
    return keep_certificate(
        company,
        by=company.members.first().user,
        kind=CertificateKind.NATIONAL_TAX,
        issued_on=day(-1),
        upload=upload(content),
    )


def used(certificate, application):
    return use_certificate(
        certificate,
        application=application,
        required_document=application.call.required_documents.get(),
        by=application.created_by,
    )


def given(application, content=PDF):
    return add_document(
        application,
        by=application.created_by,
        required_document=application.call.required_documents.get(),
        upload=upload(content),
    )


def kind_of(file) -> str:
    return next(kind for kind, model in KINDS.items() if isinstance(file, model))


def scanned(file, settings):
    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        scan_file(kind=kind_of(file), pk=file.pk)
    file.refresh_from_db()
    return file


def scans() -> list[tuple[str, int]]:
    jobs = ProcrastinateJob.objects.filter(task_name="programs.tasks.scan_file", status="todo")
    return [(job.args["kind"], job.args["pk"]) for job in jobs.order_by("pk")]


def forget_mails() -> None:
    ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail").delete()


def told() -> list[str]:
    return [address for address, _subject in queued_mails()]


@pytest.mark.usefixtures("_set")
def test_every_new_file_waits_for_its_scan(application, stranger):
    files = [
        given(application),
        kept(application.company),
        add_attachment(CallFactory(), by=stranger, upload=upload()),
    ]

    assert {file.scan_state for file in files} == {ScanState.WAITING}
    assert scans() == [(kind_of(file), file.pk) for file in files]


def test_where_no_scanner_is_set_every_file_is_there_at_once(company, applicant, stranger):
    certificate = kept(company)
    attachment = add_attachment(CallFactory(), by=stranger, upload=upload())

    assert scans() == []
    assert list(vault_visible_to(applicant)) == [certificate]
    assert (certificate.scan_state, attachment.is_offered) == (ScanState.UNSCANNED, True)


@pytest.mark.parametrize(
    ("content", "state"), [(PDF, ScanState.CLEAN), (PDF + EICAR, ScanState.INFECTED)]
)
def test_its_company_downloads_a_certificate_after_a_clean_scan_only(
    client, company, applicant, settings, content, state
):
    settings.CLAMD_ADDRESS = "set"
    certificate = kept(company, content)
    client.force_login(applicant)
    path = reverse("programs:company-vault-download", args=[company.pk, certificate.pk])
    before = client.get(path).status_code

    scanned(certificate, settings)

    after = client.get(path)
    assert (certificate.scan_state, before) == (state, 404)
    assert after.status_code == (200 if state == ScanState.CLEAN else 404)
    if after.streaming:
        after.getvalue()


@pytest.mark.parametrize("status", [ScanState.WAITING, ScanState.INFECTED])
def test_the_vault_says_why_a_certificate_is_not_there(client, applicant, company, status):
    found = status == ScanState.INFECTED
    certificate = VaultDocumentFactory(
        company=company,
        scan_state=status,
        scan_finding="Eicar" if found else "",
        scanned_at=timezone.now() if found else None,
    )
    client.force_login(applicant)

    page = client.get(reverse("programs:company-vault", args=[company.pk])).content.decode()

    assert str(ScanState(status).label) in page
    assert ("Eicar" in page, certificate.sha256 in page) == (found, found)
    assert f"/{certificate.pk}/download" not in page


def test_an_infected_certificate_is_told_to_its_people_and_handed_in_nowhere(
    application, company, applicant, settings
):
    settings.CLAMD_ADDRESS = "set"
    consultant = CompanyMemberFactory(company=company, role=CompanyRole.CONSULTANT).user
    certificate = scanned(kept(company, PDF + EICAR), settings)

    assert certificate.scan_finding == "Eicar-Test-Signature"
    assert "Eicar-Test-Signature" in body_to(applicant)
    assert consultant.email not in told()
    assert company.events.filter(verb=CompanyVerb.WITHHOLD_CERTIFICATE, actor=None).count() == 1
    required = application.call.required_documents.get()
    assert kept_for(application, [required])[required.pk].offered == []
    with pytest.raises(NotReusable):
        used(certificate, application)


def test_a_used_certificate_brings_its_clean_verdict(application, settings, applicant):
    settings.CLAMD_ADDRESS = "set"
    certificate = scanned(kept(application.company), settings)

    document = used(certificate, application)

    assert (document.scan_state, document.scanned_at) == ("clean", certificate.scanned_at)
    assert list(documents_visible_to(applicant)) == [document]


@pytest.mark.parametrize("is_old", [True, False])
def test_a_used_certificate_without_a_verdict_waits(application, settings, applicant, is_old):
    settings.CLAMD_ADDRESS = "" if is_old else "set"
    certificate = kept(application.company)
    settings.CLAMD_ADDRESS = "set"

    document = used(certificate, application)

    assert document.scan_state == ScanState.WAITING
    assert ("document", document.pk) in scans()
    assert not documents_visible_to(applicant).exists()


@pytest.mark.parametrize("content", [PDF, PDF + EICAR], ids=["clean", "infected"])
@pytest.mark.parametrize("is_first_the_document", [True, False])
def test_a_certificate_and_its_uses_share_the_verdict(
    application, settings, content, is_first_the_document
):
    settings.CLAMD_ADDRESS = "set"
    certificate = kept(application.company, content)
    document = used(certificate, application)
    rows = [certificate, document]

    scanned(rows[is_first_the_document], settings)

    for row in rows:
        row.refresh_from_db()
    assert certificate.scan_state == document.scan_state
    assert document.scan_state == ("clean" if content == PDF else "infected")
    assert len(faults_of_application(application)) == (content != PDF)


@pytest.mark.usefixtures("_set")
def test_a_certificate_found_infected_at_that_very_moment_brings_no_file_that_can_be_read(
    application, applicant
):
    certificate = kept(application.company)  # as it was read before the verdict
    record_infected(type(certificate).objects.get(), finding="Eicar")

    document = used(certificate, application)

    assert document.scan_state == ScanState.WAITING
    assert ("document", document.pk) in scans()
    assert not documents_visible_to(applicant).exists()


@pytest.mark.usefixtures("_set")
def test_an_attachment_that_waits_is_read_by_nobody(client, stranger, staff):
    call = CallFactory(parts=True)
    member = AgencyMemberFactory(agency=call.agency).user
    attachment = add_attachment(call, by=member, upload=upload())
    approved(call)

    for reader in (stranger, member, staff):
        client.force_login(reader)
        path = reverse("programs:attachment-download", args=[call.code, attachment.pk])
        assert client.get(path).status_code == 404
        page = client.get(call.get_absolute_url()).content.decode()
        assert path not in page
        assert said("It is being checked for viruses: nobody can download it yet.") in page
    answer = client.get(f"/api/v1/calls/{call.code}/").json()
    assert [row["url"] for row in answer["attachments"]] == [None]


def test_an_attachment_is_there_after_a_clean_scan(stranger, settings):
    settings.CLAMD_ADDRESS = "set"
    attachment = add_attachment(CallFactory(parts=True), by=stranger, upload=upload())
    approved(attachment.call)

    scanned(attachment, settings)

    assert list(attachments_visible_to(stranger)) == [attachment]


def test_an_infected_attachment_is_withheld_in_every_call_and_forgotten_by_the_search(
    settings, staff, stranger
):
    attachment = attached(open_call(), file=ContentFile(PDF + EICAR, name="a.pdf"))
    record_text(attachment, text="특구", is_cut=False)
    member = AgencyMemberFactory(agency=attachment.call.agency).user
    copy = copy_call(attachment.call, agency=attachment.call.agency, by=stranger)

    scanned(attachment, settings)

    rows = Attachment.objects.filter(file=attachment.file.name)
    assert rows.count() == 2
    for row in rows:
        assert (row.is_withheld, row.text, row.is_infected) == (True, "", True)
        assert row.why_unreadable == UnreadableReason.INFECTED
        assert row.why_unreadable.blocks
    assert copy.attachments.get() in rows
    assert (told().count(member.email), told().count(staff.email)) == (2, 1)
    assert "Eicar-Test-Signature" in body_to(staff)
    event = attachment.call.events.get(verb=CallVerb.WITHHOLD_FILE)
    assert (event.actor, event.reason) == (None, attachment.name)


@pytest.mark.parametrize("is_first_unsafe", [True, False])
def test_what_is_unsafe_in_two_ways_stays_withheld_when_one_was_wrong(staff, is_first_unsafe):
    attachment = attached(open_call())
    acts = [
        lambda: record_unreadable(attachment, reason=UnreadableReason.UNSAFE),
        lambda: record_infected(attachment, finding="Eicar"),
    ]
    for act in acts if is_first_unsafe else reversed(acts):
        act()

    attachment.refresh_from_db()
    assert (attachment.is_withheld, attachment.is_infected) == (True, True)
    assert told().count(staff.email) == 1
    release_files(attachment.sha256, by=staff, reason=REASON)
    attachment.refresh_from_db()
    assert attachment.is_withheld == is_first_unsafe


def infected(file):
    record_infected(file, finding="Eicar")
    file.refresh_from_db()
    return file


def test_a_released_document_counts_again_and_its_company_is_told_why(application, client, staff):
    document = infected(given(application))
    assert len(faults_of_application(application)) == 1
    forget_mails()

    count = release_files(document.sha256, by=staff, reason=REASON)

    document.refresh_from_db()
    assert (count, document.scan_state, document.scan_finding) == (1, ScanState.CLEARED, "Eicar")
    assert faults_of_application(application) == []
    assert list(documents_visible_to(application.created_by)) == [document]
    assert REASON in body_to(application.created_by)
    event = application.events.get(verb="release_file")
    assert (event.actor, event.reason) == (staff, f"{document.name}: {REASON}")


def test_all_that_have_the_same_bytes_are_released(application, staff):
    certificate = infected(kept(application.company))
    attachment = infected(attached(open_call(), sha256=certificate.sha256))
    other = infected(given(application, PDF + b"other"))

    assert release_files(certificate.sha256, by=staff, reason=REASON) == 2

    for file in (certificate, attachment, other):
        file.refresh_from_db()
    assert (certificate.scan_state, attachment.scan_state) == ("cleared", "cleared")
    assert other.is_infected
    assert certificate.company.events.filter(verb=CompanyVerb.RELEASE_CERTIFICATE).count() == 1
    assert attachment.call.events.filter(verb=CallVerb.RELEASE_FILE, actor=staff).count() == 1
    assert (attachment.is_offered, attachment.reading_state) == (True, ReadingState.WAITING)


def test_what_is_not_withheld_cannot_be_released(application, staff):
    document = given(application)

    with pytest.raises(NothingWithheld):
        release_files(document.sha256, by=staff, reason=REASON)


def test_nobody_releases_a_file_of_their_own_company_or_agency(application):
    own = infected(given(application))
    attachment = infected(attached(open_call(), sha256="a" * 64))
    colleague = FoundationUserFactory()
    CompanyMemberFactory(company=application.company, user=colleague)
    AgencyMemberFactory(agency=attachment.call.agency, user=colleague)

    for file in (own, attachment):
        with pytest.raises(OwnFile):
            release_files(file.sha256, by=colleague, reason=REASON)
        file.refresh_from_db()
        assert file.is_infected


RELEASE_PAGE = "admin:programs_application_release_file"


def test_the_foundation_releases_by_the_number_that_the_owner_names(client, application, staff):
    document = infected(given(application))
    client.force_login(staff)
    path = reverse(RELEASE_PAGE)

    page = client.get(path, {"sha256": document.sha256}).content.decode()
    response = client.post(path, {"sha256": document.sha256, "reason": REASON})

    document.refresh_from_db()
    assert document.sha256 in page
    assert response.url == reverse("admin:programs_application_changelist")
    assert document.scan_state == ScanState.CLEARED


@pytest.mark.parametrize("sent", [{}, {"sha256": "x", "reason": REASON}, {"sha256": "b" * 64}])
def test_a_wrong_number_or_no_reason_releases_nothing(client, application, staff, sent):
    document = infected(given(application))
    client.force_login(staff)
    data = {"sha256": document.sha256, **sent}

    response = client.post(reverse(RELEASE_PAGE), data)

    document.refresh_from_db()
    assert (response.status_code, document.is_infected) == (200, True)
    assert response.context["form"].errors


def test_a_number_that_nothing_has_is_said_to_be_so(client, staff):
    client.force_login(staff)

    response = client.post(reverse(RELEASE_PAGE), {"sha256": "b" * 64, "reason": REASON})

    words = "No file with this number is withheld by the virus check."
    assert response.context["form"].non_field_errors() == [said(words)]


def submitted(application, content=PDF):
    document = given(application, content)
    submit_application(application, by=application.created_by)
    forget_mails()
    return document


@pytest.mark.parametrize("is_closed", [True, False])
def test_the_foundation_is_told_of_a_submitted_file_after_the_closing_only(
    application, staff, is_closed
):
    document = submitted(application)
    if is_closed:
        close(application.call)

    infected(document)

    assert told().count(application.created_by.email) == 1
    assert told().count(staff.email) == is_closed
    if is_closed:
        assert "Eicar" in body_to(staff)
        assert reverse("admin:programs_application_change", args=[application.pk]) in body_to(staff)


def test_nobody_is_told_of_a_file_that_was_replaced_before_it_was_submitted(application, staff):
    document = given(application)
    submitted(application, PDF + b"new")
    close(application.call)

    infected(document)

    assert told() == []
    assert application.events.filter(verb="withhold_file").count() == 1


def test_staff_find_the_way_to_the_release_on_the_page_of_the_application(
    client, application, staff
):
    document = submitted(application)
    close(application.call)
    infected(document)
    client.force_login(staff)

    page = client.get(reverse("admin:programs_application_change", args=[application.pk]))

    assert f"{reverse(RELEASE_PAGE)}?sha256={document.sha256}" in page.content.decode()


OLD = [AttachmentFactory, DocumentFactory, VaultDocumentFactory]


def scan_waiting() -> None:
    scan_waiting_files(timestamp=0)


def test_without_a_scanner_nothing_old_is_queued():
    DocumentFactory()

    scan_waiting()

    assert scans() == []


def test_what_is_older_than_the_scanner_is_scanned_a_few_at_a_time(settings):
    DocumentFactory.create_batch(MOST_OLD + 1)
    others = [AttachmentFactory(), VaultDocumentFactory()]
    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        scan_waiting()

    assert len(scans()) == MOST_OLD + len(others)
    assert {(kind_of(file), file.pk) for file in others} <= set(scans())


@pytest.mark.parametrize("make", OLD)
@pytest.mark.parametrize(("content", "state"), [(PDF, "clean"), (PDF + EICAR, "infected")])
def test_an_old_file_gets_a_verdict_and_is_there_until_then(settings, make, content, state):
    file = make(file=ContentFile(content, name="old.pdf"))
    settings.CLAMD_ADDRESS = address_of_nobody()
    scan_file(kind=kind_of(file), pk=file.pk)
    file.refresh_from_db()
    assert (file.is_released, bool(file.scan_failed_at)) == (True, True)

    scanned(file, settings)

    assert file.scan_state == state


def test_an_old_file_without_a_verdict_is_not_tried_at_once_again(settings):
    DocumentFactory(scan_failed_at=timezone.now())
    long_ago = DocumentFactory(scan_failed_at=timezone.now() - timedelta(hours=1))
    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        scan_waiting()

    assert scans() == [("document", long_ago.pk)]


def test_new_files_go_before_old_ones(settings):
    settings.CLAMD_ADDRESS = "set"
    VaultDocumentFactory()
    new = DocumentFactory(
        scan_state=ScanState.WAITING, uploaded_at=timezone.now() - timedelta(hours=1)
    )
    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        scan_waiting()

    jobs = ProcrastinateJob.objects.filter(task_name="programs.tasks.scan_file")
    assert jobs.order_by("-priority", "pk")[0].args == {"kind": "document", "pk": new.pk}
    assert jobs.values("priority").distinct().count() == 2


WAYS_BACK = {
    ScanState.CLEAN: [ScanState.WAITING, ScanState.UNSCANNED, ScanState.INFECTED],
    ScanState.INFECTED: [ScanState.WAITING, ScanState.CLEAN],
    ScanState.CLEARED: [ScanState.WAITING, ScanState.CLEAN, ScanState.INFECTED],
    ScanState.WAITING: [ScanState.CLEARED, ScanState.UNSCANNED],
}


def facts_of(state) -> dict:
    is_found = state in (ScanState.INFECTED, ScanState.CLEARED)
    is_scanned = is_found or state == ScanState.CLEAN
    return {
        "scan_state": state,
        "scan_finding": "Eicar" if is_found else "",
        "scanned_at": timezone.now() if is_scanned else None,
    }


@pytest.mark.parametrize("make", OLD)
@pytest.mark.parametrize("state", WAYS_BACK)
def test_the_database_refuses_every_other_move(make, state):
    file = make(**facts_of(state))

    for target in WAYS_BACK[state]:
        with pytest.raises(DatabaseError, match="transition"), transaction.atomic():
            type(file).objects.filter(pk=file.pk).update(**facts_of(target))
