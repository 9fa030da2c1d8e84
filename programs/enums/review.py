"""Reviews."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", _("assigned")
    PLEDGED = "pledged", _("no conflict declared")
    FINISHED = "finished", _("finished")
    RECUSED = "recused", _("recused")
    RELEASED = "released", _("released")
