"""Every permission × every role × every state."""

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from rules.permissions import permissions

from programs.actions.call import record_call_event, record_writing
from programs.enums import (
    ApplicationState,
    AssignmentState,
    CallState,
    ConflictState,
    MemberState,
    RegistrationState,
    SelectionState,
    StoryState,
    SummaryState,
    VoiceState,
)
from programs.models import (
    Application,
    Assignment,
    Call,
    PanelMember,
    Registration,
    Selection,
    Voice,
)
from programs.rules import is_own_call
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    BriefingFactory,
    CallFactory,
    PanelFactory,
    PanelMemberFactory,
    ReviewerFactory,
    close,
    days,
    open_call,
    received_application,
)
from tests.factories.reviewers import ChallengeFactory, ConflictFactory, parties_to
from tests.factories.stories import StoryFactory
from tests.factories.voices import VoiceFactory, VoiceSummaryFactory
from tests.factories.zones import (
    AgencyFactory,
    AgencyMemberFactory,
    CompanyFactory,
    CompanyMemberFactory,
)

pytestmark = pytest.mark.django_db

# permission: (who, in which states)
ON_CALLS = {
    "edit_call": ({"agency"}, {"draft"}),
    "submit_call": ({"agency"}, {"draft"}),
    "take_back_call": ({"agency"}, {"submitted"}),
    "approve_call": ({"foundation"}, {"submitted"}),
    "send_back_call": ({"foundation", "foundation, who submitted it"}, {"submitted"}),
    "close_call": ({"foundation", "foundation, who submitted it"}, {"approved"}),
    "cancel_call": ({"foundation", "foundation, who submitted it"}, {"approved"}),
    "amend_call": ({"agency"}, {"approved"}),
    "discard_call": ({"agency"}, {"draft"}),
    "publish_amendment": ({"foundation"}, {"submitted"}),
}
ON_APPLICATIONS_WHILE_OPEN = {
    "edit_application": ({"applicant", "consultant"}, {"draft", "submitted", "withdrawn"}),
    "submit_application": ({"applicant"}, {"draft", "submitted", "withdrawn"}),
    "withdraw_application": ({"applicant"}, {"submitted"}),
    "discard_application": ({"applicant"}, {"draft"}),
    "screen_application": (set(), set()),
    "ask_supplement": (set(), set()),
    "answer_supplement": ({"applicant"}, set(ApplicationState.values)),
    "handle_application": (set(), set()),
    "record_conflict": (set(), set()),
    "assign_application": (set(), set()),
}
ON_APPLICATIONS_AFTER_CLOSING = {
    "edit_application": (set(), set()),
    "submit_application": (set(), set()),
    "withdraw_application": (set(), set()),
    "discard_application": (set(), set()),
    "screen_application": ({"foundation"}, {"submitted"}),
    "ask_supplement": ({"foundation"}, {"submitted"}),
    "answer_supplement": ({"applicant"}, set(ApplicationState.values)),
    "handle_application": ({"foundation"}, set(ApplicationState.values)),
    "record_conflict": ({"foundation"}, set(ApplicationState.values)),
    "assign_application": ({"foundation"}, {"eligible", "under_review"}),
}
ON_ASSIGNMENTS = {
    "pledge_assignment": ({"reviewer"}, {"assigned"}),
    "score_assignment": ({"reviewer"}, {"pledged"}),
    "recuse_assignment": ({"reviewer"}, {"assigned", "pledged"}),
    "unlock_assignment": ({"chair"}, {"finished"}),
}
ON_MEMBERSHIPS = {
    "accept_membership": ({"reviewer"}, {"invited"}),
    "decline_membership": ({"reviewer"}, {"invited", "accepted"}),
    "pledge_membership": ({"reviewer"}, {"accepted"}),
}
ON_SELECTIONS = {
    "confirm_selection": ({"foundation"}, {"proposed"}),
    "return_selection": ({"foundation", "proposer"}, {"proposed"}),
    "move_publication": ({"foundation"}, {"confirmed"}),
}
# Of a ground that can be waived; "asker" has asked for the waiver
ON_CONFLICTS = {
    "settle_conflict": ({"foundation", "foundation, who asked"}, {"suspected"}),
    "ask_waiver": (set(), set()),
    "grant_waiver": ({"foundation"}, {"suspected", "standing"}),
}
ON_REGISTRATIONS = {
    "cancel_registration": ({"guest"}, {"seated", "waiting", "offered"}),
    "accept_offer": ({"guest"}, {"offered"}),
}
ON_VOICES = {
    "assign_voice": ({"foundation"}, {"received", "assigned"}),
    "answer_voice": ({"foundation", "its agency"}, {"assigned", "answered"}),
    "withdraw_voice": ({"representative", "staff of the company"}, {"received", "assigned"}),
    "ask_again_voice": ({"representative", "staff of the company"}, {"answered"}),
    "propose_summary": ({"foundation"}, {"answered"}),
}
ON_SUMMARIES = {
    "agree_to_summary": ({"representative", "staff of the company"}, {"proposed"}),
    "decline_summary": (
        {"representative", "staff of the company"},
        {"proposed", "agreed", "published"},
    ),
    "publish_summary": ({"foundation"}, {"agreed"}),
    "unpublish_summary": ({"foundation"}, {"published"}),
}
ON_STORIES = {
    "edit_story": ({"agency"}, set(StoryState.values)),
    "publish_story": ({"agency"}, {"draft", "withdrawn"}),
    "withdraw_story": ({"agency", "foundation"}, {"published"}),
}


