"""Screening and reviews."""

import factory
from django.utils import timezone

from programs.enums import AssignmentState
from programs.models import Assignment, Score, Screening
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs.applications import received_application
from tests.factories.programs.panels import PanelFactory, PanelMemberFactory, PanelPlaceFactory
from tests.factories.programs.reviewers import ReviewerFactory


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    application = factory.LazyFunction(received_application)
    reviewer = factory.SubFactory(ReviewerFactory)
    panel = factory.LazyAttribute(lambda a: PanelFactory(call=a.application.call))
    assigned_by = factory.SubFactory(FoundationUserFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """The reviewer sits in the panel, and the application is one of it."""
        panel, reviewer = kwargs["panel"], kwargs["reviewer"]
        PanelMemberFactory(panel=panel, reviewer=reviewer)
        PanelPlaceFactory(panel=panel, application=kwargs["application"])
        return super()._create(model_class, *args, **kwargs)


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
