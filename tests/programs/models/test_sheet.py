"""A finished review stays as it is; its sheet says what its scores add up to."""

import pytest
from django.db import IntegrityError, transaction

from programs.models import Assignment, ScoreSheet
from tests.factories.programs import (
    AssignmentFactory,
    ScoreSheetFactory,
    UnlockFactory,
    days,
    finished_review,
    pledged_assignment,
)
from tests.factories.programs.sheets import finish

pytestmark = pytest.mark.django_db
STAYS = "programs_assignment_finished_stays"


def refused(act) -> str:
    """The name of the rule that refuses the act."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    return refusal.value.__cause__.diag.constraint_name


def rows(assignment):
    return Assignment.objects.filter(pk=assignment.pk)


def unlocked(assignment):
    """Opened again, its first sheet unlocked."""
    UnlockFactory(sheet=assignment.sheets.get())
    rows(assignment).update(state="pledged", finished_at=None)
    assignment.refresh_from_db()
    return assignment


@pytest.mark.parametrize("change", [{"opinion": "다른 의견"}, {"finished_at": days(-1)}])
def test_finished_review_stays(change):
    finished = finished_review(50, 30)

    assert refused(lambda: rows(finished).update(**change)) == STAYS


def test_review_in_work_may_change():
    pledged = pledged_assignment()

    rows(pledged).update(opinion="새 의견")

    assert rows(pledged).get().opinion == "새 의견"


@pytest.mark.parametrize("has_sheet", [True, False])
def test_finished_review_is_not_opened_again_without_an_unlock(has_sheet):
    assignment = (
        finished_review(50, 30)
        if has_sheet
        else AssignmentFactory(state="finished", pledged_at=days(0), finished_at=days(0))
    )

    rule = refused(lambda: rows(assignment).update(state="pledged", finished_at=None))

    assert rule == "programs_assignment_unlocked_with_reason"


def test_unlock_is_good_for_one_sheet_only():
    assignment = unlocked(finished_review(50, 30))
    finish(assignment)

    rule = refused(lambda: rows(assignment).update(state="pledged", finished_at=None))

    assert rule == "programs_assignment_unlocked_with_reason"
    assert list(assignment.sheets.values_list("number", flat=True)) == [1, 2]


def test_second_sheet_needs_an_unlock_of_the_first():
    sheet = finished_review(50, 30).sheets.get()

    rule = refused(lambda: ScoreSheetFactory(assignment=sheet.assignment))

    assert rule == "programs_scoresheet_after_unlock"


@pytest.mark.parametrize("number", [0, 3])
def test_sheets_are_numbered_without_a_gap(number):
    sheet = UnlockFactory().sheet

    rule = refused(lambda: ScoreSheetFactory(assignment=sheet.assignment, number=number))

    assert rule == "programs_scoresheet_after_unlock"


@pytest.mark.parametrize("lie", [{"total": "79.99"}, {"finished_at": days(-1)}])
def test_sheet_says_what_the_review_says(lie):
    assignment = unlocked(finished_review(50, 30))
    rows(assignment).update(state="finished", finished_at=days(0))
    assignment.refresh_from_db()

    rule = refused(lambda: ScoreSheetFactory(assignment=assignment, **lie))

    assert rule == "programs_scoresheet_follows_the_scores"


def test_sheet_of_a_review_in_work_is_refused():
    assignment = pledged_assignment()

    rule = refused(lambda: ScoreSheetFactory(assignment=assignment, finished_at=days(0), total=0))

    assert rule == "programs_scoresheet_follows_the_scores"


def test_unlock_of_an_older_sheet_is_refused():
    assignment = unlocked(finished_review(50, 30))
    finish(assignment)
    UnlockFactory(sheet=assignment.sheets.last())
    rows(assignment).update(state="pledged", finished_at=None)

    rule = refused(lambda: UnlockFactory(sheet=assignment.sheets.last()))

    assert rule == "programs_unlock_of_the_newest"


def test_standing_sheets_are_the_newest_of_finished_reviews():
    stands, again, opened = (finished_review(50, 30) for _time in range(3))
    unlocked(opened)
    finish(unlocked(again))

    standing = ScoreSheet.objects.standing().order_by("pk")

    assert [(sheet.assignment, sheet.number) for sheet in standing] == [(stands, 1), (again, 2)]
