import hashlib
from datetime import timedelta

import factory
import pgtrigger
from django.core.files.base import ContentFile
from django.utils import timezone

from portal.common.business_days import closing_day
from programs.enums import (
    ApplicationState,
    AssignmentState,
    CallState,
    ConsentTopic,
    Outcome,
    QuestionKind,
    RegistrationState,
    RuleKind,
)
from programs.models import (
    Answer,
    Application,
    Assignment,
    Attachment,
    Briefing,
    Call,
    CallZone,
    ConsentText,
    Criterion,
    Decision,
    Document,
    EligibilityRule,
    Panel,
    Program,
    Question,
    Registration,
    RequiredDocument,
    Reviewer,
    Score,
    Screening,
    Seal,
    Submission,
    Upload,
    UploadPart,
    WarningReason,
)
from programs.queries.lint import findings_of
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.zones import AgencyFactory, CompanyFactory
from zones.enums import ApplicantKind, Stage

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def days(count: float):
    return timezone.now() + timedelta(days=count)


class ProgramFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Program
        django_get_or_create = ["slug"]

    slug = "2020-small-zones"
    year = 2020
    name_ko = "2020년 강소연구개발특구 육성사업"
    name_en = "Small-but-strong R&D zone programme 2020"
    ministry_ko = "과학기술정보통신부"


class CallFactory(factory.django.DjangoModelFactory):
    """A draft with one zone; `CallFactory(parts=True)` has questions, documents and criteria."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    program = factory.SubFactory(ProgramFactory)
    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"2020-call-{n:04d}")
    title_ko = factory.Sequence(lambda n: f"2020년 강소연구개발특구 육성사업 공고 {n}")
    summary_ko = "특화분야 기업의 성장을 지원합니다."
    stage = Stage.GROWTH
    applicant_kinds = [ApplicantKind.COMPANY, ApplicantKind.FOUNDER]
    purpose = "목적"
    support = "지원내용"
    support_period = "협약일부터 10개월"
    eligibility = "특구 안의 기업"
    procedure = "요건검토, 서면평가"
    contact_name = "예시 담당"
    contact_phone = "055-000-0000"
    short_notice_reason = "시험"
    published_at = factory.LazyFunction(lambda: days(-10))
    opens_at = factory.LazyFunction(lambda: days(-5))
    closes_at = factory.LazyFunction(lambda: days(30))
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def zones(call, create, extracted, **kwargs):
        for zone in (extracted or [call.agency.zone]) if create else []:
            CallZone.objects.create(call=call, zone=zone)

    @factory.post_generation
    def parts(call, create, extracted, **kwargs):
        if extracted:
            QuestionFactory(call=call, position=1)
            RequiredDocumentFactory(call=call)
            CriterionFactory(call=call, position=1, weight=60)
            CriterionFactory(call=call, position=2, weight=40)
            reasons_given(call)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    call = factory.SubFactory(CallFactory)
    kind = QuestionKind.LONG
    label_ko = factory.Sequence(lambda n: f"문항 {n}")


class RequiredDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequiredDocument

    call = factory.SubFactory(CallFactory)
    label_ko = factory.Sequence(lambda n: f"서류 {n}")


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory)
    label_ko = factory.Sequence(lambda n: f"평가항목 {n}")
    weight = 100


def reasons_given(call: Call) -> None:
    """For what the linter may find in a draft of the factory: its dates are any day and hour."""
    about = {"few_reviewers": call.reviewer_count, "no_briefing": ""}
    if call.closes_at:
        about["closing_day"] = closing_day(call.closes_at).isoformat()
        about["closing_hours"] = f"{timezone.localtime(call.closes_at):%H:%M}"
    WarningReason.objects.bulk_create(
        WarningReason(call=call, rule=rule, about=what, reason="시험", given_by=call.created_by)
        for rule, what in about.items()
    )


def reasons_for_all(call: Call) -> Call:
    """A reason for each warning that the linter finds now."""
    for finding in findings_of(call):
        if finding.is_warning and not finding.reason:
            what = {"rule": finding.rule, "about": finding.about}
            WarningReason.objects.create(call=call, reason="시험", given_by=call.created_by, **what)
    return call


class EligibilityRuleFactory(factory.django.DjangoModelFactory):
    """At most seven years since founding."""

    class Meta:
        model = EligibilityRule

    call = factory.SubFactory(CallFactory)
    kind = RuleKind.AGE
    years = factory.LazyAttribute(lambda rule: 7 if rule.kind == RuleKind.AGE else None)


def approved(call: Call, *, by=None) -> Call:
    """The call as it stands after its way through approval; its dates stay as they were."""
    submitter = call.created_by
    call.state = CallState.SUBMITTED
    call.submitted_at, call.submitted_by = timezone.now(), submitter
    call.save()
    call.state = CallState.APPROVED
    call.approved_at, call.approved_by = timezone.now(), by or FoundationUserFactory()
    call.save()
    return call


def open_call(**kwargs) -> Call:
    return approved(CallFactory(parts=True, **kwargs))


def close(call: Call) -> Call:
    """Time passes: the call has closed an hour ago."""
    return set_moments(call, closes_at=days(-1 / 24))


def set_moments(call: Call, **moments) -> Call:
    """Other moments than announced, past the freeze: the time that passes in tests."""
    for name, moment in moments.items():
        setattr(call, name, moment)
    with pgtrigger.ignore("programs.Call:content_frozen"):
        call.save(update_fields=list(moments))
    return call


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A file of a draft whose text is still to be read; `attached` gives one to any call."""

    class Meta:
        model = Attachment

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(lambda n: n % 1000)
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="notice.pdf"))
    name = "공고문.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    uploaded_by = factory.SubFactory(UserFactory)


