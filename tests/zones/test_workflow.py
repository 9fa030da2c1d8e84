"""Offers and checks move as their tables say, whoever writes."""

import itertools

import pgtrigger
import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.figures import FigureFactory
from tests.factories.zones import BudgetPlanFactory, BusinessCheckFactory, OwnershipOfferFactory
from zones.enums import BusinessState, FigureState, OfferState, PlanState
from zones.models import BudgetPlan, Figure
from zones.workflow import BUDGET_PLAN, BUSINESS_CHECK, FIGURE, OFFER

pytestmark = pytest.mark.django_db
ENTITIES = {
    "offer": (OFFER, OfferState, OwnershipOfferFactory, "ended_at"),
    "check": (BUSINESS_CHECK, BusinessState, BusinessCheckFactory, "checked_at"),
}
PLAN_MOVES = list(itertools.product(PlanState, repeat=2))
MOVES = [
    (name, source, target)
    for name, (_table, states, _factory, _stamp) in ENTITIES.items()
    for source, target in itertools.product(states, repeat=2)
]


@pytest.mark.parametrize(("name", "source", "target"), MOVES)
def test_database_makes_the_moves_of_the_table_and_no_other(name, source, target):
    table, _states, factory, stamp = ENTITIES[name]
    now = timezone.now()
    row = factory(state=source, **{stamp: None if source == "waiting" else now})
    rows = type(row).objects.filter(pk=row.pk)
    fields = {"state": target, stamp: None if target == "waiting" else now}

    if source == target or any(
        source in move.sources and target == move.target for move in table.values()
    ):
        assert rows.update(**fields) == 1
    else:
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            rows.update(**fields)


def stamps_of(state: str) -> dict:
    """What a figure has in a state, taken from one that is in it."""
    traits = {"draft": {}, "returned": {}}.get(state, {state: True})
    made = FigureFactory(**traits)
    names = ["published_on", *(f"{verb}_{end}" for verb in ("submitted", "approved", "published")
                               for end in ("at", "by_id"))]  # fmt: skip
    return {name: getattr(made, name) for name in names} | {"state": state}


@pytest.mark.parametrize(
    ("source", "target"), list(itertools.product(FigureState.values, repeat=2))
)
def test_database_moves_figures_as_the_table_says(source, target):
    figure = FigureFactory(**({} if source in ("draft", "returned") else {source: True}))
    if source == "returned":
        Figure.objects.filter(pk=figure.pk).update(**stamps_of("submitted"))
        Figure.objects.filter(pk=figure.pk).update(**stamps_of("returned"))
    rows, fields = Figure.objects.filter(pk=figure.pk), stamps_of(target)

    may = any(source in move.sources and target == move.target for move in FIGURE.values())
    if (source == target and source != "published") or may:
        assert rows.update(**fields) == 1
    else:
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            rows.update(**fields)


@pytest.mark.parametrize(("source", "target"), PLAN_MOVES)
def test_plans_move_as_their_table_says(source, target):
    plan, now = BudgetPlanFactory(reason="조정"), timezone.now()
    stamps = {
        "submitted_at": now,
        "submitted_by": plan.created_by,
        "returned_at": now,
        "returned_by": UserFactory(),
        "return_reason": "보완",
    }
    approved = {"approved_at": now, "approved_by": UserFactory()}
    never = {"approved_at": None, "approved_by": None}
    decided = (PlanState.APPROVED, PlanState.SUPERSEDED)
    rows = BudgetPlan.objects.filter(pk=plan.pk)
    with pgtrigger.ignore("zones.BudgetPlan:state_moves"):
        rows.update(state=source, **stamps, **(approved if source in decided else never))
    fields = {} if source in decided else (approved if target in decided else never)

    if source == target or any(
        source in move.sources and target == move.target for move in BUDGET_PLAN.values()
    ):
        assert rows.update(state=target, **fields) == 1
    else:
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            rows.update(state=target, **fields)
