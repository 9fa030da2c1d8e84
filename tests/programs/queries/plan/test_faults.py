"""What keeps a plan from being submitted, and the field that mends it."""

import pytest
from django.utils import translation

from programs.enums import ParticipantRole
from programs.models import BudgetLine, Milestone, Participant, ProjectPerson
from programs.queries import faults_of_application
from programs.queries.plan import Plan
from programs.queries.plan.faults import faults_of_plan
from tests.factories.programs import ApplicationFactory, CallFactory, approved, open_call
from tests.factories.projects import (
    ALL_SECTIONS,
    BudgetLineFactory,
    ParticipantFactory,
    ProjectPersonFactory,
    planned_application,
)
from tests.factories.zones import CompanyFactory

pytestmark = pytest.mark.django_db


def faults(application, section=None):
    again = type(application).objects.select_related("call", "company").get(pk=application.pk)
    with translation.override("en"):
        found = faults_of_plan(Plan(again))
    return [
        (fault.anchor, fault.message)
        for one in ([section] if section else found)
        for fault in found[one]
    ]


def labels(application, section):
    with translation.override("en"):
        return [fault.label for fault in faults_of_plan(Plan(application))[section]]


def changed(model, **fields):
    model.objects.update(**fields)


def test_a_whole_plan_has_none():
    assert faults(planned_application()) == []


def test_a_plan_that_nobody_asked_for_is_not_looked_at():
    assert faults(ApplicationFactory()) == []


def test_of_an_empty_plan_each_section_says_what_it_wants():
    application = ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS))

    found = faults(application)

    assert [anchor for anchor, _message in found] == [
        "id_lead_responsible_name", "id_lead_task", "id_rows", "budget-lead", "id_rows",
    ]  # fmt: skip


def test_they_stand_among_the_faults_of_the_application_and_name_their_section():
    application = planned_application()
    changed(Milestone, proof="")

    (fault,) = faults_of_application(application)

    assert (fault.section, fault.anchor) == ("milestones", "id_rows-0-proof")


@pytest.mark.parametrize(
    ("field", "anchor"),
    [
        ("name", "id_rows-0-name"),
        ("size", "id_rows-0-size"),
        ("responsible_name", "id_rows-0-responsible_name"),
        ("task", "id_rows-0-task"),
    ],
)
def test_a_partner_is_whole(field, anchor):
    application = planned_application()
    partner = ParticipantFactory(application=application, business_number="1234567891")
    Participant.objects.filter(pk=partner.pk).update(**{field: ""})

    assert faults(application) == [(anchor, "Fill this in.")]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("small", ["id_rows-0-business_number"]),
        ("non_profit", []),
        ("public", ["id_rows-0-business_number"]),
    ],
)
def test_only_a_company_must_have_a_business_number(size, expected):
    application = planned_application()
    ParticipantFactory(application=application, size=size)

    assert [anchor for anchor, _message in faults(application)] == expected


def test_a_partner_is_not_the_applicant_itself():
    application = planned_application()
    own = application.company.business_number
    ParticipantFactory(application=application, size="small", business_number=own)

    assert faults(application) == [
        ("id_rows-0-business_number", "This is the number of the lead organisation.")
    ]


@pytest.mark.parametrize("field", ["name", "title", "career", "rate_percent", "months"])
def test_a_person_is_whole(field):
    application = planned_application()
    changed(ProjectPerson, **{field: None if field in ("rate_percent", "months") else ""})

    assert faults(application) == [(f"id_rows-0-{field}", "Fill this in.")]


def test_no_rate_is_missing_and_zero_is_one():
    application = planned_application()
    changed(ProjectPerson, rate_percent=0)

    assert faults(application) == []


def test_the_lead_has_a_principal_researcher():
    application = planned_application()
    changed(ProjectPerson, role="researcher")

    assert faults(application) == [
        ("id_rows", "Say who the principal researcher of the lead organisation is.")
    ]


def test_an_organisation_has_one_principal_researcher():
    application = planned_application()
    ProjectPersonFactory(participant=Participant.objects.get())

    assert faults(application) == [("id_rows", "An organisation has one principal researcher.")]


@pytest.mark.parametrize("field", ["what", "first_month", "last_month", "proof"])
def test_a_milestone_is_whole(field):
    application = planned_application()
    changed(Milestone, **{field: "" if field in ("what", "proof") else None})

    assert faults(application) == [(f"id_rows-0-{field}", "Fill this in.")]


