"""Who came to a briefing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScanOutcome(TextChoices):
    """What became of one ticket that was shown at the desk."""

    ARRIVED = "arrived", _("Checked in")
    AGAIN = "again", _("Checked in before")
    NO_SEAT = "no_seat", _("No seat")
    ELSEWHERE = "elsewhere", _("Ticket of another session")
    UNKNOWN = "unknown", _("No such ticket")
    UNDONE = "undone", _("This check-in was taken back")
    OWN = "own", _("Guest of your own company")
    UNREADABLE = "unreadable", _("Not taken")
