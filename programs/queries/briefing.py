"""Briefings and registrations: whose they are."""

from django.db.models import QuerySet

from portal.accounts.models import User
from programs.models import Briefing, Registration
from zones.models import Agency


def briefings_of_agencies_of(user: User) -> QuerySet[Briefing]:
    return Briefing.objects.filter(agency__in=Agency.objects.of(user))


def registrations_of(user: User) -> QuerySet[Registration]:
    return Registration.objects.filter(user=user).select_related("briefing")
