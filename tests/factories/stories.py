"""Stories and their pictures."""

import hashlib
from datetime import date

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from programs.enums import StoryState
from programs.models import Picture, Story
from tests.factories.accounts import UserFactory
from tests.factories.zones import AgencyFactory

WEBP = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"


class StoryFactory(factory.django.DjangoModelFactory):
    """A draft that could be published."""

    class Meta:
        model = Story

    class Params:
        published = factory.Trait(
            state=StoryState.PUBLISHED,
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SubFactory(UserFactory),
        )
        withdrawn = factory.Trait(
            state=StoryState.WITHDRAWN,
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SubFactory(UserFactory),
            withdrawn_at=factory.LazyFunction(timezone.now),
            withdrawn_by=factory.SubFactory(UserFactory),
        )
        names_company = factory.Trait(
            company_name="주식회사 예시",
            agreement_from="김대표 대표이사",
            agreement_on=date(2026, 3, 2),
        )

    agency = factory.SubFactory(AgencyFactory)
    title_ko = factory.Sequence(lambda n: f"현장 이야기 {n}")
    lead_ko = "특구에서 시작한 기업의 이야기입니다."
    body_ko = "본문입니다."
    created_by = factory.SubFactory(UserFactory)


class PictureFactory(factory.django.DjangoModelFactory):
    """No two have the same bytes."""

    class Meta:
        model = Picture

    class Params:
        number = factory.Sequence(lambda n: n)
        large = factory.LazyAttribute(lambda one: WEBP + b"large%d" % one.number)
        small = factory.LazyAttribute(lambda one: WEBP + b"small%d" % one.number)

    story = factory.SubFactory(StoryFactory, published=True)
    position = factory.LazyAttribute(lambda one: 1 + one.story.pictures.count())
    alt_ko = "연구원이 장비를 살펴보고 있다."
    file = factory.LazyAttribute(lambda one: ContentFile(one.large, name="picture.webp"))
    file_small = factory.LazyAttribute(lambda one: ContentFile(one.small, name="picture.webp"))
    name = "IMG_0001.jpg"
    size = factory.LazyAttribute(lambda one: len(one.large))
    sha256 = factory.LazyAttribute(lambda one: hashlib.sha256(one.large).hexdigest())
    sha256_small = factory.LazyAttribute(lambda one: hashlib.sha256(one.small).hexdigest())
    width, height, width_small, height_small = 1600, 1200, 640, 480
    uploaded_by = factory.SubFactory(UserFactory)
