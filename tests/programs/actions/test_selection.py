from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programs.actions.errors import (
    BudgetExceeded,
    CallNotClosed,
    OwnApplication,
    OwnProposal,
    ProposalWaiting,
    RankingOutdated,
    ReviewsMissing,
    SelectionOutdated,
    TookPart,
)
from programs.actions.ranking import apply_adjustment, freeze_ranking, revoke_adjustment
from programs.actions.selection import (
    Choice,
    confirm_selection,
    move_publication,
    propose_selection,
    return_selection,
    tell_of_all_results,
    tell_of_results,
)
from programs.enums import Outcome
from programs.models import (
    Application,
    AppliedAdjustment,
    Assignment,
    Call,
    Decision,
    Selection,
)
from programs.queries.selection import candidates_of
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    PanelFactory,
    ReviewerFactory,
    ScoreFactory,
    announced,
    at_its_instant,
    close,
    complete_application,
    days,
    in_state,
    judged_panel,
    open_call,
    pledged_assignment,
)
from tests.factories.zones import CompanyMemberFactory
from tests.mails import queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=1)


@pytest.fixture
def clerk():
    return FoundationUserFactory()


@pytest.fixture
def other():
    return FoundationUserFactory()


@pytest.fixture
def panel():
    return PanelFactory(call=close(open_call(budget_won=150)))


def reviewed(panel, *totals):
    application = complete_application(
        call=panel.call, requested_won=100, **in_state("under_review")
    )
    CompanyMemberFactory(company=application.company)
    for total in totals:
        scored(application, panel, total)
    return application


def scored(application, panel, total, **words):
    assignment = pledged_assignment(application=application, panel=panel, **words)
    ScoreFactory(assignment=assignment, points=total)
    Assignment.objects.filter(pk=assignment.pk).update(state="finished", finished_at=days(0))


@pytest.fixture
def applications(panel):
    return [reviewed(panel, "60", "40.50"), reviewed(panel, "30"), reviewed(panel, "10")]


def chosen(applications):
    fates = [
        Choice(Outcome.SELECTED, "실증 계획이 구체적임", awarded_won=90),
        Choice(Outcome.RESERVE, "예산이 닿지 않음", reserve_place=1),
        Choice(Outcome.REJECTED, "시장성이 부족함"),
    ]
    return {application.pk: fate for application, fate in zip(applications, fates, strict=True)}


@pytest.fixture
def proposal(panel, applications, clerk):
    return propose_selection(panel, by=clerk, choices=chosen(applications))


def confirm(selection, by, after=SOON):
    return confirm_selection(selection, by=by, publishes_at=timezone.now() + after)


def test_propose_writes_all_decisions_and_tells_the_others(panel, applications, clerk, other):
    selection = propose_selection(panel, by=clerk, choices=chosen(applications))

    rows = selection.decisions.order_by("application_id")
    assert [(row.outcome, row.score, row.awarded_won, row.reserve_place) for row in rows] == [
        ("selected", 50.25, 90, None),
        ("reserve", 30, None, 1),
        ("rejected", 10, None, None),
    ]
    assert (selection.number, selection.state, selection.proposed_by) == (1, "proposed", clerk)
    assert {row.state for row in Application.objects.all()} == {"under_review"}
    told = {to for to, _subject in queued_mails()}
    assert other.email in told
    assert clerk.email not in told


def test_confirm_decides_all_and_says_nothing_to_applicants(proposal, other):
    queued_before = len(queued_mails())

    selection = confirm(proposal, other)

    assert (selection.state, selection.confirmed_by) == ("confirmed", other)
    assert {row.state for row in Application.objects.all()} == {"decided"}
    assert {str(row.shown_state) for row in Application.objects.all()} == {"under_review"}
    events = [event for row in Application.objects.all() for event in row.events.all()]
    assert {(event.verb, event.reason) for event in events} == {("decide", "")}
    assert len(queued_mails()) == queued_before
    assert tell_of_all_results() == 0


def test_results_are_told_once_when_their_instant_has_at_its_instant(proposal, other):
    selection = at_its_instant(confirm(proposal, other))
    before = len(queued_mails())

    assert (tell_of_all_results(), tell_of_all_results()) == (1, 0)

    selection.refresh_from_db()
    members = {
        member.user.email
        for decision in selection.decisions.all()
        for member in decision.application.company.members.all()
    }
    assert {to for to, _subject in queued_mails()[before:]} == members
    assert selection.told_at >= selection.publishes_at
    assert [row.events.last().verb for row in Application.objects.all()] == ["publish_result"] * 3


