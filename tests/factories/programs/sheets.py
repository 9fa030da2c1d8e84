"""Finished reviews and their score sheets."""

from decimal import Decimal

import factory
from django.utils import timezone

from portal.common.digest import canonical, digest_of_content
from programs.enums import AssignmentState
from programs.models import Assignment, ScoreSheet, Unlock
from programs.queries.sheet import sheet_content
from tests.factories.accounts import UserFactory
from tests.factories.programs.reviews import ScoreFactory, pledged_assignment


def finished_review(*points: str | int, opinion: str = "종합 의견", **kwargs) -> Assignment:
    """A reviewer has given these points, one for each criterion, and finished: with its sheet."""
    assignment = kwargs.pop("assignment", None) or pledged_assignment(**kwargs)
    criteria = assignment.application.call.criteria.all()
    for criterion, number in zip(criteria, points, strict=True):
        ScoreFactory(assignment=assignment, criterion=criterion, points=Decimal(number))
    finish(assignment, opinion=opinion)
    return assignment


def finish(assignment: Assignment, *, opinion: str = "종합 의견") -> ScoreSheet:
    assignment.state, assignment.finished_at = AssignmentState.FINISHED, timezone.now()
    assignment.opinion = opinion
    assignment.save()
    return ScoreSheetFactory(assignment=assignment)


class ScoreSheetFactory(factory.django.DjangoModelFactory):
    """What the scores of a finished review say, without a signature."""

    class Meta:
        model = ScoreSheet

    assignment = factory.LazyFunction(lambda: _finished())
    number = factory.LazyAttribute(lambda sheet: sheet.assignment.sheets.count() + 1)
    finished_at = factory.LazyAttribute(lambda sheet: sheet.assignment.finished_at)
    content = factory.LazyAttribute(lambda sheet: _content(sheet))
    sha256 = factory.LazyAttribute(lambda sheet: digest_of_content(sheet.content))
    total = factory.LazyAttribute(
        lambda sheet: sum(score.points for score in sheet.assignment.scores.all())
    )


def _finished() -> Assignment:
    """Without a sheet as yet."""
    score = ScoreFactory()
    assignment = score.assignment
    assignment.state, assignment.finished_at = AssignmentState.FINISHED, timezone.now()
    assignment.save()
    return assignment


def _content(sheet) -> str:
    scores = sheet.assignment.scores.select_related("criterion")
    said = {"number": sheet.number, "finished_at": sheet.finished_at}
    return canonical(sheet_content(sheet.assignment, scores, **said))


class UnlockFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unlock

    sheet = factory.SubFactory(ScoreSheetFactory)
    reason = "점수를 잘못 옮겨 적음"
    unlocked_by = factory.SubFactory(UserFactory)
