"""The arithmetic of budgets, against fractions, and at the very won where a rule turns."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.budget import (
    Amounts,
    Share,
    Spender,
    check_budget,
    least_cash_won,
    least_own_won,
    most_government_won,
    permille_down,
    permille_up,
    sum_of,
)
from programs.enums import BudgetRule, Verdict
from programs.models.application import MOST_WON

SMALL = Share(government_percent=75, cash_percent=10)
WON = st.integers(0, MOST_WON)
PERCENT = st.integers(0, 100)
AMOUNTS = st.builds(Amounts, WON, WON, WON)
SHARES = st.builds(Share, PERCENT, PERCENT)


def verdicts(amounts: Amounts, share: Share | None = SMALL, **project) -> dict:
    given_project = {"limit_won": None, "requested_won": None, **project}
    found = check_budget([Spender("lead", amounts, share)], **given_project)
    return {str(check.rule): str(check.verdict) for check in found}


@given(AMOUNTS, SHARES)
def test_a_share_is_kept_exactly_where_its_fraction_is(amounts, share):
    if not amounts.total_won:
        return

    found = verdicts(amounts, share)

    part = Fraction(amounts.government_won, amounts.total_won)
    is_within = part <= Fraction(share.government_percent, 100)
    has_cash = amounts.cash_won >= Fraction(amounts.own_won * share.cash_percent, 100)
    assert found == {
        "government_share": "passes" if is_within else "fails",
        "cash_floor": "passes" if has_cash else "fails",
    }


@given(WON, SHARES)
def test_the_most_of_the_government_is_kept_and_a_won_more_is_not(own_won, share):
    most = most_government_won(own_won, share)

    if most is None:
        assert share.government_percent == 100
        return
    for government_won, verdict in ((most, "passes"), (most + 1, "fails")):
        amounts = Amounts(government_won, own_won, 0)
        if amounts.total_won:
            assert verdicts(amounts, share)["government_share"] == verdict


@given(st.integers(1, MOST_WON), SHARES)
def test_the_least_own_part_is_enough_and_a_won_less_is_not(government_won, share):
    least = least_own_won(government_won, share)

    if least is None:
        assert share.government_percent == 0
        return
    enough = verdicts(Amounts(government_won, least, 0), share)
    assert enough["government_share"] == "passes"
    if least:
        less = verdicts(Amounts(government_won, least - 1, 0), share)
        assert less["government_share"] == "fails"


@given(st.integers(1, MOST_WON), SHARES)
def test_the_least_cash_is_enough_and_a_won_less_is_not(own_won, share):
    least = least_cash_won(own_won, share)

    enough = verdicts(Amounts(0, least, own_won - least), share)
    assert enough["cash_floor"] == "passes"
    if least:
        less = verdicts(Amounts(0, least - 1, own_won - least + 1), share)
        assert less["cash_floor"] == "fails"


@given(AMOUNTS, SHARES)
def test_what_is_told_as_room_has_the_sign_of_the_verdict(amounts, share):
    spenders = [Spender("lead", amounts, share)]

    for check in check_budget(spenders, limit_won=MOST_WON, requested_won=None):
        if check.bound_won is not None:
            assert (check.room_won >= 0) == (check.verdict == Verdict.PASSES)


@given(AMOUNTS, SHARES)
def test_a_share_that_fails_looks_as_if_it_fails(amounts, share):
    for check in check_budget(
        [Spender("lead", amounts, share)], limit_won=None, requested_won=None
    ):
        is_over = check.permille > 10 * check.percent
        is_under = check.permille < 10 * check.percent
        fails = is_over if check.rule == BudgetRule.GOVERNMENT_SHARE else is_under
        has_own_part = amounts.own_won > 0 or check.rule == BudgetRule.GOVERNMENT_SHARE
        assert not has_own_part or fails == (check.verdict == Verdict.FAILS)


@given(st.lists(AMOUNTS, max_size=20))
def test_sums_lose_nothing(amounts):
    total = sum_of(amounts)

    assert total.government_won == sum(one.government_won for one in amounts)
    assert total.total_won == sum(one.total_won for one in amounts)
    assert total.own_won == sum(one.cash_won + one.in_kind_won for one in amounts)


@pytest.mark.parametrize(
    ("amounts", "government", "cash"),
    [
        (Amounts(75_000_000, 2_500_000, 22_500_000), "passes", "passes"),
        (Amounts(75_000_001, 2_500_000, 22_500_000), "fails", "passes"),
        (Amounts(75_000_000, 2_499_999, 22_500_001), "passes", "fails"),
        (Amounts(3, 1, 0), "passes", "passes"),
        (Amounts(4, 1, 0), "fails", "passes"),
        (Amounts(3, 0, 1), "passes", "fails"),  # a tenth of a won is a whole won
        (Amounts(1, 0, 0), "fails", "passes"),  # no own part, so no cash in it either
        (Amounts(0, 0, 0), None, None),
    ],
    ids=str,
)
def test_shares_of_the_decree_at_the_won(amounts, government, cash):
    found = verdicts(amounts)

    assert (found.get("government_share"), found.get("cash_floor")) == (government, cash)


def test_of_an_unknown_size_nothing_is_said_but_that():
    spenders = [Spender("lead", Amounts(100, 0, 0), is_size_known=False)]

    (found,) = check_budget(spenders, limit_won=None, requested_won=None)

    assert (found.rule, found.verdict) == (BudgetRule.GOVERNMENT_SHARE, Verdict.UNKNOWN)


def test_where_the_call_sets_no_share_for_the_size_none_is_checked():
    assert verdicts(Amounts(100, 0, 0), None) == {}


@pytest.mark.parametrize(
    ("government_won", "verdict"), [(99, "passes"), (100, "passes"), (101, "fails")]
)
def test_the_most_per_award_is_of_all_organisations_together(government_won, verdict):
    spenders = [Spender("lead", Amounts(60)), Spender("joint", Amounts(government_won - 60))]

    (found,) = check_budget(spenders, limit_won=100, requested_won=None)

    assert (found.rule, found.verdict, found.place) == (BudgetRule.AWARD_LIMIT, verdict, "")


@pytest.mark.parametrize(("requested_won", "verdict"), [(99, "fails"), (100, "passes")])
def test_what_is_asked_for_is_what_the_government_pays(requested_won, verdict):
    found = verdicts(Amounts(100, 5, 5), None, requested_won=requested_won)

    assert found == {"requested": verdict}


def test_each_organisation_is_bound_by_its_own_share():
    spenders = [
        Spender("lead", Amounts(75, 25, 0), SMALL),
        Spender("joint", Amounts(75, 25, 0), Share(government_percent=50, cash_percent=15)),
        Spender("university", Amounts(100, 0, 0), None),
    ]

    found = check_budget(spenders, limit_won=None, requested_won=None)

    shares = {
        check.place: check.verdict for check in found if check.rule == BudgetRule.GOVERNMENT_SHARE
    }
    assert shares == {"lead": Verdict.PASSES, "joint": Verdict.FAILS}


def test_thousandths_are_rounded_against_who_asks():
    assert (permille_up(750_000_001, 10**9), permille_down(99_999_999, 10**9)) == (751, 99)
    assert (permille_up(0, 0), permille_down(0, 0)) == (0, 0)
