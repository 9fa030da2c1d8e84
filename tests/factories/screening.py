"""The eligibility check, requests for supplements, and who handles what."""

import hashlib
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from programs.models import (
    Handling,
    SavedFilter,
    ScreeningCheck,
    ScreeningDraft,
    Supplement,
    SupplementFile,
)
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import PDF, ScreeningFactory, received_application


class ScreeningCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ScreeningCheck

    screening = factory.SubFactory(ScreeningFactory)
    subject = "rule"
    key = "age"
    label = "창업 7년 이내"
    verdict = "passes"


class ScreeningDraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ScreeningDraft

    application = factory.LazyFunction(received_application)
    subject = "rule"
    key = "applicant_kind"
    verdict = "passes"
    saved_by = factory.SubFactory(FoundationUserFactory)


class SupplementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Supplement

    application = factory.LazyFunction(received_application)
    asks = "사업자등록증을 다시 제출"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    asked_by = factory.SubFactory(FoundationUserFactory)


class SupplementFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SupplementFile

    supplement = factory.SubFactory(SupplementFactory)
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="license.pdf"))
    name = "사업자등록증.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    uploaded_by = factory.SubFactory(UserFactory)


class HandlingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Handling

    application = factory.LazyFunction(received_application)
    handler = factory.SubFactory(FoundationUserFactory)
    since = factory.LazyFunction(timezone.now)


class SavedFilterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedFilter

    user = factory.SubFactory(FoundationUserFactory)
    name = "내 검토 대기"
    query = "state__exact=submitted"
