"""The verbs of reviewing: pledge, recuse, score, finish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from portal.accounts.models import User
from portal.common.digest import canonical, digest_of_content
from portal.common.signing import signed
from portal.common.text import says_nothing
from programs import workflow
from programs.actions.application import record_application_event
from programs.actions.clock import database_now
from programs.actions.conflict import declare_conflict, refuse_conflicts
from programs.actions.errors import (
    NotTheChair,
    NotTheMember,
    NotTheReviewer,
    NotUnderWay,
    PanelClosed,
    ScoresMissing,
)
from programs.actions.notifications import notify, unbarred
from programs.actions.open_places import tell_of_open_places
from programs.actions.panel import panel_held
from programs.enums import OPEN_WORK, ConflictGround, MemberState, ReviewStanding
from programs.models import (
    Application,
    Assignment,
    Conflict,
    Criterion,
    PanelMember,
    Score,
    ScoreSheet,
    Unlock,
)
from programs.queries.merging import Digests, digests_of, merged
from programs.queries.review import is_chair_over
from programs.queries.sheet import said_in, said_of, sheet_content
from programs.scoring import total
from programs.validators import validate_points, validate_words


def _locked(assignment: Assignment, *, by: User) -> Assignment:
    """The assignment's row, locked behind its application's, for its reviewer and nobody else.

    Behind the application's, so that of two reviewers who finish at once one sees the other.
    """
    Application.objects.select_for_update(no_key=True).get(pk=assignment.application_id)
    return _held(assignment, by=by)


def _held(assignment: Assignment, *, by: User) -> Assignment:
    """The assignment's row alone, locked, for its reviewer and nobody else."""
    locked = Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    if locked.reviewer.user_id != by.pk:
        raise NotTheReviewer
    return locked