def attached(call: Call, **kwargs) -> Attachment:
    """A file that a call of any state has, past the freeze."""
    with pgtrigger.ignore("programs.Attachment:frozen_with_call"):
        return AttachmentFactory(call=call, **kwargs)


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


class BriefingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Briefing

    agency = factory.SubFactory(AgencyFactory)
    title_ko = factory.Sequence(lambda n: f"사업설명회 {n}")
    starts_at = factory.LazyFunction(lambda: days(10))
    ends_at = factory.LazyFunction(lambda: days(10.1))
    venue_ko = "특구재단 2층 콘퍼런스홀"
    capacity = 30
    published_at = factory.LazyFunction(lambda: days(-1))


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    briefing = factory.SubFactory(BriefingFactory)
    user = factory.SubFactory(UserFactory)
    attendee_name = "이손님"
    phone = "010-0000-0000"
    state = RegistrationState.SEATED


class ReviewerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reviewer

    user = factory.SubFactory(UserFactory)
    employer = factory.Sequence(lambda n: f"예시연구원{n}")


class PanelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Panel
        django_get_or_create = ["call", "name"]

    call = factory.SubFactory(CallFactory)
    name = "1분과"


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    application = factory.LazyFunction(received_application)
    reviewer = factory.SubFactory(ReviewerFactory)
    panel = factory.LazyAttribute(lambda a: PanelFactory(call=a.application.call))
    assigned_by = factory.SubFactory(FoundationUserFactory)


class ScoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Score

    assignment = factory.LazyFunction(lambda: pledged_assignment())
    criterion = factory.LazyAttribute(lambda s: s.assignment.application.call.criteria.first())
    points = 30
    reason = "근거"


def pledged_assignment(**kwargs) -> Assignment:
    """A reviewer has declared no conflict and may score."""
    return AssignmentFactory(state=AssignmentState.PLEDGED, pledged_at=timezone.now(), **kwargs)


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


class ScreeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Screening

    application = factory.LazyFunction(received_application)
    is_eligible = True
    screened_by = factory.SubFactory(FoundationUserFactory)


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    application = factory.LazyFunction(received_application)
    outcome = Outcome.REJECTED
    score = "55.50"
    reason = "사업화 계획이 부족함"
    decided_by = factory.SubFactory(FoundationUserFactory)
