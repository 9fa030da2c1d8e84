"""Zones and their money as CSV."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.common.csv_lines import UTF8_MARK, csv_line
from zones.models import Zone
from zones.queries import profile_of
from zones.queries.budget import StageMoney, ZoneBudget


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
        yield csv_line(_zone_cells(zone))


def _zone_cells(zone: Zone) -> list[object]:
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


def csv_of_budgets(budgets: Iterable[ZoneBudget]) -> str:
    """A line for each stage of each year, in whole won; an empty cell where no plan is in force."""
    head = [
        _("Year"), _("Stage"), _("National (won)"), _("Local (won)"), _("Planned (won)"),
        _("Announced (won)"), _("Awarded (won)"), _("Total of the year (won)"),
        _("National of the year (won)"), _("Local of the year (won)"), _("Approximate"),
        _("Example"), _("Version"), _("Sources"),
    ]  # fmt: skip
    lines = [csv_line(_money_cells(one, stage)) for one in budgets for stage in one.stages]
    return "".join([UTF8_MARK, csv_line(head), *lines])


def _money_cells(budget: ZoneBudget, money: StageMoney) -> list[object]:
    return [
        budget.year,
        money.stage.label,
        money.national_won,
        money.local_won,
        money.planned_won,
        money.announced_won,
        money.awarded_won,
        budget.total_won,
        budget.national_won,
        budget.local_won,
        _("yes") if budget.is_approximate else _("no"),
        _("yes") if budget.is_example else _("no"),
        budget.version,
        budget.sources,
    ]
