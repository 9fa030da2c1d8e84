"""Selections and decisions that contradict themselves."""

from typing import Any

from django.utils import timezone

from programs.models import Selection
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    DecisionFactory,
    PanelFactory,
    SelectionFactory,
    confirmed,
)


def _changed(selection: Selection, **fields: Any) -> None:
    """As a bulk update writes it."""
    Selection.objects.filter(pk=selection.pk).update(**fields)


def _confirmed_by_its_proposer() -> None:
    selection, now = SelectionFactory(), timezone.now()
    _changed(
        selection,
        state="confirmed",
        confirmed_at=now,
        confirmed_by=selection.proposed_by,
        publishes_at=now,
    )


def _twice(**words: Any) -> None:
    decision = DecisionFactory(**words)
    DecisionFactory(selection=decision.selection, application=decision.application)


def _reserved(*places: int) -> None:
    panel = PanelFactory()
    selection = SelectionFactory(panel=panel)
    for place in places:
        DecisionFactory(selection=selection, outcome="reserve", reserve_place=place)


SELECTION_VIOLATIONS = [
    ("programs_decision_has_reason", lambda: DecisionFactory(reason="")),
    (
        "programs_decision_only_selected_have_money",
        lambda: DecisionFactory(outcome="rejected", awarded_won=1),
    ),
    (
        "programs_decision_only_selected_have_money",
        lambda: DecisionFactory(outcome="selected", awarded_won=None),
    ),
    (
        "programs_decision_only_selected_have_money",
        lambda: DecisionFactory(outcome="selected", awarded_won=0),
    ),
    ("programs_decision_once_a_selection", _twice),
    ("programs_decision_reserve_in_order", lambda: _reserved(1, 1)),
    ("programs_decision_only_reserve_has_place", lambda: DecisionFactory(reserve_place=1)),
    ("programs_decision_only_reserve_has_place", lambda: _reserved(0)),
    (
        "programs_selection_one_per_number",
        lambda: SelectionFactory(panel=confirmed(SelectionFactory()).panel, number=1),
    ),
    (
        "programs_selection_one_proposal",
        lambda: SelectionFactory(panel=SelectionFactory().panel),
    ),
    (
        "programs_selection_confirmed_pair",
        lambda: SelectionFactory(confirmed_by=FoundationUserFactory()),
    ),
    (
        "programs_selection_returned_pair",
        lambda: SelectionFactory(returned_by=FoundationUserFactory()),
    ),
    ("programs_selection_confirmed_has_instant", lambda: SelectionFactory(state="confirmed")),
    (
        "programs_selection_confirmed_has_instant",
        lambda: SelectionFactory(publishes_at=timezone.now()),
    ),
    (
        "programs_selection_confirmed_has_instant",
        lambda: SelectionFactory(state="confirmed", publishes_at=timezone.now()),
    ),
    ("programs_selection_by_two_people", _confirmed_by_its_proposer),
    (
        "programs_selection_return_has_reason",
        lambda: SelectionFactory(
            state="returned",
            returned_at=timezone.now(),
            returned_by=FoundationUserFactory(),
        ),
    ),
]
