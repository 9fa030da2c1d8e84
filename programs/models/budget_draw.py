"""What approved calls take of the budgets of their zones."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import BigIntegerField, Exists, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _
from pgtrigger import Operation

from portal.common.models import kept_history
from programs.enums import Outcome
from programs.models.call import Call
from programs.models.call_zone import CallZone
from programs.models.selection import Decision
from zones.enums import Stage
from zones.models import Budget, BudgetPlan

# Runs at commit, so that the draws of one act may be written one after the other; the budget is held,
# so that of two who draw on it at once the second one sees what the first one took
DRAWS_FIT = """
    PERFORM 1 FROM zones_budget WHERE id = {budget} FOR NO KEY UPDATE;
    SELECT id INTO in_force FROM zones_budgetplan
     WHERE budget_id = {budget} AND state = 'approved';
    IF in_force IS NULL THEN
        SELECT 'all stages', sum(draw.amount_won), budget.total_won INTO place, drawn, most
          FROM zones_budget budget JOIN programs_budgetdraw draw ON draw.budget_id = budget.id
         WHERE budget.id = {budget}
         GROUP BY budget.id
        HAVING sum(draw.amount_won) > budget.total_won;
    ELSE
        SELECT draw.stage, sum(draw.amount_won), coalesce(max(part.national_won + part.local_won), 0)
          INTO place, drawn, most
          FROM programs_budgetdraw draw
          LEFT JOIN zones_budgetpart part ON part.plan_id = in_force AND part.stage = draw.stage
         WHERE draw.budget_id = {budget}
         GROUP BY draw.stage
        HAVING sum(draw.amount_won) > coalesce(max(part.national_won + part.local_won), 0)
         LIMIT 1;
    END IF;
    IF drawn > most THEN
        RAISE EXCEPTION 'calls draw % of the % of budget % for %', drawn, most, {budget}, place
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_budgetdraw_within_budget';
    END IF;
    RETURN NULL;
"""


def draws_fit(*, operation: Operation, budget: str) -> pgtrigger.Trigger:
    """Of each stage, calls draw no more than the plan in force gives it; without a plan, together no
    more than the whole budget."""
    return pgtrigger.Trigger(
        name="draws_fit",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        declare=[
            ("in_force", "bigint"),
            ("place", "text"),
            ("drawn", "numeric"),
            ("most", "numeric"),
        ],
        func=DRAWS_FIT.format(budget=budget),
    )


class BudgetDrawQuerySet(models.QuerySet["BudgetDraw"]):
    def announced(self) -> Self:
        """Of calls that everybody may read."""
        return self.filter(call__in=Call.objects.published())

    def with_awards(self) -> Self:
        """With `awarded_won`: what results that are public at this moment, by the database's clock,
        awarded of it.

        Of a call for several zones these are the awards of the companies of the budget's zone.
        """
        elsewhere = CallZone.objects.filter(call=OuterRef("application__call"))
        elsewhere = elsewhere.exclude(zone=OuterRef(OuterRef("budget__zone")))
        awards = (
            Decision.objects.public()
            .filter(application__call=OuterRef("call"), outcome=Outcome.SELECTED)
            .filter(Q(application__company__zone=OuterRef("budget__zone")) | ~Exists(elsewhere))
            .order_by()
            .values("application__call")
        )
        return self.annotate(
            awarded_won=Subquery(
                awards.annotate(figure=Sum("awarded_won")).values("figure"),
                output_field=BigIntegerField(),
            )
        )


@kept_history("BudgetDrawHistory")
class BudgetDraw(models.Model):
    """What an approved call takes of a zone's budget for its stage, in won, until it is released."""

    call = models.ForeignKey(
        "programs.Call",
        on_delete=models.PROTECT,
        related_name="budget_draws",
        verbose_name=_("call"),
    )
    budget = models.ForeignKey(
        "zones.Budget", on_delete=models.PROTECT, related_name="draws", verbose_name=_("budget")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    amount_won = models.BigIntegerField(_("drawn (won)"))

    objects = BudgetDrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("draw on a budget")
        verbose_name_plural = _("draws on budgets")
        ordering = ["budget", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "budget"], name="programs_budgetdraw_once"),
            models.CheckConstraint(
                condition=Q(amount_won__gt=0), name="programs_budgetdraw_is_positive"
            ),
        ]
        triggers = [
            draws_fit(operation=pgtrigger.Insert | pgtrigger.Update, budget="NEW.budget_id")
        ]

    def __str__(self) -> str:
        return f"{self.call_id} · {self.budget_id} · {self.amount_won}"


class DrawnBudget(Budget):
    """A budget as calls see it: it is not lowered under what they have drawn."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [
            draws_fit(operation=pgtrigger.UpdateOf("national_won", "local_won"), budget="NEW.id")
        ]


class DrawnPlan(BudgetPlan):
    """A plan as calls see it: none comes into force that gives a stage less than they have drawn."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [draws_fit(operation=pgtrigger.UpdateOf("state"), budget="NEW.budget_id")]
