"""Questions from sessions, and the answers that everybody reads. Who asked is in none of these."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.accounts.models import User
from portal.common.nested import objects_from, rows_of
from programs.models import Attendance, Briefing, Registration, SessionQuestion, SessionReply
from programs.models.registration import ENDED
from programs.queries.inquiry import PublicReply, standing_replies
from zones.models import Agency

# So long after its end a session still takes questions
QUESTIONS_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class WaitingQuestion:
    """A question as the agency sees it: without its asker."""

    pk: int
    text: str
    asked_at: datetime


def guest_of(user: User, briefing: Briefing) -> Registration | None:
    """The place of a person at a session, or the one with which they came; None for others."""
    return guests_among(briefing.registrations.filter(user=user)).order_by("-pk").first()


def guests_among(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Who has a place, and who came: not those who gave it back and stayed away."""
    came = Attendance.objects.standing().filter(registration=OuterRef("pk"))
    return registrations.filter(~Q(state__in=ENDED) | Exists(came))


def takes_questions(briefing: Briefing, *, at: datetime) -> bool:
    """Whether its guests may ask at a moment (UTC): until two weeks after its end."""
    return briefing.cancelled_at is None and at <= briefing.ends_at + QUESTIONS_AFTER


def waiting_questions_of(briefing: Briefing) -> list[WaitingQuestion]:
    """The session's questions without an answer, the oldest first."""
    rows = briefing.questions.waiting().values_list("pk", "text", "asked_at")
    return [WaitingQuestion(*row) for row in rows]


def with_replies(briefings: QuerySet[Briefing]) -> QuerySet[Briefing]:
    """Sessions with what was answered in public, in the same statement (`replies_at`)."""
    replies = SessionReply.objects.filter(briefing=OuterRef("pk"))
    fields = ("id", "question", "text", "published_at", "corrects_id")
    return briefings.annotate(reply_rows=rows_of(replies, *fields))


def replies_at(briefing: Briefing) -> list[PublicReply]:
    """The answers that stand, newest first, each with those that it corrects; without a statement
    where `with_replies` has brought them."""
    if "reply_rows" in vars(briefing):
        return standing_replies(objects_from(SessionReply, vars(briefing)["reply_rows"]))
    return standing_replies(briefing.replies.all())


def questions_of_guest(registration: Registration) -> QuerySet[SessionQuestion]:
    """What this guest asked, the newest first."""
    return registration.questions.select_related("reply").order_by("-asked_at", "-pk")


def session_questions_of_agencies_of(user: User) -> QuerySet[SessionQuestion]:
    return SessionQuestion.objects.filter(briefing__agency__in=Agency.objects.of(user))


def session_replies_of_agencies_of(user: User) -> QuerySet[SessionReply]:
    return SessionReply.objects.filter(briefing__agency__in=Agency.objects.of(user))
