"""What was received, decided, agreed to or logged stays as it was, whoever asks the database."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from portal.accounts.models import Consent
from programs.enums import ReadPlace
from programs.models import (
    ApplicationEvent,
    BriefingEvent,
    CallEvent,
    Document,
    PanelEvent,
    Picture,
    Reading,
    ReviewerEvent,
    StoryEvent,
    Submission,
    VoiceEvent,
)
from programs.models.application import SubmittedDocument
from tests.factories.accounts import UserFactory
from tests.factories.materials import MaterialFactory
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    CallFactory,
    DecisionFactory,
    DocumentFactory,
    DrawFactory,
    PanelFactory,
    RankingFactory,
    RankingLineFactory,
    ReviewerFactory,
    ScoreSheetFactory,
    ScreeningFactory,
    SubmissionFactory,
    TieDrawFactory,
    UnlockFactory,
    days,
    received_application,
)
from tests.factories.reviewers import ReviewerReadingFactory
from tests.factories.screening import ScreeningCheckFactory
from tests.factories.stories import PictureFactory, StoryFactory
from tests.factories.voices import VoiceAnswerFactory, VoiceFactory
from tests.factories.zones import CompanyFactory
from zones.models import CompanyEvent

pytestmark = pytest.mark.django_db


def submitted_document():
    application = received_application()
    submission = SubmissionFactory(application=application)
    submission.documents.set(application.documents.all())
    return SubmittedDocument.objects.get()


def reading():
    return Reading.objects.create(
        application=received_application(), reader=UserFactory(), place=ReadPlace.ADMIN
    )


WRITTEN_ONCE = {
    "submission": (SubmissionFactory, {"number": "2020-CALL-XXXXXXXX"}),
    "document of a submission": (submitted_document, {"document_id": 1}),
    "screening": (ScreeningFactory, {"is_eligible": False}),
    "point of a screening": (ScreeningCheckFactory, {"verdict": "not_applicable"}),
    "decision": (DecisionFactory, {"reason": "다른 까닭"}),
    "score sheet": (ScoreSheetFactory, {"total": 100}),
    "ranking": (RankingFactory, {"reason": "다른 까닭"}),
    "line of a ranking": (RankingLineFactory, {"place": 2}),
    "draw of a tie": (TieDrawFactory, {"reason": "다른 까닭"}),
    "unlock": (UnlockFactory, {"reason": "다른 까닭"}),
    "reading": (reading, {"place": ReadPlace.REVIEW}),
    "consent": (
        lambda: Consent.objects.create(user=UserFactory(), kind="privacy", version="1"),
        {"version": "2"},
    ),
    "event of an application": (
        lambda: ApplicationEvent.objects.create(application=ApplicationFactory(), verb="start"),
        {"verb": "submit"},
    ),
    "event of a call": (
        lambda: CallEvent.objects.create(call=CallFactory(), verb="create"),
        {"happened_at": days(-1)},
    ),
    "event of a briefing": (
        lambda: BriefingEvent.objects.create(briefing=BriefingFactory(), verb="register"),
        {"actor": None},
    ),
    "answer to a voice": (VoiceAnswerFactory, {"text": "다른 답변"}),
    "event of a voice": (
        lambda: VoiceEvent.objects.create(voice=VoiceFactory(), verb="report"),
        {"verb": "answer"},
    ),
    "event of a story": (
        lambda: StoryEvent.objects.create(story=StoryFactory(), verb="publish"),
        {"verb": "withdraw"},
    ),
    "event of a panel": (
        lambda: PanelEvent.objects.create(panel=PanelFactory(), verb="open"),
        {"verb": "close"},
    ),
    "draw": (DrawFactory, {"seed": "1"}),
    "event of a reviewer": (
        lambda: ReviewerEvent.objects.create(reviewer=ReviewerFactory(), verb="join"),
        {"verb": "leave"},
    ),
    "reading of a reviewer's account": (ReviewerReadingFactory, {"reason": "다른 까닭"}),
    "event of a company": (
        lambda: CompanyEvent.objects.create(company=CompanyFactory(), verb="register"),
        {"reason": "?"},
    ),
}


@pytest.mark.parametrize(("make", "change"), WRITTEN_ONCE.values(), ids=WRITTEN_ONCE)
def test_row_written_once_cannot_be_changed(make, change):
    row = make()
    rows = type(row).objects.filter(pk=row.pk)
    before = rows.values().get()

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        rows.update(**change)

    assert rows.values().get() == before


@pytest.mark.parametrize(("make", "change"), WRITTEN_ONCE.values(), ids=WRITTEN_ONCE)
def test_row_written_once_cannot_be_deleted(make, change):
    row = make()

    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        row.delete()

    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"file": "applications/1/other"},
        {"name": "다른 이름.pdf"},
        {"content_type": "image/png"},
        {"size": 1},
        {"sha256": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_document_never_becomes_another_file(change):
    document = DocumentFactory()

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)

    document.refresh_from_db()
    assert document.name == "사업계획서.pdf"


def test_document_cannot_go_to_another_application():
    document, other = DocumentFactory(), ApplicationFactory()

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(application=other)

    document.refresh_from_db()
    assert document.application != other


def test_document_can_step_aside():
    document = DocumentFactory()

    Document.objects.filter(pk=document.pk).update(removed_at=days(0))

    assert list(Document.objects.current()) == []


def test_document_of_a_submission_cannot_be_deleted():
    submitted = submitted_document()

    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        submitted.document.delete()

    assert list(submitted.submission.documents.all()) == [submitted.document]


def test_submission_with_a_false_digest_is_refused():
    true = SubmissionFactory()

    with pytest.raises(IntegrityError, match="digest_is_true"), transaction.atomic():
        SubmissionFactory(sha256=true.sha256, content=true.content + " ")

    assert Submission.objects.get() == true


@pytest.mark.parametrize("make", [MaterialFactory, PictureFactory])
@pytest.mark.parametrize(
    "change", [{"file": "other"}, {"size": 1}, {"sha256": "0" * 64}, {"name": "다른 이름"}], ids=str
)
def test_file_of_the_public_never_becomes_another(make, change):
    row = make()

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    "change", [{"file_small": "other"}, {"sha256_small": "0" * 64}, {"width": 1}], ids=str
)
def test_small_picture_never_becomes_another(change):
    picture = PictureFactory()

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(**change)
