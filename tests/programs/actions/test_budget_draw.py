"""Calls draw on the money of their zones, and never on more than there is."""

import threading
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection

from programs.actions import budget_draw
from programs.actions.amendment import cancel_call, publish_amendment
from programs.actions.budget_draw import record_budget
from programs.actions.call import approve_call, submit_call
from programs.actions.errors import Incomplete
from programs.models import BudgetDraw, Call
from programs.queries.budget_draw import claims_of
from tests.amending import amended, begun, submitted
from tests.commits import check_as_at_commit, one_commit
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import CallFactory, reasons_given
from tests.factories.zones import BudgetFactory, ZoneFactory, plan_in_force
from tests.races import PATIENCE, at_once
from zones.models import Budget

pytestmark = pytest.mark.django_db
WITHIN = "programs_budgetdraw_within_budget"


def draft_of(*zones, won=100, **fields) -> Call:
    call = CallFactory(parts=True, zones=list(zones), budget_won=won, **fields)
    reasons_given(call)
    return call


def waiting_call(*zones, won=100, **fields) -> Call:
    """It waits for approval, submitted while there was enough."""
    draft = draft_of(*zones, won=won, **fields)
    return submit_call(draft, by=draft.created_by)


def approved(call):
    return approve_call(call, by=FoundationUserFactory())


def budget_of(won, **fields):
    return BudgetFactory(national_won=won, local_won=0, **fields)


def planned(growth, **fields):
    budget = budget_of(10**6, **fields)
    plan_in_force(budget, growth=(growth, 0), transfer=(10**5, 0))
    return budget


def drawn(budget):
    return dict(budget.draws.values_list("stage", "amount_won"))


def test_approved_call_draws_on_the_plan_of_its_zone_year_and_stage():
    budget = planned(growth=100)
    other_year = BudgetFactory(zone=budget.zone, year=2021)

    approved(waiting_call(budget.zone, won=100))

    check_as_at_commit()
    assert drawn(budget) == {"growth": 100}
    assert not other_year.draws.exists()


def test_call_waiting_for_approval_draws_nothing():
    budget = planned(growth=100)

    waiting_call(budget.zone)

    assert not BudgetDraw.objects.exists()


def test_call_that_takes_more_than_is_left_is_not_submitted():
    budget = planned(growth=150)
    approved(waiting_call(budget.zone, won=100))
    draft = draft_of(budget.zone, won=51)

    with pytest.raises(Incomplete) as refusal:
        submit_call(draft, by=draft.created_by)

    assert [fault.rule for fault in refusal.value.faults] == ["budget_short"]


def test_call_of_a_zone_without_a_budget_draws_nothing():
    call = approved(waiting_call(ZoneFactory()))

    assert not call.budget_draws.exists()


def test_budget_without_a_plan_bounds_all_stages_together():
    budget = budget_of(150)
    approved(waiting_call(budget.zone, won=100, stage="growth"))
    approved(waiting_call(budget.zone, won=50, stage="transfer"))
    draft = draft_of(budget.zone, won=1, stage="discovery")

    assert [claim.left_won for claim in claims_of(draft)] == [0]
    assert drawn(budget) == {"growth": 100, "transfer": 50}


def test_joint_call_draws_on_each_zone_by_its_number_of_awards():
    first, second = planned(growth=100), planned(growth=100)
    call = draft_of(first.zone, second.zone, ZoneFactory(), won=100)
    for row, quota in zip(call.call_zones.order_by("zone"), (3, 1, 6), strict=True):
        call.call_zones.filter(pk=row.pk).update(quota=quota)
    call.award_count = 10
    call.save()

    approved(submit_call(call, by=call.created_by))

    assert (drawn(first), drawn(second)) == ({"growth": 30}, {"growth": 10})


def test_joint_call_without_numbers_of_awards_draws_in_equal_parts():
    budgets = [planned(growth=100) for _number in range(3)]

    approved(waiting_call(*[budget.zone for budget in budgets], won=100))

    assert [drawn(budget)["growth"] for budget in budgets] == [34, 33, 33]


def test_plan_that_changed_after_submitting_refuses_the_approval():
    budget = planned(growth=100)
    call = waiting_call(budget.zone, won=100)
    plan_in_force(budget, growth=(99, 0))

    with pytest.raises(Incomplete):
        approved(call)

    assert not BudgetDraw.objects.exists()


def test_amendment_draws_more_and_less(open_call_of):
    budget = planned(growth=150)
    call = open_call_of(budget.zone, won=100)

    amended(call, budget_won=150)
    check_as_at_commit()
    assert drawn(budget) == {"growth": 150}

    amended(Call.objects.get(pk=call.pk), budget_won=60)
    assert drawn(budget) == {"growth": 60}


@pytest.fixture
def open_call_of():
    return lambda *zones, **fields: approved(waiting_call(*zones, **fields))


def test_amendment_that_takes_more_than_is_left_is_refused(open_call_of):
    budget = planned(growth=150)
    call = open_call_of(budget.zone, won=100)
    draft = submitted(begun(call, budget_won=150))
    open_call_of(budget.zone, won=50)

    with pytest.raises(Incomplete):
        publish_amendment(draft, by=FoundationUserFactory())

    assert Call.objects.get(pk=call.pk).budget_won == 100


def test_amendment_to_another_stage_moves_the_draw(open_call_of):
    budget = planned(growth=100)
    call = open_call_of(budget.zone, won=100)

    amended(call, stage="transfer")

    check_as_at_commit()
    assert drawn(budget) == {"transfer": 100}


