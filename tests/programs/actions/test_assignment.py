"""Assigned by hand: who does not sit in the panel yet is asked to, as by an invitation."""

import pytest
from django.utils import timezone

from programs.actions.assignment import apply_proposal, assign_reviewers, propose_assignment
from programs.actions.errors import UnderSanction
from programs.actions.membership import decline_membership, release_member
from programs.models import Assignment
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    PanelFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    close,
    complete_application,
    days,
    in_state,
)
from tests.factories.reviewers import ReviewerSanctionFactory
from tests.mails import queued_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(groups):
    return FoundationUserFactory()


@pytest.fixture
def panel(groups):
    """Reviews next week."""
    application = complete_application(**in_state("eligible"))
    close(application.call)
    window = {"opens_at": days(6), "closes_at": days(9)}
    return PanelFactory(call=application.call, state="forming", per_application=1, **window)


def by_hand(panel, reviewer, *, by):
    application = panel.call.applications.get()
    return assign_reviewers(application, reviewers=[reviewer], panel=panel, by=by)


def mails_to(user) -> int:
    return sum(to == user.email for to, _subject in queued_mails())


def test_who_does_not_sit_in_the_panel_is_invited(panel, clerk):
    reviewer = ReviewerFactory()

    by_hand(panel, reviewer, by=clerk)

    member = panel.members.get()
    assert (member.state, member.invited_by, member.employer) == (
        "invited",
        clerk,
        reviewer.employer,
    )
    assert list(panel.events.values_list("verb", flat=True)) == ["invite"]
    assert mails_to(reviewer.user) == 1


@pytest.mark.parametrize("ended", ["declined", "released"])
def test_whose_seat_has_ended_is_invited_again(panel, clerk, ended):
    member = PanelMemberFactory(panel=panel, state="invited")
    if ended == "declined":
        decline_membership(member, by=member.reviewer.user, reason="일정")
    else:
        release_member(member, by=clerk, reason="장기 출장")

    (made,) = by_hand(panel, member.reviewer, by=clerk)

    member.refresh_from_db()
    assert (made.state, member.state, member.release_reason) == ("assigned", "invited", "")


@pytest.mark.parametrize("sits", [True, False])
def test_by_hand_under_a_sanction_of_the_window(panel, clerk, sits):
    reviewer = PanelMemberFactory(panel=panel).reviewer if sits else ReviewerFactory()
    first, last = (timezone.localdate(days(day)) for day in (9, 30))
    ReviewerSanctionFactory(reviewer=reviewer, starts_on=first, ends_on=last)

    with pytest.raises(UnderSanction):
        by_hand(panel, reviewer, by=clerk)

    assert not Assignment.objects.exists()


@pytest.mark.parametrize(("first_day", "count"), [(9, 0), (10, 1)])
def test_the_method_leaves_out_who_is_under_a_sanction_of_the_window(
    panel, clerk, first_day, count
):
    member = PanelMemberFactory(panel=panel)
    PanelPlaceFactory(panel=panel, application=panel.call.applications.get())
    ReviewerSanctionFactory(
        reviewer=member.reviewer,
        starts_on=timezone.localdate(days(first_day)),
        ends_on=timezone.localdate(days(30)),
    )

    made = apply_proposal(propose_assignment(panel, by=clerk), by=clerk)

    assert len(made) == count
