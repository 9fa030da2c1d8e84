"""What the database refuses of rankings beyond its constraints."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from programs.models import AppliedAdjustment, Ranking
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    AppliedAdjustmentFactory,
    RankingFactory,
    RankingLineFactory,
    TieDrawFactory,
    announced,
    days,
    open_call,
    received_application,
)

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    """The name of the rule that refuses the act."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    return refusal.value.__cause__.diag.constraint_name


@pytest.mark.parametrize("number", [0, 3])
def test_versions_are_numbered_without_a_gap(number):
    panel = RankingFactory().panel

    rule = refused(lambda: RankingFactory(panel=panel, number=number, reason="왜"))

    assert rule == "programs_ranking_in_turn"


def test_line_is_of_an_application_that_the_panel_judged():
    ranking = RankingLineFactory().ranking

    rule = refused(lambda: RankingLineFactory(ranking=ranking, application=received_application()))

    assert rule == "programs_rankingline_of_the_panel"


@pytest.mark.parametrize("order", [["R-1", "R-3"], ["R-1", "R-2", "R-3"], ["R-1", "R-1"]])
def test_draw_is_among_those_who_share_the_place(order):
    assert refused(lambda: TieDrawFactory(order=order)) == "programs_tiedraw_of_who_shares"


def test_draw_is_of_the_newest_version():
    draw = TieDrawFactory()
    older = RankingLineFactory().ranking
    RankingFactory(panel=older.panel)

    rule = refused(lambda: TieDrawFactory(ranking=older, order=draw.order))

    assert rule == "programs_tiedraw_of_who_shares"


def test_adjustment_is_one_of_the_call():
    other = announced(open_call())

    rule = refused(lambda: AppliedAdjustmentFactory(adjustment=other))

    assert rule == "programs_appliedadjustment_of_the_same_call"


@pytest.mark.parametrize("change", [{"evidence": "다른 증빙"}, {"checked_at": days(-1)}])
def test_what_was_applied_stays(change):
    rows = AppliedAdjustment.objects.filter(pk=AppliedAdjustmentFactory().pk)

    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.delete()


def test_what_was_revoked_stays_revoked():
    applied = AppliedAdjustmentFactory(
        revoked_at=days(0), revoked_by=UserFactory(), revoking_reason="틀림"
    )
    rows = AppliedAdjustment.objects.filter(pk=applied.pk)

    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(revoked_at=None, revoked_by=None, revoking_reason="")


def test_newest_is_the_last_of_each_panel():
    first, other = RankingFactory(), RankingFactory()
    second = RankingFactory(panel=first.panel)

    assert set(Ranking.objects.newest()) == {second, other}
