import pytest

from tests.factories.programs import (
    AssignmentFactory,
    PanelMemberFactory,
    ReviewerFactory,
    close,
    days,
    received_application,
)
from tests.factories.reviewers import ReviewerSanctionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    application = received_application()
    close(application.call)
    return AssignmentFactory(application=application)


def page(panel, step=""):
    return f"/desk/reviews/panels/{panel.pk}/{step}"


def member_in(client, state, **stamps):
    member = PanelMemberFactory(state=state, **stamps)
    client.force_login(member.reviewer.user)
    return member


def test_names_of_companies_come_after_the_pledge(client, assignment):
    client.force_login(assignment.reviewer.user)
    name = assignment.application.company.name
    assert name in client.get(page(assignment.panel)).content.decode()
    seat = assignment.panel.members.get()
    client.logout()

    fresh = PanelMemberFactory(panel=assignment.panel, state="accepted")
    client.force_login(fresh.reviewer.user)

    assert name not in client.get(page(seat.panel)).content.decode()


def test_accept_then_pledge(client):
    member = member_in(client, "invited")

    client.post(page(member.panel, "accept/"))
    client.post(page(member.panel, "pledge/"))

    member.refresh_from_db()
    assert member.state == "pledged"


def test_decline(client):
    member = member_in(client, "invited")

    response = client.post(page(member.panel, "decline/"))

    member.refresh_from_db()
    assert (response.url, member.state) == ("/desk/reviews/", "declined")


def test_pledge_without_a_seat_changes_nothing(client):
    member = member_in(client, "invited")

    response = client.post(page(member.panel, "pledge/"))

    member.refresh_from_db()
    assert (response.url, member.state) == (page(member.panel), "invited")


def test_panels_of_others_are_not_there(client):
    member = PanelMemberFactory()
    client.force_login(ReviewerFactory().user)

    assert client.get(page(member.panel)).status_code == 404


def test_under_a_sanction_the_panel_is_not_there(client):
    member = member_in(client, "pledged")
    assert client.get(page(member.panel)).status_code == 200

    ReviewerSanctionFactory(
        reviewer=member.reviewer, starts_on=days(-1).date(), ends_on=days(9).date()
    )

    assert client.get(page(member.panel)).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_panel_costs_three_statements(client, assignment, django_assert_num_queries, item_count):
    for _number in range(item_count - 1):
        application = received_application(call=assignment.application.call)
        AssignmentFactory(application=application, reviewer=assignment.reviewer)
    client.force_login(assignment.reviewer.user)

    with django_assert_num_queries(3):
        response = client.get(page(assignment.panel))

    assert len(response.context["assignments"]) == item_count


@pytest.mark.parametrize("item_count", [1, 3])
def test_desk_costs_four_statements(client, django_assert_num_queries, item_count):
    reviewer = ReviewerFactory()
    for _number in range(item_count):
        application = received_application()
        close(application.call)
        AssignmentFactory(application=application, reviewer=reviewer)
    client.force_login(reviewer.user)

    with django_assert_num_queries(4):
        response = client.get("/desk/reviews/")

    assert len(response.context["members"]) == item_count
    assert {member.assignment_count for member in response.context["members"]} == {1}
