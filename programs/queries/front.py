"""What the home page says of everything at once."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, IntegerField, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from portal.common.nested import answers, objects_from, rows_of
from programs.enums import Outcome
from programs.models import Call, Decision, Incident, Notice
from programs.queries.incident import incidents_to_tell
from zones.models import Zone

ZONE_FIELDS = (
    "slug", "kind", "name_ko", "name_en", "specialization_ko", "specialization_en", "latitude",
    "longitude",
)  # fmt: skip
NOTICE_FIELDS = (
    "id", "category", "title_ko", "title_en", "pinned_until", "published_at", "is_example",
)  # fmt: skip
SHOWN_NOTICES = 4


@dataclass(frozen=True)
class Front:
    """The zones, the outages that are told, the first notices, and three figures; amounts in won.

    What was selected and awarded is that of public results, by the database's clock: nothing of a
    selection before its instant.
    """

    zones: list[Zone]
    incidents: list[Incident]
    notices: list[Notice]
    open_count: int
    selected_count: int  # companies and founders, each once
    awarded_won: int


def front() -> Front:
    """In one statement."""
    selected = Decision.objects.public().filter(outcome=Outcome.SELECTED)
    found = answers(
        zones=rows_of(Zone.objects.all(), *ZONE_FIELDS),
        incidents=rows_of(incidents_to_tell(), "id", "title_ko", "title_en", "recorded_at"),
        notices=rows_of(Notice.objects.published().pinned_first()[:SHOWN_NOTICES], *NOTICE_FIELDS),
        open_count=_one(Call.objects.open(), Count("pk"), IntegerField()),
        selected_count=_one(selected, Count("application__company", distinct=True), IntegerField()),
        awarded_won=_one(selected, Sum("awarded_won"), BigIntegerField()),
    )
    return Front(
        **found
        | {
            "zones": objects_from(Zone, found["zones"]),
            "incidents": objects_from(Incident, found["incidents"]),
            "notices": objects_from(Notice, found["notices"]),
        }
    )


def _one(rows: QuerySet[Any], what: Any, field: Any) -> Any:
    """One figure over all rows, 0 where there are none."""
    whole = rows.order_by().annotate(all=Value(1)).values("all").annotate(figure=what)
    return Coalesce(Subquery(whole.values("figure")), Value(0), output_field=field)
