"""Who may apply."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RuleKind(TextChoices):
    """What a structured rule of eligibility looks at."""

    LOCATION = "location", _("location")
    AGE = "age", _("years since founding")
    SIZE = "size", _("size of the company")
    STATUS = "status", _("status of the company")
    FIELD = "field", _("field of technology")
    REVENUE = "revenue", _("revenue of the last year")
    NO_BAN = "no_ban", _("no participation ban")
    ATTENDANCE = "attendance", _("attendance at a briefing")


class Place(TextChoices):
    """Where a company must be for a rule of location."""

    IN_ZONE = "in_zone", _("resident in a zone of this call")
    IN_ANY_ZONE = "in_any_zone", _("resident in any R&D special zone")
    IN_PROVINCE = "in_province", _("in a province of the zones of this call")
    MOVING_IN = "moving_in", _("moves into a zone of this call by the agreement")


class Verdict(TextChoices):
    """How one rule judges one company."""

    PASSES = "passes", _("passes")
    FAILS = "fails", _("fails")
    UNKNOWN = "unknown", _("cannot be known yet")
