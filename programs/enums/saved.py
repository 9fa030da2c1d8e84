"""What people keep an eye on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailFrequency(TextChoices):
    NEVER = "never", _("no mail")
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class NewsKind(TextChoices):
    """What a subscription tells of."""

    CALLS = "calls", _("new calls")
    BRIEFINGS = "briefings", _("new briefings and events")
    RESULTS = "results", _("results of calls")
    NOTICES = "notices", _("notices")
