"""Zones with what belongs to them, in one statement."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from portal.common.nested import objects_from, rows_of
from zones.models import (
    Agency,
    Budget,
    BudgetStage,
    Designation,
    Institution,
    Municipality,
    Province,
    Strategy,
    Zone,
)

NAMES = ("name_ko", "name_en")
STAGE_FIELDS = ("stage", "national_won", "local_won")
PROFILE: dict[str, type[Any]] = {
    "provinces": Province,
    "municipalities": Municipality,
    "institutions": Institution,
    "designations": Designation,
    "strategies": Strategy,
    "agencies": Agency,
}


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
            "hinterland_ko", "hinterland_en", "is_confirmed", "note_ko", "note_en",
        ),
    )  # fmt: skip


def with_profile(zones: QuerySet[Zone]) -> QuerySet[Zone]:
    """Zones with all that their page shows of them, in one statement."""
    parent = OuterRef("pk")
    stages = ArraySubquery(
        BudgetStage.objects.filter(budget=OuterRef("pk")).values(
            row=JSONObject(**{field: field for field in STAGE_FIELDS})
        )
    )
    return with_places(zones).annotate(
        strategies_rows=rows_of(
            Strategy.objects.filter(zone=parent),
            "year", "direction_ko", "direction_en", "focus_ko", "focus_en",
        ),
        agencies_rows=rows_of(Agency.objects.filter(zone=parent), *NAMES, "phone", "email"),
        budgets_rows=rows_of(
            Budget.objects.filter(zone=parent),
            "year", "national_won", "local_won", "is_approximate",
            stage_rows=stages,
        ),
    )  # fmt: skip


def profile_of(zone: Zone) -> dict[str, list[Any]]:
    """What `with_places` or `with_profile` brought, as objects by the name of the relation."""
    profile = {
        name: objects_from(model, getattr(zone, f"{name}_rows"))
        for name, model in PROFILE.items()
        if hasattr(zone, f"{name}_rows")
    }
    if hasattr(zone, "budgets_rows"):
        profile["budgets"] = [_budget_from(row) for row in zone.budgets_rows]
    return profile


def _budget_from(row: dict[str, Any]) -> dict[str, Any]:
    parts = objects_from(BudgetStage, row["stage_rows"])
    return {**row, "total_won": row["national_won"] + row["local_won"], "parts": parts}
