"""What is kept of an upload, and which PDFs nobody can open."""

import hashlib
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.actions.attachment import add_attachment
from programs.actions.document import add_document
from programs.actions.upload import facts_of_upload
from programs.file_checks import validate_document
from tests.factories.accounts import UserFactory
from tests.factories.programs import ApplicationFactory, CallFactory
from tests.hostile_files import LOCKED_PDF, SCANNED_PDF, pdf, restricted_pdf


def document(upload):
    application = ApplicationFactory()
    required = application.call.required_documents.get()
    return add_document(application, by=UserFactory(), required_document=required, upload=upload)


def attachment(upload):
    return add_attachment(CallFactory(), by=UserFactory(), upload=upload)


@pytest.mark.parametrize("add", [document, attachment])
@pytest.mark.parametrize("content", [LOCKED_PDF, restricted_pdf(b"secret")])
def test_pdf_that_opens_only_with_a_password_is_refused(db, add, content):
    with pytest.raises(ValidationError) as refusal:
        add(SimpleUploadedFile("공고문.pdf", content))

    assert refusal.value.code == "encrypted"


@pytest.mark.parametrize("add", [document, attachment])
def test_pdf_that_may_only_not_be_printed_is_taken(db, add):
    """As authorities issue them: encrypted, and open to everybody."""
    content = restricted_pdf()
    assert b"/Encrypt" in content

    kept = add(SimpleUploadedFile("증명서.pdf", content))

    assert (kept.content_type, kept.file.size) == ("application/pdf", len(content))


def test_pdf_that_only_speaks_of_encryption_is_taken():
    upload = SimpleUploadedFile("a.pdf", SCANNED_PDF + b"%/Encrypt")

    assert facts_of_upload(upload, check=validate_document)["size"] == len(SCANNED_PDF) + 9


def test_facts():
    content, name = pdf(), "사업계획서.pdf"
    upload = SimpleUploadedFile(unicodedata.normalize("NFD", name), content)

    facts = facts_of_upload(upload, check=validate_document)

    assert facts == {
        "name": name,
        "content_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert upload.tell() == 0
