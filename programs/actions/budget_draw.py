"""What approved calls take of the budgets of their zones, written as they are approved and changed.

Who writes draws holds the zones after the call and the budgets after the zones, each by their keys:
so a budget that is recorded while a call is approved finds the call, or the call finds it.
"""

from collections.abc import Iterable

from django.db import transaction

from portal.accounts.models import User
from programs.actions.errors import BudgetShort
from programs.enums import CallState
from programs.models import BudgetDraw, Call
from programs.queries.budget_draw import Claim, claims_of
from zones.models import Budget, Zone


def draw_on_budgets(call: Call) -> list[Claim]:
    """Write what an approved call takes of each budget that its zones have, in place of what it took.

    Needs a transaction that holds the call or its zone. Raises BudgetShort where more is taken than is left;
    what it took before may stay, though the budget is short by now.
    """
    _hold_zones(call.call_zones.values_list("zone", flat=True))
    former = {draw.budget_id: draw for draw in call.budget_draws.all()}
    pks = [claim.budget.pk for claim in claims_of(call)]
    _hold_budgets(pks)
    claims = claims_of(call) if pks else []  # as they stand now that nobody else draws
    if short := [one for one in claims if one.is_too_much and _is_more(one, former)]:
        raise BudgetShort(short)
    call.budget_draws.exclude(budget__in=pks).delete()
    for claim in claims:
        _write(call, claim, former.get(claim.budget.pk))
    return claims


def _is_more(claim: Claim, former: dict[int, BudgetDraw]) -> bool:
    draw = former.get(claim.budget.pk)
    return draw is None or draw.stage != claim.stage or draw.amount_won < claim.amount_won


def _write(call: Call, claim: Claim, draw: BudgetDraw | None) -> None:
    if draw is None:
        BudgetDraw.objects.create(
            call=call, budget=claim.budget, stage=claim.stage, amount_won=claim.amount_won
        )
    elif (draw.stage, draw.amount_won) != (claim.stage, claim.amount_won):
        draw.stage, draw.amount_won = claim.stage, claim.amount_won
        draw.save(update_fields=["stage", "amount_won"])


def release_draws(call: Call) -> None:
    """Give back what a call has drawn, as when it is cancelled. Needs a transaction that holds it."""
    _hold_zones(call.call_zones.values_list("zone", flat=True))
    call.budget_draws.all().delete()


@transaction.atomic
def record_budget(budget: Budget, *, by: User) -> Budget:
    """Save a zone's money of a year; calls that were approved before draw on a new one at once.

    `by` is kept by the admin's log. The database refuses at commit a budget that would have less
    than its plan in force splits, or than calls draw of it (IntegrityError, by the name of its rule).
    """
    _hold_zones([budget.zone_id])
    is_new = budget.pk is None
    budget.save()
    if is_new:
        approved = Call.objects.filter(state=CallState.APPROVED, program__year=budget.year)
        for call in approved.filter(zones=budget.zone_id).order_by("pk"):
            for claim in claims_of(call):
                if claim.budget == budget:
                    _write(call, claim, None)
    return budget


def _hold_zones(pks: Iterable[int]) -> None:
    held = Zone.objects.select_for_update(no_key=True).filter(pk__in=list(pks)).order_by("pk")
    list(held.values_list("pk", flat=True))


def _hold_budgets(pks: Iterable[int]) -> None:
    held = Budget.objects.select_for_update(no_key=True).filter(pk__in=list(pks)).order_by("pk")
    list(held.values_list("pk", flat=True))
