"""Scores: within the weight, and locked once the reviewer has finished."""

from decimal import Decimal

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from programs.models import Assignment, Reviewer, Score
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    AssignmentFactory,
    ReviewerFactory,
    ScoreFactory,
    days,
    pledged_assignment,
)
from tests.races import another_connection

pytestmark = pytest.mark.django_db
LOCKED, WEIGHT = "programs_score_locked", "programs_score_within_weight"


def finish(assignment):
    Assignment.objects.filter(pk=assignment.pk).update(state="finished", finished_at=days(0))


def constraint_of(refusal):
    return refusal.value.__cause__.diag.constraint_name


@pytest.mark.parametrize("points", ["0", "59.99", "60"])
def test_score_within_the_weight_is_taken(points):
    score = ScoreFactory(points=points)

    score.refresh_from_db()
    assert score.points == Decimal(points)


@pytest.mark.parametrize("points", ["60.01", "100"])
def test_score_above_the_weight_is_refused(points):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        ScoreFactory(points=points)

    assert constraint_of(refusal) == WEIGHT


def test_score_cannot_be_raised_above_the_weight():
    score = ScoreFactory(points=60)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Score.objects.update(points=61)

    assert constraint_of(refusal) == WEIGHT
    score.refresh_from_db()
    assert score.points == 60


def test_score_before_the_pledge_is_refused():
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        ScoreFactory(assignment=AssignmentFactory())

    assert constraint_of(refusal) == LOCKED


@pytest.mark.parametrize(
    "change",
    [
        lambda score: Score.objects.update(points=59),
        lambda score: Score.objects.update(reason="다른 근거"),
        lambda score: score.delete(),
        lambda score: ScoreFactory(
            assignment=score.assignment, criterion=score.assignment.application.call.criteria.last()
        ),
        lambda score: Score.objects.update(assignment=pledged_assignment()),
    ],
    ids=["points", "reason", "deleted", "added", "moved away"],
)
def test_score_after_finishing_is_locked(change):
    score = ScoreFactory()
    finish(score.assignment)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change(score)

    assert constraint_of(refusal) == LOCKED
    assert Score.objects.values_list("assignment", "points", "reason").get() == (
        score.assignment_id,
        30,
        "근거",
    )


def test_score_cannot_be_moved_to_a_reviewer_who_has_finished():
    score, other = ScoreFactory(), pledged_assignment()
    finish(other)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Score.objects.filter(pk=score.pk).update(assignment=other)

    assert constraint_of(refusal) == LOCKED


@pytest.mark.usefixtures("committed")
def test_nobody_finishes_while_a_score_is_being_changed():
    score = ScoreFactory()

    with another_connection() as colleague, transaction.atomic():
        colleague.execute("SET lock_timeout = '200ms'")
        Score.objects.update(points=1)
        with pytest.raises(psycopg.errors.LockNotAvailable):
            colleague.execute(
                "UPDATE programs_assignment SET state = 'finished', finished_at = now()"
            )

    score.assignment.refresh_from_db()
    assert score.assignment.state == "pledged"


def test_every_version_of_a_score_is_kept():
    score = ScoreFactory(points=10)
    Score.objects.update(points=20)
    Score.objects.all().delete()

    versions = score.versions.order_by("pgh_id").values_list("pgh_label", "points")

    assert list(versions) == [("insert", 10), ("update", 20), ("delete", 20)]


def test_reviewer_stays_the_person_they_are():
    reviewer = ReviewerFactory()

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Reviewer.objects.filter(pk=reviewer.pk).update(user=UserFactory())
