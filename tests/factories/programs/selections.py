"""Selections and their decisions."""

from datetime import timedelta

import factory
from django.db import connection, transaction
from django.utils import timezone

from programs.enums import ApplicationState, Outcome, SelectionState
from programs.models import Application, Decision, Panel, Selection
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs.applications import received_application
from tests.factories.programs.reviews import PanelFactory


class SelectionFactory(factory.django.DjangoModelFactory):
    """Proposed by somebody of the foundation."""

    class Meta:
        model = Selection

    panel = factory.SubFactory(PanelFactory)
    number = factory.LazyAttribute(lambda s: s.panel.selections.count() + 1)
    proposed_by = factory.SubFactory(FoundationUserFactory)


def _proposal_of(panel: Panel) -> Selection:
    proposal = panel.selections.filter(state=SelectionState.PROPOSED).first()
    return proposal or SelectionFactory(panel=panel)


class DecisionFactory(factory.django.DjangoModelFactory):
    """Of the selection that is proposed in the first panel of the call."""

    class Meta:
        model = Decision

    application = factory.LazyFunction(received_application)
    selection = factory.LazyAttribute(
        lambda d: _proposal_of(
            d.application.call.panels.first() or PanelFactory(call=d.application.call)
        )
    )
    outcome = Outcome.REJECTED
    score = "55.50"
    reason = "사업화 계획이 부족함"


def confirmed(selection: Selection, *, publishes_in: timedelta = timedelta(0)) -> Selection:
    """Confirmed by another, with its applications decided; public from now, or from then on."""
    now = timezone.now()
    Selection.objects.filter(pk=selection.pk).update(
        state=SelectionState.CONFIRMED,
        confirmed_at=now,
        confirmed_by=FoundationUserFactory(),
        publishes_at=now + publishes_in,
    )
    decided = Application.objects.filter(decisions__selection=selection)
    decided.filter(state=ApplicationState.UNDER_REVIEW).update(state=ApplicationState.DECIDED)
    selection.refresh_from_db()
    return selection


def at_its_instant(selection: Selection, *, ahead: timedelta = timedelta(0)) -> Selection:
    """Its instant has come, or is as near as that: the row is moved there, as no clock of a
    database can be."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE programs_selection SET publishes_at = clock_timestamp() + %s WHERE id = %s",
            [ahead, selection.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return Selection.objects.get(pk=selection.pk)


def public_decision(application: Application, **words) -> Decision:
    """What became of an application, for everybody to know."""
    decision = DecisionFactory(application=application, **words)
    confirmed(decision.selection)
    application.refresh_from_db()
    return decision
