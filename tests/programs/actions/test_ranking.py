"""Freezing the order of a panel: what it follows from, what is refused, what happens at once."""

import json
import threading
from decimal import Decimal

import pgtrigger
import pytest
from django.db import IntegrityError, transaction

from programs.actions import ranking as ranking_actions
from programs.actions.errors import (
    AlreadyApplied,
    CallNotClosed,
    NothingToRank,
    NotSealed,
    NotShared,
    OwnApplication,
    RankingOutdated,
    RankingReasonMissing,
    ReviewsInWork,
    SheetsDisagreeing,
    TookPart,
    UnequalReviews,
)
from programs.actions.ranking import (
    apply_adjustment,
    draw_tie,
    freeze_ranking,
    revoke_adjustment,
)
from programs.actions.seal import seal_call
from programs.models import Assignment, Panel, Ranking, ScoreSheet
from programs.queries.ranking import is_of_the_newest_facts, lines_in_order
from programs.queries.ranking_check import faults_of_ranking
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    AppliedAdjustmentFactory,
    PanelFactory,
    UnlockFactory,
    announced,
    close,
    judged_panel,
    open_call,
    pledged_assignment,
)
from tests.factories.programs.sheets import finish
from tests.factories.zones import CompanyMemberFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db
READ = threading.Barrier(2)


@pytest.fixture
def staff(db):
    return FoundationUserFactory()


def lines(ranking) -> list[tuple]:
    return list(ranking.lines.values_list("receipt", "place", "score"))


def unlocked(assignment: Assignment) -> Assignment:
    """Opened again by the chair, and finished as it was with another opinion."""
    UnlockFactory(sheet=assignment.sheets.last())
    Assignment.objects.filter(pk=assignment.pk).update(state="pledged", finished_at=None)
    assignment.refresh_from_db()
    finish(assignment, opinion="다시 본 의견")
    return assignment


def test_ranking_says_what_it_follows_from(staff):
    panel = judged_panel([(50, 20), (40, 30)], [(60, 40), (50, 30)])
    first, second = (f"{panel.call.code}-{n}" for n in (1, 2))

    ranking = freeze_ranking(panel, by=staff)

    content = json.loads(ranking.content)
    assert lines(ranking) == [(second, 1, Decimal("90.00")), (first, 2, Decimal("70.00"))]
    assert (ranking.number, content["number"], content["call"]) == (1, 1, panel.call.code)
    assert [row["receipt"] for row in content["applications"]] == [first, second]
    assert {sheet["sha256"] for row in content["applications"] for sheet in row["sheets"]} == set(
        ScoreSheet.objects.values_list("sha256", flat=True)
    )
    assert "tie_order" in content["terms"]["not_announced"]
    assert list(faults_of_ranking(ranking)) == []


def test_ranking_names_nobody(staff):
    panel = judged_panel([(50, 20)])
    assignment = panel.assignments.get()

    content = freeze_ranking(panel, by=staff).content

    planted = [
        staff.name,
        assignment.reviewer.user.name,
        assignment.reviewer.employer,
        assignment.application.company.name,
        assignment.opinion,
    ]
    assert [word for word in planted if word in content] == []


def test_same_facts_are_the_same_version(staff):
    panel = judged_panel([(50, 20)])

    first, again = freeze_ranking(panel, by=staff), freeze_ranking(panel, by=staff, reason="왜")

    assert first == again
    assert Ranking.objects.count() == 1


def test_new_sheet_makes_a_new_version_with_its_reason(staff):
    panel = judged_panel([(50, 20)])
    former = freeze_ranking(panel, by=staff)
    unlocked(panel.assignments.get())

    with pytest.raises(RankingReasonMissing):
        freeze_ranking(panel, by=staff, reason=" ")
    newer = freeze_ranking(panel, by=staff, reason="이의신청 인용")

    assert (newer.number, newer.reason) == (2, "이의신청 인용")
    assert [is_of_the_newest_facts(one) for one in (former, newer)] == [False, True]
    assert [list(faults_of_ranking(one)) for one in (former, newer)] == [[], []]


def test_adjustments_count_after_the_mean(staff):
    panel = judged_panel([(50, 20)], [(50, 22)])
    application = panel.assignments.first().application
    bonus = announced(panel.call, points=3)
    applied = apply_adjustment(application, adjustment=bonus, evidence="확인서", by=staff)
    first = freeze_ranking(panel, by=staff)

    revoke_adjustment(applied, reason="기한이 지난 확인서", by=staff)
    second = freeze_ranking(panel, by=staff, reason="가점 정정")

    assert [score for _receipt, _place, score in lines(first)] == [73, 72]
    assert [score for _receipt, _place, score in lines(second)] == [72, 70]
    assert [list(faults_of_ranking(one)) for one in (first, second)] == [[], []]
    assert list(application.events.values_list("verb", flat=True)) == [
        "apply_adjustment",
        "revoke_adjustment",
    ]


def test_adjustment_stands_once(staff):
    applied = AppliedAdjustmentFactory(
        application=judged_panel([(1, 1)]).assignments.get().application
    )
    facts = {"adjustment": applied.adjustment, "evidence": "확인서", "by": staff}

    with pytest.raises(AlreadyApplied):
        apply_adjustment(applied.application, **facts)
    revoke_adjustment(applied, reason="틀림", by=staff)
    with pytest.raises(AlreadyApplied):
        revoke_adjustment(applied, reason="틀림", by=staff)

    assert apply_adjustment(applied.application, **facts).pk != applied.pk


