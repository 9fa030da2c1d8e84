"""How the money of a zone is split over the stages: plans in versions, and what happened to them."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.models import Event, only_moves, paired
from zones import workflow
from zones.enums import PlanState, PlanVerb, Stage
from zones.models.budget import AMOUNT
from zones.models.budget_guard import parts_stay, parts_within_budget, plan_stays

# Before plans, the split was written straight into the budget; that is its version 0
FORMER = 0
LONGEST_REASON = 2000
UNFINISHED = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED)
DECIDED = (PlanState.APPROVED, PlanState.SUPERSEDED)


class BudgetPlanQuerySet(models.QuerySet["BudgetPlan"]):
    def in_force(self) -> Self:
        """Of each budget the newest approved version."""
        return self.filter(state=PlanState.APPROVED)

    def unfinished(self) -> Self:
        """Of each budget the version that is being written or waits for the foundation."""
        return self.filter(state__in=UNFINISHED)

    def published(self) -> Self:
        """Every version that was ever in force: what citizens may read."""
        return self.filter(state__in=DECIDED)


class BudgetPlan(models.Model):
    """예산 배분안: a version of how a zone's budget goes over the stages.

    The zone's agency writes it, the foundation approves it, and the newest approved one is in force.
    """

    budget = models.ForeignKey(
        "zones.Budget", on_delete=models.PROTECT, related_name="plans", verbose_name=_("budget")
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("version", "number"))
    state = models.CharField(
        _("state"), max_length=20, choices=PlanState, default=PlanState.DRAFT, editable=False
    )
    reason = models.TextField(
        pgettext_lazy("budget plan", "reason of the change"), max_length=LONGEST_REASON, blank=True
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    submitted_at = models.DateTimeField(
        _("submitted for approval at"), null=True, blank=True, editable=False
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted for approval by"),
    )
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("returned by"),
    )
    return_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )

    objects = BudgetPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget plan")
        verbose_name_plural = _("budget plans")
        ordering = ["budget", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "number"], name="zones_budgetplan_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["budget"],
                condition=Q(state=PlanState.APPROVED),
                name="zones_budgetplan_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["budget"],
                condition=Q(state__in=UNFINISHED),
                name="zones_budgetplan_one_at_a_time",
            ),
            paired("submitted_at", "submitted_by", name="zones_budgetplan_submitted_pair"),
            paired("returned_at", "returned_by", name="zones_budgetplan_returned_pair"),
            paired("approved_at", "approved_by", name="zones_budgetplan_approved_pair"),
            models.CheckConstraint(
                condition=Q(number=FORMER) | Q(created_by__isnull=False),
                name="zones_budgetplan_has_writer",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.SUBMITTED) | Q(submitted_at__isnull=False),
                name="zones_budgetplan_submitted_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED)
                & (Q(number=FORMER) | Q(approved_at__isnull=False, submitted_at__isnull=False))
                | ~Q(state__in=DECIDED) & Q(approved_at=None),
                name="zones_budgetplan_approved_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("submitted_by")) & ~Q(approved_by=F("created_by")),
                name="zones_budgetplan_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.RETURNED)
                | Q(returned_at__isnull=False) & ~Q(return_reason=""),
                name="zones_budgetplan_return_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(number__lte=1)
                | Q(state__in=(PlanState.DRAFT, PlanState.RETURNED))
                | ~Q(reason=""),
                name="zones_budgetplan_change_has_reason",
            ),
        ]
        triggers = [
            only_moves(workflow.BUDGET_PLAN),
            plan_stays(),
            parts_within_budget(operation=pgtrigger.UpdateOf("state"), budget="NEW.budget_id"),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.budget} · {self.number}"

    @property
    def is_in_force(self) -> bool:
        return self.state == PlanState.APPROVED

    @property
    def is_written(self) -> bool:
        """Its agency may still write in it."""
        return self.state in workflow.BUDGET_PLAN["write"].sources


class BudgetPart(models.Model):
    """What a version of a plan gives to one stage, by source, in won."""

    plan = models.ForeignKey(
        BudgetPlan, on_delete=models.PROTECT, related_name="parts", verbose_name=_("budget plan")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    national_won = models.BigIntegerField(_("national (won)"), default=0, validators=AMOUNT)
    local_won = models.BigIntegerField(_("local (won)"), default=0, validators=AMOUNT)

    class Meta:
        verbose_name = _("part of a stage")
        verbose_name_plural = _("split over the stages")
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "stage"], name="zones_budgetpart_one_per_stage"
            ),
            models.CheckConstraint(
                condition=Q(national_won__gte=0, local_won__gte=0),
                name="zones_budgetpart_not_negative",
            ),
        ]
        triggers = [parts_stay()]

    def __str__(self) -> str:
        return f"{self.plan} {self.get_stage_display()}"

    @property
    def total_won(self) -> int:
        return self.national_won + self.local_won


class BudgetPlanEvent(Event):
    """What happened to a version of a budget plan."""

    plan = models.ForeignKey(BudgetPlan, on_delete=models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        verbose_name = _("event of a budget plan")
        verbose_name_plural = _("events of budget plans")

    @property
    def title(self) -> str:
        return str(PlanVerb(self.verb).label)
