"""How a zone's money goes over the stages: its agency writes, the foundation approves.

Every verb holds the budget, and then the version: two at once find each other.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.accounts.models import User
from programs import rules, workflow
from programs.actions.errors import (
    ChangedSinceSeen,
    OwnPlan,
    PlanAboveBudget,
    PlanBelowDraws,
    PlanEmpty,
    PlanReasonMissing,
    PlanUnchanged,
)
from programs.actions.notifications import foundation, notify
from programs.queries.budget_plan import (
    PlanReading,
    parts_of_plan,
    plan_in_force,
    reading_of_plan,
)
from programs.validators import validate_words
from zones.enums import PlanVerb, Stage
from zones.models import AgencyMember, Budget, BudgetPart, BudgetPlan, BudgetPlanEvent
from zones.workflow import BUDGET_PLAN


@transaction.atomic
def save_plan(
    budget: Budget, *, parts: Mapping[str, tuple[int, int]], reason: str, by: User
) -> BudgetPlan:
    """Write the version that is being written, or begin the next one; (national, local) of each
    stage, in won.

    What it adds up to is judged when it is submitted. What was returned is a draft again. Raises
    TransitionNotAllowed while a version waits for the foundation.
    """
    held = _budget_held(budget)
    plan = held.plans.unfinished().first()
    if plan is None:
        last = held.plans.aggregate(last=Max("number"))["last"] or 0
        plan = BudgetPlan.objects.create(budget=held, number=last + 1, reason=reason, created_by=by)
        _record(plan, PlanVerb.BEGIN, by=by, before="")
    else:
        before = plan.state
        plan.state = workflow.target_of(BUDGET_PLAN, "write", before)
        plan.reason = reason
        plan.save(update_fields=["state", "reason"])
        _record(plan, PlanVerb.WRITE, by=by, before=before)
    for stage in Stage:
        national, local = parts.get(stage, (0, 0))
        BudgetPart.objects.update_or_create(
            plan=plan, stage=stage, defaults={"national_won": national, "local_won": local}
        )
    return plan


@transaction.atomic
def submit_plan(plan: BudgetPlan, *, by: User) -> BudgetPlan:
    """Hand a version to the foundation; its amounts stay from here on. The foundation is told.

    Raises PlanAboveBudget, PlanBelowDraws, PlanEmpty, PlanUnchanged, PlanReasonMissing of a change
    without a reason, ValidationError of one that says nothing, TransitionNotAllowed.
    """
    budget, held = _plan_held(plan)
    before = held.state
    held.state = workflow.target_of(BUDGET_PLAN, "submit", before)
    in_force = plan_in_force(budget)
    reading = reading_of_plan(budget, parts_of_plan(held), in_force=in_force)
    _check(reading)
    if reading.is_unchanged:
        raise PlanUnchanged
    if in_force and not held.reason.strip():
        raise PlanReasonMissing
    if held.reason:
        validate_words(held.reason)
    held.submitted_at, held.submitted_by = timezone.now(), by
    held.save(update_fields=["state", "submitted_at", "submitted_by"])
    _record(held, PlanVerb.SUBMIT, by=by, before=before, reason=held.reason)
    readers = [reader for reader in foundation() if not rules.is_own_plan(reader, held)]
    notify(readers, "budget_plan_submitted", path=_page(held), plan=held)
    return held


@transaction.atomic
def take_back_plan(plan: BudgetPlan, *, by: User) -> BudgetPlan:
    """Make a version that waits for the foundation a draft again. Raises TransitionNotAllowed."""
    _budget, held = _plan_held(plan)
    before = held.state
    held.state = workflow.target_of(BUDGET_PLAN, "take_back", before)
    held.save(update_fields=["state"])
    _record(held, PlanVerb.TAKE_BACK, by=by, before=before)
    return held


@transaction.atomic
def return_plan(plan: BudgetPlan, *, by: User, reason: str) -> BudgetPlan:
    """Send a version back to its zone with what should change. The zone's agencies are told.

    Raises TransitionNotAllowed, ValidationError where the reason says nothing.
    """
    validate_words(reason)
    budget, held = _plan_held(plan)
    before = held.state
    held.state = workflow.target_of(BUDGET_PLAN, "return", before)
    held.returned_at, held.returned_by, held.return_reason = timezone.now(), by, reason
    held.save(update_fields=["state", "returned_at", "returned_by", "return_reason"])
    _record(held, PlanVerb.RETURN, by=by, before=before, reason=reason)
    _tell_zone(held, "budget_plan_returned", reason=reason)
    return held


@transaction.atomic
def approve_plan(
    plan: BudgetPlan, *, by: User, comment: str = "", seen_at: datetime | None = None
) -> BudgetPlan:
    """Put a version into force; the one before it is kept as it was. The zone's agencies are told.

    `seen_at` is when the version that was read had been submitted. Raises OwnPlan,
    ChangedSinceSeen, PlanAboveBudget and PlanBelowDraws where budget or calls have changed since,
    TransitionNotAllowed.
    """
    budget, held = _plan_held(plan)
    before = held.state
    target = workflow.target_of(BUDGET_PLAN, "approve", before)
    if rules.is_own_plan(by, held):
        raise OwnPlan
    if seen_at and seen_at != held.submitted_at:
        raise ChangedSinceSeen
    former = plan_in_force(budget)
    _check(reading_of_plan(budget, parts_of_plan(held), in_force=former))
    if former:
        state = former.state
        former.state = workflow.target_of(BUDGET_PLAN, "supersede", state)
        former.save(update_fields=["state"])
        _record(former, PlanVerb.SUPERSEDE, by=by, before=state)
    held.state, held.approved_at, held.approved_by = target, timezone.now(), by
    held.save(update_fields=["state", "approved_at", "approved_by"])
    _record(held, PlanVerb.APPROVE, by=by, before=before, reason=comment)
    _tell_zone(held, "budget_plan_approved", reason=comment)
    return held


def _check(reading: PlanReading) -> None:
    if reading.is_above_budget:
        raise PlanAboveBudget
    if reading.is_empty:
        raise PlanEmpty
    if below := reading.below_draws:
        raise PlanBelowDraws(below)


def _budget_held(budget: Budget) -> Budget:
    return (
        Budget.objects.select_for_update(of=("self",), no_key=True)
        .select_related("zone")
        .get(pk=budget.pk)
    )


def _plan_held(plan: BudgetPlan) -> tuple[Budget, BudgetPlan]:
    budget = _budget_held(plan.budget)
    held = BudgetPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    held.budget = budget
    return budget, held


def _record(plan: BudgetPlan, verb: PlanVerb, *, by: User, before: str, reason: str = "") -> None:
    BudgetPlanEvent.objects.create(
        plan=plan, actor=by, verb=verb, from_state=before, to_state=plan.state, reason=reason
    )


def _tell_zone(plan: BudgetPlan, template: str, *, reason: str) -> None:
    members = AgencyMember.objects.filter(agency__zone=plan.budget.zone_id)
    readers = User.objects.filter(pk__in=members.values("user")).order_by("pk")
    path = f"/desk/agency/budgets/{plan.budget_id}/"
    notify(readers, template, path=path, plan=plan, reason=reason)


def _page(plan: BudgetPlan) -> str:
    return f"/admin/zones/budgetplan/{plan.pk}/change/"
