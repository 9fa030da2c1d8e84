"""Questions about calls, and what people keep an eye on."""

import factory

from programs.models import Inquiry, Reply, SavedCall, SavedSearch
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory


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
