"""A reason that says nothing is refused by the action, before it looks at anything else."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from programs.actions.assignment import release_assignment
from programs.actions.challenge import decide_challenge, file_challenge
from programs.actions.conflict import (
    ask_waiver,
    confirm_suspicion,
    declare_conflict,
    dismiss_suspicion,
    grant_waiver,
    record_conflict,
)
from programs.actions.membership import release_member
from programs.actions.objection import propose_answer, send_back_answer
from programs.actions.panel import remove_place, reopen_panel
from programs.actions.ranking import apply_adjustment, draw_tie, revoke_adjustment
from programs.actions.review import declare_own_conflict, recuse_reviewer
from programs.actions.reviewer import lift_sanction, read_reviewer_account, record_sanction
from programs.actions.screening import screen_anew
from programs.actions.selection import return_selection
from programs.actions.supplement import answer_supplement, ask_supplement

pytestmark = pytest.mark.django_db

NOTHING = SimpleNamespace()  # looked at, it would be missed
VERBS = [
    (release_assignment, "reason", {}),
    (file_challenge, "reason", {"person": "김평가", "organisation": ""}),
    (file_challenge, "person", {"reason": "경쟁사의 고문", "organisation": ""}),
    (decide_challenge, "answer", {"is_upheld": False, "reviewer": None}),
    (confirm_suspicion, "reason", {}),
    (dismiss_suspicion, "reason", {}),
    (ask_waiver, "reason", {}),
    (grant_waiver, "reason", {}),
    (declare_conflict, "fact", {}),
    (record_conflict, "fact", {"reviewer": NOTHING, "ground": "other"}),
    (propose_answer, "answer", {"outcome": "upheld"}),
    (send_back_answer, "reason", {}),
    (release_member, "reason", {}),
    (remove_place, "reason", {}),
    (reopen_panel, "reason", {}),
    (apply_adjustment, "evidence", {"adjustment": NOTHING}),
    (revoke_adjustment, "reason", {}),
    (draw_tie, "reason", {"place": 1}),
    (recuse_reviewer, "reason", {}),
    (declare_own_conflict, "fact", {"ground": "other"}),
    (lift_sanction, "reason", {}),
    (read_reviewer_account, "reason", {"address": None}),
    (record_sanction, "ground", {"starts_on": None, "ends_on": None}),
    (screen_anew, "reason", {}),
    (return_selection, "reason", {}),
    (answer_supplement, "answer", {}),
    (ask_supplement, "asks", {"due_on": None}),
]


@pytest.mark.parametrize(
    ("act", "name", "besides"), VERBS, ids=lambda one: getattr(one, "__name__", "")
)
def test_a_verb_that_needs_a_reason_refuses_one_that_says_nothing(act, name, besides):
    with pytest.raises(ValidationError) as refusal:
        act(NOTHING, by=NOTHING, **{name: " .\ufe0f"}, **besides)

    assert refusal.value.code == "words"
