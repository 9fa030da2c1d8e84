"""Every verb in every state, in Python and in the database."""

import itertools

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from programs import workflow
from programs.enums import (
    ApplicationState,
    AssignmentState,
    CallState,
    RegistrationState,
    StoryState,
)
from programs.models import Application, Assignment, Call, Registration, Story
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    CallFactory,
    RegistrationFactory,
)
from tests.factories.stories import StoryFactory

MATRIX = {
    "call": {
        "write": {"draft": "draft"},
        "amend": {"approved": "approved"},
        "submit": {"draft": "submitted"},
        "send_back": {"submitted": "draft"},
        "take_back": {"submitted": "draft"},
        "approve": {"submitted": "approved"},
        "cancel": {"approved": "cancelled"},
        "merge": {"submitted": "merged"},
        "discard": {"draft": "discarded"},
    },
    "application": {
        "submit": {
            "draft": "submitted",
            "submitted": "submitted",
            "withdrawn": "submitted",
        },
        "withdraw": {"submitted": "withdrawn"},
        "discard": {"draft": "discarded"},
        "begin_anew": {"discarded": "draft"},
        "pass_screening": {"submitted": "eligible"},
        "fail_screening": {"submitted": "ineligible"},
        "assign": {"eligible": "under_review", "under_review": "under_review"},
        "select": {"under_review": "selected"},
        "reserve": {"under_review": "reserve"},
        "reject": {"under_review": "rejected"},
    },
    "assignment": {
        "pledge": {"assigned": "pledged"},
        "finish": {"pledged": "finished"},
        "recuse": {"assigned": "recused", "pledged": "recused"},
    },
    "registration": {
        "promote": {"waiting": "seated"},
        "offer": {"waiting": "offered"},
        "accept": {"offered": "seated"},
        "lapse": {"offered": "lapsed"},
        "cancel": {"seated": "cancelled", "waiting": "cancelled", "offered": "cancelled"},
    },
    "story": {
        "publish": {"draft": "published", "withdrawn": "published"},
        "withdraw": {"published": "withdrawn"},
    },
}
STATES = {
    "call": CallState.values,
    "application": ApplicationState.values,
    "assignment": AssignmentState.values,
    "registration": RegistrationState.values,
    "story": StoryState.values,
}
TABLES = {
    "call": workflow.CALL,
    "application": workflow.APPLICATION,
    "assignment": workflow.ASSIGNMENT,
    "registration": workflow.REGISTRATION,
    "story": workflow.STORY,
}
ASSIGNMENT_STAMPS = {
    "assigned": [],
    "pledged": ["pledged_at"],
    "finished": ["pledged_at", "finished_at"],
    "recused": ["recused_at"],
}
WAY_TO = {
    "draft": [],
    "submitted": ["submitted"],
    "approved": ["submitted", "approved"],
    "cancelled": ["submitted", "approved", "cancelled"],
    "merged": ["submitted", "merged"],
    "discarded": ["discarded"],
}

EVERY_VERB_IN_EVERY_STATE = [
    (table, verb, state)
    for table, verbs in MATRIX.items()
    for verb, state in itertools.product(verbs, STATES[table])
]
LEGAL_MOVES = sorted(
    {
        (table, source, target)
        for table, verbs in MATRIX.items()
        for moves in verbs.values()
        for source, target in moves.items()
        if source != target
    }
)
ILLEGAL_MOVES = [
    (table, source, target)
    for table, states in STATES.items()
    for source, target in itertools.permutations(states, 2)
    if (table, source, target) not in LEGAL_MOVES
]


@pytest.mark.parametrize("table", MATRIX)
def test_tables_hold_exactly_these_verbs(table):
    assert set(TABLES[table]) == set(MATRIX[table])


@pytest.mark.parametrize(("table", "verb", "state"), EVERY_VERB_IN_EVERY_STATE)
def test_verb_in_state(table, verb, state):
    expected = MATRIX[table][verb].get(state)

    if expected is None:
        with pytest.raises(TransitionNotAllowed) as refusal:
            workflow.target_of(TABLES[table], verb, state)
        assert (refusal.value.verb, refusal.value.state) == (verb, state)
    else:
        assert workflow.target_of(TABLES[table], verb, state) == expected
    assert workflow.may(TABLES[table], verb, state) is (expected is not None)


def fields_for(table, state):
    """What the constraints want beside the state."""
    now = timezone.now()
    if table == "application":
        is_draft = state == "draft"
        return {"submitted_at": None if is_draft else now, "received_won": None if is_draft else 1}
    if table == "assignment":
        stamps = dict.fromkeys(["pledged_at", "finished_at", "recused_at"])
        stamps |= dict.fromkeys(ASSIGNMENT_STAMPS[state], now)
        return {**stamps, "recusal_reason": "이해충돌" if state == "recused" else ""}
    if table == "registration":
        return {"answer_by": now if state == "offered" else None}
    if table == "story":
        is_public, is_gone = state != "draft", state == "withdrawn"
        return {
            "published_at": now if is_public else None,
            "published_by": UserFactory() if is_public else None,
            "withdrawn_at": now if is_gone else None,
            "withdrawn_by": UserFactory() if is_gone else None,
        }
    if table == "call" and state not in ("draft", "discarded"):
        is_public = state in ("approved", "cancelled", "merged")
        return {
            "submitted_at": now,
            "submitted_by": UserFactory(),
            "approved_at": now if is_public else None,
            "approved_by": UserFactory() if is_public else None,
            "cancelled_at": now if state == "cancelled" else None,
            "cancelled_by": UserFactory() if state == "cancelled" else None,
            **(amending() if state == "merged" else NOT_AMENDING),
        }
    if table == "call":
        nothing = ["approved_at", "approved_by", "cancelled_at", "cancelled_by"]
        return dict.fromkeys(nothing) | NOT_AMENDING
    return {}


NOT_AMENDING = {"amends": None, "amendment_kind": "", "amendment_reason": ""}


def amending():
    return {"amends": CallFactory(), "amendment_kind": "correction", "amendment_reason": "정정"}


def row_in(table, state):
    if table == "call":
        call = CallFactory(parts=True)
        row = Call.objects.filter(pk=call.pk)
        for step in WAY_TO[state]:
            row.update(state=step, **fields_for("call", step))
        return row
    fields = fields_for(table, state)
    if table == "application":
        made = ApplicationFactory(call=CallFactory(), state=state, **fields)
        return Application.objects.filter(pk=made.pk)
    if table == "assignment":
        application = ApplicationFactory(call=CallFactory())
        made = AssignmentFactory(application=application, state=state, **fields)
        return Assignment.objects.filter(pk=made.pk)
    if table == "story":
        return Story.objects.filter(pk=StoryFactory(state=state, **fields).pk)
    return Registration.objects.filter(pk=RegistrationFactory(state=state, **fields).pk)


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "source", "target"), ILLEGAL_MOVES)
def test_database_refuses_an_illegal_move(table, source, target):
    row = row_in(table, source)

    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        row.update(state=target, **fields_for(table, target))

    assert row.get().state == source


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "source", "target"), LEGAL_MOVES)
def test_database_allows_a_legal_move(table, source, target):
    row = row_in(table, source)

    row.update(state=target, **fields_for(table, target))

    assert row.get().state == target


@pytest.mark.django_db
@pytest.mark.parametrize("table", MATRIX)
def test_database_allows_to_stay_in_a_state(table):
    state = STATES[table][0]
    row = row_in(table, state)

    row.update(state=state)

    assert row.get().state == state
