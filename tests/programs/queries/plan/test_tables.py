"""The plan as people read it, in drafts and in what was received."""

import json

import pytest
from django.utils import translation

from programs.actions.application import content_of
from programs.enums import CostItem
from programs.queries import content_of_submission
from programs.queries.plan import Plan, place_of
from programs.queries.plan.tables import differences_of_section, tables_of, tables_of_plan
from tests.factories.programs import ApplicationFactory, SubmissionFactory
from tests.factories.projects import (
    BudgetLineFactory,
    LeadFactory,
    ParticipantFactory,
    planned_application,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def texts(table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_plan_reads_the_same_in_the_draft_and_in_what_is_submitted():
    application = planned_application()
    ParticipantFactory(application=application)

    assert tables_of(json.loads(content_of(application))) == tables_of_plan(Plan(application))


def test_organisations_people_budget_and_milestones():
    application = planned_application()
    company = application.company

    participants, people, budget, milestones = tables_of_plan(Plan(application))

    assert texts(participants) == [
        ["Lead organisation", company.name, "Small or medium-sized", company.formatted_business_number,
         "김예시", "–", "이사", "시제품 제작"]
    ]  # fmt: skip
    assert texts(people) == [
        ["박예시", "Principal researcher", "책임연구원", "기계, 12년", "40", "10"]
    ]
    assert (budget.title, texts(budget)) == (
        f"Project budget: {company.name}",
        [["Labour", "KRW 75", "KRW 5", "KRW 20", "KRW 100"],
         ["Sum", "KRW 75", "KRW 5", "KRW 20", "KRW 100"]],
    )  # fmt: skip
    assert texts(milestones) == [["시제품 제작", "1", "6", "시험 성적서"]]


def test_of_several_that_spend_there_is_a_sum_of_all():
    application = planned_application()
    joint = ParticipantFactory(application=application)
    BudgetLineFactory(participant=joint, item=CostItem.INDIRECT, government_won=1)

    *_others, first, second, together, _milestones = tables_of_plan(Plan(application))

    assert [table.title.partition(": ")[2] for table in (first, second, together)] == [
        application.company.name, joint.name, "",
    ]  # fmt: skip
    assert texts(together) == [["Sum", "KRW 76", "KRW 10", "KRW 40", "KRW 126"]]


def test_an_empty_budget_is_a_table_without_rows():
    application = planned_application()
    application.participants.get().budget_lines.all().delete()

    budget = next(one for one in tables_of_plan(Plan(application)) if one.section == "budget")

    assert (budget.rows, budget.is_summed) == ([], False)


def test_of_older_submissions_there_is_no_plan():
    submission = SubmissionFactory()

    assert content_of_submission(submission.application)["plan"] == []
    assert content_of_submission(ApplicationFactory())["plan"] == []


def test_differences_are_told_by_row_and_column():
    application = planned_application()
    plan = Plan(application)
    before = plan.rows("milestones")
    after = [{**before[0], "last_month": 7}, {**before[0], "what": "시험"}]

    found = differences_of_section(plan, "milestones", before, after)

    assert [(one.label, one.before, one.after) for one in found] == [
        ("Row 1 · Last month", "6", "7"),
        ("Row 2 · What is done", "", "시험"),
        ("Row 2 · First month", "", "1"),
        ("Row 2 · Last month", "", "6"),
        ("Row 2 · What proves it", "", "시험 성적서"),
    ]


def test_organisations_are_called_by_their_names_and_numbered_without_the_lead():
    application = planned_application()
    partner = ParticipantFactory(application=application, name="예시대학교", task="시험")
    plan = Plan(application)
    before = plan.rows("participants")
    after = [{**before[0], "task": "새 일"}, {**before[1], "task": "다른 시험"}]

    found = differences_of_section(plan, "participants", before, after)

    assert [(one.label, one.after) for one in found] == [
        (f"{application.company.name} · Task in the project", "새 일"),
        (f"Row 1 ({partner.name}) · Task in the project", "다른 시험"),
    ]


def test_differences_of_a_budget_are_told_by_organisation_and_item():
    application = planned_application()
    plan = Plan(application)
    before = plan.rows("budget")

    found = differences_of_section(plan, "budget", before, [{**before[0], "cash_won": 6}])

    title = f"Project budget: {application.company.name}"
    assert (f"{title} · Labour · Own cash", "KRW 5", "KRW 6") in [
        (one.label, one.before, one.after) for one in found
    ]


def test_a_partner_is_known_by_its_key_in_rows():
    lead = LeadFactory()
    partner = ParticipantFactory(application=lead.application)

    assert [place_of(one) for one in (lead, partner)] == ["lead", str(partner.key)]
