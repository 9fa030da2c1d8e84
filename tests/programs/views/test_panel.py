import pytest
from django.utils import timezone

from programs.models import Assignment, Panel, PanelPlace
from tests.factories.programs import (
    AssignmentFactory,
    PanelMemberFactory,
    PanelPlaceFactory,
    ReviewerFactory,
    ScoreFactory,
    close,
    days,
    received_application,
)
from tests.factories.reviewers import ConflictFactory, ReviewerSanctionFactory

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


def chaired(client, assignment):
    """A panel with a review of a member, led by somebody who has one to do, too."""
    chair = PanelMemberFactory(panel=assignment.panel, role="chair")
    AssignmentFactory(application=assignment.application, reviewer=chair.reviewer)
    client.force_login(chair.reviewer.user)
    return chair


def test_chair_sees_who_is_at_work_and_what_is_missing(client, assignment):
    chaired(client, assignment)
    PanelPlaceFactory(
        panel=assignment.panel, application=received_application(call=assignment.application.call)
    )

    table = client.get(page(assignment.panel)).context["table"]

    assert [(row.given, row.finished, row.lacking, row.is_short) for row in table.rows] == [
        (2, 0, 1, False),
        (0, 0, 1, True),
    ]
    assert {(load.given, load.finished) for load in table.loads} == {(1, 0)}


def test_chair_sees_no_scores_of_others(client, assignment):
    Assignment.objects.update(state="pledged", pledged_at=timezone.now())
    ScoreFactory(assignment=assignment, points="31.25", reason="남의 평가 근거")
    chaired(client, assignment)

    body = client.get(page(assignment.panel)).content.decode()

    assert assignment.reviewer.user.name in body
    assert "31.25" not in body
    assert "남의 평가 근거" not in body


def test_chair_sees_nothing_of_what_a_conflict_keeps_from_them(client, assignment):
    chair = PanelMemberFactory(panel=assignment.panel, role="chair")
    client.force_login(chair.reviewer.user)
    before = len(client.get(page(assignment.panel)).context["table"].rows)

    ConflictFactory(reviewer=chair.reviewer, application=assignment.application)

    after = client.get(page(assignment.panel))
    assert (before, len(after.context["table"].rows)) == (1, 0)
    assert assignment.application.company.name not in after.content.decode()


def test_blind_panel_names_no_company_to_its_chair(client, assignment):
    Panel.objects.update(is_blind=True)
    chaired(client, assignment)

    body = client.get(page(assignment.panel)).content.decode()

    assert assignment.application.company.name not in body


def test_members_see_no_progress_of_others(client, assignment):
    client.force_login(assignment.reviewer.user)

    assert "table" not in client.get(page(assignment.panel)).context


@pytest.mark.parametrize("item_count", [1, 3])
def test_panel_of_a_chair_costs_six_statements(
    client, assignment, django_assert_num_queries, item_count
):
    chaired(client, assignment)
    for _number in range(item_count - 1):
        application = received_application(call=assignment.application.call)
        AssignmentFactory(application=application, panel=assignment.panel)

    with django_assert_num_queries(6):
        response = client.get(page(assignment.panel))

    assert len(response.context["table"].rows) == item_count


def test_applications_come_in_the_order_in_which_they_present(client, assignment):
    second = AssignmentFactory(
        application=received_application(call=assignment.application.call),
        reviewer=assignment.reviewer,
    )
    PanelPlace.objects.filter(application=assignment.application).update(position=2)
    PanelPlace.objects.filter(application=second.application).update(position=1)
    client.force_login(assignment.reviewer.user)

    panel = client.get(page(assignment.panel))
    desk = client.get("/desk/reviews/")

    assert list(panel.context["assignments"]) == [second, assignment]
    assert panel.context["is_drawn"]
    assert desk.context["open_assignments"] == [second, assignment]
