"""What becomes of applications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("reserve")
    REJECTED = "rejected", _("not selected")


class SelectionState(TextChoices):
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    RETURNED = "returned", _("returned")
