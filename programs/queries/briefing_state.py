"""When what the public sees of all briefings has changed."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Q
from django.utils import timezone

from programs.models import Briefing, Call
from programs.queries.catalogue import NAMES, CatalogueState


def briefing_state() -> CatalogueState:
    """The state of all published briefings, in two statements.

    It changes when one is announced, changed or cancelled, becomes public with its call, or is
    over, when another of its calls becomes public, and when an agency or a zone is renamed.
    """
    now = timezone.now()
    facts = Briefing.objects.published().aggregate(
        count=Count("pk"),
        keys=ArrayAgg("pk", order_by="pk"),
        changed_at=Max("changed_at"),
        changes=ArrayAgg("sequence", order_by="pk"),
        over=Count("pk", filter=Q(ends_at__lte=now)),
        **{table: Max(names) for table, names in NAMES.items()},
    )
    facts["calls"] = Call.objects.published().filter(briefings__isnull=False).count()
    return CatalogueState(repr(sorted(facts.items())), facts["changed_at"])
