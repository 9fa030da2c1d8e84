"""What has become of each submission: whether it counts, was replaced or withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from programs.enums import ApplicationVerb
from programs.models import Application, Submission


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
    verbs = [ApplicationVerb.SUBMIT, ApplicationVerb.WITHDRAW]
    found: dict[str, Standing] = {}
    last = ""
    for event in application.events.filter(verb__in=verbs).order_by("pk"):
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
