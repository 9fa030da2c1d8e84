"""Briefings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BriefingKind(TextChoices):
    BRIEFING = "briefing", _("briefing session")
    POLICY_SHARING = "policy_sharing", _("policy sharing")
    FORUM = "forum", _("forum")
    LUNCHEON = "luncheon", _("luncheon")
    SITE_VISIT = "site_visit", _("site visit")
    ANNIVERSARY = "anniversary", _("anniversary")


class RegistrationState(TextChoices):
    SEATED = "seated", _("seat confirmed")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("seat offered")
    LAPSED = "lapsed", _("offer lapsed")
    CANCELLED = "cancelled", _("cancelled")


class SeatMode(TextChoices):
    HALL = "hall", _("in the hall")
    ONLINE = "online", _("online")
