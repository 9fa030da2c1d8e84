"""Panels that judge, and who sits in them (평가위원회·분과)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PanelState(TextChoices):
    FORMING = "forming", _("being formed")
    REVIEWING = "reviewing", _("reviewing")
    CLOSED = "closed", _("closed")


class MemberState(TextChoices):
    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("accepted")
    PLEDGED = "pledged", _("pledged")
    DECLINED = "declined", _("declined")
    RELEASED = "released", _("released")


# Who may be given applications, or is waited for
SITTING = (MemberState.INVITED, MemberState.ACCEPTED, MemberState.PLEDGED)


class MemberRole(TextChoices):
    CHAIR = "chair", _("chair")
    MEMBER = "member", _("member")


class AssignedHow(TextChoices):
    """Who chose the pair of a reviewer and an application."""

    METHOD = "method", _("by the portal's method")
    HAND = "hand", _("by hand")


class PanelVerb(TextChoices):
    """What happens to a panel."""

    MAKE = "make", _("Panel made")
    PLACE = "place", _("Applications placed")
    REMOVE_PLACE = "remove_place", _("Application taken out")
    INVITE = "invite", _("Members invited")
    ACCEPT = "accept", _("A member accepted")
    DECLINE = "decline", _("A member declined")
    PLEDGE = "pledge", _("A member pledged")
    RELEASE = "release", _("A member was released")
    CHANGE_CHAIR = "change_chair", _("The chair changed")
    PROPOSE = "propose", _("Assignment proposed")
    APPLY = "apply", _("Assignment applied")
    DRAW = "draw", _("Order drawn")
    OPEN = "open", _("Panel opened")
    CLOSE = "close", _("Panel closed")
    REOPEN = "reopen", _("Panel opened again")
    MOVE_PUBLICATION = "move_publication", _("Publication moved")
