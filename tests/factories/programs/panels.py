"""Panels, who sits in them, and what they judge."""

import hashlib

import factory
import pgtrigger
from django.utils import timezone

from programs.enums import MemberState, PanelState
from programs.models import (
    AssignmentProposal,
    Draw,
    Panel,
    PanelMember,
    PanelPlace,
)
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs.applications import received_application
from tests.factories.programs.calls import CallFactory
from tests.factories.programs.reviewers import ReviewerFactory


class PanelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Panel
        django_get_or_create = ["call", "name"]

    call = factory.SubFactory(CallFactory)
    name = "1분과"
    state = PanelState.REVIEWING


class PanelMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PanelMember
        django_get_or_create = ["panel", "reviewer"]

    panel = factory.SubFactory(PanelFactory)
    reviewer = factory.SubFactory(ReviewerFactory)
    state = MemberState.PLEDGED
    invited_by = factory.SubFactory(FoundationUserFactory)

    @factory.lazy_attribute
    def pledged_at(self):
        return timezone.now() if self.state == MemberState.PLEDGED else None

    @factory.lazy_attribute
    def pledge_version(self):
        return "1" if self.state == MemberState.PLEDGED else ""

    @factory.lazy_attribute
    def accepted_at(self):
        return timezone.now() if self.state == MemberState.PLEDGED else None


class PanelPlaceFactory(factory.django.DjangoModelFactory):
    """Of an application in whatever state, though only screened ones come before a panel."""

    class Meta:
        model = PanelPlace
        django_get_or_create = ["application"]

    application = factory.LazyFunction(received_application)
    panel = factory.LazyAttribute(lambda place: PanelFactory(call=place.application.call))
    added_by = factory.SubFactory(FoundationUserFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with pgtrigger.ignore("programs.PanelPlace:of_the_same_call"):
            return super()._create(model_class, *args, **kwargs)


class DrawFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Draw

    panel = factory.SubFactory(PanelFactory)
    number = 1
    seed = "0" * 64
    receipts = factory.LazyFunction(list)
    sha256 = hashlib.sha256(b"[]").hexdigest()
    drawn_by = factory.SubFactory(FoundationUserFactory)


class AssignmentProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AssignmentProposal

    panel = factory.SubFactory(PanelFactory)
    content = factory.LazyFunction(dict)
    facts_sha256 = "0" * 64
    made_by = factory.SubFactory(FoundationUserFactory)
