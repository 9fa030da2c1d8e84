"""The desk on which the agency of a zone splits its money."""

import pytest
from django.urls import reverse

from programs.models import BudgetDraw
from tests.counting import statements
from tests.factories.programs import open_call
from tests.factories.zones import (
    AgencyFactory,
    AgencyMemberFactory,
    BudgetFactory,
    plan_in_force,
    submitted_plan,
)
from tests.words import said
from zones.models import BudgetPlan

LIST = reverse("programs:budget-list")


@pytest.fixture
def budget(db):
    return BudgetFactory(national_won=100_000_000, local_won=20_000_000)


@pytest.fixture
def member(client, budget):
    user = AgencyMemberFactory(agency=AgencyFactory(zone=budget.zone)).user
    client.force_login(user)
    return user


def page_of(budget, name="budget-plan"):
    return reverse(f"programs:{name}", args=[budget.pk])


def amounts(**given):
    names = [f"{s}_{w}" for s in ("discovery", "transfer", "growth") for w in ("national", "local")]
    return {name: given.get(name, "") for name in names}


WHOLE = amounts(discovery_national="6,000만", growth_national="4,000만원", growth_local="20000000")


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same_for_one_and_three(client, member, budget, item_count):
    for number in range(item_count):
        plan_in_force(BudgetFactory(zone=budget.zone, year=2030 + number), growth=(1, 0))

    assert statements(client, LIST) == 4


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_the_same_for_one_and_three(client, member, budget, item_count):
    for number in range(item_count):
        plan_in_force(budget, growth=(10 + number, 0))
        BudgetDraw.objects.create(call=open_call(), budget=budget, stage="growth", amount_won=1)

    assert statements(client, page_of(budget)) == 10


def test_budgets_of_other_zones_are_not_there(client, member):
    other = BudgetFactory()

    assert other.zone.name not in client.get(LIST).content.decode()
    assert client.get(page_of(other)).status_code == 404
    assert client.post(page_of(other), WHOLE).status_code == 404


def test_draft_is_saved_as_people_write_amounts(client, member, budget):
    response = client.post(page_of(budget), WHOLE)

    assert response.url == page_of(budget)
    plan = BudgetPlan.objects.get()
    assert (plan.state, plan.created_by) == ("draft", member)
    assert {part.stage: (part.national_won, part.local_won) for part in plan.parts.all()} == {
        "discovery": (60_000_000, 0),
        "transfer": (0, 0),
        "growth": (40_000_000, 20_000_000),
    }


def test_submitted_at_once_and_shown_as_waiting(client, member, budget):
    client.post(page_of(budget), WHOLE | {"submit": "1"})

    page = client.get(page_of(budget)).content.decode()
    assert BudgetPlan.objects.get().state == "submitted"
    assert said("Version %(number)s waits for the foundation") % {"number": 1} in page
    assert said("Take it back") in page


def test_what_does_not_fit_is_saved_and_said(client, member, budget):
    given = amounts(growth_national="2억") | {"submit": "1"}

    page = client.post(page_of(budget), given, follow=True).content.decode()

    assert BudgetPlan.objects.get().state == "draft"
    assert said("Saved, not submitted: the stages have more than the budget.") in page
    assert said("The stages have more than the budget.") in page


def test_amount_that_is_none_keeps_what_was_typed(client, member, budget):
    page = client.post(page_of(budget), amounts(growth_national="많이")).content.decode()

    assert not BudgetPlan.objects.exists()
    assert "많이" in page
    assert said("Give an amount in won, such as 150,000,000.") in page


def test_sums_are_told_while_typing_and_nothing_is_saved(client, member, budget):
    page = client.post(page_of(budget, "budget-plan-check"), WHOLE).content.decode()

    assert said("The plan splits the whole budget.") in page
    assert not BudgetPlan.objects.exists()


def test_change_asks_for_a_reason(client, member, budget):
    plan_in_force(budget, growth=(1, 0))
    given = WHOLE | {"submit": "1", "reason": ""}

    page = client.post(page_of(budget), given, follow=True).content.decode()

    assert said("Saved, not submitted: say why the plan is changed.") in page
    assert BudgetPlan.objects.unfinished().get().state == "draft"


def test_waiting_plan_is_taken_back(client, member, budget):
    plan = submitted_plan(budget, growth=(1, 0))

    response = client.post(page_of(budget, "budget-plan-take-back"))

    plan.refresh_from_db()
    assert (response.url, plan.state) == (page_of(budget), "draft")


def test_stale_form_does_not_write_over_what_waits(client, member, budget):
    submitted_plan(budget, growth=(1, 0))

    page = client.post(page_of(budget), WHOLE).content.decode()

    assert said("Not saved: a version waits for the foundation. Take it back first.") in page
    assert BudgetPlan.objects.get().parts.get().national_won == 1


def test_calls_that_draw_are_listed(client, member, budget):
    call = open_call()
    BudgetDraw.objects.create(call=call, budget=budget, stage="growth", amount_won=5_000_000)

    page = client.get(page_of(budget)).content.decode()

    assert call.title in page
    assert "500만원" in page
