"""The money of a zone as everybody reads it: planned, announced, awarded."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from portal.common.money import apportioned
from programs.actions.budget_draw import draw_on_budgets
from programs.models import Selection
from tests.counting import statements
from tests.factories.programs import (
    DecisionFactory,
    confirmed,
    days,
    open_call,
    received_application,
)
from tests.factories.zones import (
    BudgetFactory,
    BudgetPlanFactory,
    CompanyFactory,
    ZoneFactory,
    plan_in_force,
)
from zones.queries.budget import FULL, width_of

MAN = 10_000


def page_of(zone):
    return reverse("zones:zone-detail", args=[zone.slug])


def csv_of(client, zone):
    answer = client.get(reverse("zones:zone-budgets-csv", args=[zone.slug]))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode().removeprefix("\ufeff"))))


def api_of(client, zone):
    return client.get(f"/api/v1/zones/{zone.slug}/budgets/").json()


def planned_budget(**parts):
    budget = BudgetFactory(national_won=1000 * MAN, local_won=200 * MAN)
    plan_in_force(budget, **parts)
    return budget


def call_drawing(budget, won, **fields):
    call = open_call(zones=[budget.zone], budget_won=won, **fields)
    draw_on_budgets(call)
    return call


def award(call, won, **application):
    application = received_application(call=call, **application)
    DecisionFactory(application=application, outcome="selected", awarded_won=won)


def growth_of(client, budget):
    (row,) = [row for row in api_of(client, budget.zone)[0]["stages"] if row["stage"] == "growth"]
    return row["planned_won"], row["announced_won"], row["awarded_won"]


def test_published_call_is_announced(db, client):
    budget = planned_budget(growth=(600 * MAN, 0))
    call_drawing(budget, 500 * MAN)

    assert growth_of(client, budget) == (600 * MAN, 500 * MAN, 0)


def test_call_that_is_not_public_yet_is_not_announced(db, client):
    budget = planned_budget(growth=(600 * MAN, 0))
    call_drawing(budget, 500 * MAN, published_at=days(1), opens_at=days(2))

    assert growth_of(client, budget) == (600 * MAN, 0, 0)


@pytest.mark.parametrize(("publishes", "awarded"), [(-1, 70 * MAN), (1, 0)])
def test_awards_are_public_with_their_result(db, client, publishes, awarded):
    budget = planned_budget(growth=(600 * MAN, 0))
    call = call_drawing(budget, 500 * MAN)
    award(call, 70 * MAN)
    confirmed(Selection.objects.get(), publishes_in=timedelta(days=publishes))

    assert growth_of(client, budget) == (600 * MAN, 500 * MAN, awarded)
    assert ("70만원" in client.get(page_of(budget.zone)).content.decode()) is bool(awarded)


def test_awards_of_a_joint_call_are_those_of_the_zones_companies(db, client):
    budget = planned_budget(growth=(600 * MAN, 0))
    call = open_call(zones=[budget.zone, ZoneFactory()], budget_won=600 * MAN)
    draw_on_budgets(call)
    for zone, won in ((budget.zone, 30 * MAN), (None, 40 * MAN)):
        award(call, won, company=CompanyFactory(zone=zone))
    confirmed(Selection.objects.get())

    assert growth_of(client, budget) == (600 * MAN, 300 * MAN, 30 * MAN)


def test_versions_are_told_with_their_reasons_but_no_draft_and_no_name(db, client):
    budget = planned_budget(growth=(600 * MAN, 0))
    plan_in_force(budget, growth=(500 * MAN, 0))
    draft = BudgetPlanFactory(
        budget=budget, reason="아직 아무도 모르는 사유", parts={"growth": (1, 0)}
    )

    (row,) = api_of(client, budget.zone)
    page = client.get(page_of(budget.zone)).content.decode()

    assert [(one["number"], one["state"]) for one in row["versions"]] == [
        (2, "approved"),
        (1, "superseded"),
    ]
    assert "수요 증가에 따른 조정" in page
    for place in (page, str(row), str(csv_of(client, budget.zone))):
        assert draft.reason not in place
        assert draft.created_by.name not in place


def test_budget_that_is_not_split_says_so(db, client):
    budget = BudgetFactory()

    page = client.get(page_of(budget.zone)).content.decode()

    assert "money-bars" not in page
    assert api_of(client, budget.zone)[0]["stages"][0]["planned_won"] is None


def test_csv_has_a_line_for_each_stage(db, client):
    budget = planned_budget(discovery=(100 * MAN, 0), growth=(600 * MAN, 100 * MAN))
    call_drawing(budget, 500 * MAN)

    lines = [list(line.values())[1:7] for line in csv_of(client, budget.zone)]

    assert [line[1:] for line in lines] == [
        ["1000000", "0", "1000000", "0", "0"],
        ["0", "0", "0", "0", "0"],
        ["6000000", "1000000", "7000000", "5000000", "0"],
    ]


@pytest.mark.parametrize("item_count", [1, 3])
def test_pages_cost_the_same_for_one_and_three(db, client, item_count):
    zone = ZoneFactory()
    for number in range(item_count):
        budget = BudgetFactory(zone=zone, year=2020 + number)
        plan_in_force(budget, growth=(1000, 0))
        call_drawing(budget, 10)

    assert statements(client, page_of(zone)) <= 4
    assert statements(client, f"/api/v1/zones/{zone.slug}/budgets/") == 1
    assert statements(client, reverse("zones:zone-budgets-csv", args=[zone.slug])) == 1


@given(won=st.integers(0, 10**15), largest=st.integers(1, 10**15))
def test_bars_stay_in_their_frame_and_in_their_order(won, largest):
    width = width_of(min(won, largest), largest)

    assert 0 <= width <= FULL
    assert (width > 0) is (min(won, largest) > 0)
    assert width_of(min(won, largest) // 2, largest) <= width


@given(
    amount=st.integers(0, 10**15), weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=20)
)
def test_shares_add_up_and_none_is_a_won_away_from_its_weight(amount, weights):
    parts = apportioned(amount, weights)
    whole = sum(weights)
    exact = weights if whole else [1] * len(weights)

    assert sum(parts) == amount
    assert all(
        abs(part * sum(exact) - amount * weight) < sum(exact)
        for part, weight in zip(parts, exact, strict=True)
    )
