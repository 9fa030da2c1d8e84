"""Reviews."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", _("assigned")
    PLEDGED = "pledged", _("no conflict declared")
    FINISHED = "finished", _("finished")
    RECUSED = "recused", _("recused")
    RELEASED = "released", _("released")


class Outcome(TextChoices):
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("reserve")
    REJECTED = "rejected", _("not selected")
