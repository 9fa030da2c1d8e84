"""What a change of a published call begins with, brings, and asks of those who had submitted."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from programs.enums import AmendmentKind, ApplicationState, CallState
from programs.models import Application, Call, Confirmation
from programs.queries.call import cancel_reason_of
from programs.queries.content import content_of_call

# What was published stays: who announced it, for which programme, and when
LASTING = ("program", "agency", "published_at")

REOPENING = (AmendmentKind.EXTENSION, AmendmentKind.RENOTICE)


def waiting_amendment_of(call: Call) -> Call | None:
    """The working copy that is being written, or waits for its approval."""
    return call.amendment_drafts.filter(state__in=[CallState.DRAFT, CallState.SUBMITTED]).first()


def keeps_closing(draft: Call) -> bool:
    """Nobody has touched the closing in the working copy, though an outage may have moved it since."""
    call = draft.amends
    if call.closes_at == draft.closes_at:
        return True
    since = call.amendments.filter(incident__isnull=False, published_at__gt=draft.created_at)
    return since.filter(closes_at_before=draft.closes_at).exists()


def contents_of_amendment(draft: Call) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the published call says now, and once its working copy is published."""
    now = content_of_call(draft.amends)
    lasting = (*LASTING, "closes_at") if keeps_closing(draft) else LASTING
    content = content_of_call(draft) | {name: now[name] for name in lasting}
    if reopens(draft.amends, draft.amendment_kind):  # readers know it as closed by staff
        now = now | {"closes_at": timezone.localtime(draft.amends.closed_at).isoformat()}
    return now, content


def reopens(call: Call, kind: str) -> bool:
    """Whether an amendment of this kind takes an early closing back."""
    return call.closed_at is not None and kind in REOPENING


def confirmations_awaited() -> QuerySet[Confirmation]:
    """What companies are still asked to confirm: nothing of what they took back, or is handled,
    nor of a call that was cancelled."""
    return Confirmation.objects.filter(
        confirmed_at=None,
        application__state=ApplicationState.SUBMITTED,
        application__call__state=CallState.APPROVED,
    )


def confirmations_awaited_from(application: Application) -> QuerySet[Confirmation]:
    return confirmations_awaited().filter(application=application)


def with_news_of_call(applications: QuerySet[Application]) -> QuerySet[Application]:
    """`awaits_confirmation`, whether a change is to be confirmed; `cancel_reason` of the call."""
    awaited = confirmations_awaited().filter(application=OuterRef("pk"))
    return applications.annotate(
        awaits_confirmation=Exists(awaited), cancel_reason=cancel_reason_of("call")
    )
