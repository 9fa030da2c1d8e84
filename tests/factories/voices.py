"""Voices of the field, in each state, with what the constraints want beside it."""

import datetime

import factory
from django.utils import timezone

from programs.enums import SummaryState, VoiceState, VoiceTheme
from programs.models import Voice, VoiceAnswer, VoiceSummary
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.zones import CompanyFactory

DUE = datetime.date(2099, 3, 2)


class VoiceFactory(factory.django.DjangoModelFactory):
    """As reported; with `state=` and what belongs to it."""

    class Meta:
        model = Voice

    class Params:
        assigned = factory.Trait(
            state=VoiceState.ASSIGNED, owner=factory.SubFactory(FoundationUserFactory), due_on=DUE
        )
        answered = factory.Trait(
            state=VoiceState.ANSWERED,
            owner=factory.SubFactory(FoundationUserFactory),
            due_on=DUE,
            answered_on=datetime.date(2026, 3, 2),
        )

    company = factory.SubFactory(CompanyFactory)
    zone = None
    theme = VoiceTheme.SPACE
    title = factory.Sequence(lambda n: f"입주 공간이 모자랍니다 {n}")
    text = "시제품을 조립할 넓은 공간이 특구 안에 없습니다."
    reported_by = factory.SubFactory(UserFactory)


class VoiceAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VoiceAnswer

    voice = factory.SubFactory(VoiceFactory, answered=True)
    text = "하반기에 공동 작업장을 엽니다."
    answered_by = factory.SubFactory(UserFactory)


class VoiceSummaryFactory(factory.django.DjangoModelFactory):
    """As proposed; `agreed=True`, `published=True`."""

    class Meta:
        model = VoiceSummary

    class Params:
        agreed = factory.Trait(
            state=SummaryState.AGREED,
            agreed_at=factory.LazyFunction(timezone.now),
            agreed_by=factory.SubFactory(UserFactory),
        )
        published = factory.Trait(
            state=SummaryState.PUBLISHED,
            agreed_at=factory.LazyFunction(timezone.now),
            agreed_by=factory.SubFactory(UserFactory),
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SubFactory(UserFactory),
        )

    voice = factory.SubFactory(VoiceFactory, answered=True)
    title_ko = factory.Sequence(lambda n: f"공동 작업장 요청 {n}")
    difficulty_ko = "조립할 공간이 부족했습니다."
    outcome_ko = "공동 작업장을 열었습니다."
    proposed_by = factory.SubFactory(UserFactory)
