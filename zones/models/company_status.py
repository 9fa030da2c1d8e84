from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history
from zones.enums import CompanyStatusKind
from zones.validators import validate_period

# Days outside are slips of the finger
EARLIEST_DAY, LATEST_DAY = date(1950, 1, 1), date(2099, 12, 31)
DAYS = [MinValueValidator(EARLIEST_DAY), MaxValueValidator(LATEST_DAY)]
# What a verification is about: it falls when one of these changes
STATED = ("kind", "certificate_number", "valid_from", "valid_until")


class CompanyStatusQuerySet(models.QuerySet["CompanyStatus"]):
    def unverified(self) -> Self:
        return self.filter(verified_on=None)


@kept_history("CompanyStatusHistory")
class CompanyStatus(models.Model):
    """What a company says that it is recognised as; the foundation verifies it by its evidence."""

    company = models.ForeignKey(
        "zones.Company",
        on_delete=models.CASCADE,
        related_name="statuses",
        verbose_name=_("company"),
    )
    kind = models.CharField(_("status"), max_length=20, choices=CompanyStatusKind)
    certificate_number = models.CharField(_("number of the certificate"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"), validators=DAYS)
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        validators=DAYS,
        help_text=_("Leave empty where the status has no end."),
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("verified by"),
    )
    evidence = models.CharField(
        _("evidence that was seen"), max_length=300, blank=True, editable=False
    )

    objects = CompanyStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("company status")
        verbose_name_plural = _("company statuses")
        ordering = ["company", "kind", "-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "kind", "valid_from"],
                name="zones_companystatus_once_per_day",
                violation_error_message=_("This status is stated already from this day."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="zones_companystatus_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(verified_on=None, verified_by=None, evidence="")
                | Q(verified_on__isnull=False, verified_by__isnull=False) & ~Q(evidence=""),
                name="zones_companystatus_verified_with_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} · {self.get_kind_display()}"

    def clean(self) -> None:
        validate_period(self.valid_from, self.valid_until, last="valid_until")

    @property
    def is_verified(self) -> bool:
        return self.verified_on is not None

    @property
    def statement(self) -> str:
        """What the company says of it, which is what a verification is about."""
        return "|".join(str(getattr(self, name)) for name in STATED)