def test_cancelled_call_gives_back_what_it_drew(open_call_of):
    budget = planned(growth=100)
    call = open_call_of(budget.zone, won=100)

    cancel_call(call, by=FoundationUserFactory(), reason="예산 변경")

    assert not budget.draws.exists()
    history = BudgetDraw.objects.model.pgh_event_model.objects.order_by("pgh_id")
    assert list(history.values_list("pgh_label", flat=True)) == ["insert", "delete"]


def test_new_budget_is_drawn_on_by_calls_that_were_approved_before(open_call_of):
    zone = ZoneFactory()
    open_call_of(zone, won=100)
    cancel_call(open_call_of(zone, won=7), by=FoundationUserFactory(), reason="취소")
    budget = BudgetFactory.build(zone=zone, national_won=100, local_won=0)

    record_budget(budget, by=FoundationUserFactory())

    check_as_at_commit()
    assert drawn(budget) == {"growth": 100}


def test_new_budget_that_its_calls_exceed_is_refused_by_the_database(open_call_of):
    zone = ZoneFactory()
    open_call_of(zone, won=100)

    budget = BudgetFactory.build(zone=zone, national_won=99, local_won=0)

    with pytest.raises(IntegrityError) as refusal, one_commit():
        record_budget(budget, by=FoundationUserFactory())

    assert refusal.value.__cause__.diag.constraint_name == WITHIN


# Whoever writes: the database


DIRECTLY = {
    "more is drawn": lambda budget: budget.draws.update(amount_won=101),
    "another stage is drawn on": lambda budget: budget.draws.update(stage="discovery"),
    "a later plan gives less": lambda budget: plan_in_force(budget, growth=(99, 0)),
    "another call draws": lambda budget: BudgetDraw.objects.create(
        call=CallFactory(), budget=budget, stage="growth", amount_won=1
    ),
}


@pytest.mark.parametrize("change", DIRECTLY.values(), ids=DIRECTLY)
def test_database_refuses_draws_above_the_plan(open_call_of, change):
    budget = planned(growth=100)
    open_call_of(budget.zone, won=100)

    with pytest.raises(IntegrityError) as refusal, one_commit():
        change(budget)

    assert refusal.value.__cause__.diag.constraint_name == WITHIN


def test_database_refuses_a_budget_below_what_is_drawn(open_call_of):
    budget = budget_of(100)
    open_call_of(budget.zone, won=100)

    with pytest.raises(IntegrityError) as refusal, one_commit():
        Budget.objects.update(national_won=99)

    assert refusal.value.__cause__.diag.constraint_name == WITHIN


def test_database_takes_a_plan_that_leaves_what_is_drawn(open_call_of):
    budget = planned(growth=100)
    open_call_of(budget.zone, won=60)

    with one_commit():
        later = plan_in_force(budget, growth=(60, 0))

    assert budget.plans.in_force().get() == later


# Two at once


def approve_at_once(monkeypatch, *calls):
    """Each has read what is left before the other one writes."""
    both_have_read = threading.Barrier(len(calls))
    write = budget_draw._write

    def written_late(call, claim, draw):
        if not held:
            both_have_read.wait(PATIENCE)
        write(call, claim, draw)

    held = budget_draw._hold_zones is not unheld
    monkeypatch.setattr(budget_draw, "_write", written_late)
    approvers = [FoundationUserFactory() for _call in calls]
    return at_once(
        lambda number: approve_call(calls[number], by=approvers[number]), count=len(calls)
    )


def unheld(_pks):
    """The control: nobody waits for the zone, or for the budget."""


@contextmanager
def trigger_without_lock():
    """The database looks without holding the budget, and takes its time to commit."""
    name = BudgetDraw._meta.triggers[0].get_pgid(BudgetDraw)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [name])
        (source,) = cursor.fetchone()
        lock = next(line for line in source.splitlines() if "FOR NO KEY UPDATE" in line)
        slow = source.replace(lock, "").replace("RETURN NULL;", "PERFORM pg_sleep(1); RETURN NULL;")
        cursor.execute(slow)
        try:
            yield
        finally:
            cursor.execute(source)


@pytest.mark.usefixtures("committed")
def test_two_calls_approved_at_once_draw_no_more_than_there_is(monkeypatch):
    budget = planned(growth=100)
    calls = [waiting_call(budget.zone, won=60) for _number in range(2)]

    outcomes = approve_at_once(monkeypatch, *calls)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["BudgetShort", "Call"]
    assert drawn(budget) == {"growth": 60}


@pytest.mark.usefixtures("committed")
def test_what_nobody_held_is_still_refused_by_the_database(monkeypatch):
    budget = planned(growth=100)
    calls = [waiting_call(budget.zone, won=60) for _number in range(2)]
    monkeypatch.setattr(budget_draw, "_hold_zones", unheld)
    monkeypatch.setattr(budget_draw, "_hold_budgets", unheld)

    outcomes = approve_at_once(monkeypatch, *calls)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Call", "IntegrityError"]
    assert drawn(budget) == {"growth": 60}


@pytest.mark.usefixtures("committed")
def test_without_any_lock_both_would_draw(monkeypatch):
    """The control of both: with the trigger's lock taken out, the money is spent twice."""
    budget = planned(growth=100)
    calls = [waiting_call(budget.zone, won=60) for _number in range(2)]
    monkeypatch.setattr(budget_draw, "_hold_zones", unheld)
    monkeypatch.setattr(budget_draw, "_hold_budgets", unheld)

    with trigger_without_lock():
        outcomes = approve_at_once(monkeypatch, *calls)

    assert [type(outcome).__name__ for outcome in outcomes] == ["Call", "Call"]
    assert sum(budget.draws.values_list("amount_won", flat=True)) == 120