@pytest.mark.parametrize(("months", "count"), [(5, 2), (6, 1), (10, 0), (None, 0)])
def test_nothing_is_planned_after_the_support_has_ended(months, count):
    call = open_call(plan_sections=ALL_SECTIONS, support_months=months)
    application = planned_application(call=call)

    found = faults(application)

    assert [message for _anchor, message in found] == [
        f"The support lasts {months} months."
    ] * count


def test_a_budget_is_asked_for():
    application = planned_application()
    changed(BudgetLine, government_won=0, cash_won=0, in_kind_won=0)

    assert faults(application) == [("budget-lead", "Fill in what the project costs.")]


def with_shares(*, is_national_rnd=False, **shares):
    """A call that binds these sizes: government's ceiling and floor of cash, in percent."""
    call = CallFactory(
        parts=True, plan_sections=["participants", "budget"], is_national_rnd=is_national_rnd
    )
    for size, (government, cash) in shares.items():
        call.cost_shares.create(size=size, government_percent=government, cash_percent=cash)
    return approved(call)


def test_more_than_the_share_of_the_government_is_a_fault_with_the_way_out():
    application = planned_application(call=with_shares(small=(50, 10)))

    assert faults(application) == [
        (
            "budget-lead",
            "75% of the whole, at most 50%. Ask for less: KRW 50; or add to the own share: KRW 50.",
        )
    ]


def test_too_little_cash_is_a_fault_with_what_is_missing():
    application = planned_application(call=with_shares(small=(75, 21)))

    assert faults(application) == [
        ("budget-lead", "20% of the own share, at least 21%: KRW 6. Missing in cash: KRW 1.")
    ]


@pytest.mark.parametrize(("is_national", "expected"), [(False, []), (True, ["budget-lead"])])
def test_national_money_is_bound_by_the_decree_where_the_call_says_nothing(is_national, expected):
    application = planned_application(call=with_shares(is_national_rnd=is_national))
    changed(BudgetLine, government_won=75, cash_won=2, in_kind_won=23)  # less than a tenth

    assert [anchor for anchor, _message in faults(application)] == expected


def test_each_organisation_is_bound_by_its_own_size():
    application = planned_application(
        call=with_shares(small=(75, 10), large=(50, 15)), requested_won=226
    )
    for position, (size, government) in enumerate(
        {"large": 51, "non_profit": 100}.items(), start=2
    ):
        partner = ParticipantFactory(
            application=application, position=position, size=size,
            business_number=f"123456789{position}",
        )  # fmt: skip
        BudgetLineFactory(
            participant=partner, government_won=government, cash_won=100 - government, in_kind_won=0
        )

    found = faults(application)

    partner = Participant.objects.get(size="large")
    assert [anchor for anchor, _message in found] == [f"budget-{partner.key}"]


def test_an_unknown_size_keeps_nobody_from_submitting():
    call = with_shares(small=(1, 100))
    application = planned_application(call=call, company=CompanyFactory(size=""))

    assert faults(application) == []


def test_a_prospective_founder_is_taken_as_a_small_company():
    call = with_shares(small=(50, 10))
    founder = CompanyFactory(applicant_kind="founder", business_number=None, size="large")
    application = planned_application(call=call, company=founder)

    assert [anchor for anchor, _message in faults(application)] == ["budget-lead"]


def test_the_form_and_the_budget_ask_for_the_same():
    application = planned_application(requested_won=76)

    assert faults(application) == [
        ("budget-check", "In the budget KRW 75, in the form KRW 76. Make both the same.")
    ]


def test_nobody_asks_for_more_than_there_is_per_award():
    call = open_call(plan_sections=["budget"], award_limit_won=74, budget_won=1000)
    application = planned_application(call=call)

    assert faults(application) == [("budget-check", "At most KRW 74. Too much: KRW 1.")]
    assert labels(application, "budget") == ["Most per award"]


def test_the_commissioned_part_is_a_cost_of_who_commissions_it():
    application = planned_application(call=with_shares(small=(75, 10)))
    other = ParticipantFactory(application=application, role=ParticipantRole.COMMISSIONED)
    BudgetLineFactory(participant=other, government_won=1000)

    assert faults(application) == []
