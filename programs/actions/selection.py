"""What is to become of the applications of a panel: proposed by one person, confirmed by another,
public at one instant."""

import logging
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
from programs.actions.clock import HELD_ALONE, database_now
from programs.actions.deciding import panel_held_for_deciding
from programs.actions.errors import (
    BelowPassMark,
    BudgetExceeded,
    OwnProposal,
    ProposalWaiting,
    SelectionOutdated,
)
from programs.actions.notifications import foundation, members_of, notify
from programs.actions.panel import record_panel_event
from programs.actions.ranking import hold_reviews, newest_ranking_of
from programs.enums import ApplicationVerb, Outcome, PanelVerb, SelectionState
from programs.models import Application, Call, Decision, Panel, Ranking, Selection
from programs.models.selection import LAST_MOVE
from programs.queries import requested_won_of
from programs.queries.ranking import ranking_scores
from programs.queries.selection import applications_of_panel, untold_of
from programs.rules.predicates import has_no_part_in
from programs.validators import validate_award, validate_words

logger = logging.getLogger(__name__)
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

    Scores are those of the panel's newest ranking, which it names.
    Where one is confirmed already, `reason` says why it is made anew. Raises CallNotClosed,
    TookPart, ProposalWaiting, SelectionOutdated where the choices are not those of the panel's
    applications, RankingMissing, RankingOutdated where sheets or points have changed since the
    ranking, BelowPassMark, BudgetExceeded, ValidationError where an award is too high, the reserve
    list has no order or the reason is missing.
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
    _check_pass_mark(ranking, choices)
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
    others = foundation().exclude(pk=by.pk)
    readers = [reader for reader in others if has_no_part_in.test(reader, held)]
    notify(readers, "selection_proposed", path=_page(selection), call=held.call)
    return selection


@transaction.atomic
def return_selection(selection: Selection, *, by: User, reason: str) -> Selection:
    """Send a proposal back to who made it, with what should change; also one's own.

    Raises CallNotClosed, TookPart, TransitionNotAllowed.
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
    Raises OwnProposal, CallNotClosed, TookPart, TransitionNotAllowed, SelectionOutdated where a
    score has changed or another ranking was frozen since, RankingMissing of one from before
    rankings were frozen, RankingOutdated, BudgetExceeded, ValidationError for an instant that is
    too soon or before the one of the selection that stands.
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


def move_publication(
    selection: Selection, *, by: User, publishes_at: datetime, reason: str
) -> Selection:
    """Publish a confirmed selection at another instant, while the first lies ahead.

    As it is confirmed, so it is moved by somebody other than its proposer; who knew the first
    instant, its proposer and its confirmer, is told. What was public once does not vanish again:
    the move is committed before the first instant, or refused. Raises OwnProposal, TookPart,
    CallNotClosed, SelectionOutdated where it is public by now or in a moment, ValidationError as
    `confirm_selection` and without a reason.
    """
    if says_nothing(reason):
        raise ValidationError({"reason": _("Say why the publication is moved.")})
    try:
        with transaction.atomic():
            return _moved(selection, by=by, publishes_at=publishes_at, reason=reason)
    except IntegrityError as error:  # the instant came while this waited
        diag = getattr(error.__cause__, "diag", None)
        if getattr(diag, "constraint_name", "") in MOVED_TOO_LATE:
            raise SelectionOutdated from error
        raise


def _moved(selection: Selection, *, by: User, publishes_at: datetime, reason: str) -> Selection:
    held = _held(selection, by=by)
    if held.proposed_by_id == by.pk:
        raise OwnProposal
    last = database_now() + LAST_MOVE
    is_ahead = held.publishes_at is not None and held.publishes_at > last
    if held.state != SelectionState.CONFIRMED or not is_ahead:
        raise SelectionOutdated
    _check_instant(held, publishes_at)
    held.publishes_at = publishes_at
    held.save(update_fields=["publishes_at"])
    record_panel_event(held.panel, PanelVerb.MOVE_PUBLICATION, by=by, reason=reason)
    knowing = [held.proposed_by, held.confirmed_by]
    notify(
        [one for one in knowing if one and one != by and has_no_part_in.test(one, held.panel)],
        "publication_moved",
        path=_page(held),
        call=held.panel.call,
        publishes_at=publishes_at,
        reason=reason,
    )
    return held


@transaction.atomic
def tell_of_results(selection: Selection) -> bool:
    """Tell the applicants of a public selection, each once.

    One that cannot be told is logged and keeps no other from their result; the next time only who
    is left is told, and the days of the objection run from when all were. False where it was done,
    is too early, or somebody is left.
    """
    held = (
        Selection.objects.select_for_update(of=("self",), no_key=True)
        .to_tell()
        .filter(pk=selection.pk)
    )
    public = held.select_related("panel__call").first()
    if public is None:
        return False
    told = [_is_told(decision, call=public.panel.call) for decision in untold_of(public)]
    if not all(told):
        return False
    public.told_at = database_now()
    public.save(update_fields=["told_at"])
    return True


def _is_told(decision: Decision, *, call: Call) -> bool:
    application = decision.application
    try:
        with transaction.atomic():
            _record_and_mail(decision, call=call)
    except Exception:  # whatever is wrong with one application, the others are told in time
        logger.exception("Application %s could not be told of its result", application.pk)
        return False
    return True


def _record_and_mail(decision: Decision, *, call: Call) -> None:
    application = decision.application
    record_application_event(
        application,
        ApplicationVerb.PUBLISH_RESULT,
        by=None,
        from_state=application.state,
        at=database_now(),
    )
    notify(
        members_of(application.company),
        "application_decided",
        path=application.get_absolute_url(),
        call=call,
        decision=decision,
    )


def tell_of_all_results() -> int:
    """Of all selections that are public by now; how many were told.

    One that cannot be told is logged, and keeps no other from being told; the next minute it is
    tried again.
    """
    count = 0
    for selection in Selection.objects.to_tell():
        try:
            count += tell_of_results(selection)
        except Exception:  # whatever is wrong with a selection, the others are told in time
            logger.exception("Selection %s could not be told", selection.pk)
    return count


def _panel_held(panel: Panel, *, by: User) -> Panel:
    held, _now = panel_held_for_deciding(panel, by=by, hold=HELD_ALONE)
    return held


def _held(selection: Selection, *, by: User) -> Selection:
    panel = _panel_held(selection.panel, by=by)
    held = Selection.objects.select_for_update(of=("self",), no_key=True).get(pk=selection.pk)
    held.panel = panel
    return held


def _judged(panel: Panel) -> tuple[Ranking, dict[int, Decimal]]:
    """The newest ranking with the scores it froze.

    The reviews are held from here on, so that none is opened again before this is decided. Raises
    RankingMissing, RankingOutdated.
    """
    hold_reviews(panel)
    ranking = newest_ranking_of(panel)
    return ranking, ranking_scores(ranking)


def _check_pass_mark(ranking: Ranking, choices: Mapping[int, Choice]) -> None:
    """Nobody gets money, or waits for it, who fails by the announced terms."""
    hoping = [pk for pk, choice in choices.items() if choice.outcome != Outcome.REJECTED]
    failing = ranking.lines.filter(application__in=hoping, passes=False).order_by("receipt")
    if receipts := list(failing.values_list("receipt", flat=True)):
        raise BelowPassMark(receipts)


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


def _page(selection: Selection) -> str:
    return f"/admin/programs/selection/{selection.pk}/change/"