def strangers():
    return {
        "another applicant": CompanyMemberFactory().user,
        "another agency": AgencyMemberFactory().user,
        "another reviewer": ReviewerFactory().user,
        "staff without a group": UserFactory(is_staff=True),
        "foundation": FoundationUserFactory(),
        "anonymous": AnonymousUser(),
    }


def allowed(permission, people, thing):
    """Names of those who may."""
    return {name for name, user in people.items() if user.has_perm(f"programs.{permission}", thing)}


def expected(table, permission, state):
    who, states = table[permission]
    return who if state in states else set()


@pytest.mark.parametrize("state", CallState.values)
def test_permissions_on_calls(state):
    submitter = FoundationUserFactory()
    call = CallFactory()
    people = strangers() | {
        "agency": AgencyMemberFactory(agency=call.agency).user,
        "foundation, who submitted it": submitter,
    }
    call.state, call.submitted_by = state, submitter

    for permission in ON_CALLS:
        assert allowed(permission, people, call) == expected(ON_CALLS, permission, state)


@pytest.mark.parametrize("is_amending", [False, True], ids=["call", "working copy"])
def test_calls_that_one_may_approve_are_those_that_are_not_ones_own(is_amending):
    author, submitter = FoundationUserFactory(), FoundationUserFactory()
    call = CallFactory(parts=True, created_by=author)
    colleague = FoundationUserFactory()
    AgencyMemberFactory(agency=call.agency, user=colleague)
    AgencyMemberFactory(user=FoundationUserFactory())
    if is_amending:
        call.amends, call.amendment_kind, call.amendment_reason = open_call(), "correction", "정정"
    call.state, call.submitted_at, call.submitted_by = "submitted", days(0), submitter
    call.save()
    former = FoundationUserFactory()  # wrote in it, and left the agency since
    record_writing(call, section="purpose", by=former)
    record_call_event(call, "send_back", by=FoundationUserFactory(), from_state="submitted")

    own = {
        "author": author,
        "submitter": submitter,
        "member of the agency": colleague,
        "former member": former,
    }
    people = strangers() | own
    del people["anonymous"]
    waiting = {name for name, user in people.items() if call in Call.objects.approvable_by(user)}

    assert {name for name, user in people.items() if is_own_call(user, call)} == set(own)
    assert waiting == set(people) - set(own)
    assert allowed("approve_call", people, call) == waiting & {"foundation"}
    assert allowed("publish_amendment", people, call) == waiting & {"foundation"}


