from datetime import timedelta

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programs.actions import selection as selecting
from programs.actions.errors import (
    BelowPassMark,
    BudgetExceeded,
    CallNotClosed,
    OwnProposal,
    ProposalWaiting,
    RankingMissing,
    RankingOutdated,
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
from programs.models import Application, AppliedAdjustment, Call, Decision, Selection
from programs.queries.selection import candidates_of
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ApplicationFactory,
    announced,
    at_its_instant,
    judged_panel,
    open_call,
    pledged_assignment,
)
from tests.factories.programs.sheets import finished_review
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
def unranked():
    """Three applications whose reviews are finished; each asks for 100 won, the call has 150."""
    given = [[(50, 10), (20, "20.50")], [(30, 0), (20, 10)], [(10, 0), (5, 5)]]
    return judged_panel(*given, call=open_call(budget_won=150), requested_won=100)


@pytest.fixture
def panel(unranked):
    for application in judged_in(unranked):
        CompanyMemberFactory(company=application.company)
    freeze_ranking(unranked, by=FoundationUserFactory())
    return unranked


def judged_in(panel):
    return list(Application.objects.filter(panel_place__panel=panel).order_by("pk"))


@pytest.fixture
def applications(panel):
    return judged_in(panel)


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
    beside = ApplicationFactory(call=panel.call)
    competing = CompanyMemberFactory(company=beside.company, user=FoundationUserFactory()).user
    reviewing = panel.assignments.first().reviewer.user
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
                "move": lambda by: move(selection, by, at),
            }[verb]
        ]
    before = list(Selection.objects.values())

    for act in acts:
        for person in (applying, competing, reviewing):
            with pytest.raises(TookPart):
                act(person)

    assert list(Selection.objects.values()) == before


def test_nothing_is_proposed_before_a_ranking_is_frozen(unranked, clerk):
    """The mean of the reviews knows neither points, nor trims, nor the quorum."""
    with pytest.raises(RankingMissing):
        propose_selection(unranked, by=clerk, choices=chosen(judged_in(unranked)))

    assert candidates_of(unranked) == []
    assert not Selection.objects.exists()


def test_a_ranking_that_reviews_have_outrun_is_not_decided_by(panel, applications, clerk):
    pledged_assignment(application=applications[1], panel=panel)

    with pytest.raises(RankingOutdated):
        propose_selection(panel, by=clerk, choices=chosen(applications))


@pytest.mark.parametrize("outcome", ["selected", "reserve"])
def test_who_fails_the_pass_mark_is_neither_selected_nor_in_reserve(unranked, clerk, outcome):
    announced_terms(unranked.call, pass_mark=30)
    freeze_ranking(unranked, by=clerk)
    applications = judged_in(unranked)
    choices = chosen(applications)
    hope = {"selected": {"awarded_won": 50}, "reserve": {"reserve_place": 2}}[outcome]
    failing = choices | {applications[2].pk: Choice(Outcome(outcome), "왜", **hope)}

    with pytest.raises(BelowPassMark) as refusal:
        propose_selection(unranked, by=clerk, choices=failing)

    assert refusal.value.receipts == [applications[2].submissions.get().number]
    assert [one.outcome for one in candidates_of(unranked)] == [None, None, "rejected"]
    assert propose_selection(unranked, by=clerk, choices=choices).decisions.count() == 3


def announced_terms(call, **terms):
    with pgtrigger.ignore("programs.Call:content_frozen"):
        Call.objects.filter(pk=call.pk).update(**terms)


def test_all_applications_of_the_panel_are_decided_together(panel, applications, clerk):
    choices = chosen(applications)
    del choices[applications[2].pk]

    with pytest.raises(SelectionOutdated):
        propose_selection(panel, by=clerk, choices=choices)


def test_a_score_that_changed_since_is_not_confirmed(panel, proposal, applications, other):
    finished_review(40, 0, application=applications[1], panel=panel)

    with pytest.raises(RankingOutdated):
        confirm(proposal, other)


def test_one_proposal_waits_at_a_time(panel, applications, proposal, other):
    with pytest.raises(ProposalWaiting):
        propose_selection(panel, by=other, choices=chosen(applications))


def test_call_must_be_over(panel, applications, clerk):
    Call.objects.filter(pk=panel.call_id).update(state="cancelled", cancelled_at=timezone.now(), cancelled_by=clerk)  # fmt: skip

    with pytest.raises(CallNotClosed):
        propose_selection(panel, by=clerk, choices=chosen(applications))


