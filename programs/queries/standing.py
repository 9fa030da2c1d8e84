"""What has become of each submission: whether it counts, was replaced or withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from portal.common.nested import objects_from, rows_of
from programs.enums import ApplicationVerb
from programs.models import Application, ApplicationEvent, Submission

VERBS = [ApplicationVerb.SUBMIT, ApplicationVerb.WITHDRAW]


@dataclass(frozen=True)
class Standing:
    """What ended a submission: who looks at a receipt must not take it for one that counts."""

    withdrawn_at: datetime | None = None
    replaced_by: str = ""  # the number of the later receipt

    @property
    def counts(self) -> bool:
        return not self.withdrawn_at and not self.replaced_by


def standings_of(application: Application) -> dict[str, Standing]:
    """By receipt number, in one statement.

    In the order of the events, not by their moments: those are of the host's clock, and receipts
    are of the database's.
    """
    return _standings(application.events.filter(verb__in=VERBS).order_by("pk"))


def with_endings(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """With what `standing_of` needs, in the same statement."""
    events = ApplicationEvent.objects.filter(application=OuterRef("application"), verb__in=VERBS)
    return submissions.annotate(
        ending_rows=rows_of(events.order_by("pk"), "verb", "reason", "happened_at")
    )


def standing_of(submission: Any) -> Standing:
    """Of a submission that `with_endings` brought."""
    events = objects_from(ApplicationEvent, submission.ending_rows)
    return _standings(events).get(submission.number, Standing())


def _standings(events: Iterable[ApplicationEvent]) -> dict[str, Standing]:
    found: dict[str, Standing] = {}
    last = ""
    for event in events:
        if event.verb == ApplicationVerb.WITHDRAW:
            found[last] = Standing(withdrawn_at=event.happened_at)
            continue
        if last and found[last].counts:
            found[last] = Standing(replaced_by=event.reason)
        last = event.reason
        found[last] = Standing()
    return found


def with_receipt(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With `receipt_number`, that of the submission that was received last."""
    last = Submission.objects.filter(application=OuterRef("pk")).values("number")[:1]
    return applications.annotate(receipt_number=Subquery(last))
