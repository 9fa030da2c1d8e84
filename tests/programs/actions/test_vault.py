"""Certificates kept once: kept, handed in, not taken where they are of no use."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError

from programs.actions.application import submit_application
from programs.actions.errors import CallClosed, NotReusable, TooManyKept
from programs.actions.vault import keep_certificate, remove_certificate, use_certificate
from programs.models import VaultDocument
from programs.models.vault import vault_path
from programs.queries.eligibility import day_that_counts
from programs.queries.vault import kept_for, vault_visible_to
from tests.factories.programs import (
    PDF,
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    RequiredDocumentFactory,
    approved,
    close,
)
from tests.factories.vault import VaultDocumentFactory, day
from tests.factories.zones import CompanyMemberFactory, CompanyStatusFactory
from tests.races import another_connection
from zones.actions.errors import OutsideConsultant
from zones.enums import CompanyRole

pytestmark = pytest.mark.django_db


def asking_call(**terms):
    """An open call that asks for one document, by default a reusable one."""
    call = CallFactory()
    RequiredDocumentFactory(call=call, **{"is_reusable": True, **terms})
    CriterionFactory(call=call)
    return approved(call)


@pytest.fixture
def application(company):
    return ApplicationFactory(call=asking_call(), company=company)


def file(content=PDF, name="납세증명.pdf"):
    return SimpleUploadedFile(name, content)


def stored_files() -> set[str]:
    """What lies in the vaults of all companies."""
    root = Path(default_storage.path("vault"))
    return {str(path) for path in root.rglob("*") if path.is_file()}


def hand_in(document, application, *, by):
    return use_certificate(
        document,
        application=application,
        required_document=application.call.required_documents.get(),
        by=by,
    )


def kept(company, applicant, **fields):
    given = {"kind": "national_tax", "issued_on": day(-1), "upload": file(), **fields}
    return keep_certificate(company, by=applicant, **given)


def test_certificate_is_kept_with_its_facts(company, applicant):
    document = kept(company, applicant, expires_on=day(60))

    assert (document.name, document.content_type) == ("납세증명.pdf", "application/pdf")
    assert (document.size, len(document.sha256)) == (len(PDF), 64)
    assert "납세" not in document.file.name
    assert [event.verb for event in company.events.all()] == ["keep_certificate"]


@pytest.mark.parametrize(
    "fields",
    [
        {"upload": file(b"MZ\x90\x00", "a.exe")},
        {"upload": file(b"<script>", "a.pdf")},
        {"upload": file(b"")},
        {"expires_on": day(-2)},
        {"kind": "other"},
        {"kind": "unknown"},
    ],
)
def test_what_is_no_certificate_is_refused(company, applicant, fields):
    with pytest.raises(ValidationError):
        kept(company, applicant, **fields)

    assert not VaultDocument.objects.exists()


def test_consultant_takes_no_certificate_out(company):
    document = VaultDocumentFactory(company=company)
    consultant = CompanyMemberFactory(company=company, role=CompanyRole.CONSULTANT)

    with pytest.raises(OutsideConsultant):
        remove_certificate(document, by=consultant.user)

    assert VaultDocument.objects.current().get() == document


def test_certificates_are_bounded(company, applicant):
    VaultDocumentFactory.create_batch(100, company=company)

    with pytest.raises(TooManyKept):
        kept(company, applicant)


def test_bytes_of_a_kept_certificate_never_change(company):
    document = VaultDocumentFactory(company=company)

    with pytest.raises(ProgrammingError, match="programs_vaultdocument"):
        VaultDocument.objects.filter(pk=document.pk).update(file="x", sha256="0" * 64)


def test_application_has_a_row_of_its_own_with_the_same_bytes(application, company, applicant):
    document = VaultDocumentFactory(company=company)

    handed_in = hand_in(document, application, by=applicant)

    assert handed_in.application == application
    assert handed_in.vault_document == document
    assert handed_in.file.name == document.file.name
    assert handed_in.sha256 == document.sha256
    assert [event.verb for event in application.events.all()] == ["upload"]


def test_what_happens_to_the_certificate_later_does_not_touch_it(application, company, applicant):
    """Neither a removal nor a renewal changes what was submitted."""
    for question in application.call.questions.all():
        AnswerFactory(application=application, question=question)
    document = VaultDocumentFactory(company=company)
    hand_in(document, application, by=applicant)
    submission = submit_application(application, by=applicant)

    remove_certificate(document, by=applicant)
    kept(company, applicant, upload=file(PDF + b"%renewed"))

    (handed_in,) = submission.documents.all()
    assert handed_in.sha256 == document.sha256
    with handed_in.file.open() as stored:
        assert stored.read() == PDF
    assert handed_in.removed_at is None


def test_certificate_takes_the_place_of_an_upload_and_gives_it_back(
    application, company, applicant
):
    first = hand_in(VaultDocumentFactory(company=company), application, by=applicant)
    second = hand_in(VaultDocumentFactory(company=company), application, by=applicant)

    first.refresh_from_db()
    assert first.removed_at is not None
    assert list(application.documents.current()) == [second]


@pytest.mark.parametrize(
    ("age", "left", "is_taken"),
    [(30, None, True), (31, None, False), (0, 0, True), (0, -1, False), (30, 100, True)],
)
def test_certificate_is_young_and_valid_on_the_closing_day(company, applicant, age, left, is_taken):
    """Counted on the closing day, which lies ahead; both bounds are within."""
    application = ApplicationFactory(call=asking_call(max_age_days=30), company=company)
    closing = day_that_counts(application.call)
    document = VaultDocumentFactory(
        company=company,
        issued_on=closing - timedelta(days=age),
        expires_on=None if left is None else closing + timedelta(days=max(left, 0)),
    )
    if left is not None and left < 0:
        document = VaultDocumentFactory(
            company=company,
            issued_on=closing - timedelta(days=20),
            expires_on=closing + timedelta(days=left),
        )
        VaultDocument.objects.exclude(pk=document.pk).update(removed_at="2026-01-01T00:00Z")
    required = list(application.call.required_documents.all())

    kept = kept_for(application, required)

    assert kept[required[0].pk].offered == ([document] if is_taken else [])
    if is_taken:
        assert hand_in(document, application, by=applicant).vault_document == document
    else:
        with pytest.raises(NotReusable):
            hand_in(document, application, by=applicant)


def test_nothing_is_offered_where_the_call_wants_a_fresh_one(company, applicant):
    application = ApplicationFactory(call=asking_call(is_reusable=False), company=company)
    document = VaultDocumentFactory(company=company)

    assert kept_for(application, list(application.call.required_documents.all())) == {}
    with pytest.raises(NotReusable):
        hand_in(document, application, by=applicant)


def test_neither_a_removed_nor_a_strange_certificate_is_taken(application, company, applicant):
    removed = VaultDocumentFactory(company=company)
    remove_certificate(removed, by=applicant)
    removed.refresh_from_db()

    for document in (removed, VaultDocumentFactory()):
        with pytest.raises(NotReusable):
            hand_in(document, application, by=applicant)

    assert not application.documents.exists()


def test_place_of_another_call_is_not_filled(application, company, applicant):
    other = asking_call().required_documents.get()

    with pytest.raises(NotReusable):
        use_certificate(
            VaultDocumentFactory(company=company),
            application=application,
            required_document=other,
            by=applicant,
        )


def test_closed_call_takes_no_certificate(application, company, applicant):
    close(application.call)
    document = VaultDocumentFactory(company=company, issued_on=day(-5))

    with pytest.raises(CallClosed):
        hand_in(document, application, by=applicant)


def test_certificate_that_the_agency_speaks_of_comes_first(application, company):
    tax = VaultDocumentFactory(company=company, issued_on=day(-9))
    newer = VaultDocumentFactory(company=company, kind="local_tax")
    required = application.call.required_documents.get()
    VaultDocument.objects.filter(pk=tax.pk).update(label=required.label_ko)

    assert kept_for(application, [required])[required.pk].offered == [tax, newer]


def test_foundation_reads_only_what_proves_a_status(company, applicant, staff):
    private = VaultDocumentFactory(company=company)
    evidence = VaultDocumentFactory(company=company, status=CompanyStatusFactory(company=company))

    assert list(vault_visible_to(staff)) == [evidence]
    assert set(vault_visible_to(applicant)) == {private, evidence}


def test_a_refused_certificate_leaves_no_file_behind(company, applicant):
    VaultDocumentFactory.create_batch(100, company=company)
    before = stored_files()

    with pytest.raises(TooManyKept):
        kept(company, applicant)

    assert stored_files() == before


def test_a_slow_storage_does_not_hold_the_company(committed, company, applicant, monkeypatch):
    """The file is stored while others can still write to the company."""
    free = []
    stored = vault_path

    def looked(document, filename):
        with another_connection() as other:
            other.execute("SET lock_timeout = '2s'")
            other.execute(
                "SELECT FROM zones_company WHERE id = %s FOR UPDATE", [document.company_id]
            )
            free.append(True)
        return stored(document, filename)

    monkeypatch.setattr(VaultDocument._meta.get_field("file"), "upload_to", looked)

    kept(company, applicant)

    assert free == [True]