def test_nobody_confirms_what_they_proposed(proposal, clerk):
    with pytest.raises(OwnProposal):
        confirm(proposal, clerk)

    assert Selection.objects.get().state == "proposed"


def ranked(clerk):
    """Two applications, of which the second is ahead by an announced bonus alone."""
    panel = judged_panel([(50, 20)], [(48, 20)])
    first, second = Application.objects.filter(call=panel.call).order_by("pk")
    bonus = announced(panel.call, points=3)
    apply_adjustment(second, adjustment=bonus, evidence="확인서", by=clerk)
    freeze_ranking(panel, by=clerk)
    fates = {
        first.pk: Choice(Outcome.REJECTED, "예산이 닿지 않음"),
        second.pk: Choice(Outcome.SELECTED, "가점이 인정됨", awarded_won=1),
    }
    return panel, fates


def test_what_the_ranking_froze_is_what_is_decided_by(clerk, other):
    panel, fates = ranked(clerk)
    first, second = fates
    assert [one.pk for one in candidates_of(panel)] == [second, first]

    selection = confirm(propose_selection(panel, by=clerk, choices=fates), other)

    scores = dict(selection.decisions.values_list("application", "score"))
    assert scores == {first: 70, second: 71}
    assert selection.ranking == panel.rankings.get()


def test_a_proposal_is_not_confirmed_after_a_newer_ranking(clerk, other):
    panel, fates = ranked(clerk)
    selection = propose_selection(panel, by=clerk, choices=fates)
    applied = AppliedAdjustment.objects.get()
    revoke_adjustment(applied, reason="확인서가 만료됨", by=clerk)
    with pytest.raises(RankingOutdated):
        confirm(selection, other)
    freeze_ranking(panel, by=clerk, reason="가점 취소")

    with pytest.raises(SelectionOutdated):
        confirm(selection, other)

    assert Selection.objects.get().state == "proposed"


@pytest.mark.parametrize("verb", ["propose", "confirm", "return", "move"])
def test_who_applies_or_reviews_there_decides_nothing(panel, applications, clerk, other, verb):
    applying = CompanyMemberFactory(
        company=applications[0].company, user=FoundationUserFactory()
    ).user
    reviewing = FoundationUserFactory()
    scored(applications[0], panel, "50", reviewer=ReviewerFactory(user=reviewing))
    if verb == "propose":
        acts = [
            lambda by: propose_selection(panel, by=by, choices=chosen(applications)),
        ]
    else:
        selection = propose_selection(panel, by=clerk, choices=chosen(applications))
        if verb == "move":
            confirm(selection, other)
        at = timezone.now() + 2 * SOON
        acts = [
            {
                "confirm": lambda by: confirm(selection, by),
                "return": lambda by: return_selection(selection, by=by, reason="왜"),
                "move": lambda by: move_publication(selection, by=by, publishes_at=at),
            }[verb]
        ]
    before = list(Selection.objects.values())

    for act in acts:
        with pytest.raises(OwnApplication):
            act(applying)
        with pytest.raises(TookPart):
            act(reviewing)

    assert list(Selection.objects.values()) == before


def test_all_must_have_been_reviewed(panel, applications, clerk):
    pledged_assignment(application=applications[1], panel=panel)

    with pytest.raises(ReviewsMissing):
        propose_selection(panel, by=clerk, choices=chosen(applications))


def test_all_applications_of_the_panel_are_decided_together(panel, applications, clerk):
    choices = chosen(applications)
    del choices[applications[2].pk]

    with pytest.raises(SelectionOutdated):
        propose_selection(panel, by=clerk, choices=choices)


def test_a_score_that_changed_since_is_not_confirmed(panel, proposal, applications, other):
    assignment = pledged_assignment(application=applications[1], panel=panel)
    ScoreFactory(assignment=assignment, points=40)
    Assignment.objects.filter(pk=assignment.pk).update(state="finished", finished_at=days(0))

    with pytest.raises(SelectionOutdated):
        confirm(proposal, other)


def test_one_proposal_waits_at_a_time(panel, applications, proposal, other):
    with pytest.raises(ProposalWaiting):
        propose_selection(panel, by=other, choices=chosen(applications))


def test_call_must_be_over(panel, applications, clerk):
    Call.objects.filter(pk=panel.call_id).update(state="cancelled", cancelled_at=timezone.now(), cancelled_by=clerk)  # fmt: skip

    with pytest.raises(CallNotClosed):
        propose_selection(panel, by=clerk, choices=chosen(applications))


