"""Which state may follow which: one table per entity.

The rules, the actions and the database triggers read the same tables, so that what is offered,
what is done and what is possible cannot disagree.
"""

from portal.common.moves import Table as Table
from portal.common.moves import move
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
    ScanState,
    SelectionState,
    StoryState,
    SummaryState,
    VoiceState,
)


class TransitionNotAllowed(Exception):
    """The verb does not fit the state that the thing is in."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__(f"cannot {verb} while {state}")
        self.verb = verb
        self.state = state


CALL: Table = {
    "write": move(CallState.DRAFT, to=CallState.DRAFT),
    "submit": move(CallState.DRAFT, to=CallState.SUBMITTED),
    "send_back": move(CallState.SUBMITTED, to=CallState.DRAFT),
    "take_back": move(CallState.SUBMITTED, to=CallState.DRAFT),
    "approve": move(CallState.SUBMITTED, to=CallState.APPROVED),
    "amend": move(CallState.APPROVED, to=CallState.APPROVED),
    "cancel": move(CallState.APPROVED, to=CallState.CANCELLED),
    # A draft that amends a published call ends in it; it is never published itself
    "merge": move(CallState.SUBMITTED, to=CallState.MERGED),
    "discard": move(CallState.DRAFT, to=CallState.DISCARDED),
}

APPLICATION: Table = {
    "submit": move(
        ApplicationState.DRAFT,
        ApplicationState.SUBMITTED,
        ApplicationState.WITHDRAWN,
        to=ApplicationState.SUBMITTED,
    ),
    "withdraw": move(ApplicationState.SUBMITTED, to=ApplicationState.WITHDRAWN),
    "discard": move(ApplicationState.DRAFT, to=ApplicationState.DISCARDED),
    "begin_anew": move(ApplicationState.DISCARDED, to=ApplicationState.DRAFT),
    "pass_screening": move(ApplicationState.SUBMITTED, to=ApplicationState.ELIGIBLE),
    "fail_screening": move(ApplicationState.SUBMITTED, to=ApplicationState.INELIGIBLE),
    # What an objection leads to
    "screen_anew": move(ApplicationState.INELIGIBLE, to=ApplicationState.ELIGIBLE),
    "assign": move(
        ApplicationState.ELIGIBLE, ApplicationState.UNDER_REVIEW, to=ApplicationState.UNDER_REVIEW
    ),
    # A later selection decides again: after an objection, or where one who was selected steps back
    "decide": move(
        ApplicationState.UNDER_REVIEW, ApplicationState.DECIDED, to=ApplicationState.DECIDED
    ),
}

NOT_RECEIVED = (ApplicationState.DRAFT, ApplicationState.DISCARDED, ApplicationState.WITHDRAWN)

ASSIGNMENT: Table = {
    "pledge": move(AssignmentState.ASSIGNED, to=AssignmentState.PLEDGED),
    "finish": move(AssignmentState.PLEDGED, to=AssignmentState.FINISHED),
    "recuse": move(AssignmentState.ASSIGNED, AssignmentState.PLEDGED, to=AssignmentState.RECUSED),
    # By the chair, with a reason; the sheet of then is kept
    "unlock": move(AssignmentState.FINISHED, to=AssignmentState.PLEDGED),
    # By the foundation: the member leaves the panel, or somebody else judges it
    "release": move(AssignmentState.ASSIGNED, AssignmentState.PLEDGED, to=AssignmentState.RELEASED),
}

PANEL: Table = {
    "open": move(PanelState.FORMING, to=PanelState.REVIEWING),
    "close": move(PanelState.REVIEWING, to=PanelState.CLOSED),
    "reopen": move(PanelState.CLOSED, to=PanelState.REVIEWING),
}

MEMBER: Table = {
    # Who declined or was released may be asked again
    "invite": move(MemberState.DECLINED, MemberState.RELEASED, to=MemberState.INVITED),
    "accept": move(MemberState.INVITED, to=MemberState.ACCEPTED),
    "pledge": move(MemberState.ACCEPTED, to=MemberState.PLEDGED),
    "decline": move(MemberState.INVITED, MemberState.ACCEPTED, to=MemberState.DECLINED),
    "release": move(
        MemberState.INVITED, MemberState.ACCEPTED, MemberState.PLEDGED, to=MemberState.RELEASED
    ),
}

REVIEWER: Table = {
    "pause": move(ReviewerState.ACTIVE, to=ReviewerState.PAUSED),
    "resume": move(ReviewerState.PAUSED, to=ReviewerState.ACTIVE),
    "leave": move(ReviewerState.ACTIVE, ReviewerState.PAUSED, to=ReviewerState.LEFT),
    # Invited again, with a consent of their own again
    "join": move(ReviewerState.LEFT, to=ReviewerState.ACTIVE),
}

CONFLICT: Table = {
    # What was settled is judged anew when another fact is found
    "find": move(
        ConflictState.SUSPECTED,
        ConflictState.DISMISSED,
        ConflictState.WAIVED,
        ConflictState.OVER,
        to=ConflictState.STANDING,
    ),
    "suspect": move(
        ConflictState.STANDING,
        ConflictState.DISMISSED,
        ConflictState.WAIVED,
        ConflictState.OVER,
        to=ConflictState.SUSPECTED,
    ),
    "confirm": move(ConflictState.SUSPECTED, to=ConflictState.STANDING),
    "dismiss": move(ConflictState.SUSPECTED, to=ConflictState.DISMISSED),
    "waive": move(ConflictState.SUSPECTED, ConflictState.STANDING, to=ConflictState.WAIVED),
    "end": move(
        ConflictState.SUSPECTED,
        ConflictState.STANDING,
        ConflictState.DISMISSED,
        ConflictState.WAIVED,
        to=ConflictState.OVER,
    ),
}

OBJECTION: Table = {
    "take": move(ObjectionState.FILED, ObjectionState.HANDLED, to=ObjectionState.HANDLED),
    "propose": move(ObjectionState.HANDLED, to=ObjectionState.PROPOSED),
    "send_back": move(ObjectionState.PROPOSED, to=ObjectionState.HANDLED),
    "decide": move(ObjectionState.PROPOSED, to=ObjectionState.DECIDED),
    "withdraw": move(
        ObjectionState.FILED,
        ObjectionState.HANDLED,
        ObjectionState.PROPOSED,
        to=ObjectionState.WITHDRAWN,
    ),
}

SELECTION: Table = {
    "confirm": move(SelectionState.PROPOSED, to=SelectionState.CONFIRMED),
    "return": move(SelectionState.PROPOSED, to=SelectionState.RETURNED),
}

REGISTRATION: Table = {
    "promote": move(RegistrationState.WAITING, to=RegistrationState.SEATED),
    "offer": move(RegistrationState.WAITING, to=RegistrationState.OFFERED),
    "accept": move(RegistrationState.OFFERED, to=RegistrationState.SEATED),
    "lapse": move(RegistrationState.OFFERED, to=RegistrationState.LAPSED),
    "cancel": move(
        RegistrationState.SEATED,
        RegistrationState.WAITING,
        RegistrationState.OFFERED,
        to=RegistrationState.CANCELLED,
    ),
}

VOICE: Table = {
    "assign": move(VoiceState.RECEIVED, VoiceState.ASSIGNED, to=VoiceState.ASSIGNED),
    "answer": move(VoiceState.ASSIGNED, VoiceState.ANSWERED, to=VoiceState.ANSWERED),
    "ask_again": move(VoiceState.ANSWERED, to=VoiceState.ASSIGNED),
    "withdraw": move(VoiceState.RECEIVED, VoiceState.ASSIGNED, to=VoiceState.WITHDRAWN),
    # What was done is part of it
    "summarize": move(VoiceState.ANSWERED, to=VoiceState.ANSWERED),
}

SUMMARY: Table = {
    # Another text is another question to the company
    "propose": move(
        SummaryState.PROPOSED,
        SummaryState.AGREED,
        SummaryState.DECLINED,
        SummaryState.PUBLISHED,
        to=SummaryState.PROPOSED,
    ),
    "agree": move(SummaryState.PROPOSED, to=SummaryState.AGREED),
    "decline": move(
        SummaryState.PROPOSED,
        SummaryState.AGREED,
        SummaryState.PUBLISHED,
        to=SummaryState.DECLINED,
    ),
    "publish": move(SummaryState.AGREED, to=SummaryState.PUBLISHED),
    "unpublish": move(SummaryState.PUBLISHED, to=SummaryState.AGREED),
}

SCAN: Table = {
    "pass": move(ScanState.WAITING, ScanState.UNSCANNED, to=ScanState.CLEAN),
    "withhold": move(ScanState.WAITING, ScanState.UNSCANNED, to=ScanState.INFECTED),
    "release": move(ScanState.INFECTED, to=ScanState.CLEARED),
}

STORY: Table = {
    "publish": move(StoryState.DRAFT, StoryState.WITHDRAWN, to=StoryState.PUBLISHED),
    "withdraw": move(StoryState.PUBLISHED, to=StoryState.WITHDRAWN),
}


def may(table: Table, verb: str, state: str) -> bool:
    return state in table[verb].sources


def target_of(table: Table, verb: str, state: str) -> str:
    """The state that follows. Raises TransitionNotAllowed."""
    if not may(table, verb, state):
        raise TransitionNotAllowed(verb, state)
    return table[verb].target
