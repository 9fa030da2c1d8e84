"""Mails about what changed in published calls, written by the worker.

Thousands may be concerned, and whoever publishes holds the call: submissions would wait until the
last mail is written. So the transaction queues one job, which writes them all or none.
"""

from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from portal.accounts.models import User
from programs.actions.notifications import (
    involved_in,
    notify,
    own_applications,
    watchers_of,
)
from programs.actions.saved import CHANGE_KIND
from programs.models import Amendment, Call, Incident
from programs.queries.difference import differences_from


def queue_telling(what: str, pk: int) -> None:
    """Queue the mails about an "amendment" or an "incident", in the transaction of its cause."""
    app.configure_task(f"programs.tasks.mail_{what}", queue="mail").defer(pk=pk)


@transaction.atomic
def tell_of_amendment(amendment: Amendment) -> None:
    """Everybody concerned, once; members of companies that must confirm are led to what is theirs."""
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


@transaction.atomic
def tell_of_incident(incident: Incident) -> None:
    """Everybody concerned by a call that it moved: one mail with all their calls."""
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
