"""Zones as CSV."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.common.csv_lines import UTF8_MARK, csv_line
from zones.models import Zone
from zones.queries import profile_of


def csv_of_zones(zones: Iterable[Zone]) -> Iterator[str]:
    """Zones (`with_places`) as lines of CSV. Areas in km², days as ISO 8601, places in degrees
    (WGS 84) that stand for a zone on a map and are no boundary."""
    yield UTF8_MARK + csv_line(
        [
            _("Address name"), _("Kind"), _("Zone"), _("Field"), _("What it is for"), _("Provinces"),
            _("Municipalities"), _("Anchor institutions"), _("First designation"),
            _("Newest designation"), _("Area (km²)"), _("Confirmed by the official notice"),
            _("Latitude"), _("Longitude"), _("Sources"), _("Address"),
        ]
    )  # fmt: skip
    for zone in zones:
        yield csv_line(_cells(zone))


def _cells(zone: Zone) -> list[object]:
    profile = profile_of(zone)
    days = [row.effective_on or row.decided_on for row in profile["designations"]]
    newest = next(iter(profile["designations"]), None)
    return [
        zone.slug,
        zone.get_kind_display(),
        zone.name,
        zone.specialization,
        zone.purpose,
        _names(profile["provinces"]),
        _names(profile["municipalities"]),
        _names(profile["institutions"]),
        min(days, default=""),
        max(days, default=""),
        f"{newest.area_km2.normalize():f}" if newest and newest.area_km2 else "",
        (_("yes") if newest.is_confirmed else _("no")) if newest else "",
        zone.latitude,
        zone.longitude,
        zone.sources,
        settings.SITE_URL + zone.get_absolute_url(),
    ]


def _names(places: Iterable[Any]) -> str:
    return ", ".join(place.name for place in places)
