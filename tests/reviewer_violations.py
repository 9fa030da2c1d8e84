"""Rows of the pool of reviewers and of conflicts that contradict themselves."""

from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.programs import ReviewerFactory
from tests.factories.reviewers import (
    ChallengeFactory,
    ConflictFactory,
    ReviewerInvitationFactory,
    ReviewerReadingFactory,
    ReviewerSanctionFactory,
    ReviewerTieFactory,
)


def changed(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def twice(factory, *shared, **fields):
    first = factory(**fields)
    factory(**{name: getattr(first, name) for name in shared})


def waived_by_one():
    conflict = ConflictFactory(waived=True)
    changed(conflict, settled_by=conflict.waiver_asked_by)


def act():
    return {"settled_at": timezone.now(), "settled_by": UserFactory()}


REVIEWER_VIOLATIONS = [
    (
        "programs_reviewer_number_has_form",
        lambda: changed(ReviewerFactory(), employer_business_number="123"),
    ),
    (
        "programs_reviewertie_once",
        lambda: twice(ReviewerTieFactory, "reviewer", "kind", "organisation"),
    ),
    ("programs_reviewertie_has_organisation", lambda: ReviewerTieFactory(organisation="")),
    (
        "programs_reviewertie_ends_after_start",
        lambda: ReviewerTieFactory(from_on="2026-02-01", until_on="2026-01-31"),
    ),
    ("programs_reviewertie_number_has_form", lambda: ReviewerTieFactory(business_number="12")),
    (
        "programs_reviewersanction_ends_after_start",
        lambda: ReviewerSanctionFactory(ends_on="2025-12-31"),
    ),
    ("programs_reviewersanction_has_ground", lambda: ReviewerSanctionFactory(ground="")),
    (
        "programs_reviewersanction_lifted_with_reason",
        lambda: changed(ReviewerSanctionFactory(), lifting_reason="집행정지"),
    ),
    (
        "programs_reviewersanction_lifted_with_reason",
        lambda: changed(
            ReviewerSanctionFactory(), lifted_at=timezone.now(), lifted_by=UserFactory()
        ),
    ),
    (
        "programs_reviewersanction_lifted_pair",
        lambda: changed(ReviewerSanctionFactory(), lifted_by=UserFactory()),
    ),
    ("programs_reviewerreading_has_reason", lambda: ReviewerReadingFactory(reason="")),
    (
        "programs_reviewerinvitation_one_waiting",
        lambda: twice(ReviewerInvitationFactory, "email"),
    ),
    (
        "programs_reviewerinvitation_email_in_small_letters",
        lambda: ReviewerInvitationFactory(email="Kim@example.kr"),
    ),
    (
        "programs_reviewerinvitation_expires_later",
        lambda: changed(ReviewerInvitationFactory(), expires_at="2026-01-01T00:00:00Z"),
    ),
    (
        "programs_reviewerinvitation_one_end",
        lambda: ReviewerInvitationFactory(
            accepted_at=timezone.now(),
            accepted_by=UserFactory(),
            revoked_at=timezone.now(),
            revoked_by=UserFactory(),
        ),
    ),
    (
        "programs_reviewerinvitation_accepted_pair",
        lambda: ReviewerInvitationFactory(accepted_at=timezone.now()),
    ),
    (
        "programs_reviewerinvitation_revoked_pair",
        lambda: ReviewerInvitationFactory(revoked_by=UserFactory()),
    ),
    (
        "programs_conflict_once",
        lambda: twice(ConflictFactory, "reviewer", "application", "ground"),
    ),
    (
        "programs_conflict_asked_pair",
        lambda: ConflictFactory(waiver_asked_at=timezone.now(), waiver_reason="유일"),
    ),
    (
        "programs_conflict_settled_pair",
        lambda: ConflictFactory(settled_at=timezone.now(), settling_reason="동명이인"),
    ),
    (
        "programs_conflict_asked_with_reason",
        lambda: ConflictFactory(waiver_asked_at=timezone.now(), waiver_asked_by=UserFactory()),
    ),
    ("programs_conflict_asked_with_reason", lambda: ConflictFactory(waiver_reason="유일")),
    ("programs_conflict_settled_with_reason", lambda: ConflictFactory(state="dismissed")),
    ("programs_conflict_settled_with_reason", lambda: ConflictFactory(**act())),
    ("programs_conflict_settled_with_reason", lambda: ConflictFactory(settling_reason="왜")),
    (
        "programs_conflict_settled_with_reason",
        lambda: ConflictFactory(state="suspected", settling_reason="동명이인", **act()),
    ),
    ("programs_conflict_waived_by_a_second_person", waived_by_one),
    (
        "programs_conflict_waived_by_a_second_person",
        lambda: ConflictFactory(waived=True, ground="participant"),
    ),
    (
        "programs_conflict_waived_by_a_second_person",
        lambda: ConflictFactory(state="waived", settling_reason="전문성", **act()),
    ),
    (
        "programs_challenge_one_open",
        lambda: twice(ChallengeFactory, "application", "person", "organisation"),
    ),
    ("programs_challenge_has_texts", lambda: ChallengeFactory(person="")),
    ("programs_challenge_has_texts", lambda: ChallengeFactory(reason="")),
    (
        "programs_challenge_decided_pair",
        lambda: ChallengeFactory(decided=True, decided_by=None),
    ),
    ("programs_challenge_decided_with_answer", lambda: ChallengeFactory(is_upheld=True)),
    (
        "programs_challenge_decided_with_answer",
        lambda: ChallengeFactory(reviewer=ReviewerFactory()),
    ),
    (
        "programs_challenge_decided_with_answer",
        lambda: ChallengeFactory(decided=True, answer=""),
    ),
    (
        "programs_challenge_decided_with_answer",
        lambda: ChallengeFactory(decided=True, is_upheld=None),
    ),
]
