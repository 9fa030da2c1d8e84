import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.common.templatetags.portal_text import day as day_text
from programs.models import VaultDocument
from tests.counting import statements
from tests.factories.programs import (
    PDF,
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
    RequiredDocumentFactory,
    approved,
    close,
)
from tests.factories.vault import VaultDocumentFactory, day
from tests.factories.zones import CompanyStatusFactory
from tests.words import said
from zones.models import CompanyReading


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


@pytest.fixture
def application(company):
    call = CallFactory()
    RequiredDocumentFactory(call=call, is_reusable=True, max_age_days=90)
    RequiredDocumentFactory(call=call, position=2)
    CriterionFactory(call=call)
    return ApplicationFactory(call=approved(call), company=company)


def vault(company) -> str:
    return reverse("programs:company-vault", args=[company.pk])


def given(**fields):
    file = SimpleUploadedFile("납세증명.pdf", PDF)
    return {"kind": "national_tax", "issued_on": day(-1), "upload": file, **fields}


def test_certificate_is_kept_and_downloaded(as_applicant, company):
    status = CompanyStatusFactory(company=company)

    as_applicant.post(vault(company), given(expires_on=day(10), status=status.pk))

    document = company.vault.get()
    page = as_applicant.get(vault(company)).content.decode()
    path = reverse("programs:company-vault-download", args=[company.pk, document.pk])
    response = as_applicant.get(path)
    assert document.status == status
    assert path in page
    assert response.getvalue() == PDF
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert not CompanyReading.objects.exists()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"issued_on": day(1)}, "issued_on"),
        ({"issued_on": "0001-01-01"}, "issued_on"),
        ({"issued_on": ""}, "issued_on"),
        ({"expires_on": day(-2)}, "expires_on"),
        ({"expires_on": "9999-12-31"}, "expires_on"),
        ({"kind": "passport"}, "kind"),
        ({"status": "999999"}, "status"),
        ({"upload": SimpleUploadedFile("a.exe", b"MZ")}, "upload"),
        ({"upload": ""}, "upload"),
        ({"kind": "other"}, "label"),
        ({"label": "가" * 121}, "label"),
    ],
)
def test_fault_is_told_at_its_field(as_applicant, company, fields, at):
    CompanyStatusFactory(company=company)

    response = as_applicant.post(vault(company), given(**fields))

    assert list(response.context["form"].errors) == [at]
    assert not VaultDocument.objects.exists()


def test_status_of_another_company_is_no_choice(as_applicant, company):
    CompanyStatusFactory(company=company)

    response = as_applicant.post(vault(company), given(status=CompanyStatusFactory().pk))

    assert list(response.context["form"].errors) == ["status"]


def test_documents_page_offers_what_is_kept_where_the_call_allows_it(
    as_applicant, company, application
):
    document = VaultDocumentFactory(company=company)
    VaultDocumentFactory(company=company, issued_on="2020-01-01")  # too old
    page = as_applicant.get(reverse("programs:document-list", args=[application.pk]))

    first, second = page.context["places"]

    assert (first.kept.offered, second.kept.offered) == ([document], [])
    assert page.content.decode().count('name="vault_document"') == 1


@pytest.mark.parametrize("label", ["", "사업자등록증"])
def test_only_what_is_called_alike_is_chosen_beforehand(as_applicant, company, application, label):
    required = application.call.required_documents.get(position=1)
    VaultDocumentFactory(company=company, kind="other", label=required.label_ko if label else "가")

    page = as_applicant.get(reverse("programs:document-list", args=[application.pk]))

    is_open = f'<option value="">{said("Choose a certificate")}' in page.content.decode()
    assert is_open == (label == "")


@pytest.mark.parametrize("upload", [True, False])
def test_after_a_fault_the_page_says_that_the_file_is_to_be_chosen_again(
    as_applicant, company, upload
):
    sent = given(kind="other") if upload else given(kind="other", upload="")

    page = as_applicant.post(vault(company), sent).content.decode()

    assert (said("Choose the file again: no browser keeps it on a new page.") in page) == upload
    assert company.vault.count() == 0


def test_certificate_is_handed_in_from_the_page(as_applicant, company, application):
    document = VaultDocumentFactory(company=company)
    required = application.call.required_documents.first()
    path = reverse("programs:document-from-vault", args=[application.pk])

    response = as_applicant.post(
        path, {"required_document": required.pk, "vault_document": document.pk}
    )

    assert response.url == reverse("programs:document-list", args=[application.pk])
    assert application.documents.current().get().vault_document == document


@pytest.mark.parametrize("case", ["strange", "old", "closed", "nothing"])
def test_what_does_not_fit_is_told_and_not_handed_in(as_applicant, company, application, case):
    document = VaultDocumentFactory(company=company)
    if case == "strange":
        document = VaultDocumentFactory()
    if case == "old":
        document = VaultDocumentFactory(company=company, issued_on="2020-01-01")
    if case == "closed":
        close(application.call)
    required = application.call.required_documents.first()
    fields = {"required_document": required.pk, "vault_document": document.pk}
    path = reverse("programs:document-from-vault", args=[application.pk])

    response = as_applicant.post(path, {} if case == "nothing" else fields, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not application.documents.exists()


def test_foundation_reads_evidence_on_record_and_nothing_else(client, staff, company):
    private = VaultDocumentFactory(company=company)
    status = CompanyStatusFactory(company=company)
    evidence = VaultDocumentFactory(company=company, status=status)
    client.force_login(staff)

    answers = [
        client.get(reverse("programs:company-vault-download", args=[company.pk, document.pk]))
        for document in (private, evidence)
    ]

    assert [answer.status_code for answer in answers] == [404, 200]
    assert answers[1].getvalue() == PDF
    reading = CompanyReading.objects.get()
    assert (reading.reader, reading.place, reading.reason) == (staff, "evidence", evidence.name)
    verify = client.get(reverse("admin:zones_companystatus_verify", args=[status.pk]))
    assert evidence.name in verify.content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_pages_cost_the_same_with_more_certificates(as_applicant, company, application, item_count):
    VaultDocumentFactory.create_batch(item_count, company=company)

    assert statements(as_applicant, vault(company)) == 6
    documents = reverse("programs:document-list", args=[application.pk])
    assert statements(as_applicant, documents) == 7


def test_certificate_that_is_too_old_is_named_beside_its_document(as_applicant, company):
    call, old = CallFactory(), VaultDocumentFactory(company=company, issued_on=day(-200))
    for label in (old.title, "재무제표"):
        RequiredDocumentFactory(call=call, is_reusable=True, max_age_days=90, label_ko=label)
    CriterionFactory(call=call)
    application = ApplicationFactory(call=approved(call), company=company)

    page = as_applicant.get(reverse("programs:document-list", args=[application.pk]))

    words = said(
        "%(title)s, issued %(at)s, is kept but too old for this call: please have it issued again."
    )
    assert (
        page.content.decode().count(words % {"title": old.title, "at": day_text(old.issued_on)})
        == 1
    )
