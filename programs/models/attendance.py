import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import kept_history, paired


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(undone_at=None)


@kept_history("AttendanceHistory")
class Attendance(models.Model):
    """출석: a guest came, and when first. What was a mistake is taken back, and stays readable."""

    registration = models.ForeignKey(
        "programs.Registration",
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("registration"),
    )
    # As the phone at the desk says it; where two saw the same guest, the earlier one
    arrived_at = models.DateTimeField(pgettext_lazy("briefing", "arrived at"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    # One showing of a ticket: a phone that got no answer sends it again under the same key
    scan = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )
    undone_reason = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["-arrived_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(undone_at=None),
                name="programs_attendance_one_per_guest",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__lte=F("recorded_at")),
                name="programs_attendance_arrived_before_recorded",
            ),
            paired("undone_at", "undone_by", name="programs_attendance_undone_pair"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_reason="")
                | Q(undone_at__isnull=False) & ~Q(undone_reason=""),
                name="programs_attendance_undone_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {self.arrived_at:%Y-%m-%d %H:%M}"
