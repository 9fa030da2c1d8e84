import hashlib

import pytest

from programs.actions.assignment import (
    apply_proposal,
    assign_reviewers,
    fill_open_places,
    propose_assignment,
    release_assignment,
)
from programs.actions.errors import (
    FactsChanged,
    NotPlaced,
    NotSealed,
    NotTheMember,
    OwnPanel,
    PanelClosed,
    PlaceJudged,
    QuorumMissing,
    UnderSanction,
)
from programs.actions.membership import (
    PLEDGE_VERSION,
    accept_membership,
    change_chair,
    decline_membership,
    invite_members,
    pledge_membership,
    release_member,
)
from programs.actions.panel import (
    close_panel,
    draw_order,
    make_panel,
    open_panel,
    place_applications,
    remove_place,
    reopen_panel,
)
from programs.actions.review import recuse_reviewer
from programs.models import Assignment
from programs.queries.matching import matching_facts
from programs.queries.panel import chair_of, is_chair
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ApplicationFactory,
    AssignmentFactory,
    PanelFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    SealFactory,
    SubmissionFactory,
    close,
    complete_application,
    days,
    in_state,
    pledged_assignment,
)
from tests.factories.reviewers import ConflictFactory, ReviewerSanctionFactory
from tests.factories.zones import CompanyMemberFactory
from tests.mails import queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return FoundationUserFactory()


@pytest.fixture
def panel():
    """Of a call that has ended; being formed."""
    application = complete_application(**in_state("eligible"))
    close(application.call)
    return PanelFactory(call=application.call, state="forming", per_application=2)


def formed(panel, *, places, members):
    """With screened applications, each received, and members who have pledged."""
    added = places - panel.call.applications.count()
    for _place in range(max(0, added)):
        application = ApplicationFactory(call=panel.call, **in_state("eligible"))
    for application in panel.call.applications.all():
        SubmissionFactory(application=application)
        PanelPlaceFactory(panel=panel, application=application)
    return [PanelMemberFactory(panel=panel) for _member in range(members)]


def verbs(panel):
    return list(panel.events.values_list("verb", flat=True))


def test_make(panel, clerk):
    made = make_panel(panel.call, by=clerk, name="2분과", per_application=3)

    assert (made.state, made.per_application, verbs(made)) == ("forming", 3, ["make"])


def test_who_applies_in_the_call_or_sits_in_the_panel_does_not_form_it(panel):
    applicant = CompanyMemberFactory(company=panel.call.applications.get().company).user
    member = PanelMemberFactory(panel=panel)

    with pytest.raises(OwnPanel):
        make_panel(panel.call, by=applicant, name="2분과")
    with pytest.raises(OwnPanel):
        open_panel(panel, by=member.reviewer.user)


def test_place_adds_the_new_ones_only(panel, clerk):
    applications = list(panel.call.applications.all())

    assert len(place_applications(panel, applications=applications, by=clerk)) == 1
    assert place_applications(panel, applications=applications, by=clerk) == []
    assert verbs(panel) == ["place"]


@pytest.mark.parametrize("state", ["submitted", "ineligible", "withdrawn"])
def test_place_refuses_what_is_not_to_be_judged(panel, clerk, state):
    application = ApplicationFactory(call=panel.call, **in_state(state))

    with pytest.raises(NotPlaced):
        place_applications(panel, applications=[application], by=clerk)


def test_place_refuses_what_is_in_another_panel(panel, clerk):
    place = PanelPlaceFactory(panel=PanelFactory(call=panel.call, name="2분과"))

    with pytest.raises(NotPlaced):
        place_applications(panel, applications=[place.application], by=clerk)


def test_a_place_leaves_while_nobody_judges_it(panel, clerk):
    formed(panel, places=1, members=1)
    place = panel.places.get()

    remove_place(place, by=clerk, reason="분과 조정")

    assert (panel.places.count(), verbs(panel)) == (0, ["remove_place"])


def test_a_place_that_is_judged_stays(panel, clerk):
    assignment = AssignmentFactory(application=panel.call.applications.get(), panel=panel)

    with pytest.raises(PlaceJudged):
        remove_place(assignment.application.panel_place, by=clerk, reason="분과 조정")


