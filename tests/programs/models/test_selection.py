"""What was confirmed is final, and public no sooner than the database's clock says."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from programs.models import Application, Decision, Selection
from tests.factories.programs import (
    DecisionFactory,
    SelectionFactory,
    complete_application,
    confirmed,
    in_state,
    public_decision,
)

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def changed(selection: Selection, **fields) -> None:
    """As a bulk update writes it."""
    with transaction.atomic():
        Selection.objects.filter(pk=selection.pk).update(**fields)


def decision_of_another(selection: Selection) -> None:
    Decision.objects.create(
        selection=selection,
        application=DecisionFactory().application,
        outcome="rejected",
        score=1,
        reason="나중에",
    )


@pytest.mark.parametrize(
    ("publishes_in", "fields"),
    [
        (-MINUTE, {"publishes_at": timezone.now() + DAY}),
        (DAY, {"publishes_at": timezone.now() - MINUTE}),
        (DAY, {"reason": "다른 까닭"}),
        (DAY, {"number": 7}),
    ],
    ids=["public by now", "into the past", "another reason", "another number"],
)
def test_what_was_confirmed_is_final(publishes_in, fields):
    selection = confirmed(SelectionFactory(), publishes_in=publishes_in)

    with pytest.raises(IntegrityError, match="is final"):
        changed(selection, **fields)


def test_the_instant_moves_while_it_lies_ahead():
    selection = confirmed(SelectionFactory(), publishes_in=DAY)

    changed(selection, publishes_at=selection.publishes_at + DAY)

    assert Selection.objects.get().publishes_at == selection.publishes_at + DAY


def test_who_was_told_stays_told():
    selection = confirmed(SelectionFactory())
    changed(selection, told_at=timezone.now())

    with pytest.raises(IntegrityError, match="is final"):
        changed(selection, told_at=None)


def test_selections_are_not_deleted():
    selection = SelectionFactory()

    with pytest.raises(ProgrammingError, match="Cannot delete"):
        selection.delete()


def test_decisions_come_with_their_proposal():
    selection = confirmed(DecisionFactory().selection)

    with pytest.raises(IntegrityError, match="takes no more decisions"):
        decision_of_another(selection)


def test_public_is_what_the_clock_of_the_database_says():
    decision = DecisionFactory()
    found = Decision.objects.public()
    assert list(found) == []

    confirmed(decision.selection, publishes_in=DAY)
    assert list(found.all()) == []
    assert list(Decision.objects.standing()) == [decision]

    other = DecisionFactory()
    confirmed(other.selection)
    assert list(found.all()) == [other]


def test_a_later_selection_takes_the_place_of_the_former_at_its_own_instant():
    application = complete_application(**in_state("under_review"))
    former = public_decision(application)
    later = DecisionFactory(application=application, outcome="selected", awarded_won=1)
    confirmed(later.selection, publishes_in=DAY)

    assert (list(Decision.objects.public()), list(Decision.objects.standing())) == (
        [former],
        [later],
    )
    third = DecisionFactory(application=application)
    confirmed(third.selection)
    assert list(Decision.objects.public()) == [third]


@pytest.mark.parametrize("is_annotated", [True, False])
def test_shown_state_is_under_review_until_the_outcome_is_public(is_annotated):
    def shown():
        rows = Application.objects.all()
        return (rows.with_public_outcome() if is_annotated else rows).get(pk=application.pk)

    application = complete_application(**in_state("under_review"))
    decision = DecisionFactory(application=application, outcome="reserve", reserve_place=1)
    confirmed(decision.selection, publishes_in=DAY)
    assert (shown().state, shown().shown_state) == ("decided", "under_review")

    public_decision(application, outcome="selected", awarded_won=1)

    assert shown().shown_state == "selected"
