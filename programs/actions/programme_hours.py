"""The hours of a programme, which go along with those of its briefing."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from programs.actions.errors import ProgrammeOutside
from programs.models import Briefing
from programs.models.programme import hours_of


def move_programme(briefing: Briefing, *, former: Briefing) -> None:
    """The hours of the parts move as the start does, of a briefing that is held and is saved next.

    Raises ProgrammeOutside where a part would lie outside the briefing.
    """
    moved = briefing.starts_at - former.starts_at
    timed = briefing.parts.exclude(starts_at=None)
    if moved:
        timed.update(starts_at=F("starts_at") + moved, ends_at=F("ends_at") + moved)
    require_inside(briefing, timed.values_list("starts_at", "ends_at"))


def require_inside(
    briefing: Briefing, hours: Iterable[tuple[datetime | None, datetime | None]]
) -> None:
    """Raises ProgrammeOutside for the first of these hours (UTC) that is not in the briefing's."""
    first, last = hours_of(briefing)
    for starts_at, ends_at in hours:
        if starts_at and (starts_at < first or (ends_at or starts_at) > last):
            raise ProgrammeOutside(starts_at, ends_at)
