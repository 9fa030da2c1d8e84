"""Briefings: whose they are."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from portal.accounts.models import User
from programs.models import Briefing
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
