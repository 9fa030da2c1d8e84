"""Objections to decisions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ObjectionState(TextChoices):
    FILED = "filed", pgettext_lazy("objection", "received")
    HANDLED = "handled", _("being examined")
    PROPOSED = "proposed", _("answer waits for a second person")
    DECIDED = "decided", pgettext_lazy("objection", "decided")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ObjectionOutcome(TextChoices):
    UPHELD = "upheld", _("upheld")
    PARTLY = "partly", _("upheld in part")
    DISMISSED = "dismissed", _("dismissed")
    INADMISSIBLE = "inadmissible", _("inadmissible")


class ObjectionMailKind(TextChoices):
    """Mails to those who examine it, before the day of the decision and after."""

    WEEK = "week", _("seven days before")
    DAY = "day", _("a day before")
    LATE = "late", _("overdue")
