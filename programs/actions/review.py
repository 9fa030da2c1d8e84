"""The verbs of reviewing: assign, pledge, recuse, score, finish."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.common.digest import canonical, digest_of_content
from portal.common.signing import signed
from portal.common.text import is_blank
from programs import workflow
from programs.actions.application import locked_for_staff, record_application_event
from programs.actions.clock import database_now
from programs.actions.errors import InConflict, NotTheReviewer, ScoresMissing
from programs.actions.notifications import notify
from programs.models import (
    Application,
    Assignment,
    Criterion,
    Panel,
    Reviewer,
    Score,
    ScoreSheet,
)
from programs.queries import content_of_submission
from programs.queries.sheet import sheet_content
from programs.scoring import total
from programs.validators import validate_points


def is_in_conflict(reviewer: Reviewer, application: Application) -> bool:
    """Found from facts: a member of the company, or employed under its business number.

    The number that was submitted counts as well as today's.
    """
    company = application.company
    is_member = company.members.filter(user=reviewer.user_id).exists()
    submitted = content_of_submission(application)["content"].get("company", {})
    numbers = {company.business_number, submitted.get("business_number")}
    number = reviewer.employer_business_number
    return is_member or bool(number and number in numbers)


@transaction.atomic
def assign_reviewers(
    application: Application, *, reviewers: Sequence[Reviewer], panel: Panel | None = None, by: User
) -> list[Assignment]:
    """Give an eligible application to reviewers of a panel, who are told; known ones stay.

    Without a panel it is the first one of the call, made where there is none.
    Raises InConflict, TransitionNotAllowed.
    """
    application = locked_for_staff(application, by=by)
    before = application.state
    application.state = workflow.target_of(workflow.APPLICATION, "assign", before)
    for reviewer in reviewers:
        if is_in_conflict(reviewer, application):
            raise InConflict(str(reviewer))
    call = application.call
    panel = panel or call.panels.first() or Panel.objects.create(call=call, name="1")
    panel.reviewers.add(*reviewers)
    known = set(application.assignments.values_list("reviewer", flat=True))
    assignments = [
        Assignment.objects.create(
            application=application, reviewer=reviewer, panel=panel, assigned_by=by
        )
        for reviewer in reviewers
        if reviewer.pk not in known
    ]
    if assignments:
        application.save(update_fields=["state"])
        record_application_event(application, "assign", by=by, from_state=before)
    for assignment in assignments:
        notify(
            [assignment.reviewer.user],
            "review_assigned",
            path=f"/desk/reviews/{assignment.pk}/",
            call=application.call,
        )
    return assignments


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
            [assignment.assigned_by],
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
    if is_in_conflict(assignment.reviewer, assignment.application):
        raise InConflict(str(assignment.reviewer))
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
        [assignment.assigned_by],
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
    """Lock the scores and freeze them as a signed sheet: the database refuses to change either.

    Raises ScoresMissing unless each criterion has points and a reason, TransitionNotAllowed.
    """
    assignment = _locked(assignment, by=by)
    state = workflow.target_of(workflow.ASSIGNMENT, "finish", assignment.state)
    scores = _complete_scores(assignment)
    now = database_now()
    assignment.state, assignment.finished_at = state, now
    assignment.save(update_fields=["state", "finished_at"])
    _write_sheet(assignment, scores, at=now)
    _record(assignment, "finish", by=by)
    _tell_when_complete(assignment)
    return assignment


def _complete_scores(assignment: Assignment) -> list[Score]:
    """The scores in the order of the call. Raises ScoresMissing."""
    given = {
        score.criterion_id: score
        for score in assignment.scores.select_related("criterion")
        if not is_blank(score.reason)
    }
    criteria = assignment.application.call.criteria.all()
    scores = [given[criterion.pk] for criterion in criteria if criterion.pk in given]
    if len(scores) < len(criteria) or is_blank(assignment.opinion):
        raise ScoresMissing
    return scores


def _write_sheet(assignment: Assignment, scores: list[Score], *, at: datetime) -> ScoreSheet:
    number = assignment.sheets.count() + 1
    content = canonical(sheet_content(assignment, scores, number=number, finished_at=at))
    signature = signed(content.encode())
    return ScoreSheet.objects.create(
        assignment=assignment,
        number=number,
        content=content,
        sha256=digest_of_content(content),
        total=total({score.criterion_id: score.points for score in scores}),
        finished_at=at,
        key_id=signature.key_id,
        signature=signature.value,
    )
