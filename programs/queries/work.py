"""What waits for the foundation."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from portal.accounts.models import User
from programs.enums import UNDER_WAY, ApplicationState, CallState, VoiceState
from programs.models import Call, Supplement
from programs.queries.application import applications_handled_by
from programs.queries.voice import voices_handled_by

# What somebody still has to do something about
IN_WORK = Q(state__in=UNDER_WAY)


@dataclass(frozen=True)
class WaitingWork:
    """How many things wait for the foundation, pile by pile."""

    calls_to_approve: int
    to_screen: int
    to_assign: int
    under_review: int
    to_decide: int
    voices_to_assign: int = 0
    handled_by_me: int = 0
    supplements_answered: int = 0
    voices_due: int = 0


def count_work_waiting_for(user: User) -> WaitingWork:
    """What the user's start page counts: only calls that they may approve."""
    calls = Call.objects.approvable_by(user).count()
    mine = applications_handled_by(user).filter(call__state=CallState.APPROVED)
    counts = mine.aggregate(
        to_screen=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
        handled_by_me=Count("pk", filter=Q(handling__handler=user) & IN_WORK),
        supplements_answered=Count(
            "pk",
            filter=Q(
                pk__in=Supplement.objects.open().exclude(answered_at=None).values("application")
            ),
        ),
        to_assign=Count("pk", filter=Q(state=ApplicationState.ELIGIBLE)),
        under_review=Count("pk", filter=Q(state=ApplicationState.UNDER_REVIEW)),
        to_decide=Count("pk", filter=Q(pk__in=mine.ready_to_decide().values("pk"))),
    )
    voices = voices_handled_by(user).aggregate(
        voices_to_assign=Count("pk", filter=Q(state=VoiceState.RECEIVED)),
        voices_due=Count(
            "pk", filter=Q(state=VoiceState.ASSIGNED, due_on__lte=timezone.localdate())
        ),
    )
    return WaitingWork(calls_to_approve=calls, **counts, **voices)
