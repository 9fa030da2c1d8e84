"""Panels of the example calls, from the invitation of their members to the result."""

from datetime import date
from decimal import Decimal
from typing import Any

import pgtrigger
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.assignment import apply_proposal, propose_assignment
from programs.actions.clock import database_now
from programs.actions.conflict import declare_conflict
from programs.actions.membership import accept_membership, invite_members, pledge_membership
from programs.actions.objection import file_objection
from programs.actions.panel import (
    close_panel,
    draw_order,
    make_panel,
    open_panel,
    place_applications,
)
from programs.actions.ranking import apply_adjustment, freeze_ranking
from programs.actions.review import (
    finish_review,
    pledge_no_conflict,
    save_scores,
    unlock_review,
)
from programs.actions.selection import (
    SOONEST,
    Choice,
    confirm_selection,
    propose_selection,
    tell_of_results,
)
from programs.demo.content import moment
from programs.enums import AssignmentState, Outcome
from programs.models import (
    Application,
    Assignment,
    Call,
    Criterion,
    Panel,
    Ranking,
    Reviewer,
    Selection,
)
from zones.models import Zone

Cases = dict[Application, dict[str, Any]]
# From which share of the points on a review is called so
HIGH, MIDDLE = Decimal("0.78"), Decimal("0.6")


def judge(
    call: Call, cases: Cases, row: dict[str, Any], *, words: dict[str, Any], today: date
) -> None:
    """Reviewed to the end where somebody confirms a selection; else as far as it has come."""
    by = User.objects.get(email=row["by"])
    panel = _panel(call, cases, row, by=by, today=today)
    if "confirmed_by" not in row:
        _score_in_part(panel, cases, row, words=words)
        return
    for assignment in _assignments(panel):
        _score(assignment, cases[assignment.application], words=words)
    _unlock(panel, row)
    close_panel(panel, by=by)
    _apply_bonus(cases, row["bonus"], by=by)
    ranking = freeze_ranking(panel, by=by)
    _publish(ranking, cases, row, words=words, by=by)
    for application, case in cases.items():
        if "objection" in case:
            file_objection(application, **case["objection"], by=application.created_by)


def _panel(call: Call, cases: Cases, row: dict[str, Any], *, by: User, today: date) -> Panel:
    settings = row["panel"] | {"zone": Zone.objects.get(slug=row["panel"]["zone"])}
    opens_at, closes_at = (moment(text, today=today) for text in row["window"])
    meets = timezone.localtime(moment(row["meets"], today=today))
    panel = make_panel(
        call,
        by=by,
        **settings,
        opens_at=opens_at,
        closes_at=closes_at,
        meets_on=meets.date(),
        meets_at=meets.time(),
    )
    place_applications(panel, applications=list(cases), by=by)
    reviewers = [_reviewer(email) for email in row["members"]]
    chair = _reviewer(row["chair"])
    for member in invite_members(panel, reviewers=reviewers, by=by, chair=chair):
        user = member.reviewer.user
        pledge_membership(accept_membership(member, by=user), by=user)
    if said := row.get("declared"):
        application = _of(cases, said["owner"])
        declare_conflict(application, by=_reviewer(said["reviewer"]).user, fact=said["fact"])
    draw_order(panel, by=by)
    apply_proposal(propose_assignment(panel, by=by), by=by)
    return open_panel(panel, by=by)


def _reviewer(email: str) -> Reviewer:
    return Reviewer.objects.select_related("user").get(user__email=email)


def _of(cases: Cases, owner: str) -> Application:
    (found,) = (application for application, case in cases.items() if case["owner"] == owner)
    return found


def _assignments(panel: Panel) -> list[Assignment]:
    rows = panel.assignments.select_related("application__call", "reviewer__user")
    return list(rows.order_by("application", "reviewer"))


def _score_in_part(
    panel: Panel, cases: Cases, row: dict[str, Any], *, words: dict[str, Any]
) -> None:
    """The chair has finished, the first member all but one that is begun, the last nothing."""
    *_others, last = cases
    chair, begins = row["chair"], row["members"][0]
    for assignment in _assignments(panel):
        by = assignment.reviewer.user
        if by.email == begins and assignment.application == last:
            pledged = pledge_no_conflict(assignment, by=by)
            points = _points(pledged, cases[last], words=words)
            save_scores(pledged, by=by, points=dict(list(points.items())[:2]), opinion="")
        elif by.email in (chair, begins):
            _score(assignment, cases[assignment.application], words=words)


