from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, localized
from zones.enums import AgencyKind


class AgencyQuerySet(models.QuerySet["Agency"]):
    def of(self, user: models.Model) -> Self:
        """Agencies that the user works for."""
        return self.filter(members__user=user)


class Agency(models.Model):
    """공고기관: who posts calls; the foundation, the office of a zone, or a local government."""

    slug = models.SlugField(_("address"), max_length=30, unique=True)  # part of a call's code
    kind = models.CharField(_("kind"), max_length=20, choices=AgencyKind)
    name_ko = models.CharField(_("name (Korean)"), max_length=80)
    name_en = models.CharField(_("name (English)"), max_length=120)
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=_("zone"),
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    name = localized("name")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name_ko"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=AgencyKind.ZONE_OFFICE) | models.Q(zone__isnull=False),
                name="zones_agency_zone_office_has_zone",
            )
        ]

    def __str__(self) -> str:
        return self.name


@kept_history("AgencyMemberHistory")
class AgencyMember(models.Model):
    """A person who works for an agency here; who did when is kept (안전성 확보조치 기준 제5조제3항)."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="members", verbose_name=_("agency")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="agency_memberships",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = _("agency member")
        verbose_name_plural = _("agency members")
        ordering = ["agency", "user"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "user"], name="zones_agencymember_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.agency}"
