"""Places that became open: who is told, and who fills them."""

import pytest

from programs.actions.assignment import fill_open_places, release_assignment
from programs.actions.errors import FactsChanged, OwnPanel, PanelClosed
from programs.actions.membership import decline_membership, release_member
from programs.actions.open_places import tell_of_open_places
from programs.actions.panel import place_applications
from programs.actions.review import recuse_reviewer
from programs.actions.reviewer import move_reviewer
from programs.models import Assignment, AssignmentProposal
from programs.queries.matching import matching_facts
from programs.queries.panel import open_places_of
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    AssignmentFactory,
    PanelFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    close,
    complete_application,
    in_state,
    pledged_assignment,
)
from tests.factories.reviewers import ConflictFactory
from tests.factories.zones import CompanyMemberFactory
from tests.mails import body_to, queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(groups):
    return FoundationUserFactory()


@pytest.fixture
def panel(groups):
    application = complete_application(**in_state("eligible"))
    close(application.call)
    return PanelFactory(call=application.call, state="reviewing", per_application=1)


@pytest.fixture
def assignment(panel):
    """The only one of the panel's only application."""
    return pledged_assignment(application=panel.call.applications.get(), panel=panel)


def told() -> set[str]:
    """Who has a mail about an open place; the clerk's other mails have other titles."""
    return {to for to, subject in queued_mails() if "open" in subject or "빈자리" in subject}


def filled(panel, *, by):
    return fill_open_places(panel, by=by, seen=matching_facts(panel).sha256)


def test_recusal_tells_the_foundation_without_names(panel, clerk, assignment):
    recuse_reviewer(assignment, by=assignment.reviewer.user, reason="친척")

    body = body_to(clerk)
    assert f"/admin/programs/panel/{panel.pk}/fill/" in body
    for secret in (str(assignment.reviewer), assignment.application.company.name, "친척"):
        assert secret not in body


def test_release_tells_colleagues_but_not_who_released(clerk, assignment):
    colleague = FoundationUserFactory()

    release_assignment(assignment, by=clerk, reason="전문분야 불일치")

    assert colleague.email in told()
    assert clerk.email not in told()


def test_release_of_a_member_is_one_mail_with_all_places(panel, clerk, assignment):
    second = complete_application(call=panel.call, **in_state("eligible"))
    AssignmentFactory(application=second, panel=panel, reviewer=assignment.reviewer)
    colleague = FoundationUserFactory(language="en")

    release_member(panel.members.get(), by=clerk, reason="일정")

    assert " 2 places are open" in body_to(colleague)


def test_who_formed_the_panel_is_told_before_all_others(panel, clerk, assignment):
    FoundationUserFactory()
    place_applications(panel, applications=_another(panel), by=clerk)

    recuse_reviewer(assignment, by=assignment.reviewer.user, reason="친척")

    assert told() == {clerk.email}


def _another(panel):
    return [complete_application(call=panel.call, **in_state("eligible"))]


def test_no_mail_to_who_is_in_conflict_sits_in_it_or_applies(panel, assignment):
    barred, sitting, applying = [FoundationUserFactory() for _one in range(3)]
    ConflictFactory(reviewer=ReviewerFactory(user=barred), application=assignment.application)
    PanelMemberFactory(panel=panel, reviewer=ReviewerFactory(user=sitting))
    CompanyMemberFactory(company=assignment.application.company, user=applying)

    recuse_reviewer(assignment, by=assignment.reviewer.user, reason="친척")

    assert told() & {barred.email, sitting.email, applying.email} == set()


def test_a_place_that_another_holds_is_not_open(panel, clerk, assignment):
    AssignmentFactory(application=assignment.application, panel=panel)

    recuse_reviewer(assignment, by=assignment.reviewer.user, reason="친척")

    assert (open_places_of(panel), told()) == ({}, set())
    assert tell_of_open_places(panel, [assignment.application_id], by=clerk) == 0


def test_filling_asks_another_than_who_stepped_back(panel, clerk, assignment):
    other = PanelMemberFactory(panel=panel)
    recuse_reviewer(assignment, by=assignment.reviewer.user, reason="친척")

    (made,) = filled(panel, by=clerk)

    assert (made.reviewer, made.how, open_places_of(panel)) == (other.reviewer, "method", {})


def test_other_facts_than_those_that_were_shown_are_refused(panel, clerk, assignment):
    PanelMemberFactory(panel=panel)
    recuse_reviewer(assignment, by=assignment.reviewer.user, reason="친척")
    seen = matching_facts(panel).sha256
    PanelMemberFactory(panel=panel)

    with pytest.raises(FactsChanged):
        fill_open_places(panel, by=clerk, seen=seen)

    assert (Assignment.objects.count(), AssignmentProposal.objects.count()) == (1, 0)


def test_where_nobody_can_take_it_nothing_is_written(panel, clerk, assignment):
    recuse_reviewer(assignment, by=assignment.reviewer.user, reason="친척")

    assert filled(panel, by=clerk) == []
    assert not AssignmentProposal.objects.exists()


def test_not_by_who_sits_in_it_and_not_once_it_is_closed(panel, clerk, assignment):
    seen = matching_facts(panel).sha256
    with pytest.raises(OwnPanel):
        fill_open_places(panel, by=assignment.reviewer.user, seen=seen)
    type(panel).objects.update(state="closed")
    with pytest.raises(PanelClosed):
        fill_open_places(panel, by=clerk, seen=seen)


def test_two_who_fill_at_once_fill_once(committed, panel, clerk):
    application = panel.call.applications.get()
    PanelPlaceFactory(panel=panel, application=application)
    for _member in range(3):
        PanelMemberFactory(panel=panel)
    seen = matching_facts(panel).sha256

    results = at_once(lambda _number: fill_open_places(panel, by=clerk, seen=seen), count=2)

    assert sorted(type(result).__name__ for result in results) == ["FactsChanged", "list"]
    assert Assignment.objects.count() == 1


def test_control_with_facts_from_before_the_lock_both_go_on(committed, panel, clerk, monkeypatch):
    """Who reads the facts before the panel is held finds the same pair: then the database alone
    keeps the second from writing it."""
    application = panel.call.applications.get()
    PanelPlaceFactory(panel=panel, application=application)
    PanelMemberFactory(panel=panel)
    seen = matching_facts(panel).sha256
    facts = matching_facts(panel)
    monkeypatch.setattr("programs.actions.assignment.matching_facts", lambda panel: facts)

    results = at_once(lambda _number: fill_open_places(panel, by=clerk, seen=seen), count=2)

    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "list"]


def test_who_declines_gives_back_what_is_assigned_and_colleagues_are_told(panel, clerk):
    member = PanelMemberFactory(panel=panel, state="invited", invited_by=clerk)
    application = panel.call.applications.get()
    given = AssignmentFactory(application=application, panel=panel, reviewer=member.reviewer)

    decline_membership(member, by=member.reviewer.user)

    given.refresh_from_db()
    assert (given.state, given.released_by) == ("released", member.reviewer.user)
    assert open_places_of(panel) == {application.pk: 1}
    assert clerk.email in told()


def test_who_leaves_the_pool_leaves_its_panels_but_not_closed_ones(panel, clerk, assignment):
    reviewer = assignment.reviewer
    elsewhere = PanelMemberFactory(panel=PanelFactory(state="closed"), reviewer=reviewer)

    move_reviewer(reviewer, "leave", by=reviewer.user)

    assignment.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (assignment.state, elsewhere.state) == ("released", "pledged")
    assert panel.members.get().state == "released"
    assert clerk.email in told()
