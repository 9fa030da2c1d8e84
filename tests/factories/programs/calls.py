"""Calls and what they are made of, on their way to publication and to their closing."""

import hashlib
from datetime import timedelta

import factory
import pgtrigger
from django.core.files.base import ContentFile
from django.utils import timezone

from portal.common.business_days import closing_day
from programs.enums import CallState, QuestionKind, RuleKind
from programs.models import (
    Attachment,
    Call,
    CallZone,
    Criterion,
    EligibilityRule,
    Program,
    Question,
    RequiredDocument,
    WarningReason,
)
from programs.queries.lint import findings_of
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.zones import AgencyFactory
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