@pytest.mark.parametrize("places", [[2], [1, 1], [0, 1]])
def test_the_reserve_list_has_an_order(panel, clerk, places):
    applications = [reviewed(panel, "30") for _place in places]
    choices = {
        application.pk: Choice(Outcome.RESERVE, "왜", reserve_place=place)
        for application, place in zip(applications, places, strict=True)
    }

    with pytest.raises(ValidationError, match="1, 2, 3"):
        propose_selection(panel, by=clerk, choices=choices)


@pytest.mark.parametrize("won", [None, 0, 101])
def test_nobody_is_awarded_nothing_or_more_than_asked(panel, applications, clerk, won):
    choices = chosen(applications) | {
        applications[0].pk: Choice(Outcome.SELECTED, "왜", awarded_won=won)
    }

    with pytest.raises(ValidationError):
        propose_selection(panel, by=clerk, choices=choices)


@pytest.mark.parametrize("reason", ["", " .", "\ufe0f"])
def test_each_decision_has_a_reason(panel, applications, clerk, reason):
    choices = chosen(applications) | {applications[2].pk: Choice(Outcome.REJECTED, reason)}

    with pytest.raises(ValidationError):
        propose_selection(panel, by=clerk, choices=choices)


def test_what_is_awarded_in_the_call_stays_within_its_budget(panel, applications, clerk, other):
    confirm(propose_selection(panel, by=clerk, choices=chosen(applications)), other)
    second = PanelFactory(call=panel.call, name="2분과")
    application = reviewed(second, "50")

    def award(won):
        choice = Choice(Outcome.SELECTED, "왜", awarded_won=won)
        return propose_selection(second, by=clerk, choices={application.pk: choice})

    with pytest.raises(BudgetExceeded) as refusal:
        award(61)

    assert refusal.value.won == 1
    assert award(60).decisions.get().awarded_won == 60


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=4), timedelta(days=-1)])
def test_the_instant_leaves_time_to_look_again(proposal, other, after):
    with pytest.raises(ValidationError, match="publishes_at"):
        confirm(proposal, other, after=after)

    assert Selection.objects.get().state == "proposed"


def test_publication_is_moved_until_it_has_at_its_instant(proposal, other):
    selection = confirm(proposal, other)
    at = timezone.now() + 3 * SOON

    assert move_publication(selection, by=other, publishes_at=at).publishes_at == at

    with pytest.raises(SelectionOutdated):
        move_publication(at_its_instant(selection), by=other, publishes_at=at)


def test_a_returned_proposal_is_made_anew_and_stays(panel, applications, proposal, clerk, other):
    returned = return_selection(proposal, by=other, reason="예비 순위를 다시 보십시오.")

    again = propose_selection(panel, by=clerk, choices=chosen(applications))

    assert (returned.state, returned.return_reason) == ("returned", "예비 순위를 다시 보십시오.")
    assert (again.number, Decision.objects.count()) == (2, 6)
    assert clerk.email in [to for to, _subject in queued_mails()]
    with pytest.raises(TransitionNotAllowed):
        confirm(returned, other)


def test_a_later_selection_says_why_and_is_not_public_before_the_former(
    panel, applications, proposal, clerk, other
):
    confirm(proposal, other, after=2 * SOON)

    with pytest.raises(ValidationError, match="reason"):
        propose_selection(panel, by=clerk, choices=chosen(applications))
    later = propose_selection(panel, by=clerk, choices=chosen(applications), reason="이의신청 인용")
    with pytest.raises(ValidationError, match="publishes_at"):
        confirm(later, other, after=SOON)

    assert confirm(later, other, after=3 * SOON).number == 2


def test_two_who_confirm_at_once_decide_once(committed, panel, applications, clerk):
    selection = propose_selection(panel, by=clerk, choices=chosen(applications))
    others = FoundationUserFactory.create_batch(4)

    outcomes = at_once(lambda number: confirm(selection, others[number]), count=4)

    assert sorted(type(one).__name__ for one in outcomes) == [
        "Selection",
        *["TransitionNotAllowed"] * 3,
    ]
    assert applications[0].events.filter(verb="decide").count() == 1


def test_two_workers_tell_once(committed, panel, applications, clerk, other):
    selection = at_its_instant(
        confirm(propose_selection(panel, by=clerk, choices=chosen(applications)), other)
    )
    before = len(queued_mails())

    outcomes = at_once(lambda _number: tell_of_results(selection), count=4)

    assert sorted(outcomes) == [False, False, False, True]
    assert len(queued_mails()) - before == 3
