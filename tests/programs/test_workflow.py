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
    ConflictState,
    MemberState,
    ObjectionState,
    PanelState,
    RegistrationState,
    ReviewerState,
    SelectionState,
    StoryState,
    SummaryState,
    VoiceState,
)
from programs.models import Application, Assignment, Call
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    CallFactory,
    ObjectionFactory,
    PanelFactory,
    PanelMemberFactory,
    RegistrationFactory,
    ReviewerFactory,
    SelectionFactory,
    UnlockFactory,
)
from tests.factories.reviewers import ConflictFactory
from tests.factories.stories import StoryFactory
from tests.factories.voices import DUE, VoiceFactory, VoiceSummaryFactory

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
        "screen_anew": {"ineligible": "eligible"},
        "assign": {"eligible": "under_review", "under_review": "under_review"},
        "decide": {"under_review": "decided", "decided": "decided"},
    },
    "assignment": {
        "pledge": {"assigned": "pledged"},
        "finish": {"pledged": "finished"},
        "recuse": {"assigned": "recused", "pledged": "recused"},
        "unlock": {"finished": "pledged"},
        "release": {"assigned": "released", "pledged": "released"},
    },
    "objection": {
        "take": {"filed": "handled", "handled": "handled"},
        "propose": {"handled": "proposed"},
        "send_back": {"proposed": "handled"},
        "decide": {"proposed": "decided"},
        "withdraw": {"filed": "withdrawn", "handled": "withdrawn", "proposed": "withdrawn"},
    },
    "selection": {
        "confirm": {"proposed": "confirmed"},
        "return": {"proposed": "returned"},
    },
    "registration": {
        "promote": {"waiting": "seated"},
        "offer": {"waiting": "offered"},
        "accept": {"offered": "seated"},
        "lapse": {"offered": "lapsed"},
        "cancel": {"seated": "cancelled", "waiting": "cancelled", "offered": "cancelled"},
    },
    "voice": {
        "assign": {"received": "assigned", "assigned": "assigned"},
        "answer": {"assigned": "answered", "answered": "answered"},
        "ask_again": {"answered": "assigned"},
        "withdraw": {"received": "withdrawn", "assigned": "withdrawn"},
        "summarize": {"answered": "answered"},
    },
    "summary": {
        "propose": dict.fromkeys(SummaryState.values, "proposed"),
        "agree": {"proposed": "agreed"},
        "decline": dict.fromkeys(["proposed", "agreed", "published"], "declined"),
        "publish": {"agreed": "published"},
        "unpublish": {"published": "agreed"},
    },
    "story": {
        "publish": {"draft": "published", "withdrawn": "published"},
        "withdraw": {"published": "withdrawn"},
    },
    "panel": {
        "open": {"forming": "reviewing"},
        "close": {"reviewing": "closed"},
        "reopen": {"closed": "reviewing"},
    },
    "member": {
        "invite": {"declined": "invited", "released": "invited"},
        "accept": {"invited": "accepted"},
        "pledge": {"accepted": "pledged"},
        "decline": {"invited": "declined", "accepted": "declined"},
        "release": dict.fromkeys(["invited", "accepted", "pledged"], "released"),
    },
    "reviewer": {
        "pause": {"active": "paused"},
        "resume": {"paused": "active"},
        "leave": {"active": "left", "paused": "left"},
        "join": {"left": "active"},
    },
    "conflict": {
        "find": dict.fromkeys(["suspected", "dismissed", "waived", "over"], "standing"),
        "suspect": dict.fromkeys(["standing", "dismissed", "waived", "over"], "suspected"),
        "confirm": {"suspected": "standing"},
        "dismiss": {"suspected": "dismissed"},
        "waive": {"suspected": "waived", "standing": "waived"},
        "end": dict.fromkeys(["suspected", "standing", "dismissed", "waived"], "over"),
    },
}
STATES = {
    "call": CallState.values,
    "application": ApplicationState.values,
    "assignment": AssignmentState.values,
    "objection": ObjectionState.values,
    "selection": SelectionState.values,
    "registration": RegistrationState.values,
    "voice": VoiceState.values,
    "summary": SummaryState.values,
    "story": StoryState.values,
    "panel": PanelState.values,
    "member": MemberState.values,
    "reviewer": ReviewerState.values,
    "conflict": ConflictState.values,
}
TABLES = {
    "call": workflow.CALL,
    "application": workflow.APPLICATION,
    "assignment": workflow.ASSIGNMENT,
    "objection": workflow.OBJECTION,
    "selection": workflow.SELECTION,
    "registration": workflow.REGISTRATION,
    "voice": workflow.VOICE,
    "summary": workflow.SUMMARY,
    "story": workflow.STORY,
    "panel": workflow.PANEL,
    "member": workflow.MEMBER,
    "reviewer": workflow.REVIEWER,
    "conflict": workflow.CONFLICT,
}
ASSIGNMENT_STAMPS = {
    "assigned": [],
    "pledged": ["pledged_at"],
    "finished": ["pledged_at", "finished_at"],
    "recused": ["recused_at"],
    "released": [],
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
    return FIELDS_FOR[table](state)


def _of_application(state):
    is_draft = state == "draft"
    return {
        "submitted_at": None if is_draft else timezone.now(),
        "received_won": None if is_draft else 1,
    }


def _of_assignment(state):
    stamps = dict.fromkeys(["pledged_at", "finished_at", "recused_at"])
    stamps |= dict.fromkeys(ASSIGNMENT_STAMPS[state], timezone.now())
    return {
        **stamps,
        **_released(state),
        "recusal_reason": "이해충돌" if state == "recused" else "",
    }


def _released(state):
    is_released = state == "released"
    return stamped(released=is_released) | {"release_reason": "교체" if is_released else ""}


def _of_member(state):
    return {
        **_released(state),
        "pledged_at": timezone.now() if state == "pledged" else None,
        "pledge_version": "1" if state == "pledged" else "",
        "declined_at": timezone.now() if state == "declined" else None,
    }


def _of_objection(state):
    is_proposed = state in ("proposed", "decided")
    is_taken = is_proposed or state == "handled"
    return {
        **stamped(proposed=is_proposed, decided=state == "decided"),
        **stamped(withdrawn=state == "withdrawn"),
        "taken_at": timezone.now() if is_taken else None,
        "handler": UserFactory() if is_taken else None,
        "outcome": "upheld" if is_proposed else "",
        "answer": "가점을 다시 봅니다." if is_proposed else "",
    }


def _of_selection(state):
    is_confirmed = state == "confirmed"
    return {
        **stamped(confirmed=is_confirmed, returned=state == "returned"),
        "publishes_at": timezone.now() if is_confirmed else None,
        "return_reason": "다시" if state == "returned" else "",
    }


def _of_registration(state):
    return {"answer_by": timezone.now() if state == "offered" else None}


def _of_voice(state):
    is_given = state in ("assigned", "answered")
    return {
        "owner": UserFactory() if is_given else None,
        "due_on": DUE if is_given else None,
        "answered_on": DUE if state == "answered" else None,
    }


def _of_summary(state):
    return stamped(agreed=state in ("agreed", "published"), published=state == "published")


def _of_story(state):
    return stamped(published=state != "draft", withdrawn=state == "withdrawn")


def _of_conflict(state):
    is_settled = state in ("dismissed", "waived")
    return {
        **stamped(settled=is_settled, waiver_asked=state == "waived"),
        "settling_reason": "동명이인" if is_settled else "",
        "waiver_reason": "유일한 전문가" if state == "waived" else "",
    }


def _of_call(state):
    if state in ("draft", "discarded"):
        return stamped(approved=False, cancelled=False) | NOT_AMENDING
    is_public = state in ("approved", "cancelled", "merged")
    return {
        **stamped(submitted=True, approved=is_public, cancelled=state == "cancelled"),
        **(amending() if state == "merged" else NOT_AMENDING),
    }


def stamped(**steps):
    """When each step was taken and by whom, both empty where it was not."""
    stamps = {}
    for step, is_taken in steps.items():
        stamps[f"{step}_at"] = timezone.now() if is_taken else None
        stamps[f"{step}_by"] = UserFactory() if is_taken else None
    return stamps


FIELDS_FOR = {
    "call": _of_call,
    "application": _of_application,
    "assignment": _of_assignment,
    "objection": _of_objection,
    "selection": _of_selection,
    "registration": _of_registration,
    "voice": _of_voice,
    "summary": _of_summary,
    "story": _of_story,
    "panel": lambda state: {},
    "member": _of_member,
    "reviewer": lambda state: {},
    "conflict": _of_conflict,
}
NOT_AMENDING = {"amends": None, "amendment_kind": "", "amendment_reason": ""}


def amending():
    return {"amends": CallFactory(), "amendment_kind": "correction", "amendment_reason": "정정"}


def assignment_in(state, fields):
    application = ApplicationFactory(call=CallFactory())
    made = AssignmentFactory(application=application, state=state, **fields)
    if state == "finished":  # it is opened again only where its sheet was unlocked
        UnlockFactory(sheet__assignment=made)
    return Assignment.objects.filter(pk=made.pk)


def call_in(state):
    row = Call.objects.filter(pk=CallFactory(parts=True).pk)
    for step in WAY_TO[state]:
        row.update(state=step, **fields_for("call", step))
    return row


def application_in(state, fields):
    made = ApplicationFactory(call=CallFactory(), state=state, **fields)
    return Application.objects.filter(pk=made.pk)


ROWS = {
    "application": application_in,
    "assignment": assignment_in,
}
MADE_BY = {
    "objection": ObjectionFactory,
    "panel": PanelFactory,
    "member": PanelMemberFactory,
    "reviewer": ReviewerFactory,
    "conflict": ConflictFactory,
    "voice": VoiceFactory,
    "summary": VoiceSummaryFactory,
    "story": StoryFactory,
    "registration": RegistrationFactory,
    "selection": SelectionFactory,
}


def row_in(table, state):
    if table == "call":
        return call_in(state)
    fields = fields_for(table, state)
    if table in ROWS:
        return ROWS[table](state, fields)
    made = MADE_BY[table](state=state, **fields)
    return type(made).objects.filter(pk=made.pk)


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
