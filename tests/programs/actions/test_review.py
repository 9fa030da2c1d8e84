from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from programs.actions.assignment import assign_reviewers
from programs.actions.errors import InConflict, ScoresMissing
from programs.actions.review import (
    finish_review,
    pledge_no_conflict,
    recuse_reviewer,
    save_scores,
)
from programs.models import Application, Assignment, Score
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    AssignmentFactory,
    PanelFactory,
    ReviewerFactory,
    close,
    complete_application,
    days,
    in_state,
    pledged_assignment,
)
from tests.factories.zones import CompanyMemberFactory
from tests.mails import body_to, queued_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def eligible():
    application = complete_application(state="eligible", submitted_at=days(-1))
    close(application.call)
    return application


@pytest.fixture
def clerk():
    return FoundationUserFactory()


@pytest.fixture
def pledged():
    """Waits for scores; its application is under review."""
    application = complete_application(state="under_review", submitted_at=days(-1))
    close(application.call)
    return pledged_assignment(application=application)


def assign(application, *reviewers, by):
    panel = application.call.panels.first() or PanelFactory(call=application.call)
    return assign_reviewers(application, reviewers=reviewers, panel=panel, by=by)


def score(assignment, *points, reason="근거", opinion="종합 의견"):
    criteria = assignment.application.call.criteria.all()
    given = {
        criterion: (None if number is None else Decimal(number), reason)
        for criterion, number in zip(criteria, points, strict=True)
    }
    return save_scores(assignment, by=assignment.reviewer.user, points=given, opinion=opinion)


def finish(assignment):
    return finish_review(assignment, by=assignment.reviewer.user)


def told():
    return [address for address, _subject in queued_mails()]


def scores_of(assignment):
    return list(assignment.scores.values_list("points", "reason"))


def test_assign_gives_it_to_reviewers_and_tells_them(eligible, clerk):
    reviewers = ReviewerFactory.create_batch(2)

    assignments = assign(eligible, *reviewers, by=clerk)

    eligible.refresh_from_db()
    event = eligible.events.get()
    assert [assignment.reviewer for assignment in assignments] == reviewers
    assert {assignment.state for assignment in assignments} == {"assigned"}
    assert (eligible.state, event.verb, event.from_state) == ("under_review", "assign", "eligible")
    assert told() == [reviewer.user.email for reviewer in reviewers]
    assert list(assignments[0].panel.reviewers.order_by("pk")) == reviewers


def test_assign_again_adds_the_new_ones_only(eligible, clerk):
    first, second = ReviewerFactory.create_batch(2)
    assign(eligible, first, by=clerk)

    added = assign(eligible, first, second, by=clerk)

    assert [assignment.reviewer for assignment in added] == [second]
    assert told() == [first.user.email, second.user.email]


def test_assign_of_those_who_are_assigned_changes_nothing(eligible, clerk):
    reviewer = ReviewerFactory()
    assign(eligible, reviewer, by=clerk)

    assert assign(eligible, reviewer, by=clerk) == []
    assert eligible.events.count() == 1


def member_of_the_company(application):
    member = CompanyMemberFactory(company=application.company)
    return ReviewerFactory(user=member.user)


def employee_of_the_company(application):
    return ReviewerFactory(employer_business_number=application.company.business_number)


CONFLICTS = [member_of_the_company, employee_of_the_company]


@pytest.mark.parametrize("conflicted", CONFLICTS)
def test_assign_to_somebody_in_conflict_is_refused_for_all(eligible, clerk, conflicted):
    reviewers = [ReviewerFactory(), conflicted(eligible)]

    with pytest.raises(InConflict):
        assign(eligible, *reviewers, by=clerk)

    eligible.refresh_from_db()
    assert (eligible.state, Assignment.objects.count(), told()) == ("eligible", 0, [])


def test_assign_to_somebody_without_a_business_number_is_no_conflict_with_a_founder(clerk):
    application = complete_application(
        state="eligible",
        submitted_at=days(-1),
        company__applicant_kind="founder",
        company__business_number=None,
    )
    close(application.call)

    assert len(assign(application, ReviewerFactory(), by=clerk)) == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "ineligible", "decided"])
def test_assign_of_what_is_not_eligible_is_refused(clerk, state):
    application = complete_application(**in_state(state))
    close(application.call)

    with pytest.raises(TransitionNotAllowed):
        assign(application, ReviewerFactory(), by=clerk)

    assert (Assignment.objects.count(), told()) == (0, [])


