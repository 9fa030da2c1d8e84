"""The pool of reviewers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewerState(TextChoices):
    """Whether somebody of the pool can be asked; who is only invited is not in it yet."""

    ACTIVE = "active", _("in the pool")
    PAUSED = "paused", _("takes a break")
    LEFT = "left", _("left the pool")


class TieKind(TextChoices):
    """How a reviewer worked with an organisation (연구개발특구법 시행령 제9조의3: three years back)."""

    EMPLOYEE = "employee", _("employee or officer")
    ADVISER = "adviser", _("adviser or contractor")
    OWNER = "owner", _("shareholder or investor")
    CO_RESEARCHER = "co_researcher", _("worked together in research")
    KIN = "kin", _("a relative works there")
    OTHER = "other", _("other tie")


class ReviewerVerb(TextChoices):
    """What happens to somebody of the pool."""

    JOIN = "join", _("Joined the pool")
    CHANGE = "change", _("Profile changed")
    PAUSE = "pause", _("Takes a break")
    RESUME = "resume", _("Back in the pool")
    LEAVE = "leave", _("Left the pool")
    RECORD_SANCTION = "record_sanction", _("Sanction recorded")
    LIFT_SANCTION = "lift_sanction", _("Sanction lifted")
    CHANGE_ACCOUNT = "change_account", _("Bank account changed")
