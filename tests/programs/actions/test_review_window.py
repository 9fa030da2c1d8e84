"""When a reviewer reads and scores: after the pledge for the panel, and while it reviews."""

from decimal import Decimal

import pgtrigger
import pytest

from programs.actions.errors import NotUnderWay, PanelClosed
from programs.actions.review import (
    finish_review,
    pledge_no_conflict,
    recuse_reviewer,
    save_scores,
    unlock_review,
)
from programs.models import Assignment, Unlock
from programs.queries import applications_visible_to
from programs.queries.review import assignments_led_by, assignments_of, assignments_read_by
from tests.factories.programs import (
    AssignmentFactory,
    PanelMemberFactory,
    close,
    complete_application,
    days,
    finished_review,
    pledged_assignment,
)

pytestmark = pytest.mark.django_db

# What the panel and its member have then
STANDINGS = {
    "unpledged": ({}, {"state": "accepted"}),
    "ahead": ({"state": "forming", "opens_at": days(-1)}, {}),
    "ahead, by its window": ({"opens_at": days(1)}, {}),
    "over": ({"closes_at": days(-1)}, {}),
    "closed": ({"state": "closed", "closes_at": days(1)}, {}),
}
OUTSIDE = list(STANDINGS)


def put(assignment, name: str) -> None:
    """As staff and time make it, without the moves that lead there."""
    panel, member = assignment.panel, assignment.panel.members.get(reviewer=assignment.reviewer)
    with pgtrigger.ignore():
        for thing, said in zip((panel, member), STANDINGS[name], strict=True):
            vars(thing).update(said)
            thing.save()


@pytest.fixture
def application():
    application = complete_application(state="under_review", submitted_at=days(0))
    close(application.call)
    return application


@pytest.fixture
def assignment(application):
    return pledged_assignment(application=application)


def save(assignment):
    points = {
        criterion: (Decimal(1), "근거") for criterion in assignment.application.call.criteria.all()
    }
    return save_scores(assignment, by=assignment.reviewer.user, points=points, opinion="의견")


def finish(assignment):
    return finish_review(assignment, by=assignment.reviewer.user)


def test_what_is_read_and_scored_while_the_panel_reviews(assignment):
    user = assignment.reviewer.user
    vars(assignment.panel).update(opens_at=days(-1), closes_at=days(1))
    assignment.panel.save()

    save(assignment)
    finish(assignment)

    assert assignments_of(user).with_standing().get().standing == "open"
    assert assignments_read_by(user).get() == assignment
    assert applications_visible_to(user).get() == assignment.application


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_is_read_outside(assignment, name):
    user = assignment.reviewer.user
    put(assignment, name)

    given = assignments_of(user).with_standing().get()
    assert given.standing == name.split(",")[0]
    assert not assignments_read_by(user).exists()
    assert not applications_visible_to(user).exists()


@pytest.mark.parametrize("act", [save, finish])
@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_is_saved_or_finished_outside(assignment, name, act):
    save(assignment)
    assignment.scores.update(points=2)
    put(assignment, name)

    with pytest.raises(PanelClosed if name == "closed" else NotUnderWay):
        act(assignment)

    assignment.refresh_from_db()
    assert {score.points for score in assignment.scores.all()} == {2}
    assert assignment.state == "pledged"


@pytest.mark.parametrize(
    ("name", "may"),
    [(name, name.startswith("ahead")) for name in OUTSIDE],
)
def test_a_conflict_is_denied_before_reviews_begin_but_not_after(application, name, may):
    assignment = AssignmentFactory(application=application)
    put(assignment, name)

    if may:
        pledge_no_conflict(assignment, by=assignment.reviewer.user)
    else:
        with pytest.raises((NotUnderWay, PanelClosed)):
            pledge_no_conflict(assignment, by=assignment.reviewer.user)

    assert Assignment.objects.get().state == ("pledged" if may else "assigned")


@pytest.mark.parametrize("name", ["ahead", "over"])
def test_one_steps_back_at_any_time(assignment, name):
    put(assignment, name)

    recused = recuse_reviewer(assignment, by=assignment.reviewer.user, reason="친척")

    assert recused.state == "recused"


@pytest.mark.parametrize("name", ["over", "closed"])
def test_a_chair_unlocks_nothing_outside(assignment, name):
    chair = PanelMemberFactory(panel=assignment.panel, role="chair").reviewer.user
    finished_review(50, 30, assignment=assignment)
    assert assignments_led_by(chair).get() == assignment
    put(assignment, name)

    with pytest.raises(PanelClosed if name == "closed" else NotUnderWay):
        unlock_review(assignment, by=chair, reason="합산 착오")

    assert not assignments_led_by(chair).exists()
    assert not Unlock.objects.exists()


def test_a_chair_unlocks_nothing_of_who_was_released(assignment):
    """Nobody could finish it again."""
    chair = PanelMemberFactory(panel=assignment.panel, role="chair").reviewer.user
    finished_review(50, 30, assignment=assignment)
    put(assignment, "unpledged")

    with pytest.raises(NotUnderWay):
        unlock_review(assignment, by=chair, reason="합산 착오")
