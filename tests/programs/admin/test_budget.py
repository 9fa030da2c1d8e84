"""The foundation records budgets, and approves or returns how a zone splits them."""

import pytest
from django.urls import reverse

from programs.models import BudgetDraw
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import open_call
from tests.factories.zones import (
    AgencyFactory,
    AgencyMemberFactory,
    BudgetFactory,
    ZoneFactory,
    plan_in_force,
    submitted_plan,
)
from tests.words import said
from zones.models import Budget


@pytest.fixture
def staff(client, groups):
    user = FoundationUserFactory()
    client.force_login(user)
    return user


def page_of(plan, verb="change"):
    return reverse(f"admin:zones_budgetplan_{verb}", args=[plan.pk])


def test_plan_is_read_beside_the_one_in_force(client, staff):
    budget = BudgetFactory()
    plan_in_force(budget, growth=(300_000_000, 0))
    plan = submitted_plan(budget, growth=(200_000_000, 0))

    page = client.get(page_of(plan)).content.decode()

    assert said("Approve the plan") in page
    assert "−1억원" in page


def test_approve(client, staff):
    plan = submitted_plan(growth=(1, 0))
    form = client.get(page_of(plan, "approve")).context["form"]

    response = client.post(
        page_of(plan, "approve"), {"seen_at": form["seen_at"].value(), "comment": "확인"}
    )

    plan.refresh_from_db()
    assert (response.url, plan.state, plan.approved_by) == (page_of(plan), "approved", staff)


def test_return_needs_a_reason(client, staff):
    plan = submitted_plan(growth=(1, 0))

    client.post(page_of(plan, "return"), {"reason": ""})
    plan.refresh_from_db()
    assert plan.state == "submitted"

    client.post(page_of(plan, "return"), {"reason": "성장지원 비중 조정"})
    plan.refresh_from_db()
    assert (plan.state, plan.return_reason) == ("returned", "성장지원 비중 조정")


def test_nobody_approves_a_plan_of_their_zone(client, staff):
    plan = submitted_plan(growth=(1, 0))
    AgencyMemberFactory(agency=AgencyFactory(zone=plan.budget.zone), user=staff)

    assert client.post(page_of(plan, "approve")).status_code == 403


def test_plan_below_what_was_drawn_meanwhile_is_refused_in_words(client, staff):
    plan = submitted_plan(growth=(1, 0))
    BudgetDraw.objects.create(call=open_call(), budget=plan.budget, stage="growth", amount_won=2)
    form = client.get(page_of(plan, "approve")).context["form"]

    page = client.post(page_of(plan, "approve"), {"seen_at": form["seen_at"].value()})

    words = "Calls have drawn more of a stage than it would get: return the plan."
    assert said(words) in page.content.decode()


def test_pile_of_the_start_page_leads_to_the_plans_that_one_may_approve(client, staff):
    waiting, own = submitted_plan(growth=(1, 0)), submitted_plan(growth=(1, 0))
    AgencyMemberFactory(agency=AgencyFactory(zone=own.budget.zone), user=staff)

    piles = client.get(reverse("admin:index")).context["waiting"]
    pile = next(pile for pile in piles if "budgetplan" in pile.url)

    assert pile.count == 1
    assert list(client.get(pile.url).context["cl"].queryset) == [waiting]


def test_budget_is_recorded_and_calls_draw_on_it(client, staff):
    zone = ZoneFactory()
    call = open_call(zones=[zone], budget_won=100)
    year = call.program.year
    given = {"zone": zone.pk, "year": year, "national_won": 100, "local_won": 0, "sources": ""}

    response = client.post(reverse("admin:zones_budget_add"), given)

    assert response.status_code == 302
    assert [(draw.call, draw.amount_won) for draw in Budget.objects.get().draws.all()] == [
        (call, 100)
    ]


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("use", ["plan", "draw"])
def test_budget_is_not_lowered_under_its_use_and_the_page_says_so(client, staff, use):
    budget = BudgetFactory(national_won=100, local_won=0)
    if use == "plan":
        plan_in_force(budget, growth=(100, 0))
    else:
        BudgetDraw.objects.create(call=open_call(), budget=budget, stage="growth", amount_won=100)
    path = reverse("admin:zones_budget_change", args=[budget.pk])

    page = client.post(path, {"national_won": 99, "local_won": 0, "sources": ""}, follow=True)

    words = "Not done: the plan in force or the calls of this zone take more than this budget has."
    assert said(words) in page.content.decode()
    budget.refresh_from_db()
    assert budget.national_won == 100