def test_pledge_is_kept_with_its_time():
    assignment = AssignmentFactory()

    pledge_no_conflict(assignment, by=assignment.reviewer.user)

    assignment.refresh_from_db()
    assert (assignment.state, assignment.pledged_at is not None) == ("pledged", True)


@pytest.mark.parametrize("conflicted", CONFLICTS)
def test_pledge_of_somebody_who_came_into_conflict_is_refused(eligible, conflicted):
    assignment = AssignmentFactory(application=eligible, reviewer=conflicted(eligible))

    with pytest.raises(InConflict):
        pledge_no_conflict(assignment, by=assignment.reviewer.user)

    assignment.refresh_from_db()
    assert (assignment.state, assignment.pledged_at) == ("assigned", None)


def test_pledge_twice_is_refused(pledged):
    with pytest.raises(TransitionNotAllowed):
        pledge_no_conflict(pledged, by=pledged.reviewer.user)


@pytest.mark.parametrize("make", [AssignmentFactory, pledged_assignment])
def test_recuse_keeps_the_reason_and_tells_who_assigned(make):
    assignment = make()

    recuse_reviewer(assignment, by=assignment.reviewer.user, reason="공동연구")

    assignment.refresh_from_db()
    assert (assignment.state, assignment.recusal_reason) == ("recused", "공동연구")
    assert told().count(assignment.assigned_by.email) == 1
    assert "공동연구" in body_to(assignment.assigned_by)


def test_recuse_after_finishing_is_refused(pledged):
    score(pledged, "50", "30")
    finish(pledged)

    with pytest.raises(TransitionNotAllowed):
        recuse_reviewer(pledged, by=pledged.reviewer.user, reason="늦음")

    pledged.refresh_from_db()
    assert pledged.state == "finished"


def test_scores_are_kept_while_they_are_being_given(pledged):
    score(pledged, "50.50", None, opinion="")

    assert scores_of(pledged) == [(Decimal("50.50"), "근거"), (None, "근거")]


def test_scores_given_again_replace_and_taken_back_disappear(pledged):
    score(pledged, "50", "30")

    score(pledged, "10", None, reason="다시 봄")
    assert scores_of(pledged) == [(10, "다시 봄"), (None, "다시 봄")]

    score(pledged, None, None, reason="")
    assert scores_of(pledged) == []


@pytest.mark.parametrize("points", [("60.01", "30"), ("50", "-1")])
def test_scores_outside_a_criterion_are_refused_altogether(pledged, points):
    with pytest.raises(ValidationError):
        score(pledged, *points)

    assert scores_of(pledged) == []


def test_scores_before_the_pledge_are_refused(eligible):
    assignment = AssignmentFactory(application=eligible)

    with pytest.raises(TransitionNotAllowed):
        score(assignment, "50", "30")

    assert scores_of(assignment) == []


def test_finish_locks_the_scores(pledged):
    score(pledged, "50", "30")

    finish(pledged)

    pledged.refresh_from_db()
    assert (pledged.state, pledged.finished_at is not None) == ("finished", True)
    with pytest.raises(TransitionNotAllowed):
        score(pledged, "60", "40")
    assert scores_of(pledged) == [(50, "근거"), (30, "근거")]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (("50", None), {}),
        (("50", "30"), {"reason": ""}),
        (("50", "30"), {"opinion": ""}),
    ],
    ids=["a criterion without points", "no reason", "no opinion"],
)
def test_finish_with_something_missing_is_refused(pledged, points, words):
    score(pledged, *points, **words)

    with pytest.raises(ScoresMissing):
        finish(pledged)

    pledged.refresh_from_db()
    assert (pledged.state, told()) == ("pledged", [])


def test_finish_of_the_last_reviewer_is_told(pledged):
    other = pledged_assignment(application=pledged.application, panel=pledged.panel)
    recused = AssignmentFactory(application=pledged.application, panel=pledged.panel)
    recuse_reviewer(recused, by=recused.reviewer.user, reason="왜")
    for assignment in (pledged, other):
        score(assignment, "50", "30")
    before = told()

    finish(pledged)
    assert told() == before

    finish(other)
    assert told() == [*before, other.assigned_by.email]


def test_finish_twice_is_refused(pledged):
    score(pledged, "50", "30")
    finish(pledged)

    with pytest.raises(TransitionNotAllowed):
        finish(pledged)

    assert told() == [pledged.assigned_by.email]


def test_scoring_does_not_move_the_application(pledged):
    score(pledged, "50", "30")
    finish(pledged)

    assert Application.objects.get().state == "under_review"
    assert Score.objects.count() == 2
