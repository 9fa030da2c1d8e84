"""What counts of a plan, and how it is submitted."""

import pytest

from programs.enums import CostItem, ParticipantRole, PlanSection
from programs.queries.merging import digests_of
from programs.queries.plan import LEAD, Plan, place_of, plan_content
from programs.queries.plan.fields import fields_of
from tests.factories.programs import ApplicationFactory, open_call
from tests.factories.projects import (
    BudgetLineFactory,
    ParticipantFactory,
    ProjectPersonFactory,
    planned_application,
    with_plan,
)

pytestmark = pytest.mark.django_db


def plan_of(application) -> Plan:
    return Plan(type(application).objects.select_related("call", "company").get(pk=application.pk))


def asking(*sections, **fields):
    return ApplicationFactory(call=open_call(plan_sections=list(sections)), **fields)


def test_a_call_that_asks_for_no_plan_has_none_in_the_content():
    application = asking()
    with_plan(application)

    assert plan_content(plan_of(application)) == {}


def test_sections_stand_in_their_order_whatever_the_call_says():
    plan = plan_of(asking("milestones", "people"))

    assert plan.asked == [PlanSection.PEOPLE, PlanSection.MILESTONES]


def test_the_lead_is_there_before_anything_is_saved():
    plan = plan_of(asking("participants"))

    assert [place_of(one) for one in plan.participants] == [LEAD]
    assert plan.rows("participants")[0]["key"] == LEAD


def test_the_content_tells_organisations_by_their_number_and_the_lead_by_its_profile():
    application = planned_application()
    joint = ParticipantFactory(application=application)
    BudgetLineFactory(participant=joint, item=CostItem.MATERIALS, government_won=7)
    company = application.company

    content = plan_content(plan_of(application))

    assert content["participants"][0] | {"task": ""} == {
        "number": 1,
        "role": "lead",
        "name": company.name,
        "size": company.size,
        "business_number": company.business_number,
        "responsible_name": "김예시",
        "responsible_department": "",
        "responsible_position": "이사",
        "task": "",
    }
    assert [row["number"] for row in content["participants"]] == [1, 2]
    assert [(row["participant"], row["government_won"]) for row in content["budget"]] == [
        (1, 75), (2, 7),
    ]  # fmt: skip
    assert "key" not in content["participants"][1]


def test_where_no_partners_are_asked_for_only_the_lead_counts():
    application = planned_application(sections=["people", "budget"])
    joint = ParticipantFactory(application=application)
    ProjectPersonFactory(participant=joint)
    BudgetLineFactory(participant=joint)

    content = plan_content(plan_of(application))

    assert [row["participant"] for row in content["people"]] == [1]
    assert [row["participant"] for row in content["budget"]] == [1]


def test_who_is_commissioned_has_no_budget():
    application = planned_application()
    other = ParticipantFactory(application=application, role=ParticipantRole.COMMISSIONED)
    BudgetLineFactory(participant=other)

    plan = plan_of(application)

    assert [place_of(one) for one in plan.spending] == [LEAD]
    assert [line["participant"] for line in plan.rows("budget")] == [LEAD]


def test_a_digest_is_of_what_is_said_not_of_keys():
    first, second = (planned_application() for _time in range(2))
    for application in (first, second):
        ParticipantFactory(application=application)

    first, second = (
        digests_of(fields_of("participants", plan_of(one).rows("participants")))
        for one in (first, second)
    )
    assert first == second


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_plan_is_read_in_four_statements(item_count, django_assert_num_queries):
    application = planned_application()
    for number in range(item_count):
        joint = ParticipantFactory(application=application, position=number + 2)
        ProjectPersonFactory(participant=joint)
        BudgetLineFactory(participant=joint)
    plan = plan_of(application)

    with django_assert_num_queries(4):
        plan_content(plan)
