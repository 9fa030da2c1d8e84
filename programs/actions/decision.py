from decimal import Decimal

from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import locked_for_staff, record_application_event
from programs.actions.errors import ReviewsMissing
from programs.actions.notifications import members_of, notify
from programs.enums import AssignmentState, Outcome
from programs.models import Application, Decision
from programs.queries import requested_won_of
from programs.scoring import total, trimmed_mean
from programs.validators import validate_award

VERBS = {Outcome.SELECTED: "select", Outcome.RESERVE: "reserve", Outcome.REJECTED: "reject"}


def score_of(application: Application) -> Decimal:
    """The trimmed mean over all reviewers. Raises ReviewsMissing unless all have finished."""
    assignments = [
        assignment
        for assignment in application.assignments.prefetch_related("scores")
        if assignment.state not in (AssignmentState.RECUSED, AssignmentState.RELEASED)
    ]
    if any(assignment.state != AssignmentState.FINISHED for assignment in assignments):
        raise ReviewsMissing
    totals = [
        total({score.criterion_id: score.points or Decimal(0) for score in assignment.scores.all()})
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

    Raises OwnApplication, CallNotClosed, ReviewsMissing, TransitionNotAllowed, ValidationError where
    the award is too high, IntegrityError where the reason is missing.
    """
    application = locked_for_staff(application, by=by)
    before = application.state
    verb = VERBS[Outcome(outcome)]
    application.state = workflow.target_of(workflow.APPLICATION, verb, before)
    if outcome == Outcome.SELECTED:
        validate_award(
            awarded_won or 0,
            requested_won=requested_won_of(application),
            limit_won=application.call.award_limit_won,
        )
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
