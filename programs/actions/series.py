"""Briefings that are announced together, or every year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from programs.actions.briefing import announce_briefing
from programs.models import Briefing, BriefingOrganisation, BriefingSeries, Call
from programs.models.programme import ORGANISATION_FIELDS
from zones.models import Zone


@dataclass(frozen=True)
class Stop:
    """A briefing of a tour that is not saved yet, with the zones that it is for."""

    briefing: Briefing
    zones: Sequence[Zone]


@transaction.atomic
def announce_series(
    series: BriefingSeries, *, by: User, stops: Iterable[Stop], calls: Sequence[Call]
) -> BriefingSeries:
    """Save a new tour with all its stops, in the order of their time: all of them, or none.

    Each is announced as a briefing of its own. Raises InThePast, AnnouncedBefore.
    """
    series.save()
    in_time = sorted(stops, key=lambda stop: stop.briefing.starts_at)
    for number, stop in enumerate(in_time, start=1):
        stop.briefing.series, stop.briefing.number = series, number
        announce_briefing(stop.briefing, by=by, calls=calls, zones=stop.zones)
    return series


@transaction.atomic
def announce_edition(
    series: BriefingSeries, *, by: User, briefing: Briefing, zones: Iterable[Zone]
) -> Briefing:
    """Announce the next edition of a yearly event, with the organisations of the last one.

    The series is held, so that two at once get numbers of their own. Raises InThePast,
    AnnouncedBefore.
    """
    held = BriefingSeries.objects.select_for_update(no_key=True).get(pk=series.pk)
    last = held.briefings.aggregate(number=Max("number"))["number"] or 0
    former = BriefingOrganisation.objects.filter(briefing__series=held, briefing__number=last)
    organisations = list(former.values("position", *ORGANISATION_FIELDS))
    briefing.series, briefing.number, briefing.agency = held, last + 1, held.agency
    announce_briefing(briefing, by=by, calls=[], zones=zones)
    BriefingOrganisation.objects.bulk_create(
        BriefingOrganisation(briefing=briefing, **row) for row in organisations
    )
    return briefing
