"""What calls take of the budgets of their zones, and what is left of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from portal.common.money import apportioned
from programs.models import BudgetDraw, Call, CallZone
from zones.enums import PlanState, Stage
from zones.models import Budget, BudgetPart, BudgetPlan


@dataclass(frozen=True)
class Claim:
    """What a call takes of one budget, in won, beside what other calls have drawn of it.

    `most_won` is the part of its stage by the plan in force; without a plan the whole budget, of
    which all calls of all stages have drawn `drawn_won`.
    """

    budget: Budget
    stage: Stage
    amount_won: int
    most_won: int
    drawn_won: int
    is_planned: bool

    @property
    def left_won(self) -> int:
        return max(0, self.most_won - self.drawn_won)

    @property
    def is_too_much(self) -> bool:
        return self.amount_won > self.left_won


def shares_of_zones(won: int, zones: Iterable[CallZone]) -> dict[int, int]:
    """How a call's money goes over its zones (by key), in whole won that add up to it.

    By their numbers of awards where each zone has one, else in equal parts.
    """
    rows = sorted(zones, key=lambda row: row.zone_id)
    quotas = [row.quota or 0 for row in rows]
    weights = quotas if all(quotas) else [1] * len(rows)
    return dict(zip((row.zone_id for row in rows), apportioned(won, weights), strict=True))


def claims_of(call: Call, zones: Iterable[CallZone] | None = None) -> list[Claim]:
    """What a call takes of each budget that its zones have in the year of its programme.

    Without what it, or the call that it amends, has drawn already. Zones without a budget in that
    year are not among them: of them nothing is known. Empty for a call that names no sum.
    """
    if not call.budget_won:
        return []
    rows = call.call_zones.all() if zones is None else zones
    shares = shares_of_zones(call.budget_won, rows)
    stage = Stage(call.stage)
    budgets = Budget.objects.filter(zone__in=shares, year=call.program.year)
    used = with_use(budgets, stage=stage, without=[call.pk, call.amends_id])
    return [
        Claim(
            budget=budget,
            stage=stage,
            amount_won=shares[budget.zone_id],
            most_won=budget.part_won if budget.is_planned else budget.total_won,
            drawn_won=budget.drawn_won,
            is_planned=budget.is_planned,
        )
        for budget in used.select_related("zone").order_by("pk")
        if shares[budget.zone_id]
    ]


def with_use(
    budgets: QuerySet[Budget], *, stage: Stage, without: Iterable[int | None] = ()
) -> QuerySet[Budget]:
    """With `is_planned`, `part_won` of the stage by the plan in force, and `drawn_won` of the stage,
    or of all stages where there is no plan, without the draws of some calls."""
    here = OuterRef("pk")
    in_force = BudgetPlan.objects.in_force().filter(budget=here)
    part = BudgetPart.objects.filter(plan__budget=here, plan__state=PlanState.APPROVED, stage=stage)
    part = part.values(won=F("national_won") + F("local_won"))
    draws = BudgetDraw.objects.filter(budget=here)
    draws = draws.exclude(call__in=[pk for pk in without if pk]).order_by()
    counted = draws.filter(Q(stage=stage) | Q(budget__in=_unplanned()))
    drawn = counted.values("budget").annotate(won=Sum("amount_won")).values("won")
    return budgets.annotate(
        is_planned=Exists(in_force),
        part_won=_won(part),
        drawn_won=_won(drawn),
    )


def _unplanned() -> QuerySet[Budget]:
    planned = BudgetPlan.objects.in_force().values("budget")
    return Budget.objects.exclude(pk__in=planned).values("pk")


def _won(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows[:1]), Value(0), output_field=BigIntegerField())


def drawn_by_stage(budget: Budget) -> dict[str, int]:
    """What calls have drawn of each stage, in won; stages of which nothing is drawn are not in it."""
    rows = budget.draws.order_by().values("stage").annotate(won=Sum("amount_won"))
    return {row["stage"]: row["won"] for row in rows}
