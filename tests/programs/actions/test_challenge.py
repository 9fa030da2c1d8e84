"""기피 신청: filed by the applicant's own people, decided by staff, who tell nothing of the panel."""

import pytest

from programs.actions.challenge import MOST_CHALLENGES, decide_challenge, file_challenge
from programs.actions.errors import (
    AlreadyAnswered,
    CallNotClosed,
    CompetingApplicant,
    InConflict,
    NotYours,
    OwnApplication,
    OwnConflict,
    TooManyChallenges,
)
from programs.models import Challenge, Conflict
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ReviewerFactory,
    close,
    complete_application,
    in_state,
    received_application,
)
from tests.factories.reviewers import ChallengeFactory, parties_to
from tests.factories.zones import CompanyMemberFactory
from tests.mails import body_to, queued_mails

pytestmark = pytest.mark.django_db

SAID = {"person": "김평가", "organisation": "예시대학교", "reason": "경쟁사의 고문"}
ANSWER = {"is_upheld": True, "answer": "받아들입니다."}


@pytest.fixture
def application():
    return received_application()


@pytest.fixture
def own(application):
    return CompanyMemberFactory(company=application.company, role="representative").user


@pytest.fixture
def challenge(application, own):
    close(application.call)
    return ChallengeFactory(application=application, filed_by=own, person="김평가")


def decide(challenge, *, by=None, reviewer=None, **changes):
    by = by or FoundationUserFactory()
    return decide_challenge(challenge, by=by, reviewer=reviewer, **{**ANSWER, **changes})


def test_filed(application, own):
    challenge = file_challenge(application, by=own, **SAID)

    assert (challenge.person, challenge.filed_by, challenge.is_decided) == ("김평가", own, False)
    assert application.events.get().verb == "file_challenge"


def test_the_same_twice_is_one_until_it_is_decided(application, own):
    first = file_challenge(application, by=own, **SAID)
    assert file_challenge(application, by=own, **SAID) == first
    close(application.call)
    decide(first, is_upheld=False)

    assert file_challenge(application, by=own, **SAID) != first


@pytest.mark.parametrize("state", ["draft", "ineligible", "withdrawn"])
def test_not_where_nobody_judges(own, application, state):
    other = complete_application(company=application.company, **in_state(state))

    with pytest.raises(AlreadyAnswered):
        file_challenge(other, by=own, **SAID)


def test_not_by_consultants_nor_strangers(application):
    consultant = CompanyMemberFactory(company=application.company, role="consultant").user
    for user in (consultant, CompanyMemberFactory().user):
        with pytest.raises(NotYours):
            file_challenge(application, by=user, **SAID)


def test_a_bound_to_how_many(application, own):
    for number in range(MOST_CHALLENGES):
        ChallengeFactory(application=application, person=f"김{number}")

    with pytest.raises(TooManyChallenges):
        file_challenge(application, by=own, **SAID)


def test_upheld_it_bars_the_reviewer_meant(challenge):
    reviewer, clerk = ReviewerFactory(), FoundationUserFactory()

    decide(challenge, by=clerk, reviewer=reviewer)

    conflict = Conflict.objects.get()
    assert (conflict.reviewer, conflict.ground, conflict.state) == (
        reviewer,
        "challenge",
        "standing",
    )
    challenge.refresh_from_db()
    assert (challenge.is_upheld, challenge.decided_by) == (True, clerk)
    assert {"declare_conflict", "decide_challenge"} == set(
        challenge.application.events.values_list("verb", flat=True)
    )


def test_refused_it_bars_nobody(challenge):
    decide(challenge, reviewer=ReviewerFactory(), is_upheld=False, answer="근거가 없습니다.")

    assert not Conflict.objects.exists()


def test_the_mail_leads_to_the_answer_and_names_nobody(challenge, own):
    reviewer = ReviewerFactory()

    decide(challenge, reviewer=reviewer)

    body = body_to(own)
    assert f"/applications/{challenge.application_id}/challenge/" in body
    assert reviewer.user.name not in body
    assert reviewer.employer not in body


def test_decided_once(challenge):
    decide(challenge)

    with pytest.raises(AlreadyAnswered):
        decide(challenge, is_upheld=False)
    assert Challenge.objects.get().is_upheld


def test_not_by_whom_it_is_about_nor_by_a_party(challenge):
    reviewer = ReviewerFactory(user=FoundationUserFactory())
    parties = parties_to(challenge.application)
    cases = [
        (reviewer.user, OwnConflict),
        (parties["in conflict"], InConflict),
        (parties["applicant"], OwnApplication),
        (parties["competitor"], CompetingApplicant),
    ]

    for user, refusal in cases:
        with pytest.raises(refusal):
            decide(challenge, by=user, reviewer=reviewer)

    assert not Challenge.objects.get().is_decided
    assert queued_mails() == []


def test_not_before_the_call_has_ended(application, own):
    challenge = file_challenge(application, by=own, **SAID)

    with pytest.raises(CallNotClosed):
        decide(challenge)
