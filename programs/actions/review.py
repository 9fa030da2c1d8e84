"""The verbs of reviewing: pledge, recuse, score, finish."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import record_application_event
from programs.actions.conflict import refuse_conflicts
from programs.actions.errors import NotTheReviewer, ScoresMissing
from programs.actions.notifications import notify, unbarred
from programs.models import Application, Assignment, Criterion, Score
from programs.validators import validate_points


def _locked(assignment: Assignment, *, by: User) -> Assignment:
    """The assignment's row, locked behind its application's, for its reviewer and nobody else.

    Behind the application's, so that of two reviewers who finish at once one sees the other.
    """
    Application.objects.select_for_update().get(pk=assignment.application_id)
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if locked.reviewer.user_id != by.pk:
        raise NotTheReviewer
    return locked


def _record(assignment: Assignment, verb: str, *, by: User, reason: str = "") -> None:
    application = assignment.application
    record_application_event(application, verb, by=by, from_state=application.state, reason=reason)


def _tell_when_complete(assignment: Assignment) -> None:
    application = assignment.application
    if Application.objects.ready_to_decide().filter(pk=application.pk).exists():
        notify(
            unbarred([assignment.assigned_by], application),
            "reviews_complete",
            path=f"/admin/programs/application/{application.pk}/change/",
            call=application.call,
            application=application,
        )


@transaction.atomic
def pledge_no_conflict(assignment: Assignment, *, by: User) -> Assignment:
    """The reviewer declares that there is no conflict; only then the content is shown.

    Raises InConflict, TransitionNotAllowed.
    """
    assignment = _locked(assignment, by=by)
    state = workflow.target_of(workflow.ASSIGNMENT, "pledge", assignment.state)
    refuse_conflicts(assignment.reviewer, assignment.application)
    assignment.state, assignment.pledged_at = state, timezone.now()
    assignment.save(update_fields=["state", "pledged_at"])
    _record(assignment, "pledge", by=by)
    return assignment


@transaction.atomic
def recuse_reviewer(assignment: Assignment, *, by: User, reason: str) -> Assignment:
    """The reviewer steps back with a reason; the place is open again. Raises TransitionNotAllowed."""
    assignment = _locked(assignment, by=by)
    assignment.state = workflow.target_of(workflow.ASSIGNMENT, "recuse", assignment.state)
    assignment.recused_at, assignment.recusal_reason = timezone.now(), reason
    assignment.save(update_fields=["state", "recused_at", "recusal_reason"])
    notify(
        unbarred([assignment.assigned_by], assignment.application),
        "review_recused",
        path=f"/admin/programs/application/{assignment.application_id}/change/",
        assignment=assignment,
        call=assignment.application.call,
    )
    _record(assignment, "recuse", by=by, reason=reason)
    _tell_when_complete(assignment)
    return assignment


@transaction.atomic
def save_scores(
    assignment: Assignment,
    *,
    by: User,
    points: Mapping[Criterion, tuple[Decimal | None, str]],
    opinion: str,
) -> Assignment:
    """Keep points and reasons so far; criteria without points yet are left out.

    Raises ValidationError for points outside a criterion, TransitionNotAllowed once finished.
    """
    assignment = _locked(assignment, by=by)
    workflow.target_of(workflow.ASSIGNMENT, "finish", assignment.state)
    for criterion, (given, reason) in points.items():
        validate_points(given, weight=criterion.weight)
        place = Score.objects.filter(assignment=assignment, criterion=criterion)
        if given is None:
            place.delete()
        else:
            place.update_or_create(
                assignment=assignment,
                criterion=criterion,
                defaults={"points": given, "reason": reason},
            )
    assignment.opinion = opinion
    assignment.save(update_fields=["opinion"])
    return assignment


@transaction.atomic
def finish_review(assignment: Assignment, *, by: User) -> Assignment:
    """Lock the scores: from here on the database refuses to change them.

    Raises ScoresMissing unless each criterion has points and a reason, InConflict where facts have
    come up since the pledge, TransitionNotAllowed.
    """
    assignment = _locked(assignment, by=by)
    state = workflow.target_of(workflow.ASSIGNMENT, "finish", assignment.state)
    refuse_conflicts(assignment.reviewer, assignment.application)
    criteria = assignment.application.call.criteria.count()
    complete = assignment.scores.exclude(reason="").count()
    if complete < criteria or not assignment.opinion:
        raise ScoresMissing
    assignment.state, assignment.finished_at = state, timezone.now()
    assignment.save(update_fields=["state", "finished_at"])
    _record(assignment, "finish", by=by)
    _tell_when_complete(assignment)
    return assignment
