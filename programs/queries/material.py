"""Who may download what stayed of a session."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from portal.accounts.models import User
from programs.models import Briefing, Material
from programs.models.material import MaterialQuerySet
from programs.queries.briefing import briefings_visible_to


def materials_visible_to(user: User | AnonymousUser) -> MaterialQuerySet:
    """What is offered of the sessions that the user may see; `is_public` where everybody may."""
    briefings = briefings_visible_to(user).values("pk")
    public = Briefing.objects.published().filter(pk=OuterRef("briefing"))
    offered = Material.objects.offered().filter(briefing__in=briefings)
    return offered.annotate(is_public=Exists(public))
