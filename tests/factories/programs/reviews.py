"""Screening and reviews."""

import factory
from django.utils import timezone

from programs.enums import AssignmentState
from programs.models import Assignment, Panel, Reviewer, Score, Screening
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs.applications import received_application
from tests.factories.programs.calls import CallFactory


class ReviewerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reviewer

    user = factory.SubFactory(UserFactory)
    employer = factory.Sequence(lambda n: f"예시연구원{n}")


class PanelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Panel
        django_get_or_create = ["call", "name"]

    call = factory.SubFactory(CallFactory)
    name = "1분과"


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    application = factory.LazyFunction(received_application)
    reviewer = factory.SubFactory(ReviewerFactory)
    panel = factory.LazyAttribute(lambda a: PanelFactory(call=a.application.call))
    assigned_by = factory.SubFactory(FoundationUserFactory)


class ScoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Score

    assignment = factory.LazyFunction(lambda: pledged_assignment())
    criterion = factory.LazyAttribute(lambda s: s.assignment.application.call.criteria.first())
    points = 30
    reason = "근거"


def pledged_assignment(**kwargs) -> Assignment:
    """A reviewer has declared no conflict and may score."""
    return AssignmentFactory(state=AssignmentState.PLEDGED, pledged_at=timezone.now(), **kwargs)


class ScreeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Screening

    application = factory.LazyFunction(received_application)
    is_eligible = True
    screened_by = factory.SubFactory(FoundationUserFactory)
