"""Rows of panels that contradict themselves, their call or the pool."""

from datetime import timedelta

from django.utils import timezone

from programs.enums import AssignmentState, MemberRole, PanelState
from programs.models import Assignment, PanelMember, PanelPlace
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    AssignmentProposalFactory,
    CallFactory,
    DrawFactory,
    PanelFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    in_state,
    pledged_assignment,
)
from tests.factories.reviewers import ReviewerSanctionFactory


def changed(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def member_twice():
    member = PanelMemberFactory()
    PanelMember.objects.create(panel=member.panel, reviewer=member.reviewer)


def second_chair():
    member = PanelMemberFactory(role=MemberRole.CHAIR)
    PanelMemberFactory(panel=member.panel, role=MemberRole.CHAIR)


def two_in_one_place():
    place = PanelPlaceFactory(position=1)
    other = ApplicationFactory(call=place.panel.call)
    PanelPlaceFactory(application=other, position=1)


def beyond_the_calls_budget():
    call = CallFactory(budget_won=1_000)
    PanelFactory(call=call, name="1분과", budget_won=600)
    PanelFactory(call=call, name="2분과", budget_won=401)


def under_sanction_in_the_window():
    today = timezone.localdate()
    now = timezone.now()
    panel = PanelFactory(opens_at=now + timedelta(days=10), closes_at=now + timedelta(days=20))
    sanction = ReviewerSanctionFactory(
        starts_on=today + timedelta(days=15), ends_on=today + timedelta(days=90)
    )
    PanelMemberFactory(panel=panel, reviewer=sanction.reviewer)


def place_of_another_call():
    application = ApplicationFactory(**in_state("eligible"))
    PanelPlace.objects.create(panel=PanelFactory(), application=application, added_by=UserFactory())


def place_before_the_screening():
    application = ApplicationFactory(**in_state("submitted"))
    PanelPlace.objects.create(
        panel=PanelFactory(call=application.call),
        application=application,
        added_by=UserFactory(),
    )


def place_taken_from_its_reviewers():
    assignment = AssignmentFactory()
    assignment.application.panel_place.delete()


def _assigned(*, reviewer, panel, application):
    Assignment.objects.create(
        application=application,
        reviewer=reviewer,
        panel=panel,
        assigned_by=FoundationUserFactory(),
    )


def assigned_to_a_stranger():
    place = PanelPlaceFactory()
    _assigned(reviewer=ReviewerFactory(), panel=place.panel, application=place.application)


def assigned_outside_the_panel():
    member = PanelMemberFactory()
    application = ApplicationFactory(call=member.panel.call)
    _assigned(reviewer=member.reviewer, panel=member.panel, application=application)


def assigned_in_a_closed_panel():
    place = PanelPlaceFactory()
    changed(place.panel, state=PanelState.CLOSED)
    member = PanelMemberFactory(panel=place.panel)
    _assigned(reviewer=member.reviewer, panel=place.panel, application=place.application)


NOW = timezone.now()
PANEL_VIOLATIONS = [
    ("programs_panel_reviewers_per_application", lambda: PanelFactory(per_application=10)),
    ("programs_panel_most_per_reviewer", lambda: PanelFactory(most_per_reviewer=0)),
    (
        "programs_panel_quorum_can_be_reached",
        lambda: PanelFactory(per_application=3, quorum=4),
    ),
    ("programs_panel_quorum_can_be_reached", lambda: PanelFactory(quorum=0)),
    ("programs_panel_closes_after_opening", lambda: PanelFactory(opens_at=NOW, closes_at=NOW)),
    ("programs_panel_budget_is_positive", lambda: PanelFactory(budget_won=0)),
    ("programs_panelmember_once", member_twice),
    ("programs_panelmember_one_chair", second_chair),
    (
        "programs_panelmember_pledge_has_stamp",
        lambda: changed(PanelMemberFactory(), pledge_version=""),
    ),
    (
        "programs_panelmember_declined_has_stamp",
        lambda: changed(PanelMemberFactory(), declined_at=NOW),
    ),
    (
        "programs_panelmember_release_has_reason",
        lambda: changed(
            PanelMemberFactory(), state="released", released_at=NOW, released_by=UserFactory()
        ),
    ),
    (
        "programs_panelmember_released_pair",
        lambda: changed(
            PanelMemberFactory(), state="released", released_at=NOW, release_reason="교체"
        ),
    ),
    ("programs_panelplace_one_per_position", two_in_one_place),
    ("programs_draw_number", lambda: DrawFactory(panel=DrawFactory().panel)),
    ("programs_draw_again_has_reason", lambda: DrawFactory(number=2)),
    ("programs_draw_has_form", lambda: DrawFactory(sha256="A" * 64)),
    (
        "programs_assignmentproposal_applied_pair",
        lambda: changed(AssignmentProposalFactory(), applied_at=NOW),
    ),
    (
        "programs_assignmentproposal_has_form",
        lambda: AssignmentProposalFactory(facts_sha256="0"),
    ),
    (
        "programs_assignment_release_has_reason",
        lambda: changed(
            pledged_assignment(),
            state=AssignmentState.RELEASED,
            released_at=NOW,
            released_by=UserFactory(),
        ),
    ),
    (
        "programs_assignment_released_pair",
        lambda: changed(
            pledged_assignment(),
            state=AssignmentState.RELEASED,
            released_at=NOW,
            release_reason="교체",
        ),
    ),
]
# What triggers refuse, for more rows than one are asked
GUARDED = [
    ("programs_panel_within_budget", beyond_the_calls_budget),
    ("programs_panelmember_not_sanctioned", under_sanction_in_the_window),
    ("programs_panelplace_of_the_same_call", place_of_another_call),
    ("programs_panelplace_of_the_same_call", place_before_the_screening),
    ("programs_panelplace_leaves_unread", place_taken_from_its_reviewers),
    ("programs_assignment_of_a_member", assigned_to_a_stranger),
    ("programs_assignment_of_a_place", assigned_outside_the_panel),
    ("programs_assignment_panel_not_closed", assigned_in_a_closed_panel),
]
