"""The pool of reviewers beside the reviewers themselves, and why they may not judge."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from programs.enums import ConflictGround, ConflictSource, ConflictState, TieKind
from programs.models import (
    Challenge,
    Conflict,
    ReviewerAccount,
    ReviewerInvitation,
    ReviewerReading,
    ReviewerSanction,
    ReviewerTie,
)
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import ReviewerFactory
from tests.factories.programs.applications import received_application
from tests.factories.zones import CompanyMemberFactory


class ReviewerTieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewerTie

    reviewer = factory.SubFactory(ReviewerFactory)
    kind = TieKind.EMPLOYEE
    organisation = factory.Sequence(lambda n: f"예시기술{n}")


class ReviewerSanctionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewerSanction

    reviewer = factory.SubFactory(ReviewerFactory)
    starts_on = date(2026, 1, 1)
    ends_on = date(2026, 12, 31)
    ground = "이해충돌 미신고"
    recorded_by = factory.SubFactory(FoundationUserFactory)


class ReviewerAccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewerAccount

    reviewer = factory.SubFactory(ReviewerFactory)
    sealed = "sealed"
    saved_by = factory.SelfAttribute("reviewer.user")


class ReviewerReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewerReading

    reviewer = factory.SubFactory(ReviewerFactory)
    reader = factory.SubFactory(FoundationUserFactory)
    reason = "평가수당 지급"


class ReviewerInvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewerInvitation

    email = factory.Sequence(lambda n: f"expert{n}@example.kr")
    token_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    invited_by = factory.SubFactory(FoundationUserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class ConflictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Conflict

    class Params:
        dismissed = factory.Trait(
            state=ConflictState.DISMISSED,
            settled_at=factory.LazyFunction(timezone.now),
            settled_by=factory.SubFactory(UserFactory),
            settling_reason="동명이인",
        )
        waived = factory.Trait(
            state=ConflictState.WAIVED,
            waiver_asked_at=factory.LazyFunction(timezone.now),
            waiver_asked_by=factory.SubFactory(UserFactory),
            waiver_reason="유일한 전문가",
            settled_at=factory.LazyFunction(timezone.now),
            settled_by=factory.SubFactory(UserFactory),
            settling_reason="전문성",
        )

    reviewer = factory.SubFactory(ReviewerFactory)
    application = factory.LazyFunction(received_application)
    ground = ConflictGround.DEPARTMENT
    source = ConflictSource.FOUND
    fact = "예시대학교"


class ChallengeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Challenge

    class Params:
        decided = factory.Trait(
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(FoundationUserFactory),
            is_upheld=False,
            answer="근거가 없음",
        )

    application = factory.LazyFunction(received_application)
    person = "김모름"
    reason = "경쟁사의 기술고문입니다"
    filed_by = factory.SubFactory(UserFactory)


def parties_to(application) -> dict:
    """Of the foundation, by why they settle nothing of who may judge the application."""
    people = {why: FoundationUserFactory() for why in ("applicant", "competitor", "in conflict")}
    rival = received_application(call=application.call)
    CompanyMemberFactory(company=application.company, user=people["applicant"])
    CompanyMemberFactory(company=rival.company, user=people["competitor"])
    reviewer = ReviewerFactory(user=people["in conflict"])
    ConflictFactory(application=application, reviewer=reviewer)
    return people
