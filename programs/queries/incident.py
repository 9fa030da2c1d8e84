from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User
from programs.enums import CallState
from programs.models import Call, Incident
from zones.models import Agency

LOOK_BACK = timedelta(days=31)
TOLD_FOR = timedelta(days=14)


def extendable_calls(by: User) -> QuerySet[Call]:
    """Calls whose closing an outage may move, and this person with it.

    Approved, with a closing time not long gone, not closed early by staff, of another agency.
    """
    recent = (
        Call.objects.originals()
        .published()
        .filter(state=CallState.APPROVED, closes_at__gt=timezone.now() - LOOK_BACK, closed_at=None)
    )
    return recent.exclude(agency__in=Agency.objects.of(by)).order_by("closes_at", "pk")


def incidents_to_tell() -> QuerySet[Incident]:
    """Outages that visitors are told of where they look for calls, the newest first."""
    return Incident.objects.filter(recorded_at__gt=timezone.now() - TOLD_FOR)
