"""What a certificate is evidence of, and what it is handed in for, is its own company's."""

import pytest
from django.db import IntegrityError, transaction

from programs.models import Document, VaultDocument
from tests.factories.programs import ApplicationFactory, CallFactory, DocumentFactory
from tests.factories.vault import VaultDocumentFactory
from tests.factories.zones import CompanyStatusFactory

pytestmark = pytest.mark.django_db


def refused(write) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    return refusal.value.__cause__.diag.constraint_name


def test_status_of_another_company_has_no_evidence_here():
    status, kept = CompanyStatusFactory(), VaultDocumentFactory()
    of_another = [
        lambda: VaultDocumentFactory(status=status),
        lambda: VaultDocument.objects.filter(pk=kept.pk).update(status=status),
    ]

    names = {refused(write) for write in of_another}

    assert names == {"programs_vaultdocument_status_of_its_company"}
    assert VaultDocumentFactory(company=status.company, status=status).status == status


def test_certificate_of_another_company_is_not_handed_in():
    kept, document = VaultDocumentFactory(), DocumentFactory()
    application = ApplicationFactory(call=CallFactory(parts=True))
    of_another = [
        lambda: DocumentFactory(application=application, vault_document=kept),
        lambda: Document.objects.filter(pk=document.pk).update(vault_document=kept),
    ]

    names = {refused(write) for write in of_another}

    own = ApplicationFactory(call=CallFactory(parts=True), company=kept.company)
    assert names == {"programs_document_certificate_of_its_company"}
    assert DocumentFactory(application=own, vault_document=kept).vault_document == kept
