import uuid
from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import only_moves
from programs import workflow
from programs.enums import CertificateKind, ScanState
from programs.models.scanned import Scanned, ScannedQuerySet

# What a certificate is evidence of, and what it is handed in for, is its own company's
STATUS_OF_ANOTHER = """
    IF NEW.status_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM zones_companystatus
         WHERE id = NEW.status_id AND company_id = NEW.company_id
    ) THEN
        RAISE EXCEPTION 'status % is of another company', NEW.status_id
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'programs_vaultdocument_status_of_its_company';
    END IF;
    RETURN NEW;
"""


def of_its_company(func: str, *, column: str) -> pgtrigger.Trigger:
    """`column` has the key of a row of the same company, which `func` looks up."""
    return pgtrigger.Trigger(
        name="of_its_company",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),
        func=func,
    )


def vault_path(document: "VaultDocument", filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice."""
    return f"vault/{document.company_id}/{uuid.uuid4()}"


class VaultQuerySet(ScannedQuerySet):
    def current(self) -> Self:
        return self.filter(removed_at=None)

    def usable(self) -> Self:
        """What may be handed in; one that waits for its scan, too."""
        return self.current().exclude(scan_state=ScanState.INFECTED)

    def expiring(self, today: date, until: date) -> Self:
        """Valid today and no longer than until, and not renewed: none of its kind lasts longer."""
        return self.not_renewed(until).filter(expires_on__gte=today)

    def not_renewed(self, until: date) -> Self:
        """Over by the day `until`, expired ones too, and none of the kind lasts longer.

        What is evidence of a status is renewed by evidence of one of the same kind: a renewed
        status is a row of its own.
        """
        proves = Coalesce("status__kind", Value(""))
        renewed = (
            VaultDocument.objects.current()
            .annotate(proves=proves)
            .filter(
                Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")),
                company=OuterRef("company"),
                kind=OuterRef("kind"),
                label=OuterRef("label"),
                proves=OuterRef("proves"),
            )
        )
        due = self.current().filter(expires_on__lte=until)
        return due.annotate(proves=proves).filter(~Exists(renewed))


class VaultDocument(Scanned):
    """보관서류: a certificate that a company keeps once and hands in with several applications.

    Its bytes never change. An application that uses it has a row of its own (`Document`) with the
    same stored file, so that nothing that happens here changes what was handed in.
    """

    company = models.ForeignKey(
        "zones.Company",
        on_delete=models.PROTECT,
        related_name="vault",
        verbose_name=_("company"),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=CertificateKind)
    label = models.CharField(
        _("what it is"), max_length=120, blank=True, help_text=_("Where the kind does not say it.")
    )
    status = models.ForeignKey(
        "zones.CompanyStatus",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("evidence of the status"),
        help_text=_("The foundation reads it when it verifies the status."),
    )
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Leave empty where it has no end.")
    )
    file = models.FileField(_("file"), upload_to=vault_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    # When its people were told that it expires, 30 and 7 days before
    told_first_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_last_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept certificate")
        verbose_name_plural = _("kept certificates")
        ordering = ["kind", "-issued_on", "-pk"]
        constraints = [
            *Scanned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="programs_vaultdocument_expires_after_issue",
                violation_error_message=_("The last day lies before the day of issue."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=CertificateKind.OTHER) | ~Q(label=""),
                name="programs_vaultdocument_other_says_what",
                violation_error_message=_("Say what it is."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_vaultdocument_digest_has_form",
            ),
        ]
        indexes = Scanned.Meta.indexes
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            of_its_company(STATUS_OF_ANOTHER, column="status_id"),
            pgtrigger.ReadOnly(
                name="bytes_never_change",
                fields=["file", "name", "content_type", "size", "sha256", "company", "issued_on"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.label or str(CertificateKind(self.kind).label)

    def days_left(self) -> int | None:
        """Until its last day, today is 0; None where it has no end."""
        return None if self.expires_on is None else (self.expires_on - timezone.localdate()).days

    def is_valid_on(self, day: date) -> bool:
        return self.expires_on is None or self.expires_on >= day