def test_only_calls_that_wait_may_be_approved():
    CallFactory()
    open_call()

    assert not Call.objects.approvable_by(FoundationUserFactory()).exists()


@pytest.mark.parametrize("state", ApplicationState.values)
@pytest.mark.parametrize(
    ("table", "is_closed"),
    [(ON_APPLICATIONS_WHILE_OPEN, False), (ON_APPLICATIONS_AFTER_CLOSING, True)],
    ids=["open", "closed"],
)
def test_permissions_on_applications(state, table, is_closed):
    member = CompanyMemberFactory()
    call = close(open_call()) if is_closed else open_call()
    application = Application(call=call, company=member.company, state=state)
    consultant = CompanyMemberFactory(company=member.company, role="consultant")
    people = strangers() | {
        "applicant": member.user,
        "consultant": consultant.user,
        "agency": AgencyMemberFactory(agency=call.agency).user,
    }

    for permission in table:
        assert allowed(permission, people, application) == expected(table, permission, state)


@pytest.mark.parametrize("state", AssignmentState.values)
def test_permissions_on_assignments(state):
    chair = PanelMemberFactory(role="chair")
    assignment = Assignment(reviewer=ReviewerFactory(), panel=chair.panel, state=state)
    people = strangers() | {"reviewer": assignment.reviewer.user, "chair": chair.reviewer.user}

    for permission in ON_ASSIGNMENTS:
        assert allowed(permission, people, assignment) == expected(
            ON_ASSIGNMENTS, permission, state
        )


@pytest.mark.parametrize("state", MemberState.values)
def test_permissions_on_memberships(state):
    member = PanelMember(reviewer=ReviewerFactory(), state=state)
    people = strangers() | {"reviewer": member.reviewer.user}

    for permission in ON_MEMBERSHIPS:
        assert allowed(permission, people, member) == expected(ON_MEMBERSHIPS, permission, state)


def test_a_panel_is_formed_by_the_foundation_but_for_its_members_and_the_applicants():
    application = ApplicationFactory()
    panel = PanelFactory(call=application.call)
    member = PanelMemberFactory(panel=panel, reviewer__user=FoundationUserFactory())
    applicant = FoundationUserFactory()
    CompanyMemberFactory(company=application.company, user=applicant)
    people = strangers() | {"member": member.reviewer.user, "applicant": applicant}

    assert allowed("manage_panel", people, panel) == {"foundation"}


@pytest.mark.parametrize("state", SelectionState.values)
def test_permissions_on_selections(state):
    panel = PanelFactory(call=close(open_call()))
    proposer = FoundationUserFactory()
    selection = Selection(panel=panel, state=state, proposed_by=proposer, publishes_at=days(1))
    people = strangers() | {"proposer": proposer} | _taking_part_in(panel)

    for permission in ON_SELECTIONS:
        assert allowed(permission, people, selection) == expected(ON_SELECTIONS, permission, state)


def _taking_part_in(panel):
    """Staff who review in the panel, or whose company it judges."""
    application = ApplicationFactory(call=panel.call)
    reviewing = FoundationUserFactory()
    AssignmentFactory(
        application=application, panel=panel, reviewer=ReviewerFactory(user=reviewing)
    )
    member = CompanyMemberFactory(company=application.company, user=FoundationUserFactory())
    return {"reviews there": reviewing, "applies there": member.user}


def test_who_may_propose_a_selection():
    panel = PanelFactory(call=close(open_call()))
    people = strangers() | _taking_part_in(panel)

    assert allowed("propose_selection", people, panel) == {"foundation"}
    panel.call.closes_at = days(1)
    assert allowed("propose_selection", people, panel) == set()


