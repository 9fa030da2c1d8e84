from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import Event, kept_history
from zones.enums import ApplicantKind, CompanyRole, CompanySize, TechnologyField
from zones.validators import (
    validate_business_number,
    validate_number_fits_kind,
    validate_revenue,
    with_hyphens,
)

LARGEST_REVENUE = 10**16  # won


class CompanyQuerySet(models.QuerySet["Company"]):
    def of(self, user: models.Model) -> Self:
        """Companies that the user belongs to."""
        return self.filter(members__user=user)


@kept_history("CompanyHistory")
class Company(models.Model):
    """기업: an applicant organisation, or a prospective founder who has no business number yet."""

    applicant_kind = models.CharField(_("applicant kind"), max_length=20, choices=ApplicantKind)
    name = models.CharField(pgettext_lazy("company", "name"), max_length=120)
    business_number = models.CharField(
        _("business number"),
        max_length=10,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_business_number],
        help_text=_("Ten digits, with or without hyphens."),
    )
    representative_name = models.CharField(_("representative"), max_length=80)
    size = models.CharField(
        _("size"), max_length=20, choices=CompanySize, default=CompanySize.SMALL
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    address = models.CharField(pgettext_lazy("postal", "address"), max_length=200)
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="companies",
        verbose_name=_("zone where the company is resident"),
    )
    province = models.ForeignKey(
        "zones.Province",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="companies",
        verbose_name=_("province of the head office"),
    )
    moves_into = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("zone that the company plans to move into"),
    )
    fields = ArrayField(
        models.CharField(max_length=30, choices=TechnologyField),
        default=list,
        blank=True,
        verbose_name=_("fields of technology"),
    )
    revenue_won = models.BigIntegerField(
        _("revenue of the last year (won)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(LARGEST_REVENUE)],
    )
    revenue_year = models.PositiveSmallIntegerField(
        _("year of the revenue"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2099)],
    )
    holds_no_status = models.BooleanField(
        _("The company holds none of these statuses"), default=False
    )
    phone = models.CharField(_("phone"), max_length=30)
    created_at = models.DateTimeField(_("registered at"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("registered by"),
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(applicant_kind=ApplicantKind.FOUNDER, business_number=None)
                | models.Q(business_number__isnull=False, business_number__regex=r"^\d{10}$")
                & ~models.Q(applicant_kind=ApplicantKind.FOUNDER),
                name="zones_company_number_fits_kind",
                violation_error_message=_("Only a prospective founder has no business number."),
            ),
            models.CheckConstraint(
                condition=models.Q(revenue_won=None, revenue_year=None)
                | models.Q(
                    revenue_won__isnull=False, revenue_won__gte=0, revenue_year__isnull=False
                ),
                name="zones_company_revenue_has_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        validate_number_fits_kind(
            applicant_kind=self.applicant_kind, business_number=self.business_number
        )
        validate_revenue(revenue_won=self.revenue_won, revenue_year=self.revenue_year)

    @property
    def formatted_business_number(self) -> str:
        return with_hyphens(self.business_number)


@kept_history("CompanyMemberHistory")
class CompanyMember(models.Model):
    """A person who acts for a company here; who did when is kept."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="members", verbose_name=_("company")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="company_memberships",
        verbose_name=_("user"),
    )
    role = models.CharField(_("role"), max_length=20, choices=CompanyRole)

    class Meta:
        verbose_name = _("company member")
        verbose_name_plural = _("company members")
        ordering = ["company", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="zones_companymember_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.company}"


class CompanyEvent(Event):
    """What happened to a company's profile."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="events")
