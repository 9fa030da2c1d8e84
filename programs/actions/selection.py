"""What is to become of the applications of a panel: proposed by one person, confirmed by another,
public at one instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.text import says_nothing
from programs import workflow
from programs.actions.application import record_application_event
from programs.actions.clock import HELD_ALONE, call_taken, database_now
from programs.actions.errors import (
    BudgetExceeded,
    CallNotClosed,
    OwnApplication,
    OwnProposal,
    ProposalWaiting,
    ReviewsMissing,
    SelectionOutdated,
    TookPart,
)
from programs.actions.notifications import foundation, members_of, notify
from programs.actions.ranking import hold_reviews, newest_ranking_of
from programs.enums import Outcome, SelectionState
from programs.models import Application, Conflict, Decision, Panel, Ranking, Selection
from programs.models.selection import LAST_MOVE
from programs.queries import requested_won_of
from programs.queries.ranking import ranking_scores
from programs.queries.selection import applications_of_panel, scores_of_panel
from programs.rules.predicates import is_kept_from
from programs.validators import validate_award, validate_words

# Whoever confirms looks at it once more, and may move the instant until it has come
SOONEST = timedelta(minutes=5)
MOVED_TOO_LATE = ("programs_selection_final", "programs_selection_moved_in_time")


@dataclass(frozen=True)
class Choice:
    """What is proposed for one application."""

    outcome: Outcome
    reason: str
    awarded_won: int | None = None
    reserve_place: int | None = None


@transaction.atomic
def propose_selection(
    panel: Panel, *, by: User, choices: Mapping[int, Choice], reason: str = ""
) -> Selection:
    """Propose an outcome for each application of the panel (by its key); somebody else confirms it.

    Scores are those of the panel's newest ranking, which it names, where one is frozen.
    Where one is confirmed already, `reason` says why it is made anew. Raises CallNotClosed,
    OwnApplication, TookPart, ProposalWaiting, ReviewsMissing, SelectionOutdated where the choices
    are not those of the panel's applications, RankingOutdated where sheets or points have changed
    since the ranking, BudgetExceeded, ValidationError where an award is too high, the reserve list
    has no order or a reason is missing.
    """
    for choice in choices.values():
        validate_words(choice.reason)
    held = _panel_held(panel, by=by)
    if held.selections.filter(state=SelectionState.PROPOSED).exists():
        raise ProposalWaiting
    applications = {row.pk: row for row in applications_of_panel(held)}
    if set(choices) != set(applications):
        raise SelectionOutdated
    ranking, scores = _judged(held)
    if set(choices) != set(scores):
        raise SelectionOutdated
    _check_reserve(choices)
    for pk, choice in choices.items():
        if choice.outcome == Outcome.SELECTED:
            validate_award(
                choice.awarded_won or 0,
                requested_won=requested_won_of(applications[pk]),
                limit_won=held.call.award_limit_won,
            )
    last = held.selections.first()
    if held.selections.filter(state=SelectionState.CONFIRMED).exists() and says_nothing(reason):
        raise ValidationError({"reason": _("Say why the selection is made anew.")})
    selection = Selection.objects.create(
        panel=held,
        number=last.number + 1 if last else 1,
        ranking=ranking,
        reason=reason,
        proposed_at=database_now(),
        proposed_by=by,
    )
    Decision.objects.bulk_create(
        Decision(
            selection=selection,
            application_id=pk,
            outcome=choice.outcome,
            score=scores[pk],
            awarded_won=choice.awarded_won if choice.outcome == Outcome.SELECTED else None,
            reserve_place=choice.reserve_place if choice.outcome == Outcome.RESERVE else None,
            reason=choice.reason,
        )
        for pk, choice in sorted(choices.items())
    )
    _check_budget(selection)
    readers = foundation().exclude(pk=by.pk)
    notify(_unconcerned(readers, held), "selection_proposed", path=_page(selection), call=held.call)
    return selection


@transaction.atomic
def return_selection(selection: Selection, *, by: User, reason: str) -> Selection:
    """Send a proposal back to who made it, with what should change; also one's own.

    Raises CallNotClosed, OwnApplication, TookPart, TransitionNotAllowed.
    """
    validate_words(reason)
    held = _held(selection, by=by)
    held.state = workflow.target_of(workflow.SELECTION, "return", held.state)
    held.returned_at, held.returned_by, held.return_reason = database_now(), by, reason
    held.save(update_fields=["state", "returned_at", "returned_by", "return_reason"])
    if held.proposed_by_id != by.pk:
        notify(
            [held.proposed_by],
            "selection_returned",
            path=_page(held),
            call=held.panel.call,
            reason=reason,
        )
    return held


@transaction.atomic
def confirm_selection(selection: Selection, *, by: User, publishes_at: datetime) -> Selection:
    """Confirm what somebody else proposed; from `publishes_at` on everybody may know it.

    The applications are decided now, and nobody is told what was decided before that instant.
    Raises OwnProposal, CallNotClosed, OwnApplication, TookPart, TransitionNotAllowed,
    SelectionOutdated where a score has changed or another ranking was frozen since,
    RankingOutdated, ReviewsMissing, BudgetExceeded, ValidationError for an instant that is too soon
    or before the one of the selection that stands.
    """
    held = _held(selection, by=by)
    target = workflow.target_of(workflow.SELECTION, "confirm", held.state)
    if held.proposed_by_id == by.pk:
        raise OwnProposal
    decisions = list(held.decisions.select_related("application").order_by("application_id"))
    ranking, scores = _judged(held.panel)
    if held.ranking != ranking or {one.application_id: one.score for one in decisions} != scores:
        raise SelectionOutdated
    _check_budget(held)
    _check_instant(held, publishes_at)
    held.state, held.publishes_at = target, publishes_at
    held.confirmed_at, held.confirmed_by = database_now(), by
    held.save(update_fields=["state", "publishes_at", "confirmed_at", "confirmed_by"])
    for decision in decisions:
        application = Application.objects.select_for_update(no_key=True).get(
            pk=decision.application_id
        )
        before = application.state
        application.state = workflow.target_of(workflow.APPLICATION, "decide", before)
        application.save(update_fields=["state"])
        record_application_event(application, "decide", by=by, from_state=before)
    return held


def move_publication(selection: Selection, *, by: User, publishes_at: datetime) -> Selection:
    """Publish a confirmed selection at another instant, while the first lies ahead.

    What was public once does not vanish again: the move is committed before the first instant, or
    refused. Raises OwnApplication, TookPart, CallNotClosed, SelectionOutdated where it is public by
    now or in a moment, ValidationError as `confirm_selection`.
    """
    try:
        with transaction.atomic():
            return _moved(selection, by=by, publishes_at=publishes_at)
    except IntegrityError as error:  # the instant came while this waited
        diag = getattr(error.__cause__, "diag", None)
        if getattr(diag, "constraint_name", "") in MOVED_TOO_LATE:
            raise SelectionOutdated from error
        raise


def _moved(selection: Selection, *, by: User, publishes_at: datetime) -> Selection:
    held = _held(selection, by=by)
    last = database_now() + LAST_MOVE
    is_ahead = held.publishes_at is not None and held.publishes_at > last
    if held.state != SelectionState.CONFIRMED or not is_ahead:
        raise SelectionOutdated
    _check_instant(held, publishes_at)
    held.publishes_at = publishes_at
    held.save(update_fields=["publishes_at"])
    return held


@transaction.atomic
def tell_of_results(selection: Selection) -> bool:
    """Tell the applicants of a public selection, once; False where it was done, or is too early."""
    held = (
        Selection.objects.select_for_update(of=("self",), no_key=True)
        .to_tell()
        .filter(pk=selection.pk)
    )
    public = held.select_related("panel__call").first()
    if public is None:
        return False
    call = public.panel.call
    for decision in public.decisions.select_related("application__company", "application__call"):
        application = decision.application
        record_application_event(
            application, "publish_result", by=None, from_state=application.state
        )
        notify(
            members_of(application.company),
            "application_decided",
            path=application.get_absolute_url(),
            call=call,
            decision=decision,
        )
    public.told_at = database_now()
    public.save(update_fields=["told_at"])
    return True


def tell_of_all_results() -> int:
    """Of all selections that are public by now; how many were told."""
    return sum(tell_of_results(selection) for selection in Selection.objects.to_tell())


def _panel_held(panel: Panel, *, by: User) -> Panel:
    """The panel's row behind its call's, held until commit, for somebody who may decide there."""
    call, now = call_taken(panel.call_id, hold=HELD_ALONE)
    if call.is_cancelled or not call.has_ended_at(now):
        raise CallNotClosed
    held = Panel.objects.select_for_update(no_key=True).get(pk=panel.pk)
    held.call = call
    applications = applications_of_panel(held)
    if applications.filter(company__members__user=by).exists():
        raise OwnApplication
    if held.assignments.filter(reviewer__user=by).exists() or is_kept_from(by, held):
        raise TookPart
    return held


def _held(selection: Selection, *, by: User) -> Selection:
    panel = _panel_held(selection.panel, by=by)
    held = Selection.objects.select_for_update(of=("self",), no_key=True).get(pk=selection.pk)
    held.panel = panel
    return held


def _judged(panel: Panel) -> tuple[Ranking | None, dict[int, Decimal]]:
    """The newest ranking with the scores it froze; where none is frozen, what the reviews come to.

    The reviews are held from here on, so that none is opened again before this is decided. Raises
    RankingOutdated, ReviewsMissing unless each application has been scored by all reviewers.
    """
    hold_reviews(panel)
    ranking = newest_ranking_of(panel)
    scores = scores_of_panel(panel) if ranking is None else ranking_scores(ranking)
    if scores is None:
        raise ReviewsMissing
    return ranking, scores


def _check_reserve(choices: Mapping[int, Choice]) -> None:
    places = sorted(
        choice.reserve_place or 0
        for choice in choices.values()
        if choice.outcome == Outcome.RESERVE
    )
    if places != list(range(1, len(places) + 1)):
        raise ValidationError(_("Number the reserve list 1, 2, 3 …, each place once."))


def _check_budget(selection: Selection) -> None:
    """All that stands in the call, and this one in the place of its panel's, within its budget."""
    call = selection.panel.call
    if call.budget_won is None:
        return
    others = Decision.objects.standing().filter(selection__panel__call=call)
    others = others.exclude(selection__panel=selection.panel)
    awarded = [*others.values_list("awarded_won", flat=True)]
    awarded += selection.decisions.values_list("awarded_won", flat=True)
    total = sum(won or 0 for won in awarded)
    if total > call.budget_won:
        raise BudgetExceeded(total - call.budget_won)


def _check_instant(selection: Selection, publishes_at: datetime) -> None:
    if publishes_at < database_now() + SOONEST:
        raise ValidationError(
            {"publishes_at": _("Choose a moment at least five minutes from now.")}
        )
    former = selection.panel.selections.filter(
        state=SelectionState.CONFIRMED, publishes_at__gte=publishes_at
    )
    if former.exclude(pk=selection.pk).exists():
        raise ValidationError(
            {"publishes_at": _("An earlier selection of this panel becomes public after that.")}
        )


def _unconcerned(readers, panel: Panel):  # type: ignore[no-untyped-def]
    """Without those whose company applies there, who review there, or are in conflict there."""
    companies = applications_of_panel(panel).values("company")
    barring = Conflict.objects.barring().filter(application__panel_place__panel=panel)
    return (
        readers.exclude(company_memberships__company__in=companies)
        .exclude(reviewer__assignments__panel=panel)
        .exclude(reviewer__in=barring.values("reviewer"))
    )


def _page(selection: Selection) -> str:
    return f"/admin/programs/selection/{selection.pk}/change/"
