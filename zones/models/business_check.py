from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import only_moves
from zones import workflow
from zones.enums import BusinessMatch, BusinessState
from zones.validators import with_hyphens

COMPARED = [BusinessMatch.MATCHES, BusinessMatch.DIFFERS]


class BusinessCheckQuerySet(models.QuerySet["BusinessCheck"]):
    def waiting(self) -> Self:
        """A question is without an answer."""
        return self.filter(Q(state=BusinessState.WAITING) | Q(match=BusinessMatch.WAITING))


class BusinessCheck(models.Model):
    """What the tax service says of the company's business number; it decides nothing by itself.

    Two questions: in which state the number is, and, where the company states them, whether opening
    day and representative belong to it.
    """

    company = models.OneToOneField(
        "zones.Company", on_delete=models.CASCADE, related_name="business_check"
    )
    business_number = models.CharField(_("business number"), max_length=10)
    state = models.CharField(
        _("state"), max_length=20, choices=BusinessState, default=BusinessState.WAITING
    )
    # What is compared: as the company stated it when it was asked
    opened_on = models.DateField(_("founded on"), null=True, blank=True)
    representative_name = models.CharField(_("representative"), max_length=80, blank=True)
    match = models.CharField(
        _("comparison"), max_length=20, choices=BusinessMatch, default=BusinessMatch.UNASKED
    )
    matched_at = models.DateTimeField(_("compared at"), null=True, blank=True)
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
            ),
            models.CheckConstraint(
                condition=Q(match__in=COMPARED, matched_at__isnull=False)
                | ~Q(match__in=COMPARED) & Q(matched_at=None),
                name="zones_businesscheck_comparison_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(match=BusinessMatch.UNASKED)
                | Q(opened_on__isnull=False) & ~Q(representative_name=""),
                name="zones_businesscheck_compares_something",
            ),
        ]
        triggers = [only_moves(workflow.BUSINESS_CHECK)]

    def __str__(self) -> str:
        return f"{self.business_number} · {self.state}"

    @property
    def formatted_business_number(self) -> str:
        return with_hyphens(self.business_number)

    @property
    def differs(self) -> bool:
        return self.match == BusinessMatch.DIFFERS

    @property
    def is_compared(self) -> bool:
        """Whether there was something to compare, answered or not."""
        return self.match != BusinessMatch.UNASKED
