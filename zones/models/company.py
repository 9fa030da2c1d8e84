from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.admin.decorators import display
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import Event, kept_history, never_changed
from zones.enums import ApplicantKind, CompanyRole, CompanySize, TechnologyField
from zones.validators import (
    validate_business_number,
    validate_corporate_number,
    validate_number_fits_kind,
    with_hyphen,
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
    corporate_number = models.CharField(
        _("corporate number"),
        max_length=13,
        blank=True,
        validators=[validate_corporate_number],
        help_text=_("Thirteen digits, with or without a hyphen; only of a corporation."),
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
                condition=models.Q(corporate_number="")
                | models.Q(corporate_number__regex=r"^\d{13}$"),
                name="zones_company_corporate_number_has_form",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        validate_number_fits_kind(
            applicant_kind=self.applicant_kind, business_number=self.business_number
        )

    @property
    @display(description=_("business number"))
    def formatted_business_number(self) -> str:
        return with_hyphens(self.business_number)

    @property
    @display(description=_("corporate number"))
    def formatted_corporate_number(self) -> str:
        return with_hyphen(self.corporate_number)


@kept_history("CompanyRevenueHistory")
class CompanyRevenue(models.Model):
    """매출액: what a company took in one year, in won."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="revenues", verbose_name=_("company")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2099)]
    )
    amount_won = models.BigIntegerField(
        _("revenue (won)"), validators=[MinValueValidator(0), MaxValueValidator(LARGEST_REVENUE)]
    )

    class Meta:
        verbose_name = _("revenue")
        verbose_name_plural = _("revenues")
        ordering = ["company", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "year"], name="zones_companyrevenue_once_per_year"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    year__gte=1950, year__lte=2099, amount_won__gte=0,
                    amount_won__lte=LARGEST_REVENUE,
                ),
                name="zones_companyrevenue_within_bounds",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.company} · {self.year}"


def represented() -> pgtrigger.Trigger:
    """A company that has a representative is never without one again.

    Looked at when the transaction commits, so that in a handing over either may come first. The
    company is held, so that of two who leave at once the second one is seen.
    """
    return pgtrigger.Trigger(
        name="represented",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        func=f"""
            IF OLD.role <> '{CompanyRole.REPRESENTATIVE}' THEN RETURN NULL; END IF;
            PERFORM 1 FROM zones_company WHERE id = OLD.company_id FOR UPDATE;
            IF FOUND AND NOT EXISTS (
                SELECT 1 FROM zones_companymember
                 WHERE company_id = OLD.company_id AND role = '{CompanyRole.REPRESENTATIVE}'
            ) THEN
                RAISE EXCEPTION 'company % has no representative', OLD.company_id
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'zones_companymember_represented';
            END IF;
            RETURN NULL;
        """,
    )


def marks_consultants(company: str) -> pgtrigger.Trigger:
    """Whatever an outside consultant does is marked as such, whichever door it came through.

    `company` is the SQL of the company's key, of the event that is NEW.
    """
    return pgtrigger.Trigger(
        name="marks_consultants",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            NEW.by_consultant := EXISTS (
                SELECT 1 FROM zones_companymember
                 WHERE company_id = ({company}) AND user_id = NEW.actor_id
                   AND role = '{CompanyRole.CONSULTANT}'
            );
            RETURN NEW;
        """,
    )


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
        triggers = [represented()]

    def __str__(self) -> str:
        return f"{self.user} · {self.company}"


class CompanyEvent(Event):
    """What happened to a company's profile."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="events")
    by_consultant = models.BooleanField(
        _("by an outside consultant"), default=False, editable=False
    )

    class Meta(Event.Meta):
        triggers = [never_changed(), marks_consultants("NEW.company_id")]
