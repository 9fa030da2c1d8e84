"""When what the public sees of all calls has changed."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Q, TextField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from programs.enums import ReadingState
from programs.models import Attachment, Call
from programs.models.call_queryset import IS_FULL

WRITTEN = ("published_at", "changed_at", "closed_at", "cancelled_at")
PASSING = ("opens_at", "closes_at")

# Read once each, beside the calls; a few dozen rows
NAMES = {
    table: RawSQL(
        f"(SELECT md5(string_agg(concat_ws('|', id, slug, name_ko, name_en), ',' ORDER BY id))"  # noqa: S608
        f" FROM {table})",
        (),
        output_field=TextField(),
    )
    for table in ("zones_agency", "zones_zone")
}


@dataclass(frozen=True)
class CatalogueState:
    """Two equal states show the same calls; `changed_at` is the last moment that changed them."""

    fingerprint: str
    changed_at: datetime | None


def catalogue_state(*, with_files: bool = False) -> CatalogueState:
    """The state of all published calls, in one statement that reads none of their texts.

    It changes when a call is published, amended, closed, cancelled, filled or freed again, and when
    time opens or closes one, and when an agency or a zone is renamed, which has no moment, so that
    `changed_at` does not tell it. `with_files` counts in a second one the files that the search has read.
    """
    now = timezone.now()
    facts = Call.objects.published().aggregate(
        count=Count("pk"),
        **{table: Max(names) for table, names in NAMES.items()},
        # Which ones: one may fill while another is freed
        full_calls=ArrayAgg("pk", filter=IS_FULL, order_by="pk"),
        **{name: Max(name) for name in WRITTEN},
        **{name: Max(name, filter=Q(**{f"{name}__lte": now})) for name in PASSING},
    )
    moments = [facts[name] for name in (*WRITTEN, *PASSING) if facts[name]]
    if with_files:
        facts["files"] = Attachment.objects.filter(reading_state=ReadingState.READ).count()
    return CatalogueState(repr(sorted(facts.items())), max(moments, default=None))
