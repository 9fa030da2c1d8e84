"""Questions about calls, and what people keep an eye on."""

import factory

from programs.models import (
    Inquiry,
    Reply,
    SavedCall,
    SavedSearch,
    SessionQuestion,
    SessionReply,
    SurveyAnswer,
)
from tests.factories.accounts import UserFactory
from tests.factories.programs import BriefingFactory, CallFactory, RegistrationFactory


class InquiryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inquiry

    call = factory.SubFactory(CallFactory)
    asker = factory.SubFactory(UserFactory)
    text = "본사 이전도 되나요?"


class ReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reply

    call = factory.SubFactory(CallFactory)
    question = "본사 이전이 가능한가?"
    text = "협약 전까지 이전하면 됩니다."
    published_by = factory.SubFactory(UserFactory)


class SavedCallFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedCall

    user = factory.SubFactory(UserFactory)
    call = factory.SubFactory(CallFactory)


class SavedSearchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedSearch

    user = factory.SubFactory(UserFactory)
    name = "의료기기"
    query = "q=%EC%9D%98%EB%A3%8C"


class SessionReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionReply

    briefing = factory.SubFactory(BriefingFactory)
    question = "공동 신청이 가능한가?"
    text = "두 기업까지 가능합니다."
    published_by = factory.SubFactory(UserFactory)


class SessionQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionQuestion

    registration = factory.SubFactory(RegistrationFactory)
    briefing = factory.SelfAttribute("registration.briefing")
    text = "저희 회사도 공동 신청이 되나요?"


class SurveyAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SurveyAnswer

    briefing = factory.SubFactory(BriefingFactory)
    content = clarity = organisation = use = 4
