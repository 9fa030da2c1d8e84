"""The agency of a zone splits its money, the foundation approves."""

import pytest
from django.core.exceptions import ValidationError

from programs.actions.budget_plan import (
    approve_plan,
    return_plan,
    save_plan,
    submit_plan,
    take_back_plan,
)
from programs.actions.errors import (
    ChangedSinceSeen,
    OwnPlan,
    PlanAboveBudget,
    PlanBelowDraws,
    PlanEmpty,
    PlanReasonMissing,
    PlanUnchanged,
)
from programs.models import BudgetDraw
from programs.queries.awaiting import plans_awaiting
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import open_call
from tests.factories.zones import (
    AgencyFactory,
    AgencyMemberFactory,
    BudgetFactory,
    plan_in_force,
    submitted_plan,
)
from tests.mails import queued_mails
from tests.races import at_once
from zones.models import BudgetPlan

pytestmark = pytest.mark.django_db
PARTS = {"discovery": (60, 20), "growth": (40, 0)}


@pytest.fixture
def budget():
    return BudgetFactory(national_won=100, local_won=20)


@pytest.fixture
def writer(budget):
    return AgencyMemberFactory(agency=AgencyFactory(zone=budget.zone)).user


@pytest.fixture
def waiting(budget, writer):
    return submit_plan(save_plan(budget, parts=PARTS, reason="", by=writer), by=writer)


def amounts(plan):
    return {
        part.stage: (part.national_won, part.local_won)
        for part in plan.parts.all()
        if part.total_won
    }


def happened(plan):
    return list(plan.events.values_list("verb", "from_state", "to_state"))


def told():
    return [address for address, _subject in queued_mails()]


def changed_plan(budget, writer, parts, reason="수요 변화"):
    return submit_plan(save_plan(budget, parts=parts, reason=reason, by=writer), by=writer)


def test_first_save_begins_a_version_and_the_next_writes_in_it(budget, writer):
    save_plan(budget, parts={"growth": (1, 2)}, reason="", by=writer)
    plan = save_plan(budget, parts=PARTS, reason="", by=writer)

    assert (BudgetPlan.objects.get(), plan.number, plan.state) == (plan, 1, "draft")
    assert amounts(plan) == PARTS
    assert happened(plan) == [("begin", "", "draft"), ("write", "draft", "draft")]


def test_submitted_plan_is_told_to_the_foundation_but_to_nobody_of_the_zone(budget, writer):
    other, own = FoundationUserFactory(), FoundationUserFactory()
    AgencyMemberFactory(agency=writer.agency_memberships.get().agency, user=own)

    plan = changed_plan(budget, writer, PARTS, reason="")

    assert plan.state == "submitted"
    assert told() == [other.email]
    assert (list(plans_awaiting(other)), list(plans_awaiting(own))) == ([plan], [])


REFUSED = {
    "more than there is": ({"growth": (101, 0)}, PlanAboveBudget),
    "more from the region": ({"growth": (0, 21)}, PlanAboveBudget),
    "nothing": ({}, PlanEmpty),
}


@pytest.mark.parametrize(("parts", "refusal"), REFUSED.values(), ids=REFUSED)
def test_draft_that_does_not_fit_is_kept_and_not_submitted(budget, writer, parts, refusal):
    plan = save_plan(budget, parts=parts, reason="", by=writer)

    with pytest.raises(refusal):
        submit_plan(plan, by=writer)

    assert BudgetPlan.objects.get().state == "draft"


def test_change_of_a_plan_in_force_says_why(budget, writer):
    plan_in_force(budget, **PARTS)
    plan = save_plan(budget, parts={"growth": (100, 20)}, reason="", by=writer)

    with pytest.raises(PlanReasonMissing):
        submit_plan(plan, by=writer)
    with pytest.raises(ValidationError):
        submit_plan(save_plan(budget, parts={"growth": (9, 0)}, reason="…", by=writer), by=writer)


def test_version_that_changes_nothing_is_not_submitted(budget, writer):
    plan_in_force(budget, **PARTS)

    with pytest.raises(PlanUnchanged):
        changed_plan(budget, writer, PARTS)


