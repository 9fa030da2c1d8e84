"""What waits for the foundation."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from portal.accounts.models import User
from programs.enums import UNDER_WAY, ApplicationState, CallState, ConflictState, VoiceState
from programs.models import Call
from programs.queries.application import applications_handled_by
from programs.queries.awaiting import (
    challenges_awaiting,
    conflicts_handled_by,
    objections_awaiting,
    panels_overdue,
    selections_awaiting,
    supplements_of_work,
    waivers_awaiting,
)
from programs.queries.voice import voices_handled_by
from programs.rules import is_foundation

# What somebody still has to do something about
IN_WORK = Q(state__in=UNDER_WAY)


@dataclass(frozen=True)
class WaitingWork:
    """How many things wait for the foundation, pile by pile; where there is a day, the nearest."""

    calls_to_approve: int = 0
    to_screen: int = 0
    to_assign: int = 0
    under_review: int = 0
    to_decide: int = 0
    voices_to_assign: int = 0
    handled_by_me: int = 0
    supplements_answered: int = 0
    supplements_missed: int = 0
    supplement_due_on: date | None = None
    voices_due: int = 0
    voice_due_on: date | None = None
    objections: int = 0
    objection_due_on: date | None = None
    suspicions: int = 0
    waivers: int = 0
    challenges: int = 0
    selections: int = 0
    panels_overdue: int = 0
    review_due_on: date | None = None


def count_work_waiting_for(user: User) -> WaitingWork | None:
    """What the user's start page counts: only what they may act on; None for who only reads."""
    if not (user.is_superuser or is_foundation(user)):
        return None
    return WaitingWork(
        calls_to_approve=Call.objects.approvable_by(user).count(),
        **_of_applications(user),
        **_of_supplements(user),
        **_of_reviews(user),
        **_of_conflicts(user),
        **_of_objections(user),
        **_of_voices(user),
        selections=selections_awaiting(user).count(),
    )


def _of_applications(user: User) -> dict[str, int]:
    mine = applications_handled_by(user).filter(call__state=CallState.APPROVED)
    return mine.aggregate(
        to_screen=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
        handled_by_me=Count("pk", filter=Q(handling__handler=user) & IN_WORK),
        to_assign=Count("pk", filter=Q(state=ApplicationState.ELIGIBLE)),
        under_review=Count("pk", filter=Q(state=ApplicationState.UNDER_REVIEW)),
        to_decide=Count("pk", filter=Q(pk__in=mine.ready_to_decide().values("pk"))),
    )


def _of_supplements(user: User) -> dict[str, int | date | None]:
    """An application has one that is open, so that as many are listed as are counted."""
    missed = Q(answered_at=None, due_on__lt=timezone.localdate())
    return supplements_of_work(user).aggregate(
        supplements_answered=Count("pk", filter=Q(answered_at__isnull=False)),
        supplements_missed=Count("pk", filter=missed),
        supplement_due_on=Min("due_on", filter=missed),
    )


def _of_reviews(user: User) -> dict[str, int | date | None]:
    late = panels_overdue(user).aggregate(count=Count("pk"), first=Min("closes_at"))
    first = late["first"]
    return {
        "panels_overdue": late["count"],
        "review_due_on": first and timezone.localdate(first - timedelta(microseconds=1)),
    }


def _of_conflicts(user: User) -> dict[str, int]:
    asked = Q(pk__in=waivers_awaiting(user).order_by().values("pk"))
    counts = conflicts_handled_by(user).aggregate(
        suspicions=Count("pk", filter=Q(state=ConflictState.SUSPECTED)),
        waivers=Count("pk", filter=asked),
    )
    return {**counts, "challenges": challenges_awaiting(user).count()}


def _of_objections(user: User) -> dict[str, int | date | None]:
    waiting = objections_awaiting(user).aggregate(count=Count("pk"), first=Min("due_at"))
    first = waiting["first"]
    return {
        "objections": waiting["count"],
        "objection_due_on": first and timezone.localdate(first - timedelta(microseconds=1)),
    }


def _of_voices(user: User) -> dict[str, int | date | None]:
    due = Q(state=VoiceState.ASSIGNED, due_on__lte=timezone.localdate())
    return voices_handled_by(user).aggregate(
        voices_to_assign=Count("pk", filter=Q(state=VoiceState.RECEIVED)),
        voices_due=Count("pk", filter=due),
        voice_due_on=Min("due_on", filter=due),
    )