def test_who_judges_or_applies_adjusts_nothing(staff):
    panel = judged_panel([(50, 20)])
    assignment = panel.assignments.get()
    facts = {"adjustment": announced(panel.call), "evidence": "확인서"}
    member = CompanyMemberFactory(company=assignment.application.company).user

    with pytest.raises(TookPart):
        apply_adjustment(assignment.application, by=assignment.reviewer.user, **facts)
    with pytest.raises(OwnApplication):
        apply_adjustment(assignment.application, by=member, **facts)


def test_who_judges_or_applies_freezes_nothing():
    panel = judged_panel([(50, 20)])
    assignment = panel.assignments.get()
    member = CompanyMemberFactory(company=assignment.application.company).user

    for person in (assignment.reviewer.user, member):
        with pytest.raises(TookPart):
            freeze_ranking(panel, by=person)

    assert not Ranking.objects.exists()


def test_reviews_in_work_are_named(staff):
    panel = judged_panel([(50, 20)], [(40, 20)])
    late = panel.assignments.last().application
    pledged_assignment(application=late, panel=panel)

    with pytest.raises(ReviewsInWork) as refusal:
        freeze_ranking(panel, by=staff)

    assert refusal.value.receipts == [late.submissions.get().number]


def test_database_refuses_a_ranking_of_reviews_in_work():
    assignment = pledged_assignment()

    with pytest.raises(IntegrityError, match="in work"), transaction.atomic():
        Ranking.objects.create(panel=assignment.panel, number=1, made_at=assignment.pledged_at)


def test_unequal_numbers_of_sheets_need_a_reason(staff):
    panel = judged_panel([(50, 20), (50, 20), (50, 20)], [(40, 20), (40, 20), (40, 20)], [(30, 30)])

    with pytest.raises(UnequalReviews) as refusal:
        freeze_ranking(panel, by=staff)
    ranking = freeze_ranking(panel, by=staff, unequal_reason="두 위원의 회피, 대체 불가")

    assert refusal.value.receipts == [f"{panel.call.code}-3"]
    assert json.loads(ranking.content)["unequal_reason"] == "두 위원의 회피, 대체 불가"


def test_equal_numbers_keep_no_reason(staff):
    ranking = freeze_ranking(judged_panel([(50, 20)]), by=staff, unequal_reason="왜")

    assert ranking.unequal_reason == ""


def test_empty_panel_and_open_call_are_refused(staff):
    panel = PanelFactory(call=open_call())
    with pytest.raises(CallNotClosed):
        freeze_ranking(panel, by=staff)
    close(panel.call)

    with pytest.raises(NothingToRank):
        freeze_ranking(panel, by=staff)


def test_sheets_of_other_weights_are_refused(staff):
    panel = judged_panel([(50, 20)])
    criterion = panel.call.criteria.first()
    with pgtrigger.ignore("programs.Criterion:frozen_with_call"):
        type(criterion).objects.filter(pk=criterion.pk).update(weight=criterion.weight - 1)

    with pytest.raises(SheetsDisagreeing):
        freeze_ranking(panel, by=staff)


def test_tie_is_parted_by_the_root_of_the_seal(staff):
    panel = judged_panel(*[[(50, 20)]] * 4)
    ranking = freeze_ranking(panel, by=staff)
    with pytest.raises(NotSealed):
        draw_tie(ranking, place=1, reason="경계", by=staff)
    seal_call(panel.call)

    draw, again = (draw_tie(ranking, place=1, reason="경계", by=staff) for _time in range(2))

    assert draw == again
    assert [line.receipt for line in lines_in_order(ranking)] == draw.order
    assert list(faults_of_ranking(ranking)) == []
    with pytest.raises(NotShared):
        draw_tie(ranking, place=2, reason="경계", by=staff)


def test_draw_of_an_outdated_ranking_is_refused(staff):
    panel = judged_panel([(50, 20)], [(50, 20)])
    ranking = freeze_ranking(panel, by=staff)
    seal_call(panel.call)
    unlocked(panel.assignments.first())

    with pytest.raises(RankingOutdated):
        draw_tie(ranking, place=1, reason="경계", by=staff)


def test_draw_is_the_same_in_the_next_version(staff):
    panel = judged_panel(*[[(50, 20)]] * 3)
    seal_call(panel.call)
    first = draw_tie(freeze_ranking(panel, by=staff), place=1, reason="경계", by=staff)
    unlocked(panel.assignments.first())

    second = freeze_ranking(panel, by=staff, reason="의견 정정")

    assert draw_tie(second, place=1, reason="경계", by=staff).order == first.order


@pytest.mark.usefixtures("committed")
def test_two_who_freeze_at_once_make_one_version():
    panel, people = judged_panel([(50, 20)]), [FoundationUserFactory() for _n in range(2)]

    found = at_once(lambda n: freeze_ranking(panel, by=people[n]), count=2)

    assert [ranking.number for ranking in found] == [1, 1]
    assert Ranking.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_without_the_lock_two_who_freeze_at_once_collide(monkeypatch):
    panel, people = judged_panel([(50, 20)]), [FoundationUserFactory() for _n in range(2)]
    monkeypatch.setattr(ranking_actions, "held_panel", not_held)

    found = at_once(lambda n: freeze_ranking(panel, by=people[n]), count=2)

    assert sorted(type(one).__name__ for one in found) == ["IntegrityError", "Ranking"]


def not_held(panel, *, by):
    """As `held_panel` without its locks: both have read before either writes."""
    found = Panel.objects.select_related("call").get(pk=panel.pk)
    READ.wait(30)
    return found, found.call.closes_at