@pytest.mark.parametrize("places", [[2], [1, 1], [0, 1]])
def test_the_reserve_list_has_an_order(clerk, places):
    panel = judged_panel(*[[(30, 0)]] * len(places))
    freeze_ranking(panel, by=clerk)
    applications = judged_in(panel)
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
    second = judged_panel([(50, 0)], call=panel.call, name="2분과", requested_won=100)
    freeze_ranking(second, by=clerk)
    (application,) = judged_in(second)

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

    assert move(selection, other, at).publishes_at == at

    with pytest.raises(SelectionOutdated):
        move(at_its_instant(selection), other, at)


def move(selection, by, at, reason="보도 시각에 맞춤"):
    return move_publication(selection, by=by, publishes_at=at, reason=reason)


def test_who_proposed_does_not_move_the_publication(proposal, clerk, other):
    selection = confirm(proposal, other)
    clerk.is_superuser = True

    with pytest.raises(OwnProposal):
        move(selection, clerk, timezone.now() + 3 * SOON)

    assert Selection.objects.get().publishes_at == selection.publishes_at


@pytest.mark.parametrize("reason", ["", " \u200b"])
def test_a_publication_is_not_moved_without_a_reason(proposal, other, reason):
    selection = confirm(proposal, other)

    with pytest.raises(ValidationError, match="reason"):
        move(selection, other, timezone.now() + 3 * SOON, reason=reason)

    assert Selection.objects.get().publishes_at == selection.publishes_at


def test_a_moved_publication_is_kept_and_told_to_who_knew_the_first_instant(proposal, clerk, other):
    selection, mover = confirm(proposal, other), FoundationUserFactory()
    before = len(queued_mails())

    move(selection, mover, timezone.now() + 3 * SOON)

    event = selection.panel.events.get(verb="move_publication")
    assert (event.actor, event.reason) == (mover, "보도 시각에 맞춤")
    assert sorted(to for to, _subject in queued_mails()[before:]) == sorted(
        [clerk.email, other.email]
    )


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


def test_one_who_cannot_be_told_keeps_nobody_from_their_result(
    proposal, applications, other, monkeypatch, caplog
):
    selection = at_its_instant(confirm(proposal, other))
    unlucky, told = applications[1], []
    fails = True

    def members_of(company):
        if company == unlucky.company and fails:
            raise RuntimeError("no mail can be made")
        told.append(company.pk)
        return []

    monkeypatch.setattr(selecting, "members_of", members_of)
    assert tell_of_all_results() == 0
    lucky = [applications[0].company_id, applications[2].company_id]
    failed = [record for record in caplog.records if record.levelname == "ERROR"]
    assert (sorted(told), len(failed)) == (lucky, 1)
    assert not unlucky.events.filter(verb="publish_result").exists()
    assert Selection.objects.get().told_at is None

    fails = False

    assert (tell_of_all_results(), tell_of_all_results()) == (1, 0)
    assert sorted(told) == sorted([*lucky, unlucky.company_id])
    selection.refresh_from_db()
    assert selection.told_at >= unlucky.events.get(verb="publish_result").happened_at


def test_a_selection_that_cannot_be_told_keeps_no_other_from_it(
    proposal, clerk, other, monkeypatch, caplog
):
    first = at_its_instant(confirm(proposal, other))
    panel, fates = ranked(clerk)
    second = at_its_instant(confirm(propose_selection(panel, by=clerk, choices=fates), other))
    untold_of = selecting.untold_of

    def failing(selection):
        if selection == first:
            raise RuntimeError("its row cannot be read")
        return untold_of(selection)

    monkeypatch.setattr(selecting, "untold_of", failing)

    assert tell_of_all_results() == 1
    assert list(Selection.objects.exclude(told_at=None)) == [second]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        f"Selection {first.pk} could not be told"
    ]


def test_two_workers_tell_once(committed, panel, applications, clerk, other):
    selection = at_its_instant(
        confirm(propose_selection(panel, by=clerk, choices=chosen(applications)), other)
    )
    before = len(queued_mails())

    outcomes = at_once(lambda _number: tell_of_results(selection), count=4)

    assert sorted(outcomes) == [False, False, False, True]
    assert len(queued_mails()) - before == 3
