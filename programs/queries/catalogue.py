"""When what the public sees of all calls has changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone

from programs.enums import ReadingState
from programs.models import Attachment, Call
from programs.models.call_queryset import IS_FULL

WRITTEN = ("published_at", "changed_at", "closed_at", "cancelled_at")
PASSING = ("opens_at", "closes_at")


@dataclass(frozen=True)
class CatalogueState:
    """Two equal states show the same calls; `changed_at` is the last moment that changed them."""

    fingerprint: str
    changed_at: datetime | None


def catalogue_state(*, with_files: bool = False) -> CatalogueState:
    """The state of all published calls, in one statement that reads none of their texts.

    It changes when a call is published, amended, closed, cancelled, filled or freed again, and when
    time opens or closes one. `with_files` counts in a second one the files that the search has read.
    """
    now = timezone.now()
    facts = Call.objects.published().aggregate(
        count=Count("pk"),
        full_count=Count("pk", filter=IS_FULL),
        **{name: Max(name) for name in WRITTEN},
        **{name: Max(name, filter=Q(**{f"{name}__lte": now})) for name in PASSING},
    )
    moments = [facts[name] for name in (*WRITTEN, *PASSING) if facts[name]]
    if with_files:
        facts["files"] = Attachment.objects.filter(reading_state=ReadingState.READ).count()
    return CatalogueState(repr(sorted(facts.items())), max(moments, default=None))
