"""Mails about what happened to published calls and to briefings, written by the worker.

Thousands may be concerned, and whoever publishes, closes or cancels holds them: submissions would wait
until the last mail is written. So the transaction queues one job (`queue_telling`), which writes
them all or none, and once: a worker may die after it, before its job is done, and another runs it
again.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.alerts import tell_of_new_calls
from programs.actions.guests import CANCEL, REQUEST, guests_without_account, notify_guests
from programs.actions.notifications import (
    involved_in,
    notify,
    own_applications,
    watchers_of,
)
from programs.actions.saved import CHANGE_KIND
from programs.enums import UNSENT, CallVerb, RegistrationState, SeatMode, TellingKind
from programs.models import Amendment, BriefingEvent, Call, Incident, Registration, Telling
from programs.queries.difference import differences_from


@transaction.atomic
def tell(telling: Telling) -> bool:
    """Queue all mails of a telling; False where that was done before."""
    held = Telling.objects.select_for_update(no_key=True).get(pk=telling.pk)
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
    notify_guests(guests_without_account(call), "call_amended", path=path, **common)
    notify(watchers_of(call), "call_amended", path=path, kind=CHANGE_KIND, **common)
    for reader, own in asked:
        notify([reader], "call_amended", path=path, must_confirm=True, applications=own, **common)


def _tell_of_closing(pk: int) -> None:
    """Who has begun and not submitted is told what becomes of it."""
    amendment = Amendment.objects.select_related("call").get(pk=pk)
    call = amendment.call
    unsent = call.applications.filter(state__in=UNSENT)
    writers = User.objects.filter(
        company_memberships__company__in=unsent.values("company")
    ).distinct()
    others = involved_in(call).exclude(pk__in=writers.values("pk"))
    said: dict[str, Any] = {"path": call.get_absolute_url(), "call": call, "amendment": amendment}
    notify(writers, "call_closed", has_draft=True, **said)
    notify(others, "call_closed", **said)
    notify_guests(guests_without_account(call), "call_closed", **said)
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
    notify_guests(guests_without_account(call), "call_cancelled", **said)
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
    _tell_guests_of_outage(incident, calls, set(calls_of))


def _tell_guests_of_outage(incident: Incident, calls: Iterable[Call], told: set[User]) -> None:
    """Guests of briefings without an account: one mail each, with all their calls."""
    calls_of: dict[str, list[Call]] = {}
    places: dict[str, Registration] = {}
    known = {reader.email for reader in told}
    for call in calls:
        for place in guests_without_account(call).exclude(email__in=known):
            calls_of.setdefault(place.email, []).append(call)
            places.setdefault(place.email, place)
    for email in sorted(calls_of):
        notify_guests(
            Registration.objects.filter(pk=places[email].pk),
            "calls_extended",
            path=f"/incidents/{incident.pk}/",
            incident=incident,
            calls=calls_of[email],
        )


def _tell_of_briefing(template: str, method: str) -> Callable[[int], None]:
    """Everybody who has a place, waiting ones too, of what an event of a briefing says."""

    def tell_guests(pk: int) -> None:
        event = BriefingEvent.objects.select_related("briefing").get(pk=pk)
        places = event.briefing.registrations.active()
        seated = places.filter(state=RegistrationState.SEATED)
        notify_guests(seated, template, method=method, reason=event.reason)
        notify_guests(places.exclude(pk__in=seated), template, reason=event.reason)

    return tell_guests


def _tell_of_link(pk: int) -> None:
    """Only who takes part online needs it."""
    event = BriefingEvent.objects.select_related("briefing").get(pk=pk)
    seated = event.briefing.registrations.filter(state=RegistrationState.SEATED)
    online = seated.filter(mode=SeatMode.ONLINE)
    notify_guests(online, "briefing_link_changed", method=REQUEST)


# What became of a place: the mail, and what a calendar does with its entry
PLACE_MAILS = {
    ("register", RegistrationState.SEATED): ("registration_confirmed", REQUEST),
    ("register", RegistrationState.WAITING): ("registration_waiting", ""),
    ("accept", RegistrationState.SEATED): ("registration_confirmed", REQUEST),
    ("change", RegistrationState.SEATED): ("registration_confirmed", REQUEST),
    ("change", RegistrationState.WAITING): ("registration_waiting", ""),
    ("promote", RegistrationState.SEATED): ("registration_promoted", REQUEST),
    ("offer", RegistrationState.OFFERED): ("seat_offered", ""),
    ("lapse", RegistrationState.LAPSED): ("offer_lapsed", ""),
    ("cancel", RegistrationState.CANCELLED): ("registration_cancelled", CANCEL),
}


def _tell_of_place(pk: int) -> None:
    """Nothing where the place has moved on meanwhile: another mail says what it has become."""
    event = BriefingEvent.objects.select_related("registration").get(pk=pk)
    place = event.registration
    found = PLACE_MAILS.get((event.verb, RegistrationState(event.to_state)))
    if found is None or place is None or place.state != event.to_state:
        return
    template, method = found
    if event.verb == "cancel" and event.from_state != RegistrationState.SEATED:
        method = ""  # nothing stands in a calendar
    notify_guests(Registration.objects.filter(pk=place.pk), template, method=method)


TELLERS: dict[TellingKind, Callable[..., None]] = {
    TellingKind.AMENDMENT: _tell_of_amendment,
    TellingKind.CLOSING: _tell_of_closing,
    TellingKind.CANCELLATION: _tell_of_cancellation,
    TellingKind.OUTAGE: _tell_of_outage,
    TellingKind.NEW_CALLS: tell_of_new_calls,
    TellingKind.BRIEFING_CHANGED: _tell_of_briefing("briefing_changed", REQUEST),
    TellingKind.BRIEFING_CANCELLED: _tell_of_briefing("briefing_cancelled", CANCEL),
    TellingKind.BRIEFING_LINK: _tell_of_link,
    TellingKind.PLACE: _tell_of_place,
}