def test_a_public_selection_is_not_moved():
    selection = Selection(
        panel=PanelFactory(call=close(open_call())),
        state="confirmed",
        proposed_by=FoundationUserFactory(),
        publishes_at=days(-1),
    )

    assert allowed("move_publication", strangers(), selection) == set()


@pytest.mark.parametrize("state", ConflictState.values)
def test_permissions_on_conflicts(state):
    asker, own = FoundationUserFactory(), FoundationUserFactory()
    application = received_application()
    conflict = ConflictFactory.build(
        reviewer=ReviewerFactory(user=own),
        application=application,
        state=state,
        waiver_asked_by=asker,
    )
    people = strangers() | {"foundation, who asked": asker, "the reviewer": own}
    people |= parties_to(application)

    for permission in ON_CONFLICTS:
        assert allowed(permission, people, conflict) == expected(ON_CONFLICTS, permission, state)


def test_no_party_decides_about_a_challenge_or_records_a_conflict():
    application = received_application()
    close(application.call)
    people = parties_to(application) | {"nobody's": FoundationUserFactory()}
    challenge = ChallengeFactory(application=application)

    assert allowed("decide_challenge", people, challenge) == {"nobody's"}
    assert allowed("record_conflict", people, application) == {"nobody's"}


def test_permissions_on_reviewers():
    own = FoundationUserFactory()
    reviewer = ReviewerFactory(user=own)
    people = strangers() | {"the reviewer": own}

    for permission in ("manage_reviewer", "sanction_reviewer", "read_reviewer_account"):
        assert allowed(permission, people, reviewer) == {"foundation"}


@pytest.mark.parametrize("state", RegistrationState.values)
def test_permissions_on_registrations(state):
    registration = Registration(user=UserFactory(), state=state)
    people = strangers() | {"guest": registration.user}

    for permission in ON_REGISTRATIONS:
        assert allowed(permission, people, registration) == expected(
            ON_REGISTRATIONS, permission, state
        )


@pytest.mark.parametrize("state", StoryState.values)
def test_permissions_on_stories(state):
    story = StoryFactory()
    people = strangers() | {"agency": AgencyMemberFactory(agency=story.agency).user}
    story.state = state

    for permission in ON_STORIES:
        assert allowed(permission, people, story) == expected(ON_STORIES, permission, state)


def test_permission_on_briefings():
    briefing = BriefingFactory()
    people = strangers() | {"agency": AgencyMemberFactory(agency=briefing.agency).user}

    for permission in ("edit_briefing", "check_in_guests", "waive_attendance"):
        assert allowed(permission, people, briefing) == {"agency"}
    assert allowed("read_survey", people, briefing) == {"agency", "foundation"}
    assert allowed("read_needs", people, briefing) == {"agency", "foundation"}


def people_around(voice):
    """With whoever belongs to the company and is something else besides."""
    company = voice.company
    consultant = CompanyMemberFactory(company=company, role="consultant")
    own_staff = FoundationUserFactory()
    CompanyMemberFactory(company=company, user=own_staff, role="consultant")
    return strangers() | {
        "representative": CompanyMemberFactory(company=company).user,
        "staff of the company": CompanyMemberFactory(company=company, role="staff").user,
        "consultant": consultant.user,
        "its agency": AgencyMemberFactory(agency=voice.agency).user,
        "foundation, of the company": own_staff,
    }


@pytest.mark.parametrize("state", VoiceState.values)
def test_permissions_on_voices(state):
    voice = Voice(company=CompanyFactory(), agency=AgencyFactory(), state=state)
    people = people_around(voice)

    for permission in ON_VOICES:
        assert allowed(permission, people, voice) == expected(ON_VOICES, permission, state)


@pytest.mark.parametrize("state", SummaryState.values)
def test_permissions_on_summaries(state):
    voice = VoiceFactory(answered=True, agency=AgencyFactory())
    VoiceSummaryFactory.build(voice=voice, state=state)
    people = people_around(voice)

    for permission in ON_SUMMARIES:
        assert allowed(permission, people, voice) == expected(ON_SUMMARIES, permission, state)


