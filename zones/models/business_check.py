from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import only_moves
from zones import workflow
from zones.enums import BusinessState


class BusinessCheckQuerySet(models.QuerySet["BusinessCheck"]):
    def waiting(self) -> Self:
        return self.filter(state=BusinessState.WAITING)


class BusinessCheck(models.Model):
    """What the tax service says of the company's business number; it decides nothing by itself."""

    company = models.OneToOneField(
        "zones.Company", on_delete=models.CASCADE, related_name="business_check"
    )
    business_number = models.CharField(_("business number"), max_length=10)
    state = models.CharField(
        _("state"), max_length=20, choices=BusinessState, default=BusinessState.WAITING
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    objects = BusinessCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of the business number")
        verbose_name_plural = _("checks of business numbers")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BusinessState.WAITING, checked_at=None)
                | ~Q(state=BusinessState.WAITING) & Q(checked_at__isnull=False),
                name="zones_businesscheck_answer_has_stamp",
            )
        ]
        triggers = [only_moves(workflow.BUSINESS_CHECK)]

    def __str__(self) -> str:
        return f"{self.business_number} · {self.state}"
