from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, paired
from zones.validators import validate_ban_period


class ParticipationBanQuerySet(models.QuerySet["ParticipationBan"]):
    def standing(self) -> Self:
        """Bans that were not lifted, past and future ones included."""
        return self.filter(lifted_at=None)

    def not_over(self, today: date) -> Self:
        """Standing bans that run today or will."""
        return self.standing().filter(ends_on__gte=today)


@kept_history("ParticipationBanHistory")
class ParticipationBan(models.Model):
    """참여제한: a company may not take part in national R&D for a time (국가연구개발혁신법 제32조).

    The foundation records it; besides it only the company itself reads it.
    """

    company = models.ForeignKey(
        "zones.Company", on_delete=models.PROTECT, related_name="bans", verbose_name=_("company")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    ground = models.CharField(
        _("ground"),
        max_length=300,
        help_text=_("Who imposed it, when and why. The company reads this."),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifting_reason = models.CharField(
        _("why it was lifted"), max_length=300, blank=True, editable=False
    )

    objects = ParticipationBanQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation ban")
        verbose_name_plural = _("participation bans")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="zones_participationban_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(ground=""), name="zones_participationban_has_ground"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifting_reason="")
                | Q(lifted_at__isnull=False) & ~Q(lifting_reason=""),
                name="zones_participationban_lifted_with_reason",
            ),
            paired("lifted_at", "lifted_by", name="zones_participationban_lifted_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.starts_on:%Y-%m-%d} ~ {self.ends_on:%Y-%m-%d}"

    def clean(self) -> None:
        if self.starts_on and self.ends_on:
            validate_ban_period(self.starts_on, self.ends_on)

    @property
    def is_lifted(self) -> bool:
        return self.lifted_at is not None
