"""Refused to the budgets of zones, their plans, and the calls that draw on them."""

from collections.abc import Mapping, Sequence
from typing import Any

from programs.actions.errors.refused import Refused


class BudgetShort(Refused):
    """Less is left of a zone's budget than the call takes; `claims` says where and how much."""

    def __init__(self, claims: Sequence[Any]) -> None:
        super().__init__(", ".join(f"{one.budget}: {one.left_won} won" for one in claims))
        self.claims = list(claims)


class PlanAboveBudget(Refused):
    """The parts of a plan are more than the budget has, from the state or from the region."""


class PlanEmpty(Refused):
    """A plan gives no stage anything."""


class PlanUnchanged(Refused):
    """A version says what the version in force says."""


class PlanReasonMissing(Refused):
    """A change of a plan that is in force says why."""


class PlanBelowDraws(Refused):
    """Calls have drawn more of a stage than it would get; `drawn` says how much, by Stage."""

    def __init__(self, drawn: Mapping[str, int]) -> None:
        super().__init__(", ".join(f"{stage}: {won} won" for stage, won in drawn.items()))
        self.drawn = dict(drawn)


class OwnPlan(Refused):
    """Nobody approves a plan that they wrote or submitted, or one of their own zone."""
