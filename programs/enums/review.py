"""Reviews."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", _("assigned")
    PLEDGED = "pledged", _("no conflict declared")
    FINISHED = "finished", _("finished")
    RECUSED = "recused", _("recused")
    RELEASED = "released", _("released")


class ReviewStanding(TextChoices):
    """Whether a reviewer works on an assignment at this moment, or why not."""

    UNPLEDGED = "unpledged", _("the pledge for the panel is missing")
    AHEAD = "ahead", _("reviews have not begun")
    OPEN = "open", _("reviews are under way")
    OVER = "over", _("the time for reviews is over")
    CLOSED = "closed", _("the panel is closed")


# Neither finished nor given back
OPEN_WORK = (AssignmentState.ASSIGNED, AssignmentState.PLEDGED)
# It is the reviewer's, whether it is finished or not
TO_JUDGE = (*OPEN_WORK, AssignmentState.FINISHED)
# Somebody else judges in the place
GIVEN_BACK = (AssignmentState.RECUSED, AssignmentState.RELEASED)
# Who has declared no conflict reads what was sent
READING_WORK = (AssignmentState.PLEDGED, AssignmentState.FINISHED)
