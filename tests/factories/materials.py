"""What stays of a session."""

import hashlib

import factory
from django.core.files.base import ContentFile

from programs.models import Material, Recording
from tests.factories.accounts import UserFactory
from tests.factories.programs import PDF, BriefingFactory


class MaterialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Material

    briefing = factory.SubFactory(BriefingFactory)
    position = factory.LazyAttribute(lambda one: 1 + one.briefing.materials.count())
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="slides.pdf"))
    name = "발표자료.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    uploaded_by = factory.SubFactory(UserFactory)


class RecordingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recording

    briefing = factory.SubFactory(BriefingFactory)
    url = "https://video.example.kr/watch?v=1"
    linked_by = factory.SubFactory(UserFactory)
