"""How a zone's money is split: what the database takes of plans and their parts."""

from contextlib import nullcontext

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.commits import check_as_at_commit, one_commit
from tests.factories.zones import (
    BudgetFactory,
    BudgetPlanFactory,
    plan_in_force,
    submitted_plan,
)
from zones.enums import PlanState, Stage
from zones.models import Budget, BudgetPart, BudgetPlan

WITHIN = "zones_budget_parts_within_it"


def rule_of(refusal):
    return refusal.value.__cause__.diag.constraint_name


def budget_of(national=100, local=20):
    return BudgetFactory(national_won=national, local_won=local)


@pytest.mark.django_db
def test_budget_without_a_plan_is_taken():
    budget = BudgetFactory(national_won=6_000_000_000, local_won=1_200_000_000)

    check_as_at_commit()

    budget.refresh_from_db()
    assert budget.total_won == 7_200_000_000


TAKEN = {
    "all of it": {"discovery": (60, 20), "growth": (40, 0)},
    "less, the rest is left open": {"discovery": (60, 0)},
}


@pytest.mark.django_db
@pytest.mark.parametrize("parts", TAKEN.values(), ids=TAKEN)
def test_plan_within_the_budget_is_in_force(parts):
    with one_commit():
        plan = plan_in_force(budget_of(), **parts)

    assert BudgetPlan.objects.in_force().get() == plan


TOO_MUCH = {
    "too much": {"discovery": (60, 20), "growth": (41, 0)},
    "national and local swapped": {"discovery": (20, 100)},
}


@pytest.mark.django_db
@pytest.mark.parametrize("parts", TOO_MUCH.values(), ids=TOO_MUCH)
def test_plan_above_the_budget_comes_not_into_force(parts):
    budget = budget_of()

    with pytest.raises(IntegrityError) as refusal, one_commit():
        plan_in_force(budget, **parts)

    assert rule_of(refusal) == WITHIN
    assert not BudgetPlan.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("lower", [{"national_won": 99}, {"local_won": 19}])
def test_budget_is_not_lowered_under_its_plan(lower):
    budget = budget_of()
    plan_in_force(budget, discovery=(60, 20), growth=(40, 0))

    with pytest.raises(IntegrityError) as refusal, one_commit():
        Budget.objects.filter(pk=budget.pk).update(**lower)

    assert rule_of(refusal) == WITHIN


@pytest.mark.django_db
def test_budget_and_its_plan_may_be_changed_one_after_the_other():
    budget = budget_of()
    plan_in_force(budget, discovery=(100, 20))
    later = submitted_plan(budget, discovery=(80, 20))

    with one_commit():
        Budget.objects.update(national_won=80)
        budget.plans.in_force().update(state=PlanState.SUPERSEDED)
        later.state = PlanState.APPROVED
        later.approved_at, later.approved_by = later.submitted_at, plan_in_force().approved_by
        later.save()

    assert budget.plans.in_force().get() == later


@pytest.mark.django_db
@pytest.mark.parametrize("make", [submitted_plan, plan_in_force])
@pytest.mark.parametrize(
    "change",
    [
        lambda plan: plan.parts.update(national_won=1),
        lambda plan: plan.parts.all().delete(),
        lambda plan: BudgetPart.objects.create(plan=plan, stage="growth", national_won=1),
        lambda plan: plan.parts.update(plan=BudgetPlanFactory()),
    ],
    ids=["changed", "deleted", "added", "moved away"],
)
def test_amounts_of_a_plan_stay_once_it_was_submitted(make, change):
    plan = make(discovery=(60, 20))

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change(plan)

    assert rule_of(refusal) == "zones_budgetpart_stays"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"reason": "다른 사유"}, {"number": 9}, {"approved_at": None, "approved_by": None}]
)
def test_plan_that_is_in_force_stays_as_it_is(change):
    plan = plan_in_force(discovery=(60, 20))

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BudgetPlan.objects.filter(pk=plan.pk).update(**change)

    assert rule_of(refusal) == "zones_budgetplan_stays"


@pytest.mark.django_db
def test_draft_is_written_until_it_is_submitted():
    plan = BudgetPlanFactory(parts={"discovery": (60, 20)})

    assert plan.parts.update(national_won=1) == 1
    assert BudgetPlan.objects.filter(pk=plan.pk).update(reason="조정") == 1


@pytest.mark.django_db
def test_no_plan_is_deleted():
    plan = BudgetPlanFactory()

    with pytest.raises(ProgrammingError), transaction.atomic():
        plan.delete()


class Sums(TestCase):
    """For any amounts: a plan is in force if and only if each source has as much as it splits."""

    @settings(max_examples=25, deadline=None)
    @given(
        money=st.tuples(*[st.integers(0, 10**15)] * 2),
        parts=st.lists(st.tuples(*[st.integers(0, 4 * 10**14)] * 2), min_size=3, max_size=3),
    )
    def test_what_is_split_is_there(self, money, parts):
        budget = budget_of(*money)
        sums = [sum(column) for column in zip(*parts, strict=True)]
        fits = all(won <= most for won, most in zip(sums, money, strict=True))
        in_time = nullcontext() if fits else pytest.raises(IntegrityError, match="is above it")

        with in_time, one_commit():
            plan_in_force(budget, **dict(zip(Stage.values, parts, strict=True)))

        assert budget.plans.in_force().exists() is fits
