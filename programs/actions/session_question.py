"""Questions from a session: asked by its guests or aloud, answered once for all, without names."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.notices import queue_notice
from programs.actions.clock import database_now
from programs.actions.errors import (
    AlreadyAnswered,
    AlreadyCorrected,
    QuestionsClosed,
    TooManyInquiries,
)
from programs.models import (
    Briefing,
    BriefingEvent,
    Registration,
    SessionQuestion,
    SessionReply,
)
from programs.queries.session_question import takes_questions

MOST_WAITING = 10


@transaction.atomic
def ask_in_session(registration: Registration, *, by: User | None, text: str) -> SessionQuestion:
    """Take a question of a guest; the same one, while it waits, is taken once. `by` is None where
    they come by the link of a mail.

    The guest's row is held, so that a double click counts once. The event names nobody.
    Raises QuestionsClosed, TooManyInquiries.
    """
    held = Registration.objects.select_for_update(of=("self",), no_key=True)
    registration = held.select_related("briefing").get(pk=registration.pk)
    if not takes_questions(registration.briefing, at=database_now()):
        raise QuestionsClosed
    waiting = registration.questions.waiting()
    if same := waiting.filter(text=text).first():
        return same
    if waiting.count() >= MOST_WAITING:
        raise TooManyInquiries
    BriefingEvent.objects.create(briefing=registration.briefing, verb="ask")
    return SessionQuestion.objects.create(
        briefing=registration.briefing, registration=registration, text=text
    )


@transaction.atomic
def answer_session_questions(
    briefing: Briefing, *, by: User, questions: Collection[int], question: str, text: str
) -> SessionReply:
    """Answer waiting questions (their keys) at once, for everybody to read; the askers are told.

    Without keys it is what somebody asked aloud. `question` is what everybody reads, without names.
    Raises AlreadyAnswered where one of them waits no more.
    """
    held = (
        briefing.questions.waiting()
        .filter(pk__in=questions)
        .select_for_update(of=("self",), no_key=True)
    )
    found = [asked.pk for asked in held]
    if len(found) != len(set(questions)):
        raise AlreadyAnswered
    reply = SessionReply.objects.create(
        briefing=briefing, question=question, text=text, published_by=by
    )
    SessionQuestion.objects.filter(pk__in=found).update(reply=reply)
    BriefingEvent.objects.create(briefing=briefing, actor=by, verb="answer")
    _tell_askers(reply, [reply.pk], "session_answered")
    return reply


@transaction.atomic
def set_aside_session_question(
    question: SessionQuestion, *, by: User, reason: str
) -> SessionQuestion:
    """Leave a question without a public answer; its asker is told why. Raises AlreadyAnswered."""
    waiting = SessionQuestion.objects.waiting().filter(pk=question.pk)
    held = waiting.select_for_update(of=("self",), no_key=True).select_related("briefing").first()
    if held is None:
        raise AlreadyAnswered
    held.set_aside_at, held.set_aside_by, held.set_aside_reason = database_now(), by, reason
    held.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    BriefingEvent.objects.create(briefing=held.briefing, actor=by, verb="set_aside")
    guests = Registration.objects.filter(pk=held.registration_id)
    _tell(guests, "session_set_aside", held.briefing, asked=held)
    return held


@transaction.atomic
def correct_session_reply(
    reply: SessionReply, *, by: User, question: str, text: str
) -> SessionReply:
    """Publish a reply in the place of another, which stays readable beside it.

    Those who had asked are told. Raises AlreadyCorrected.
    """
    # A reply is written once and cannot be held; of two at once the second waits for its briefing
    Briefing.objects.select_for_update(no_key=True).get(pk=reply.briefing_id)
    if SessionReply.objects.filter(corrects=reply).exists():
        raise AlreadyCorrected
    correction = SessionReply.objects.create(
        briefing=reply.briefing, question=question, text=text, corrects=reply, published_by=by
    )
    BriefingEvent.objects.create(briefing=reply.briefing, actor=by, verb="correct_answer")
    chain: list[int] = []
    former: SessionReply | None = correction
    while former:
        chain.append(former.pk)
        former = former.corrects
    _tell_askers(correction, chain, "session_corrected")
    return correction


def _tell_askers(reply: SessionReply, chain: Collection[int], template: str) -> None:
    asked = Registration.objects.filter(questions__reply__in=chain).distinct().order_by("pk")
    _tell(asked.select_related("user"), template, reply.briefing, reply=reply)


def _tell(
    guests: Iterable[Registration], template: str, briefing: Briefing, **context: Any
) -> None:
    """A mail to each guest, with an account or without; who has closed theirs gets none."""
    for guest in guests:
        person = guest.user
        address = person.email if person else guest.email
        if not address or person and not person.is_active:
            continue
        queue_notice(
            template,
            to=address,
            language=person.language if person else guest.language,
            path=briefing.get_absolute_url(),
            name=person.name if person else guest.attendee_name,
            briefing=briefing,
            **context,
        )
