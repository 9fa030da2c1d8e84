"""Mails about what happened to published calls and to briefings, written by the worker.

Thousands may be concerned, and whoever publishes, closes or cancels holds them: submissions would wait
until the last mail is written. So the transaction queues one job (`queue_telling`), which writes
them all or none, and once: a worker may die after it, before its job is done, and another runs it
again.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.alerts import tell_of_new_calls
from programs.actions.notifications import (
    involved_in,
    notify,
    own_applications,
    watchers_of,
)
from programs.actions.saved import CHANGE_KIND
from programs.enums import ApplicationState, CallVerb, TellingKind
from programs.models import Amendment, BriefingEvent, Call, Incident, Telling
from programs.queries.difference import differences_from


@transaction.atomic
def tell(telling: Telling) -> bool:
    """Queue all mails of a telling; False where that was done before."""
    held = Telling.objects.select_for_update().get(pk=telling.pk)
    if held.told_at:
        return False
    TELLERS[TellingKind(held.kind)](*held.subjects)
    held.told_at = timezone.now()
    held.save(update_fields=["told_at"])
    return True


def _tell_of_amendment(pk: int) -> None:
    """Members of companies that must confirm are led to what is theirs."""
    amendment = Amendment.objects.select_related("call").get(pk=pk)
    call = amendment.call
    confirmations = amendment.confirmations.select_related("application__company")
    asked = own_applications(row.application for row in confirmations)
    others = involved_in(call).exclude(pk__in=[reader.pk for reader, _own in asked])
    rows = differences_from(amendment.difference)
    common: dict[str, Any] = {"call": call, "amendment": amendment, "differences": rows}
    path = call.get_absolute_url()
    notify(others, "call_amended", path=path, **common)
    notify(watchers_of(call), "call_amended", path=path, kind=CHANGE_KIND, **common)
    for reader, own in asked:
        notify([reader], "call_amended", path=path, must_confirm=True, applications=own, **common)


def _tell_of_closing(pk: int) -> None:
    """Who has begun and not submitted is told what becomes of it."""
    amendment = Amendment.objects.select_related("call").get(pk=pk)
    call = amendment.call
    unsent = call.applications.filter(
        state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN]
    )
    writers = User.objects.filter(
        company_memberships__company__in=unsent.values("company")
    ).distinct()
    others = involved_in(call).exclude(pk__in=writers.values("pk"))
    said: dict[str, Any] = {"path": call.get_absolute_url(), "call": call, "amendment": amendment}
    notify(writers, "call_closed", has_draft=True, **said)
    notify(others, "call_closed", **said)
    notify(watchers_of(call), "call_closed", kind=CHANGE_KIND, **said)


def _tell_of_cancellation(pk: int) -> None:
    call = Call.objects.get(pk=pk)
    event = call.events.filter(verb=CallVerb.CANCEL).get()  # nothing comes after it
    said: dict[str, Any] = {"path": call.get_absolute_url(), "call": call, "reason": event.reason}
    applicants = own_applications(call.applications.select_related("company"))
    for reader, own in applicants:
        notify([reader], "call_cancelled", applications=own, **said)
    others = involved_in(call).exclude(pk__in=[reader.pk for reader, _own in applicants])
    notify(others, "call_cancelled", **said)
    notify(watchers_of(call), "call_cancelled", kind=CHANGE_KIND, **said)


def _tell_of_outage(pk: int) -> None:
    """Everybody concerned by a call that it moved: one mail with all their calls."""
    incident = Incident.objects.get(pk=pk)
    calls = Call.objects.filter(amendments__incident=incident).order_by("pk")
    calls_of: dict[User, list[Call]] = {}
    involved: set[User] = set()
    for call in calls:
        those = set(involved_in(call))
        involved |= those
        for reader in those.union(watchers_of(call)):
            calls_of.setdefault(reader, []).append(call)
    for reader in sorted(calls_of, key=lambda reader: reader.pk):
        notify(
            [reader],
            "calls_extended",
            path=f"/incidents/{incident.pk}/",
            kind="" if reader in involved else CHANGE_KIND,
            incident=incident,
            calls=calls_of[reader],
        )


def _tell_of_briefing(template: str) -> Callable[[int], None]:
    """Everybody who has a place, waiting ones too, of what an event of a briefing says."""

    def tell_guests(pk: int) -> None:
        event = BriefingEvent.objects.select_related("briefing").get(pk=pk)
        briefing = event.briefing
        guests = User.objects.filter(registrations__in=briefing.registrations.active())
        notify(
            guests.order_by("pk"),
            template,
            path=briefing.get_absolute_url(),
            briefing=briefing,
            reason=event.reason,
        )

    return tell_guests


TELLERS: dict[TellingKind, Callable[..., None]] = {
    TellingKind.AMENDMENT: _tell_of_amendment,
    TellingKind.CLOSING: _tell_of_closing,
    TellingKind.CANCELLATION: _tell_of_cancellation,
    TellingKind.OUTAGE: _tell_of_outage,
    TellingKind.NEW_CALLS: tell_of_new_calls,
    TellingKind.BRIEFING_CHANGED: _tell_of_briefing("briefing_changed"),
    TellingKind.BRIEFING_CANCELLED: _tell_of_briefing("briefing_cancelled"),
}
