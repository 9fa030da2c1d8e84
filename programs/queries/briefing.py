"""Briefings and registrations: whose they are."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from portal.accounts.models import User
from programs.models import Briefing, Registration
from programs.models.briefing import about_cancelled_calls
from programs.rules import is_foundation
from zones.models import Agency


def briefings_visible_to(user: User | AnonymousUser) -> QuerySet[Briefing]:
    """Published briefings for everybody; all of their agency for its members; all for staff."""
    if not user.is_authenticated:
        return Briefing.objects.published()
    if is_foundation(user):
        return Briefing.objects.all()
    return Briefing.objects.published() | briefings_of_agencies_of(user)


def briefings_of_agencies_of(user: User) -> QuerySet[Briefing]:
    return Briefing.objects.filter(agency__in=Agency.objects.of(user))


def registrations_of(user: User) -> QuerySet[Registration]:
    """With `calls_are_cancelled`, whether all calls of the briefing were."""
    fate = ExpressionWrapper(about_cancelled_calls("briefing"), output_field=BooleanField())
    found = Registration.objects.filter(user=user).select_related("briefing")
    return found.annotate(calls_are_cancelled=fate)
