"""Certificates that a company keeps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CertificateKind(TextChoices):
    """What a company keeps once and hands in again and again."""

    BUSINESS_REGISTRATION = "business_registration", _("certificate of business registration")
    CORPORATE_REGISTER = "corporate_register", _("certified copy of the corporate register")
    NATIONAL_TAX = "national_tax", _("certificate of national tax payment")
    LOCAL_TAX = "local_tax", _("certificate of local tax payment")
    FINANCIAL_STATEMENTS = "financial_statements", _("financial statements")
    SIZE = "size", _("confirmation of the size of the company")
    STATUS = "status", _("certificate of a status")
    INSURANCE = "insurance", _("certificate of paid social insurance")
    PROPERTY_RIGHT = "property_right", _("certificate of an intellectual property right")
    OTHER = "other", _("other certificate")
