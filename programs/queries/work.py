"""What waits for the foundation."""

from dataclasses import dataclass

from django.db.models import Count, Q

from portal.accounts.models import User
from programs.enums import ApplicationState, CallState
from programs.models import Call
from programs.queries.application import applications_handled_by


@dataclass(frozen=True)
class WaitingWork:
    """How many things wait for the foundation, pile by pile."""

    calls_to_approve: int
    to_screen: int
    to_assign: int
    under_review: int
    to_decide: int


def count_work_waiting_for(user: User) -> WaitingWork:
    """What the user's start page counts: only calls that they may approve."""
    calls = Call.objects.approvable_by(user).count()
    mine = applications_handled_by(user).filter(call__state=CallState.APPROVED)
    counts = mine.aggregate(
        to_screen=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
        to_assign=Count("pk", filter=Q(state=ApplicationState.ELIGIBLE)),
        under_review=Count("pk", filter=Q(state=ApplicationState.UNDER_REVIEW)),
        to_decide=Count("pk", filter=Q(pk__in=mine.ready_to_decide().values("pk"))),
    )
    return WaitingWork(calls_to_approve=calls, **counts)
