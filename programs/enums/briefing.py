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


class GuestConsent(TextChoices):
    """What guests agree to when they register (개인정보 보호법 제15조, 제23조)."""

    PRIVACY = "privacy", _("name and address")
    NEEDS = "needs", _("accessibility needs")


class NeedKind(TextChoices):
    WHEELCHAIR = "wheelchair", _("place for a wheelchair")
    SIGN_LANGUAGE = "sign_language", _("sign language")
    CAPTIONS = "captions", _("captions")
    HEARING_LOOP = "hearing_loop", _("hearing loop")
    LARGE_PRINT = "large_print", _("large print")
    GUIDE_DOG = "guide_dog", _("guide dog")
    OTHER = "other", _("something else")


class BriefingReminderKind(TextChoices):
    """When a guest is written to: before a session, and of what there is after it."""

    DAY = "day", _("a day before")
    HOURS = "hours", _("three hours before")
    AFTER = "after", _("after the session")


class PartKind(TextChoices):
    """Those that are briefing kinds as well are called the same."""

    PRESENTATION = "presentation", _("presentation")
    CASE = "case", _("case study")
    KEYNOTE = "keynote", _("keynote")
    PANEL = "panel", _("panel discussion")
    FORUM = "forum", _("forum")
    LUNCHEON = "luncheon", _("luncheon")
    VISIT = "visit", _("site visit")
    CONSULTATION = "consultation", _("consultation")
    BREAK = "break", _("break")
    OTHER = "other", _("other item")


# Their kind says enough where nobody gave a title
UNTITLED_PARTS = (
    PartKind.KEYNOTE,
    PartKind.PANEL,
    PartKind.LUNCHEON,
    PartKind.CONSULTATION,
    PartKind.BREAK,
)


class PartRole(TextChoices):
    SPEAKER = "speaker", _("speaker")
    MODERATOR = "moderator", _("moderator")
    PANELLIST = "panellist", _("panellist")
    PRESENTER = "presenter", _("presenting company")


class OrganisationRole(TextChoices):
    HOST = "host", _("host")
    ORGANISER = "organiser", _("organiser")
    PARTICIPANT = "participant", _("participating organisation")


class SeriesKind(TextChoices):
    TOUR = "tour", _("tour")
    YEARLY = "yearly", _("yearly event")
