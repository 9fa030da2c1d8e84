from decimal import Decimal

from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import locked_after_closing, record_application_event
from programs.actions.errors import ReviewsMissing
from programs.actions.notifications import members_of, notify
from programs.enums import AssignmentState, Outcome
from programs.models import Application, Decision
from programs.scoring import total, trimmed_mean

VERBS = {Outcome.SELECTED: "select", Outcome.RESERVE: "reserve", Outcome.REJECTED: "reject"}


def score_of(application: Application) -> Decimal:
    """The trimmed mean over all reviewers. Raises ReviewsMissing unless all have finished."""
    assignments = [
        assignment
        for assignment in application.assignments.prefetch_related("scores")
        if assignment.state != AssignmentState.RECUSED
    ]
    if any(assignment.state != AssignmentState.FINISHED for assignment in assignments):
        raise ReviewsMissing
    totals = [
        total({score.criterion_id: score.points for score in assignment.scores.all()})
        for assignment in assignments
    ]
    score = trimmed_mean(totals)
    if score is None:
        raise ReviewsMissing
    return score


@transaction.atomic
def decide_application(
    application: Application,
    *,
    by: User,
    outcome: Outcome,
    reason: str,
    awarded_won: int | None = None,
) -> Decision:
    """Select, put on the reserve list or reject, with reason; written once. The company is told.

    Raises CallStillOpen, ReviewsMissing, TransitionNotAllowed, IntegrityError where reason or money do not fit.
    """
    application = locked_after_closing(application)
    before = application.state
    verb = VERBS[Outcome(outcome)]
    application.state = workflow.target_of(workflow.APPLICATION, verb, before)
    decision = Decision.objects.create(
        application=application,
        outcome=outcome,
        score=score_of(application),
        awarded_won=awarded_won if outcome == Outcome.SELECTED else None,
        reason=reason,
        decided_by=by,
    )
    application.save(update_fields=["state"])
    record_application_event(application, verb, by=by, from_state=before, reason=reason)
    notify(
        members_of(application.company),
        "application_decided",
        path=application.get_absolute_url(),
        call=application.call,
        decision=decision,
    )
    return decision
