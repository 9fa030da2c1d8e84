"""What people keep an eye on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailFrequency(TextChoices):
    NEVER = "never", _("no mail")
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
