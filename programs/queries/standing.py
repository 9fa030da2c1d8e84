"""What has become of each submission: whether it counts, was replaced or withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from programs.enums import ApplicationVerb
from programs.models import Application, Submission


@dataclass(frozen=True)
class Standing:
    """A submission, and what ended it: who looks at a receipt must not take it for one that counts."""

    submission: Submission
    withdrawn_at: datetime | None
    replaced_by: Submission | None

    @property
    def counts(self) -> bool:
        return not self.withdrawn_at and not self.replaced_by


def standings_of(application: Application) -> list[Standing]:
    """Of all submissions of an application, the newest first; in two statements."""
    submissions = list(application.submissions.select_related("submitted_by"))
    if not submissions:
        return []
    withdrawn = _withdrawals(application)
    newer: list[Submission | None] = [None, *submissions]
    return [
        Standing(one, withdrawn.get(one.number), None if one.number in withdrawn else following)
        for one, following in zip(submissions, newer, strict=False)
    ]


def standing_of(submission: Submission) -> Standing:
    standings = standings_of(submission.application)
    return next(one for one in standings if one.submission.pk == submission.pk)


def _withdrawals(application: Application) -> dict[str, datetime]:
    """When which submission was withdrawn, by receipt number.

    In the order of the events, not by their moments: those are of the host's clock, and receipts
    are of the database's.
    """
    verbs = [ApplicationVerb.SUBMIT, ApplicationVerb.WITHDRAW]
    withdrawn, last = {}, ""
    for event in application.events.filter(verb__in=verbs).order_by("pk"):
        if event.verb == ApplicationVerb.SUBMIT:
            last = event.reason
        elif last:
            withdrawn[last] = event.happened_at
    return withdrawn


def with_receipt(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With `receipt_number`, that of the submission that was received last."""
    last = Submission.objects.filter(application=OuterRef("pk")).values("number")[:1]
    return applications.annotate(receipt_number=Subquery(last))
