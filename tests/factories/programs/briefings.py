"""Briefings and their guests."""

import factory

from programs.enums import RegistrationState
from programs.models import (
    Attendance,
    AttendanceWaiver,
    Briefing,
    BriefingOrganisation,
    BriefingPart,
    BriefingSeries,
    PartPerson,
    Registration,
)
from tests.factories.accounts import UserFactory
from tests.factories.programs.calls import CallFactory, days
from tests.factories.zones import AgencyFactory, CompanyFactory


class BriefingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Briefing

    agency = factory.SubFactory(AgencyFactory)
    title_ko = factory.Sequence(lambda n: f"사업설명회 {n}")
    starts_at = factory.LazyFunction(lambda: days(10))
    ends_at = factory.LazyFunction(lambda: days(10.1))
    venue_ko = "특구재단 2층 콘퍼런스홀"
    capacity = 30
    published_at = factory.LazyFunction(lambda: days(-1))


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    briefing = factory.SubFactory(BriefingFactory)
    user = factory.SubFactory(UserFactory)
    attendee_name = "이손님"
    phone = "010-0000-0000"
    email = factory.LazyAttribute(lambda one: one.user.email.lower() if one.user else "")
    state = RegistrationState.SEATED
    place = factory.LazyAttribute(lambda one: 1 + one.briefing.registrations.count())


class BriefingPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BriefingPart

    briefing = factory.SubFactory(BriefingFactory)
    position = factory.LazyAttribute(lambda one: 1 + one.briefing.parts.count())
    title_ko = factory.Sequence(lambda n: f"발표 {n}")


class PartPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartPerson

    part = factory.SubFactory(BriefingPartFactory)
    position = factory.LazyAttribute(lambda one: 1 + one.part.people.count())
    name_ko = "김발표"


class BriefingOrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BriefingOrganisation

    briefing = factory.SubFactory(BriefingFactory)
    position = factory.LazyAttribute(lambda one: 1 + one.briefing.organisations.count())
    name_ko = factory.Sequence(lambda n: f"기관 {n}")


class BriefingSeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BriefingSeries

    kind = "tour"
    agency = factory.SubFactory(AgencyFactory)
    title_ko = factory.Sequence(lambda n: f"순회 설명회 {n}")


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    registration = factory.SubFactory(RegistrationFactory)
    arrived_at = factory.LazyFunction(lambda: days(-0.01))
    recorded_by = factory.SubFactory(UserFactory)


class AttendanceWaiverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AttendanceWaiver

    call = factory.SubFactory(CallFactory)
    company = factory.SubFactory(CompanyFactory)
    reason = "사업단의 사정으로 참석하지 못함"
    given_by = factory.SubFactory(UserFactory)
