import hashlib
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from programs.enums import CertificateKind
from programs.models import VaultDocument
from tests.factories.accounts import UserFactory
from tests.factories.programs import PDF
from tests.factories.zones import CompanyFactory


def day(count: int):
    """So many days from today."""
    return timezone.localdate() + timedelta(days=count)


class VaultDocumentFactory(factory.django.DjangoModelFactory):
    """Issued yesterday, without an end."""

    class Meta:
        model = VaultDocument

    company = factory.SubFactory(CompanyFactory)
    kind = CertificateKind.NATIONAL_TAX
    issued_on = factory.LazyFunction(lambda: day(-1))
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="kept.pdf"))
    name = "국세납세증명.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    uploaded_by = factory.SubFactory(UserFactory)
