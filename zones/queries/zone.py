"""Zones with what belongs to them, in one statement."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import gettext, override

from portal.common.nested import objects_from, rows_of
from portal.common.search import every_word_of, holds, holds_all
from zones.enums import CompanyStatusKind, ZoneKind
from zones.models import (
    Agency,
    AgencyContact,
    CompanyStatus,
    Designation,
    Institution,
    Municipality,
    Province,
    Strategy,
    Zone,
)
from zones.queries.budget import budget_rows_of, budgets_of

NAMES = ("name_ko", "name_en")
FEWEST = 3  # companies behind a number: of fewer one could guess who they are
SEARCHED = ("name_ko", "name_en", "specialization_ko", "specialization_en")
PROFILE: dict[str, type[Any]] = {
    "provinces": Province,
    "municipalities": Municipality,
    "institutions": Institution,
    "designations": Designation,
    "strategies": Strategy,
}


def zones_matching(text: str) -> QuerySet[Zone]:
    """Zones that hold all words of `text`, each in their name and field, or in the name of a
    province, a municipality or an anchor institution of theirs."""

    def held(word: str) -> Q:
        places: list[type[Any]] = [Province, Municipality, Institution]
        named = [
            model.objects.filter(holds(word, *NAMES), zones=OuterRef("pk")) for model in places
        ]
        found = holds(word, *SEARCHED) | Q(kind__in=_kinds_called(word))
        for places_of in named:
            found |= Q(Exists(places_of))
        return found

    return Zone.objects.filter(holds_all(text, held))


def _kinds_called(word: str) -> list[str]:
    """The kinds of zones whose name holds the word, in any language of the portal: names of zones
    leave it out."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            general = every_word_of(gettext("R&D zones"))
            for kind in ZoneKind:
                names = " ".join([*general, *every_word_of(str(kind.label))])
                if word in names:
                    found.add(kind.value)
    return sorted(found)


def with_places(zones: QuerySet[Zone]) -> QuerySet[Zone]:
    """Zones with provinces, municipalities, institutions and last area, in one statement."""
    parent = OuterRef("pk")
    latest_day = Coalesce("effective_on", "decided_on")
    newest = Designation.objects.filter(zone=parent).order_by(latest_day.desc(), "-pk")
    return zones.annotate(
        provinces_rows=rows_of(Province.objects.filter(zones=parent), *NAMES),
        municipalities_rows=rows_of(Municipality.objects.filter(zones=parent), *NAMES),
        institutions_rows=rows_of(Institution.objects.filter(zones=parent), *NAMES, "kind"),
        designations_rows=rows_of(
            newest,
            "decided_on", "effective_on", "notice_number", "stage", "area_km2",
            "hinterland_ko", "hinterland_en", "is_confirmed", "note_ko", "note_en", "sources",
        ),
    )  # fmt: skip


def with_profile(zones: QuerySet[Zone]) -> QuerySet[Zone]:
    """Zones with all that their page shows of them, in one statement."""
    parent = OuterRef("pk")
    contacts = rows_of(
        AgencyContact.objects.filter(agency=OuterRef("pk")),
        "duty_ko", "duty_en", "phone", "email",
    )  # fmt: skip
    return with_places(zones).annotate(
        strategies_rows=rows_of(
            Strategy.objects.filter(zone=parent),
            "year", "direction_ko", "direction_en", "focus_ko", "focus_en",
        ),
        agencies_rows=rows_of(
            Agency.objects.filter(zone=parent), *NAMES, "phone", "email", contact_rows=contacts
        ),
        statuses_rows=_status_counts(),
        budgets_rows=budget_rows_of(parent),
    )  # fmt: skip


def _status_counts() -> ArraySubquery:
    """How many companies of the zone hold a status today that was verified; without small numbers."""
    held = CompanyStatus.objects.standing_on(timezone.localdate())
    counts = held.filter(company__zone=OuterRef("pk")).order_by().values("kind")
    counts = counts.annotate(company_count=Count("company", distinct=True))
    shown = counts.filter(company_count__gte=FEWEST).order_by("-company_count", "kind")
    return ArraySubquery(shown.values(row=JSONObject(kind="kind", company_count="company_count")))


def profile_of(zone: Zone) -> dict[str, list[Any]]:
    """What `with_places` or `with_profile` brought, as objects by the name of the relation."""
    profile = {
        name: objects_from(model, getattr(zone, f"{name}_rows"))
        for name, model in PROFILE.items()
        if hasattr(zone, f"{name}_rows")
    }
    if hasattr(zone, "budgets_rows"):
        profile["budgets"] = budgets_of(zone)
        profile["agencies"] = [_agency_from(row) for row in zone.agencies_rows]
        profile["statuses"] = [
            {**row, "label": CompanyStatusKind(row["kind"]).label} for row in zone.statuses_rows
        ]
    return profile


def _agency_from(row: dict[str, Any]) -> dict[str, Any]:
    own = {name: value for name, value in row.items() if name != "contact_rows"}
    (agency,) = objects_from(Agency, [own])
    return {"agency": agency, "contacts": objects_from(AgencyContact, row["contact_rows"])}
