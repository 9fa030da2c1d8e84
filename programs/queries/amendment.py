"""What a change of a published call begins with, brings, and asks of those who had submitted."""

from typing import Any

from django.db.models import QuerySet

from programs.enums import ApplicationState, CallState
from programs.models import Application, Call, Confirmation
from programs.queries.content import content_of_call

# What was published stays: who announced it, for which programme, and when
LASTING = ("program", "agency", "published_at")


def waiting_amendment_of(call: Call) -> Call | None:
    """The working copy that is being written, or waits for its approval."""
    return call.amendment_drafts.filter(state__in=[CallState.DRAFT, CallState.SUBMITTED]).first()


def contents_of_amendment(draft: Call) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the published call says now, and once its working copy is published.

    Where an outage has moved the closing since the copy was made, a closing that nobody touched in
    the copy is the moved one.
    """
    call = draft.amends
    before = content_of_call(call)
    after = content_of_call(draft) | {name: before[name] for name in LASTING}
    moved = call.amendments.filter(
        incident__isnull=False,
        published_at__gt=draft.created_at,
        closes_at_before=draft.closes_at,
    )
    if moved.exists():
        after["closes_at"] = before["closes_at"]
    return before, after


def confirmations_awaited_from(application: Application) -> QuerySet[Confirmation]:
    """What the company is still asked to confirm: nothing of what it took back, or is handled."""
    return application.confirmations.filter(
        confirmed_at=None, application__state=ApplicationState.SUBMITTED
    )