def test_invite_asks_once_by_mail(panel, clerk):
    first, second = ReviewerFactory(), ReviewerFactory()
    invite_members(panel, reviewers=[first], by=clerk, chair=first)

    asked = invite_members(panel, reviewers=[first, second], by=clerk)

    assert [member.reviewer for member in asked] == [second]
    assert panel.members.get(reviewer=first).role == "chair"
    assert len(queued_mails()) == 2


def test_invite_under_sanction(panel, clerk):
    sanction = ReviewerSanctionFactory(starts_on=days(-1).date(), ends_on=days(9).date())

    with pytest.raises(UnderSanction):
        invite_members(panel, reviewers=[sanction.reviewer], by=clerk)


def test_member_accepts_and_pledges_and_then_leads(panel, clerk):
    reviewer = ReviewerFactory()
    (member,) = invite_members(panel, reviewers=[reviewer], by=clerk, chair=reviewer)
    assert not is_chair(reviewer.user, panel)

    accept_membership(member, by=reviewer.user)
    pledged = pledge_membership(member, by=reviewer.user)

    assert (pledged.state, pledged.pledge_version) == ("pledged", PLEDGE_VERSION)
    assert is_chair(reviewer.user, panel)
    assert chair_of(panel) == pledged


@pytest.mark.parametrize("act", [accept_membership, decline_membership, pledge_membership])
def test_nobody_acts_for_a_member(panel, act):
    member = PanelMemberFactory(panel=panel, state="invited")

    with pytest.raises(NotTheMember):
        act(member, by=FoundationUserFactory())


def test_who_declined_is_asked_again(panel, clerk):
    (member,) = invite_members(panel, reviewers=[ReviewerFactory()], by=clerk)
    decline_membership(member, by=member.reviewer.user, reason="일정")

    (again,) = invite_members(panel, reviewers=[member.reviewer], by=clerk)

    assert (again.pk, again.state, again.declined_at) == (member.pk, "invited", None)


def test_release_takes_back_what_is_not_finished(panel, clerk):
    open_one = pledged_assignment(application=panel.call.applications.get(), panel=panel)
    done = pledged_assignment(
        application=ApplicationFactory(call=panel.call, **in_state("under_review")),
        panel=panel,
        reviewer=open_one.reviewer,
    )
    Assignment.objects.filter(pk=done.pk).update(state="finished", finished_at=days(0))

    release_member(panel.members.get(), by=clerk, reason="참여제한")

    states = dict(panel.assignments.values_list("pk", "state"))
    assert states == {open_one.pk: "released", done.pk: "finished"}
    assert panel.members.get().state == "released"


def test_chair_changes_hands(panel, clerk):
    first, second = (PanelMemberFactory(panel=panel) for _member in range(2))

    change_chair(first, by=clerk)
    change_chair(second, by=clerk)

    assert chair_of(panel) == second
    assert panel.members.filter(role="chair").count() == 1


def test_open_tells_each_member_once(panel, clerk):
    formed(panel, places=3, members=2)
    apply_proposal(propose_assignment(panel, by=clerk), by=clerk)
    assert queued_mails() == []

    opened = open_panel(panel, by=clerk)

    assert opened.state == "reviewing"
    assert len(queued_mails()) == 2


def test_close_names_what_lacks_reviews(panel, clerk):
    formed(panel, places=1, members=2)
    open_panel(panel, by=clerk)
    number = panel.call.applications.get().submissions.get().number

    with pytest.raises(QuorumMissing) as refusal:
        close_panel(panel, by=clerk)

    assert str(refusal.value) == number


def test_close_and_reopen(panel, clerk):
    assignment = pledged_assignment(application=panel.call.applications.get(), panel=panel)
    open_panel(panel, by=clerk)
    with pytest.raises(QuorumMissing):
        close_panel(panel, by=clerk)
    Assignment.objects.filter(pk=assignment.pk).update(state="finished", finished_at=days(0))

    closed = close_panel(panel, by=clerk)

    assert closed.state == "closed"
    with pytest.raises(PanelClosed):
        invite_members(panel, reviewers=[ReviewerFactory()], by=clerk)
    assert reopen_panel(panel, by=clerk, reason="이의신청 인용").state == "reviewing"
    with pytest.raises(TransitionNotAllowed):
        reopen_panel(panel, by=clerk, reason="다시")