def _score(assignment: Assignment, case: dict[str, Any], *, words: dict[str, Any]) -> None:
    by = assignment.reviewer.user
    assignment = pledge_no_conflict(assignment, by=by)
    points = _points(assignment, case, words=words)
    opinions = words["opinions"][_band(Decimal(str(case["share"])))]
    opinion = opinions[assignment.reviewer_id % len(opinions)]
    save_scores(assignment, by=by, points=points, opinion=opinion)
    finish_review(assignment, by=by)


def _points(
    assignment: Assignment, case: dict[str, Any], *, words: dict[str, Any]
) -> dict[Criterion, tuple[Decimal | None, str]]:
    """About the share that the file gives, each reviewer a little otherwise."""
    share, said = Decimal(str(case["share"])), {}
    taste = _place_of(assignment.reviewer)
    for place, criterion in enumerate(assignment.application.call.criteria.all()):
        whole = round(criterion.weight * share) + (taste * 7 + place * 5) % 5 - 2
        points = min(Decimal(criterion.weight), Decimal(whole))
        reasons = words["reasons"][_band(points / criterion.weight)][place]
        said[criterion] = (points, reasons[taste % len(reasons)])
    return said


def _place_of(reviewer: Reviewer) -> int:
    """The number in the address of an example reviewer: the same at each loading."""
    return int("".join(letter for letter in reviewer.user.email if letter.isdigit()))


def _band(share: Decimal) -> str:
    if share >= HIGH:
        return "high"
    return "middle" if share >= MIDDLE else "low"


def _unlock(panel: Panel, row: dict[str, Any]) -> None:
    """The chair opens one review of somebody else; it is put right and finished again."""
    said, chair = row["unlock"], _reviewer(row["chair"])
    finished = panel.assignments.filter(
        application__company__created_by__email=said["owner"], state=AssignmentState.FINISHED
    )
    first = finished.exclude(reviewer=chair).order_by("reviewer").first()
    assert first is not None
    opened = unlock_review(first, by=chair.user, reason=said["reason"])
    by = opened.reviewer.user
    save_scores(opened, by=by, points={}, opinion=said["opinion"])
    finish_review(opened, by=by)


def _apply_bonus(cases: Cases, said: dict[str, Any], *, by: User) -> None:
    application = _of(cases, said["owner"])
    adjustment = application.call.adjustments.get(label_ko=said["label"])
    apply_adjustment(application, adjustment=adjustment, evidence=said["evidence"], by=by)


def _publish(
    ranking: Ranking, cases: Cases, row: dict[str, Any], *, words: dict[str, Any], by: User
) -> None:
    choices: dict[int, Choice] = {}
    reserve = 0
    for line in ranking.lines.order_by("place"):
        case = cases[line.application]
        if "awarded_won" in case:
            is_adjusted = case["awarded_won"] < case["requested_won"]
            reason = words["outcomes"]["adjusted" if is_adjusted else "selected"]
            choice = Choice(Outcome.SELECTED, reason, awarded_won=case["awarded_won"])
        elif not line.passes:
            choice = Choice(Outcome.REJECTED, words["outcomes"]["failed"])
        elif reserve < row["reserve_places"]:
            reserve += 1
            choice = Choice(Outcome.RESERVE, words["outcomes"]["reserve"], reserve_place=reserve)
        else:
            choice = Choice(Outcome.REJECTED, words["outcomes"]["rejected"])
        choices[line.application_id] = choice
    selection = propose_selection(ranking.panel, by=by, choices=choices)
    confirmer = User.objects.get(email=row["confirmed_by"])
    at = database_now() + 2 * SOONEST
    selection = confirm_selection(selection, by=confirmer, publishes_at=at)
    # Nobody waits for the demonstration: its instant is the moment of loading
    with pgtrigger.ignore("programs.Selection:final"):
        Selection.objects.filter(pk=selection.pk).update(publishes_at=database_now())
    tell_of_results(selection)
