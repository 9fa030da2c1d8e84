from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, paired


class AttendanceWaiverQuerySet(models.QuerySet["AttendanceWaiver"]):
    def standing(self) -> Self:
        """Not revoked."""
        return self.filter(revoked_at=None)


@kept_history("AttendanceWaiverHistory")
class AttendanceWaiver(models.Model):
    """참석 면제: a company need not have come to a session of a call, for a reason that is kept.

    It is no part of the call, which stays as it was published.
    """

    call = models.ForeignKey(
        "programs.Call",
        on_delete=models.PROTECT,
        related_name="attendance_waivers",
        verbose_name=_("call"),
    )
    company = models.ForeignKey(
        "zones.Company",
        on_delete=models.PROTECT,
        related_name="attendance_waivers",
        verbose_name=_("company"),
    )
    reason = models.CharField(_("reason"), max_length=300)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("given by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = AttendanceWaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver of attendance")
        verbose_name_plural = _("waivers of attendance")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "company"],
                condition=Q(revoked_at=None),
                name="programs_attendancewaiver_one_standing",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="programs_attendancewaiver_has_reason"
            ),
            paired("revoked_at", "revoked_by", name="programs_attendancewaiver_revoked_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} · {self.company_id}"