def test_nobody_agrees_for_a_company_that_is_not_known():
    voice = Voice(company=None, agency=None, state="answered")
    people = strangers()

    assert allowed("answer_voice", people, voice) == {"foundation"}
    for permission in ("propose_summary", "ask_again_voice", "agree_to_summary"):
        assert allowed(permission, people, voice) == set()


def test_only_a_companys_own_people_report():
    company = CompanyFactory()
    people = strangers() | {
        role: CompanyMemberFactory(company=company, role=role).user
        for role in ("representative", "staff", "consultant")
    }

    assert allowed("report_voice", people, company) == {"representative", "staff"}


def test_permission_on_companies():
    company = CompanyFactory()
    people = strangers() | {"member": CompanyMemberFactory(company=company).user}

    may_edit = {
        name for name, user in people.items() if user.has_perm("zones.edit_company", company)
    }

    assert may_edit == {"member"}


@pytest.mark.parametrize(
    ("opens_at", "closes_at"), [(days(1), days(2)), (days(-2), days(-1))], ids=["before", "after"]
)
def test_applicant_may_nothing_outside_the_opening_hours(opens_at, closes_at):
    member = CompanyMemberFactory()
    call = Call(state="approved", opens_at=opens_at, closes_at=closes_at)
    application = Application(call=call, company=member.company, state="submitted")

    assert allowed("edit_application", {"applicant": member.user}, application) == set()
    assert allowed("submit_application", {"applicant": member.user}, application) == set()
    assert allowed("withdraw_application", {"applicant": member.user}, application) == set()


# Told of in tests of their own
APART = {
    "programs.decide_challenge",
    "programs.file_challenge",
    "programs.read_reviewer_account",
    "programs.sanction_reviewer",
    "programs.answer_inquiries",
    "programs.check_in_guests",
    "programs.confirm_application",
    "programs.edit_briefing",
    "programs.manage_panel",
    "programs.apply_adjustment",
    "programs.decide_objection",
    "programs.draw_tie",
    "programs.file_objection",
    "programs.freeze_ranking",
    "programs.propose_answer",
    "programs.propose_selection",
    "programs.report_voice",
    "programs.revoke_adjustment",
    "programs.screen_anew",
    "programs.send_back_answer",
    "programs.take_objection",
    "programs.read_needs",
    "programs.read_survey",
    "programs.waive_attendance",
    "zones.change_account",
    "zones.edit_company",
    "zones.manage_people",
    "zones.remove_certificate",
    "zones.take_back_verification",
}
# Needs no thing: the foundation, whatever it is about
OF_STAFF = {
    "programs.invite_reviewer",
    "programs.manage_reviewer",
    "programs.read_survey",
    "programs.record_incident",
    "programs.release_file",
    "programs.take_down_voice",
    "zones.lift_ban",
    "zones.read_account",
    "zones.record_ban",
    "zones.verify_status",
}
OURS = sorted(name for name in permissions if name.startswith(("programs.", "zones.")))


def test_every_permission_stands_in_a_table():
    tables = [
        ON_CALLS,
        ON_APPLICATIONS_WHILE_OPEN,
        ON_ASSIGNMENTS,
        ON_MEMBERSHIPS,
        ON_CONFLICTS,
        ON_REGISTRATIONS,
        ON_SELECTIONS,
        ON_VOICES,
        ON_SUMMARIES,
        ON_STORIES,
    ]

    listed = {f"programs.{name}" for table in tables for name in table}

    assert listed | APART | OF_STAFF == set(OURS)


@pytest.mark.parametrize("permission", OURS)
def test_permission_asked_without_a_thing_is_no(permission):
    people = strangers()
    whoever = {"foundation"} if permission in OF_STAFF else set()

    assert {name for name, user in people.items() if user.has_perm(permission)} == whoever
    assert rules.has_perm(permission, people["foundation"], None) is (permission in OF_STAFF)