def test_draw_can_be_computed_again_by_anybody(panel, clerk):
    formed(panel, places=4, members=0)
    seal = SealFactory(call=panel.call)

    draw = draw_order(panel, by=clerk)

    seed = f"{seal.root}:{panel.pk}:1"
    numbers = list(panel.call.applications.values_list("submissions__number", flat=True))
    again = sorted(numbers, key=lambda n: hashlib.sha256(f"{seed}\n{n}".encode()).hexdigest())
    assert (draw.seed, draw.receipts) == (seed, again)
    placed = panel.places.order_by("position")
    assert list(placed.values_list("application__submissions__number", flat=True)) == again


def test_draw_needs_a_seal(panel, clerk):
    with pytest.raises(NotSealed):
        draw_order(panel, by=clerk)


def test_proposal_is_applied_with_its_reasons(panel, clerk):
    formed(panel, places=3, members=3)
    proposal = propose_assignment(panel, by=clerk)
    assert not Assignment.objects.exists()

    made = apply_proposal(proposal, by=clerk)

    assert len(made) == 6
    assert {assignment.how for assignment in made} == {"method"}
    assert made[0].why["method"] == "network-simplex/1"
    assert set(panel.call.applications.values_list("state", flat=True)) == {"under_review"}


def test_conflicts_are_left_out(panel, clerk):
    (member, *_others) = formed(panel, places=2, members=3)
    application = panel.call.applications.order_by("pk").first()
    ConflictFactory(reviewer=member.reviewer, application=application)

    made = apply_proposal(propose_assignment(panel, by=clerk), by=clerk)

    pairs = {(assignment.reviewer_id, assignment.application_id) for assignment in made}
    assert len(pairs) == 4
    assert (member.reviewer_id, application.pk) not in pairs


def test_proposal_of_other_facts_is_refused(panel, clerk):
    (member, *_others) = formed(panel, places=2, members=3)
    proposal = propose_assignment(panel, by=clerk)
    application = panel.call.applications.first()
    ConflictFactory(reviewer=member.reviewer, application=application)

    with pytest.raises(FactsChanged):
        apply_proposal(proposal, by=clerk)

    assert not Assignment.objects.exists()


def test_proposal_is_applied_once(panel, clerk):
    formed(panel, places=2, members=3)
    proposal = propose_assignment(panel, by=clerk)
    apply_proposal(proposal, by=clerk)

    with pytest.raises(FactsChanged):
        apply_proposal(proposal, by=clerk)


def test_recusal_opens_the_place_which_another_member_takes(panel, clerk):
    formed(panel, places=1, members=3)
    first, _second = apply_proposal(propose_assignment(panel, by=clerk), by=clerk)
    recuse_reviewer(first, by=first.reviewer.user, reason="친척")

    (filled,) = fill_open_places(panel, by=clerk, seen=matching_facts(panel).sha256)

    judging = set(panel.assignments.exclude(state="recused").values_list("reviewer", flat=True))
    assert filled.reviewer_id in judging
    assert first.reviewer_id not in judging
    assert len(judging) == 2


def test_release_of_one_assignment(panel, clerk):
    assignment = pledged_assignment(application=panel.call.applications.get(), panel=panel)

    released = release_assignment(assignment, by=clerk, reason="전문분야 불일치")

    event = assignment.application.events.get()
    assert (released.state, event.verb, event.reason) == ("released", "release", "전문분야 불일치")


def test_by_hand_in_another_panel(panel, clerk):
    place = PanelPlaceFactory(
        panel=PanelFactory(call=panel.call, name="2분과"), application=panel.call.applications.get()
    )

    with pytest.raises(NotPlaced):
        assign_reviewers(place.application, reviewers=[ReviewerFactory()], panel=panel, by=clerk)


@pytest.mark.django_db(transaction=True)
def test_a_proposal_that_two_apply_at_once_is_applied_once(panel, clerk):
    formed(panel, places=2, members=3)
    proposal = propose_assignment(panel, by=clerk)

    results = at_once(lambda _number: apply_proposal(proposal, by=clerk), count=2)

    assert sorted(type(result).__name__ for result in results) == ["FactsChanged", "list"]
    assert Assignment.objects.count() == 4
