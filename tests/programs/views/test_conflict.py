"""회피: declared at the desk after the pledge."""

import pytest

from programs.models import Conflict
from tests.counting import statements
from tests.factories.programs import (
    PanelMemberFactory,
    ReviewerFactory,
    close,
    pledged_assignment,
    received_application,
)
from tests.factories.reviewers import ConflictFactory
from tests.words import said as in_korean

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    application = received_application()
    close(application.call)
    return pledged_assignment(application=application)


@pytest.fixture
def as_reviewer(client, assignment):
    client.force_login(assignment.reviewer.user)
    return client


def path(assignment):
    return f"/desk/reviews/panels/{assignment.panel_id}/conflict/"


def said(application, **changes):
    return {"application": application.pk, "ground": "kin", "fact": "배우자의 회사"} | changes


def beside(assignment):
    """Another application of the panel, which somebody else judges."""
    application = received_application(call=assignment.application.call)
    return pledged_assignment(application=application, panel=assignment.panel).application


def test_declared_it_is_out_of_sight_and_its_place_is_open(as_reviewer, assignment):
    name = assignment.application.company.name

    response = as_reviewer.post(path(assignment), said(assignment.application), follow=True)

    assignment.refresh_from_db()
    assert response.redirect_chain[-1][0] == f"/desk/reviews/panels/{assignment.panel_id}/"
    assert name not in response.content.decode()
    assert as_reviewer.get(f"/desk/reviews/{assignment.pk}/").status_code == 404
    assert assignment.state == "recused"
    assert Conflict.objects.get().source == "declared"


def test_against_what_others_of_the_panel_judge_as_well(as_reviewer, assignment):
    other = beside(assignment)

    as_reviewer.post(path(assignment), said(other, ground="tie"))

    conflict = Conflict.objects.get()
    assert (conflict.application, conflict.ground) == (other, "tie")
    assignment.refresh_from_db()
    assert assignment.state == "pledged"


def test_names_only_what_is_not_kept_from_them(as_reviewer, assignment):
    other = beside(assignment)
    ConflictFactory(application=other, reviewer=assignment.reviewer)

    page = as_reviewer.get(path(assignment)).content.decode()
    as_reviewer.post(path(assignment), said(other))

    assert assignment.application.company.name in page
    assert other.company.name not in page
    assert Conflict.objects.count() == 1


def test_a_blind_panel_shows_numbers_of_ones_own(as_reviewer, assignment):
    other = beside(assignment)
    assignment.panel.is_blind = True
    assignment.panel.save()

    page = as_reviewer.get(path(assignment)).content.decode()
    as_reviewer.post(path(assignment), said(assignment.application))

    number = assignment.application.panel_place.pk
    assert in_korean("Application %(number)s") % {"number": number} in page
    assert assignment.application.company.name not in page
    assert other.company.name not in page
    assert Conflict.objects.get().application == assignment.application


def test_nothing_is_named_before_the_call_has_ended(client):
    assignment = pledged_assignment()
    client.force_login(assignment.reviewer.user)

    response = client.get(path(assignment))

    assert response.status_code == 200
    assert assignment.application.company.name not in response.content.decode()


@pytest.mark.parametrize("state", ["invited", "accepted"])
def test_after_the_pledge_only(client, assignment, state):
    member = PanelMemberFactory(panel=assignment.panel, state=state)
    client.force_login(member.reviewer.user)

    assert client.get(path(assignment)).status_code == 404


def test_not_in_the_panels_of_others(client, assignment):
    client.force_login(ReviewerFactory().user)

    assert client.post(path(assignment), said(assignment.application)).status_code == 404
    assert not Conflict.objects.exists()


@pytest.mark.parametrize(
    "fault", [{"application": ""}, {"ground": ""}, {"ground": "challenge"}, {"fact": " "}]
)
def test_each_of_the_three_is_needed(as_reviewer, assignment, fault):
    response = as_reviewer.post(path(assignment), said(assignment.application) | fault)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(fault)
    assert not Conflict.objects.exists()


@pytest.mark.parametrize("at", ["/desk/reviews/", "/desk/reviews/panels/{}/"])
def test_linked_from_the_desk_and_the_panel(as_reviewer, assignment, at):
    page = as_reviewer.get(at.format(assignment.panel_id)).content.decode()

    assert f'href="{path(assignment)}"' in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_costs_the_same_with_more_applications(as_reviewer, assignment, item_count):
    for _number in range(item_count - 1):
        beside(assignment)

    assert statements(as_reviewer, path(assignment)) == 4
