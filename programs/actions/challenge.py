"""기피 신청: an applicant asks that somebody may not judge their application."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.application import record_application_event
from programs.actions.conflict import locked_for_no_party, record_conflict
from programs.actions.errors import AlreadyAnswered, NotYours, TooManyChallenges
from programs.actions.notifications import notify, own_people_of
from programs.enums import ApplicationVerb, ConflictGround, ConflictSource
from programs.models import Application, Challenge, Reviewer
from programs.validators import validate_words
from zones.rules import is_of_own_people

MOST_CHALLENGES = 20  # of one application


@transaction.atomic
def file_challenge(
    application: Application, *, by: User, person: str, organisation: str, reason: str
) -> Challenge:
    """Name somebody who should not judge, and why; the same twice, as a second click, is one.

    The applicant does not learn whether the person judges at all. Raises NotYours of others than
    the company's own people, AlreadyAnswered where the application waits for no judgement,
    TooManyChallenges.
    """
    for words in (person, reason):
        validate_words(words)
    held = Application.objects.select_for_update(of=["self"], no_key=True).get(pk=application.pk)
    if not is_of_own_people(by, held.company):
        raise NotYours
    if not held.is_judged_for_its_applicant():
        raise AlreadyAnswered
    waiting = held.challenges.filter(decided_at=None, person=person, organisation=organisation)
    if known := waiting.first():
        return known
    if held.challenges.count() >= MOST_CHALLENGES:
        raise TooManyChallenges(MOST_CHALLENGES)
    challenge = Challenge.objects.create(
        application=held, person=person, organisation=organisation, reason=reason, filed_by=by
    )
    record_application_event(held, ApplicationVerb.FILE_CHALLENGE, by=by, from_state=held.state)
    return challenge


@transaction.atomic
def decide_challenge(
    challenge: Challenge, *, by: User, is_upheld: bool, answer: str, reviewer: Reviewer | None
) -> Challenge:
    """Uphold or refuse, with an answer that the applicant reads; upheld it bars the reviewer meant.

    Raises AlreadyAnswered, OwnConflict of oneself, and what `locked_for_no_party` raises.
    """
    validate_words(answer)
    application = locked_for_no_party(challenge.application, by=by)
    held = Challenge.objects.select_for_update(of=["self"], no_key=True).get(pk=challenge.pk)
    if held.is_decided:
        raise AlreadyAnswered
    if is_upheld and reviewer:
        record_conflict(
            application,
            reviewer=reviewer,
            ground=ConflictGround.CHALLENGE,
            source=ConflictSource.CHALLENGE,
            fact=" · ".join(filter(None, [held.person, held.organisation])),
            by=by,
        )
    held.is_upheld, held.answer, held.reviewer = is_upheld, answer, reviewer
    held.decided_at, held.decided_by = timezone.now(), by
    held.save(update_fields=["is_upheld", "answer", "reviewer", "decided_at", "decided_by"])
    record_application_event(
        application, ApplicationVerb.DECIDE_CHALLENGE, by=by, from_state=application.state
    )
    notify(
        own_people_of(application.company),
        "challenge_decided",
        path=f"/applications/{application.pk}/challenge/",
        call=application.call,
        application=application,
    )
    return held
