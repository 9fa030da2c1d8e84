"""Notices with their files; questions with their answers."""

import hashlib

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from programs.enums import FaqCategory, PublicTextState
from programs.models import Faq, Notice, NoticeFile
from tests.factories.accounts import UserFactory
from tests.factories.programs import PDF


class PublicTextFactory(factory.django.DjangoModelFactory):
    """A draft that could be published."""

    class Meta:
        abstract = True

    class Params:
        published = factory.Trait(
            state=PublicTextState.PUBLISHED,
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SubFactory(UserFactory),
        )
        withdrawn = factory.Trait(
            state=PublicTextState.WITHDRAWN,
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SubFactory(UserFactory),
            withdrawn_at=factory.LazyFunction(timezone.now),
            withdrawn_by=factory.SubFactory(UserFactory),
            withdrawn_reason="내용이 바뀌었습니다.",
        )

    created_by = factory.SubFactory(UserFactory)


class NoticeFactory(PublicTextFactory):
    class Meta:
        model = Notice

    title_ko = factory.Sequence(lambda n: f"알림 {n}")
    body_ko = "본문입니다."


class NoticeFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NoticeFile

    notice = factory.SubFactory(NoticeFactory, published=True)
    position = factory.LazyAttribute(lambda one: 1 + one.notice.files.count())
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="notice.pdf"))
    name = "붙임.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    uploaded_by = factory.SubFactory(UserFactory)


class FaqFactory(PublicTextFactory):
    class Meta:
        model = Faq

    category = FaqCategory.APPLYING
    question_ko = factory.Sequence(lambda n: f"무엇을 묻나요 {n}?")
    answer_ko = "답입니다."
