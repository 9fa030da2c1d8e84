"""Briefings and registrations: whose they are."""

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from portal.accounts.models import User
from programs.models import Briefing, Registration
from programs.models.briefing import about_cancelled_calls
from zones.models import Agency


def briefings_of_agencies_of(user: User) -> QuerySet[Briefing]:
    return Briefing.objects.filter(agency__in=Agency.objects.of(user))


def registrations_of(user: User) -> QuerySet[Registration]:
    """With `calls_are_cancelled`, whether all calls of the briefing were."""
    fate = ExpressionWrapper(about_cancelled_calls("briefing"), output_field=BooleanField())
    found = Registration.objects.filter(user=user).select_related("briefing")
    return found.annotate(calls_are_cancelled=fate)