def test_same_sums_from_other_sources_are_a_change(budget, writer):
    plan_in_force(budget, discovery=(60, 20), growth=(40, 0))

    assert changed_plan(budget, writer, {"discovery": (80, 0), "growth": (20, 20)}).number == 2


def test_plan_below_what_calls_have_drawn_is_not_submitted(budget, writer):
    plan_in_force(budget, **PARTS)
    BudgetDraw.objects.create(call=open_call(), budget=budget, stage="growth", amount_won=40)

    with pytest.raises(PlanBelowDraws) as refusal:
        changed_plan(budget, writer, {"growth": (39, 0)})

    assert refusal.value.drawn == {"growth": 40}


def test_plan_that_waits_is_not_written_but_may_be_taken_back(budget, writer, waiting):
    with pytest.raises(TransitionNotAllowed):
        save_plan(budget, parts={}, reason="", by=writer)

    assert take_back_plan(waiting, by=writer).state == "draft"
    assert amounts(save_plan(budget, parts={"growth": (1, 0)}, reason="", by=writer)) == {
        "growth": (1, 0)
    }


def test_returned_plan_says_why_and_is_written_on(budget, writer, waiting):
    plan = return_plan(waiting, by=FoundationUserFactory(), reason="성장지원 비중 조정")

    assert (plan.state, plan.return_reason) == ("returned", "성장지원 비중 조정")
    assert told()[-1] == writer.email
    again = save_plan(budget, parts=PARTS, reason="", by=writer)
    assert (again, again.state) == (plan, "draft")


def test_approved_plan_is_in_force_and_the_one_before_is_kept(budget, writer, waiting):
    first = approve_plan(waiting, by=FoundationUserFactory())
    second = changed_plan(budget, writer, {"growth": (100, 20)})

    second = approve_plan(second, by=FoundationUserFactory(), comment="확인")

    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("superseded", "approved", 2)
    assert amounts(first) == PARTS
    assert told()[-1] == writer.email
    assert happened(first)[-1] == ("supersede", "approved", "superseded")


def test_nobody_approves_a_plan_of_their_own(budget, waiting):
    of_zone = AgencyMemberFactory(agency=AgencyFactory(zone=budget.zone)).user

    for own in (waiting.submitted_by, of_zone):
        with pytest.raises(OwnPlan):
            approve_plan(waiting, by=own)


def test_nobody_approves_what_they_wrote_in_though_they_left_the_agency(budget, writer):
    helper = AgencyMemberFactory(agency=AgencyFactory(zone=budget.zone)).user
    save_plan(budget, parts={}, reason="", by=writer)
    save_plan(budget, parts=PARTS, reason="", by=helper)
    plan = submit_plan(BudgetPlan.objects.get(), by=writer)
    helper.agency_memberships.all().delete()

    with pytest.raises(OwnPlan):
        approve_plan(plan, by=helper)
    assert not plans_awaiting(helper).exists()


def test_what_was_read_is_what_is_approved(writer, waiting):
    seen_at = waiting.submitted_at
    take_back_plan(waiting, by=writer)
    submit_plan(waiting, by=writer)

    with pytest.raises(ChangedSinceSeen):
        approve_plan(waiting, by=FoundationUserFactory(), seen_at=seen_at)


def test_budget_that_was_lowered_meanwhile_refuses_the_plan(budget, waiting):
    type(budget).objects.update(national_won=99)

    with pytest.raises(PlanAboveBudget):
        approve_plan(waiting, by=FoundationUserFactory())


@pytest.mark.usefixtures("committed")
def test_plan_approved_by_two_at_once_is_approved_by_one():
    plan = submitted_plan(growth=(1, 0))
    people = [UserFactory() for _number in range(2)]

    outcomes = at_once(lambda number: approve_plan(plan, by=people[number]), count=2)

    names = sorted(type(outcome).__name__ for outcome in outcomes)
    assert names == ["BudgetPlan", "TransitionNotAllowed"]
    assert plan.events.filter(verb="approve").count() == 1


@pytest.mark.usefixtures("committed")
def test_plan_begun_by_two_at_once_is_one_version(budget):
    people = [UserFactory() for _number in range(2)]

    at_once(lambda number: save_plan(budget, parts=PARTS, reason="", by=people[number]), count=2)

    assert BudgetPlan.objects.get().number == 1
