from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from programs.enums import CallState
from programs.models import Call, Incident

LOOK_BACK = timedelta(days=31)
TOLD_FOR = timedelta(days=14)


def extendable_calls() -> QuerySet[Call]:
    """Calls whose closing an outage may move: approved, with a closing time not long gone."""
    recent = Call.objects.filter(state=CallState.APPROVED, closes_at__gt=timezone.now() - LOOK_BACK)
    return recent.order_by("closes_at", "pk")


def incidents_to_tell() -> QuerySet[Incident]:
    """Outages that visitors are told of where they look for calls, the newest first."""
    return Incident.objects.filter(recorded_at__gt=timezone.now() - TOLD_FOR)
