"""What belongs to guests of briefings."""

from datetime import timedelta

import factory

from programs.models import BriefingReminder, ConsultationSlot, RegistrationLink
from tests.factories.programs import BriefingFactory, RegistrationFactory


class RegistrationLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegistrationLink

    briefing = factory.SubFactory(BriefingFactory)
    email = factory.Sequence(lambda n: f"guest{n}@example.kr")


class BriefingReminderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BriefingReminder

    registration = factory.SubFactory(RegistrationFactory)
    kind = "day"
    starts_at = factory.LazyAttribute(lambda one: one.registration.briefing.starts_at)


class ConsultationSlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConsultationSlot

    briefing = factory.SubFactory(BriefingFactory)
    starts_at = factory.LazyAttribute(lambda one: one.briefing.starts_at)
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + timedelta(minutes=20))
    table = 1
