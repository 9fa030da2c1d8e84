"""Rounds that are over: a call with its applications and what became of them."""

from datetime import timedelta

from programs.enums import Outcome
from programs.models import Call
from tests.factories.programs.applications import received_application
from tests.factories.programs.calls import close, open_call
from tests.factories.programs.selections import DecisionFactory, confirmed


def finished_round(
    *awarded_won: int, rejected: int = 0, publishes_in: timedelta = timedelta(0), **call
) -> Call:
    """A closed call: one selected for each amount, and so many rejected; public from now on, or
    from then."""
    made = open_call(**call)
    applications = [received_application(call=made) for _one in range(len(awarded_won) + rejected)]
    close(made)
    amounts = [*awarded_won, *[None] * rejected]
    decisions = [
        DecisionFactory(
            application=application,
            outcome=Outcome.SELECTED if won else Outcome.REJECTED,
            awarded_won=won,
        )
        for application, won in zip(applications, amounts, strict=True)
    ]
    confirmed(decisions[0].selection, publishes_in=publishes_in)
    return made
