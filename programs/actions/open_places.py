"""A place that became open: the colleagues who form the panel are told, so that somebody fills it."""

from collections.abc import Sequence

from django.db.models import QuerySet

from portal.accounts.models import User
from programs.actions.notifications import foundation, notify
from programs.enums import SITTING
from programs.models import Conflict, Panel, PanelMember
from programs.queries.panel import open_places_of
from zones.models import CompanyMember


def tell_of_open_places(
    panel: Panel, applications: Sequence[int], *, by: User, told: User | None = None
) -> int:
    """Mail how many places of these applications (keys) are open now; how many there are.

    Told are those of the foundation who have acted on the panel before, else all of it; never who
    opened the place or was `told` in another mail, who sits in the panel, whose company applies in its call, and whom a conflict
    keeps from one of the applications. No mail names an application or a reviewer.
    """
    lacking = open_places_of(panel)
    count = sum(lacking.get(key, 0) for key in set(applications))
    if count:
        path = f"/admin/programs/panel/{panel.pk}/fill/"
        readers = _readers(panel, applications, but=[by, told] if told else [by])
        notify(readers, "place_open", path=path, call=panel.call, panel=panel, count=count)
    return count


def _readers(panel: Panel, applications: Sequence[int], *, but: Sequence[User]) -> QuerySet[User]:
    barring = Conflict.objects.barring().filter(application__in=applications)
    sitting = PanelMember.objects.filter(panel=panel, state__in=SITTING)
    applying = CompanyMember.objects.filter(company__applications__call=panel.call_id)
    free = (
        foundation()
        .exclude(pk__in=barring.values("reviewer__user"))
        .exclude(pk__in=sitting.values("reviewer__user"))
        .exclude(pk__in=applying.values("user"))
        .exclude(pk__in=[person.pk for person in but])
    )
    forming = free.filter(pk__in=panel.events.values("actor"))
    return forming if forming.exists() else free
