"""Applications with what was written, handed in and received of them."""

import hashlib

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from programs.enums import ApplicationState, ConsentTopic
from programs.models import (
    Answer,
    Application,
    ConsentText,
    Document,
    Seal,
    Submission,
    Upload,
    UploadPart,
)
from tests.factories.accounts import UserFactory
from tests.factories.programs.calls import PDF, days, open_call
from tests.factories.zones import CompanyFactory


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    call = factory.LazyFunction(open_call)
    company = factory.SubFactory(CompanyFactory)
    title = "의료기기 실증"
    requested_won = 100_000_000
    received_won = factory.LazyAttribute(
        lambda made: made.requested_won if getattr(made, "state", "draft") != "draft" else None
    )
    created_by = factory.SubFactory(UserFactory)


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    question = factory.LazyAttribute(lambda answer: answer.application.call.questions.first())
    value = "답변"


class ConsentTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConsentText

    topic = ConsentTopic.PERSONAL_DATA
    version = factory.Sequence(lambda n: n + 1)
    is_required = True
    applies_from = factory.LazyFunction(timezone.localdate)
    body_ko = factory.Sequence(lambda n: f"수집 목적과 항목 {n}")


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    application = factory.SubFactory(ApplicationFactory)
    required_document = factory.LazyAttribute(
        lambda document: document.application.call.required_documents.first()
    )
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="plan.pdf"))
    name = "사업계획서.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    uploaded_by = factory.SubFactory(UserFactory)


class UploadFactory(factory.django.DjangoModelFactory):
    """A file of which nothing has come yet."""

    class Meta:
        model = Upload

    application = factory.SubFactory(ApplicationFactory)
    required_document = factory.LazyAttribute(
        lambda upload: upload.application.call.required_documents.first()
    )
    name = "사업계획서.pdf"
    size = len(PDF)
    started_by = factory.SubFactory(UserFactory)


class UploadPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UploadPart

    upload = factory.SubFactory(UploadFactory)
    offset = 0
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="part"))


def in_state(state: str) -> dict:
    """What an application in this state has: a draft was never received."""
    return {"state": state, "submitted_at": None if state == "draft" else days(-1)}


def complete_application(**kwargs) -> Application:
    """A draft with nothing missing."""
    application = ApplicationFactory(**kwargs)
    for question in application.call.questions.all():
        AnswerFactory(application=application, question=question)
    for required in application.call.required_documents.all():
        DocumentFactory(application=application, required_document=required)
    return application


def received_application(**kwargs) -> Application:
    """Received in an open call, without the way through the gate."""
    return complete_application(
        state=ApplicationState.SUBMITTED, submitted_at=timezone.now(), **kwargs
    )


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Submission

    application = factory.LazyFunction(received_application)
    number = factory.Sequence(lambda n: f"2020-CALL-{n:08d}")
    content = '{"title":"의료기기 실증"}'
    sha256 = factory.LazyAttribute(lambda s: hashlib.sha256(s.content.encode()).hexdigest())
    received_at = factory.LazyFunction(timezone.now)
    submitted_by = factory.SubFactory(UserFactory)


class SealFactory(factory.django.DjangoModelFactory):
    """With form only: its root and signature are no true ones."""

    class Meta:
        model = Seal

    call = factory.LazyFunction(open_call)
    number = factory.Sequence(lambda n: n % 1000 + 1)
    ended_at = factory.LazyFunction(lambda: days(-2))
    sealed_at = factory.LazyFunction(lambda: days(-1))
    count = 0
    root = "0123456789abcdef" * 4
    key_id = "0123456789abcdef"
    signature = "0123456789abcdef" * 8
