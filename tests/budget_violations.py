"""Rows that break the constraints of zones' budgets, of their plans and of what calls draw."""

from django.utils import timezone

from programs.models import BudgetDraw
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory
from tests.factories.zones import (
    BudgetFactory,
    BudgetPlanFactory,
    plan_in_force,
    submitted_plan,
)
from zones.models import BudgetPart, BudgetPlan


def changed(plan, **fields):
    """As a bulk update writes it: no form, no save(), no validation."""
    BudgetPlan.objects.filter(pk=plan.pk).update(**fields)


def second_plan(make, **fields):
    plan = make(growth=(1, 0)) if make is not BudgetPlanFactory else make()
    BudgetPlanFactory(budget=plan.budget, **fields)


def second_in_force():
    plan = plan_in_force(growth=(1, 0))
    changed(
        submitted_plan(plan.budget, growth=(2, 0)),
        state="approved",
        approved_at=timezone.now(),
        approved_by=UserFactory(),
    )


def approved_by_its_writer():
    plan = submitted_plan(growth=(1, 0))
    changed(plan, state="approved", approved_at=timezone.now(), approved_by=plan.created_by)


def change_without_reason():
    budget = plan_in_force(growth=(1, 0)).budget
    plan = BudgetPlanFactory(budget=budget)
    changed(plan, state="submitted", submitted_at=timezone.now(), submitted_by=plan.created_by)


def part(**fields):
    given = {"plan": BudgetPlanFactory(), "stage": "growth"}
    return BudgetPart.objects.create(**(given | fields))


def draw(**fields):
    given = {"call": CallFactory(), "budget": BudgetFactory(), "stage": "growth", "amount_won": 1}
    return BudgetDraw.objects.create(**(given | fields))


def draw_twice():
    first = draw()
    draw(call=first.call, budget=first.budget)


BUDGET_VIOLATIONS = [
    ("zones_budgetplan_one_per_number", lambda: second_plan(plan_in_force, number=1)),
    ("zones_budgetplan_one_in_force", second_in_force),
    ("zones_budgetplan_one_at_a_time", lambda: second_plan(BudgetPlanFactory, number=2)),
    (
        "zones_budgetplan_submitted_pair",
        lambda: changed(BudgetPlanFactory(), submitted_at=timezone.now()),
    ),
    (
        "zones_budgetplan_returned_pair",
        lambda: changed(BudgetPlanFactory(), returned_at=timezone.now()),
    ),
    (
        "zones_budgetplan_approved_pair",
        lambda: changed(
            submitted_plan(growth=(1, 0)), state="approved", approved_at=timezone.now()
        ),
    ),
    ("zones_budgetplan_has_writer", lambda: BudgetPlanFactory(created_by=None)),
    (
        "zones_budgetplan_submitted_has_stamp",
        lambda: changed(BudgetPlanFactory(), state="submitted"),
    ),
    (
        "zones_budgetplan_approved_has_stamp",
        lambda: changed(submitted_plan(growth=(1, 0)), state="approved"),
    ),
    ("zones_budgetplan_approved_by_a_second_person", approved_by_its_writer),
    (
        "zones_budgetplan_return_has_reason",
        lambda: changed(submitted_plan(growth=(1, 0)), state="returned"),
    ),
    ("zones_budgetplan_change_has_reason", change_without_reason),
    ("zones_budgetpart_one_per_stage", lambda: part(plan=part().plan)),
    ("zones_budgetpart_not_negative", lambda: part(local_won=-1)),
    ("programs_budgetdraw_once", draw_twice),
    ("programs_budgetdraw_is_positive", lambda: draw(amount_won=0)),
]