def refuse_outside(assignment: Assignment, *, early: bool = False) -> None:
    """Raises NotUnderWay unless its reviewer may work on it now, by the database's clock; with
    `early` also before reviews begin. PanelClosed where its panel is closed.

    Asked when the assignment is held: what is open in it keeps the panel from being closed, and who
    releases its member waits.
    """
    held = Assignment.objects.with_standing().get(pk=assignment.pk)
    standing = ReviewStanding(vars(held)["standing"])
    if standing == ReviewStanding.CLOSED:
        raise PanelClosed
    if standing != ReviewStanding.OPEN and not (early and standing == ReviewStanding.AHEAD):
        raise NotUnderWay(standing)


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

    Possible before reviews begin, so that a conflict is known in time. Raises NotUnderWay,
    PanelClosed, InConflict, TransitionNotAllowed.
    """
    assignment = _locked(assignment, by=by)
    state = workflow.target_of(workflow.ASSIGNMENT, "pledge", assignment.state)
    refuse_outside(assignment, early=True)
    refuse_conflicts(assignment.reviewer, assignment.application)
    assignment.state, assignment.pledged_at = state, database_now()
    assignment.save(update_fields=["state", "pledged_at"])
    _record(assignment, "pledge", by=by)
    return assignment


@transaction.atomic
def recuse_reviewer(assignment: Assignment, *, by: User, reason: str) -> Assignment:
    """The reviewer steps back with a reason; the place is open again. Raises TransitionNotAllowed."""
    validate_words(reason)
    assignment = _locked(assignment, by=by)
    assignment.state = workflow.target_of(workflow.ASSIGNMENT, "recuse", assignment.state)
    assignment.recused_at, assignment.recusal_reason = database_now(), reason
    assignment.save(update_fields=["state", "recused_at", "recusal_reason"])
    assigner = assignment.assigned_by
    count = tell_of_open_places(assignment.panel, [assignment.application_id], by=by, told=assigner)
    notify(
        unbarred([assigner], assignment.application),
        "review_recused",
        path=f"/admin/programs/application/{assignment.application_id}/change/",
        assignment=assignment,
        place_is_open=count > 0,
        call=assignment.application.call,
    )
    _record(assignment, "recuse", by=by, reason=reason)
    _tell_when_complete(assignment)
    return assignment


@transaction.atomic
def declare_own_conflict(
    application: Application, *, by: User, ground: ConflictGround, fact: str
) -> Conflict:
    """A member of its panel says that they may not judge it: that bars them from it, and their
    place is open again as after any recusal; a finished review stays, of which staff is told.

    Raises NotTheMember of who has not pledged in that panel.
    """
    validate_words(fact)
    _hold(application)
    seats = PanelMember.objects.filter(
        reviewer__user=by, state=MemberState.PLEDGED, panel__places__application=application
    )
    if not seats.exists():
        raise NotTheMember
    for assignment in _open_work(application, by=by):
        recuse_reviewer(assignment, by=by, reason=fact)
    return declare_conflict(application, by=by, ground=ground, fact=fact)


def _hold(application: Application) -> None:
    """So that a second click, or a finish in another window, is seen."""
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)


def _open_work(application: Application, *, by: User) -> list[Assignment]:
    own = application.assignments.filter(reviewer__user=by, state__in=OPEN_WORK)
    return list(own.order_by("pk"))


@dataclass(frozen=True)
class SavedScores:
    """What a page goes on from after its save: digests of its fields, and the moment; `clashing`
    are the fields that were written in another window meanwhile, of which nothing was saved."""

    seen: Digests
    at: datetime
    clashing: list[str]


@transaction.atomic
def save_scores(
    assignment: Assignment,
    *,
    by: User,
    points: Mapping[Criterion, tuple[Decimal | None, str]],
    opinion: str | None,
    seen: Digests | None = None,
) -> SavedScores:
    """Keep points and reasons so far, and the opinion unless it is None; what says the same stays.

    `seen` is what the page had shown (`merging.merged`); without it nothing clashes. Holds its own
    assignment only, so that reviewers of one application do not wait for each other. Raises
    ValidationError for points outside a criterion, NotUnderWay, TransitionNotAllowed once finished.
    """
    assignment = _held(assignment, by=by)
    workflow.target_of(workflow.ASSIGNMENT, "finish", assignment.state)
    refuse_outside(assignment)
    scores = {score.criterion_id: score for score in assignment.scores.all()}
    now = said_in(assignment, scores.values())
    typed: dict[str, str] = {}
    for criterion, (given, reason) in points.items():
        validate_points(given, weight=criterion.weight)
        typed |= said_of(criterion.pk, given, reason)
    if opinion is not None:
        typed["opinion"] = opinion
    change = merged(typed, seen=digests_of(now) if seen is None else seen, now=now)
    for criterion, said in points.items():
        written = change.written
        given, reason = _taken_over(criterion, said, scores.get(criterion.pk), written)
        if {f"points_{criterion.pk}", f"reason_{criterion.pk}"} & set(written):
            _write_score(assignment, criterion, scores.get(criterion.pk), given, reason)
    if opinion is not None and "opinion" in change.written:
        assignment.opinion = opinion
        assignment.save(update_fields=["opinion"])
    return SavedScores(change.seen, database_now(), change.clashing)


def _taken_over(
    criterion: Criterion,
    said: tuple[Decimal | None, str],
    score: Score | None,
    written: Sequence[str],
) -> tuple[Decimal | None, str]:
    """Of points and reason those that are written; of the other what is saved."""
    saved = (score.points, score.reason) if score else (None, "")
    names = (f"points_{criterion.pk}", f"reason_{criterion.pk}")
    points, reason = (
        new if name in written else old for name, new, old in zip(names, said, saved, strict=True)
    )
    return points, reason  # type: ignore[return-value]


def _write_score(
    assignment: Assignment,
    criterion: Criterion,
    score: Score | None,
    points: Decimal | None,
    reason: str,
) -> None:
    if points is None and not reason:
        if score:
            score.delete()
        return
    score = score or Score(assignment=assignment, criterion=criterion)
    score.points, score.reason = points, reason
    score.save()


@transaction.atomic
def finish_review(assignment: Assignment, *, by: User) -> Assignment:
    """Lock the scores and freeze them as a signed sheet: the database refuses to change either.

    Raises ScoresMissing unless each criterion has points and a reason, InConflict where facts have
    come up since the pledge, NotUnderWay, TransitionNotAllowed.
    """
    assignment = _locked(assignment, by=by)
    state = workflow.target_of(workflow.ASSIGNMENT, "finish", assignment.state)
    refuse_outside(assignment)
    refuse_conflicts(assignment.reviewer, assignment.application)
    scores = _complete_scores(assignment)
    now = database_now()
    assignment.state, assignment.finished_at = state, now
    assignment.save(update_fields=["state", "finished_at"])
    _write_sheet(assignment, scores, at=now)
    _record(assignment, "finish", by=by)
    _tell_when_complete(assignment)
    return assignment


@transaction.atomic
def unlock_review(assignment: Assignment, *, by: User, reason: str) -> Assignment:
    """The chair of the panel opens a finished review again; its sheet is kept, the reviewer is told.

    A ranking that was frozen before stays as it is. Raises PanelClosed, NotUnderWay, NotTheChair
    (nobody unlocks their own), ValidationError for a reason that says nothing, TransitionNotAllowed
    unless it is finished.
    """
    panel_held(assignment.panel_id)  # so that nobody closes it meanwhile
    Application.objects.select_for_update(no_key=True).get(pk=assignment.application_id)
    assignment = Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    state = workflow.target_of(workflow.ASSIGNMENT, "unlock", assignment.state)
    refuse_outside(assignment)
    if not is_chair_over(by, assignment):
        raise NotTheChair
    validate_words(reason)
    sheet = assignment.sheets.order_by("number").last()
    if sheet is None:  # finished before there were sheets, with nothing judged
        raise workflow.TransitionNotAllowed("unlock", assignment.state)
    Unlock.objects.create(sheet=sheet, reason=reason, unlocked_by=by)
    assignment.state, assignment.finished_at = state, None
    assignment.save(update_fields=["state", "finished_at"])
    _record(assignment, "unlock", by=by, reason=reason)
    notify(
        unbarred([assignment.reviewer.user], assignment.application),
        "review_reopened",
        path=f"/desk/reviews/{assignment.pk}/",
        call=assignment.application.call,
        reason=reason,
    )
    return assignment


def _complete_scores(assignment: Assignment) -> list[Score]:
    """The scores in the order of the call. Raises ScoresMissing."""
    given = {
        score.criterion_id: score
        for score in assignment.scores.select_related("criterion")
        if score.points is not None and not says_nothing(score.reason)
    }
    criteria = assignment.application.call.criteria.all()
    scores = [given[criterion.pk] for criterion in criteria if criterion.pk in given]
    if len(scores) < len(criteria) or says_nothing(assignment.opinion):
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
        total=total({score.criterion_id: score.points or Decimal(0) for score in scores}),
        finished_at=at,
        key_id=signature.key_id,
        signature=signature.value,
    )
