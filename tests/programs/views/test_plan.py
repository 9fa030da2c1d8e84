"""The pages of a project plan: participants, people, budget, milestones."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from programs.actions.application import submit_application
from programs.models import BudgetLine, Milestone, ProjectPerson
from programs.queries.plan import place_of
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import ApplicationFactory, close, open_call
from tests.factories.projects import (
    ALL_SECTIONS,
    BudgetLineFactory,
    LeadFactory,
    ParticipantFactory,
    ProjectPersonFactory,
    planned_application,
)

JSON = {"Accept": "application/json"}
LEAD_PART = {
    "lead_responsible_name": "김예시",
    "lead_responsible_position": "이사",
    "lead_task": "제작",
}


@pytest.fixture
def draft(company):
    """A draft in a call that asks for a whole plan, of which nothing is there."""
    return ApplicationFactory(
        call=open_call(plan_sections=ALL_SECTIONS), company=company, requested_won=75
    )


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def path(application, section: str) -> str:
    return f"/applications/{application.pk}/{section}/"


def seen(client, application, section: str) -> str:
    return client.get(path(application, section)).context["editor"].seen


def post(client, application, section: str, given: dict, **headers):
    given = {"seen": seen(client, application, section), **given}
    return client.post(path(application, section), given, headers=headers)


def table(*rows: dict) -> dict:
    return {
        f"rows-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }


def partner(**fields) -> dict:
    return {
        "key": str(uuid.uuid4()), "role": "joint", "name": "예시대학교", "size": "non_profit",
        "business_number": "", "responsible_name": "이예시", "responsible_position": "교수",
        "task": "시험", **fields,
    }  # fmt: skip


PERSON = {
    "name": "박예시", "role": "principal", "title": "책임", "career": "기계", "rate_percent": "30",
    "months": "10",
}  # fmt: skip
MILESTONE = {"what": "제작", "first_month": "1", "last_month": "3", "proof": "성적서"}


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_addresses_are_the_promised_ones(draft, section):
    assert reverse(f"programs:application-{section}", args=[draft.pk]) == path(draft, section)


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_a_section_that_is_not_asked_for_leads_back(as_applicant, company, section):
    others = [one for one in ALL_SECTIONS if one != section]
    draft = ApplicationFactory(call=open_call(plan_sections=others), company=company)

    response = as_applicant.get(path(draft, section))

    assert response.url == reverse("programs:application-edit", args=[draft.pk])


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_strangers_find_nothing(client, draft, section):
    client.force_login(UserFactory())

    assert client.get(path(draft, section)).status_code == 404
    assert client.post(path(draft, section)).status_code == 404


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_after_closing_there_is_nothing_to_write(as_applicant, draft, section):
    close(draft.call)

    assert as_applicant.get(path(draft, section)).url == draft.get_absolute_url()


def test_the_overview_lists_the_sections_that_are_asked_for(as_applicant, company):
    call = open_call(plan_sections=["budget", "people"])
    draft = ApplicationFactory(call=call, company=company)

    response = as_applicant.get(reverse("programs:application-edit", args=[draft.pk]))

    steps = [(step.code, step.url) for step, _tasks in response.context["rows"]]
    assert [one for one in steps if one[0] in ALL_SECTIONS] == [
        ("people", path(draft, "people")),
        ("budget", path(draft, "budget")),
    ]


def test_participants_are_saved(as_applicant, draft):
    row = partner(size="small", business_number="123-45-67891")

    post(as_applicant, draft, "participants", {**LEAD_PART, **table(row)})

    lead, other = draft.participants.all()
    assert (lead.responsible_name, lead.task, lead.name) == ("김예시", "제작", "")
    assert (str(other.key), other.name, other.business_number, other.position) == (
        row["key"], "예시대학교", "1234567891", 2,
    )  # fmt: skip


def test_an_empty_row_is_none_though_its_key_and_role_are_sent(as_applicant, draft):
    empty = dict.fromkeys(partner(), "") | {"key": str(uuid.uuid4()), "role": "joint"}

    post(as_applicant, draft, "participants", {**LEAD_PART, **table(empty, partner(), empty)})

    assert [one.name for one in draft.participants.all()] == ["", "예시대학교"]


def test_a_row_that_is_sent_twice_by_the_editor_is_one_organisation(as_applicant, draft):
    """The page is not loaded anew between two saves: its rows bring their keys along."""
    given = {**LEAD_PART, **table(partner())}
    first = post(as_applicant, draft, "participants", given, **JSON).json()

    again = {**given, "rows-0-name": "예시대학교 산학협력단", "seen": first["seen"]}
    as_applicant.post(path(draft, "participants"), again, headers=JSON)

    other = draft.participants.get(role="joint")
    assert (str(other.key), other.name) == (given["rows-0-key"], "예시대학교 산학협력단")


def test_a_colleague_s_row_of_the_same_name_is_the_same_organisation(as_applicant, draft):
    own = partner(name="가")
    post(as_applicant, draft, "participants", {**LEAD_PART, **table(own)})
    ProjectPersonFactory(participant=draft.participants.get(role="joint"))

    post(as_applicant, draft, "participants", {**LEAD_PART, **table(partner(name="가", task="새"))})

    other = draft.participants.get(role="joint")
    assert (str(other.key), other.task, other.people.count()) == (own["key"], "새", 1)


@pytest.mark.parametrize("row", [{"role": "lead"}, {"name": "가" * 121}], ids=["role", "name"])
def test_where_it_is_wrong_whose_row_it_is_only_the_lead_s_part_is_saved(as_applicant, draft, row):
    given = {**LEAD_PART, **table(partner(**row))}

    response = post(as_applicant, draft, "participants", given)

    assert list(response.context["form"].errors) == ["rows"]
    assert next(iter(row.values())) in response.content.decode()
    assert [one.responsible_name for one in draft.participants.all()] == ["김예시"]


@pytest.mark.parametrize(
    "row",
    [{"business_number": "123-45-67890"}, {"business_number": "12345"}, {"size": "huge"}],
    ids=str,
)
def test_of_a_cell_that_is_wrong_the_rest_of_the_row_is_saved(as_applicant, draft, row):
    (name, typed), given = next(iter(row.items())), table(partner(**row))

    response = post(as_applicant, draft, "participants", {**LEAD_PART, **given})

    other = draft.participants.get(role="joint")
    assert (other.name, other.task, getattr(other, name)) == ("예시대학교", "시험", "")
    assert list(response.context["form"].errors) == ["rows"]
    assert typed in response.content.decode()


def test_a_cell_that_is_wrong_keeps_what_is_saved_of_it(as_applicant, draft):
    """An organisation is told by its key, a person by what the rest of the row says."""
    row = partner(size="small", business_number="1234567891")
    post(as_applicant, draft, "participants", {**LEAD_PART, **table(row)})
    post(as_applicant, draft, "people", table({**PERSON, "name": "새 사람"}, PERSON))

    wrong = {**row, "business_number": "1234567890", "task": "새 일"}
    post(as_applicant, draft, "participants", {**LEAD_PART, **table(wrong)})
    post(as_applicant, draft, "people", table({**PERSON, "months": "x"}, {"name": "더"}))

    other = draft.participants.get(role="joint")
    assert (other.business_number, other.task) == ("1234567891", "새 일")
    assert list(ProjectPerson.objects.values_list("name", "months")) == [
        ("박예시", 10),
        ("더", None),
    ]


def test_a_number_stands_once(as_applicant, draft):
    row = partner(size="small", business_number="1234567891")

    response = post(
        as_applicant, draft, "participants", {**LEAD_PART, **table(row, {**row, "key": ""})}
    )

    assert response.context["form"].errors.as_data()["rows"][0].code == "twice"


@pytest.mark.parametrize("make", [ProjectPersonFactory, BudgetLineFactory])
def test_an_organisation_with_people_or_money_is_not_taken_out(as_applicant, draft, make):
    make(participant=ParticipantFactory(application=draft))

    response = post(as_applicant, draft, "participants", LEAD_PART)

    assert response.context["form"].errors.as_data()["rows"][0].code == "needed"
    assert draft.participants.filter(role="joint").count() == 1


def test_people_are_saved(as_applicant, draft):
    post(as_applicant, draft, "people", table(PERSON, {"name": "최예시", "role": "student"}))

    saved = ProjectPerson.objects.values_list("name", "role", "rate_percent", "months")
    assert list(saved) == [("박예시", "principal", 30, 10), ("최예시", "student", None, None)]


def test_a_row_that_nobody_touched_names_no_principal(as_applicant, draft):
    response = as_applicant.get(path(draft, "people"))

    cells = response.context["form"].fields["rows"].cells
    assert cells["role"].choices[0][0] == "researcher"


def test_people_of_several_organisations(as_applicant, draft):
    LeadFactory(application=draft)
    other = ParticipantFactory(application=draft)
    row = {**PERSON, "participant": place_of(other)}

    post(as_applicant, draft, "people", table({**PERSON, "participant": "lead"}, row))

    assert [one.participant.role for one in ProjectPerson.objects.all()] == ["lead", "joint"]


@pytest.mark.parametrize(
    "row", [{"rate_percent": "101"}, {"rate_percent": "-1"}, {"months": "0"}, {"months": "121"}]
)
def test_numbers_out_of_bounds_are_told(as_applicant, draft, row):
    response = post(as_applicant, draft, "people", table({**PERSON, **row}, {"name": "최예시"}))

    assert list(response.context["form"].errors) == ["rows"]
    saved = ProjectPerson.objects.values_list("name", *row)
    assert list(saved) == [("박예시", None), ("최예시", None)]


@pytest.mark.parametrize(
    ("typed", "kept"), [("가\x00나", "가나"), ("\u200b\u3164", ""), ("=1+1", "=1+1")]
)
def test_what_nobody_can_see_is_not_kept(as_applicant, draft, typed, kept):
    post(as_applicant, draft, "milestones", table({**MILESTONE, "what": typed}))

    assert Milestone.objects.get().what == kept


def test_more_rows_than_there_may_be_are_told(as_applicant, draft):
    response = post(as_applicant, draft, "milestones", table(*[MILESTONE] * 51))

    assert response.context["form"].errors.as_data()["rows"][0].code == "too_many_rows"
    assert Milestone.objects.count() == 0


def test_milestones_are_saved(as_applicant, draft):
    post(as_applicant, draft, "milestones", table(MILESTONE, {"what": "시험"}))

    saved = Milestone.objects.values_list("what", "first_month", "last_month", "proof")
    assert list(saved) == [("제작", 1, 3, "성적서"), ("시험", None, None, "")]


def test_a_milestone_does_not_end_before_it_begins(as_applicant, draft):
    rows = [{**MILESTONE, "first_month": "4"}, {"what": "시험", "last_month": "x"}]
    response = post(as_applicant, draft, "milestones", table(*rows))

    codes = [error.code for error in response.context["form"].errors.as_data()["rows"]]
    assert codes == ["order", "cell"]
    assert Milestone.objects.count() == 0


def test_amounts_are_saved_as_people_write_them(as_applicant, draft):
    given = {"lead-labour-government_won": "1억 5천만", "lead-labour-in_kind_won": "1,000원"}

    post(as_applicant, draft, "budget", given)

    saved = BudgetLine.objects.values_list("item", "government_won", "cash_won", "in_kind_won")
    assert list(saved) == [("labour", 150_000_000, 0, 1000)]


def test_an_amount_that_is_none_keeps_the_others_from_nothing(as_applicant, draft):
    BudgetLineFactory(participant=LeadFactory(application=draft), government_won=3)
    given = {"lead-labour-government_won": "viel", "lead-labour-cash_won": "7"}

    response = post(as_applicant, draft, "budget", given)

    line = BudgetLine.objects.get()
    assert (line.government_won, line.cash_won, line.in_kind_won) == (3, 7, 0)
    assert list(response.context["form"].errors) == ["lead-labour-government_won"]
    assert "viel" in response.content.decode()


def test_each_organisation_that_spends_has_its_amounts(as_applicant, draft):
    LeadFactory(application=draft)
    joint = ParticipantFactory(application=draft)
    ParticipantFactory(application=draft, position=3, role="commissioned", name="위탁")

    response = as_applicant.get(path(draft, "budget"))

    form = response.context["form"]
    assert [place for place, _name, _rows in form.tables] == ["lead", place_of(joint)]
    assert len(form.fields) == 2 * 10 * 3


def test_amounts_of_an_organisation_that_is_gone_stand_on_the_page(as_applicant, draft):
    given = {f"{uuid.uuid4()}-labour-cash_won": "4,321"}

    response = post(as_applicant, draft, "budget", given)

    assert [left.text for left in response.context["editor"].leftovers] == ["4,321"]
    assert "4,321" in response.content.decode()


def test_what_was_typed_for_a_section_that_is_asked_no_more_stands_on_the_page(
    as_applicant, company
):
    draft = ApplicationFactory(call=open_call(plan_sections=["people"]), company=company)

    response = as_applicant.post(path(draft, "milestones"), table(MILESTONE))

    assert [left.text for left in response.context["editor"].leftovers] == [
        "제작",
        "1",
        "3",
        "성적서",
    ]
    assert Milestone.objects.count() == 0


@pytest.mark.parametrize(
    ("section", "given"),
    [
        ("participants", {**LEAD_PART, "lead_task": "내 글"}),
        ("people", table({**PERSON, "career": "내 글"})),
        ("milestones", table({**MILESTONE, "proof": "내 글"})),
    ],
)
def test_a_stale_save_gets_both_texts(as_applicant, draft, section, given):
    stale = seen(as_applicant, draft, section)
    theirs = {name: "남의 글" if value == "내 글" else value for name, value in given.items()}
    post(as_applicant, draft, section, theirs)

    response = as_applicant.post(path(draft, section), {**given, "seen": stale})

    (clash,) = response.context["editor"].clashes
    assert [(one.before, one.after) for one in clash.lines] == [("남의 글", "내 글")]
    assert response.context["refusal"] == "changed"
    assert "내 글" in response.content.decode()


def test_a_stale_budget_gets_both_amounts(as_applicant, draft):
    stale = seen(as_applicant, draft, "budget")
    post(as_applicant, draft, "budget", {"lead-labour-cash_won": "1"})

    given = {"seen": stale, "lead-labour-cash_won": "2"}
    response = as_applicant.post(path(draft, "budget"), given)

    (clash,) = response.context["editor"].clashes
    assert [(one.before, one.after) for one in clash.lines] == [("1원", "2원")]
    assert BudgetLine.objects.get().cash_won == 1


def test_a_table_that_was_left_as_it_was_shows_what_the_colleague_saved(as_applicant, draft):
    stale = seen(as_applicant, draft, "participants")
    row = partner()
    post(as_applicant, draft, "participants", {**LEAD_PART, **table(row)})
    given = {**LEAD_PART, "seen": stale, "lead_task": "내 글"}

    response = as_applicant.post(path(draft, "participants"), given)

    form = response.context["form"]
    assert [clash.name for clash in response.context["editor"].clashes] == ["lead_task"]
    assert [one["key"] for one in form["rows"].value()] == [row["key"]]
    assert row["key"] in response.content.decode()


def test_a_table_left_as_it_was_takes_out_no_organisation_that_a_colleague_plans_for(
    as_applicant, draft
):
    stale = seen(as_applicant, draft, "participants")
    ProjectPersonFactory(participant=ParticipantFactory(application=draft))

    given = {**LEAD_PART, "seen": stale}
    response = as_applicant.post(path(draft, "participants"), given, headers=JSON)

    assert response.json()["refusal"] == ""
    assert [one.task for one in draft.participants.filter(role="lead")] == ["제작"]


def test_the_cell_that_is_not_right_is_named(as_applicant, draft):
    empty = dict.fromkeys(PERSON, "")
    rows = table(empty, PERSON, {**PERSON, "name": "최예시", "rate_percent": "101"})

    told = post(as_applicant, draft, "people", rows, **JSON).json()
    page = post(as_applicant, draft, "people", rows).content.decode()

    (fault,) = told["faults"]
    assert fault["name"] == "rows-2-rate_percent"
    assert "최예시" in fault["message"]
    assert re.findall(r'name="([^"]+)"[^>]+aria-invalid="true"', page) == ["rows-1-rate_percent"]


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_autosave_answers_with_the_new_digest(as_applicant, draft, section):
    answer = post(as_applicant, draft, section, {}, **JSON).json()

    assert answer["refusal"] == ""
    assert answer["seen"] == seen(as_applicant, draft, section)


def check(client, application, given: dict):
    address = reverse("programs:application-budget-check", args=[application.pk])
    return client.post(address, given)


def test_the_check_says_what_is_typed_and_saves_nothing(as_applicant, draft):
    given = {"lead-labour-government_won": "80", "lead-labour-in_kind_won": "25"}

    response = check(as_applicant, draft, given)

    judged = response.context["judged"]
    assert (judged.total.government_won, judged.total.total_won) == (80, 105)
    assert [(note.rule, note.verdict) for note in judged.notes] == [("requested", "fails")]
    assert "105원" in response.content.decode()
    assert BudgetLine.objects.count() == 0


def test_the_check_of_an_amount_that_is_none_looks_at_what_is_saved(as_applicant, draft):
    BudgetLineFactory(participant=LeadFactory(application=draft), government_won=3)

    response = check(as_applicant, draft, {"lead-labour-government_won": "viel"})

    assert response.context["judged"].total.government_won == 3


def test_the_check_is_for_the_applicant_only(client, draft):
    client.force_login(UserFactory())

    assert check(client, draft, {}).status_code == 404


def test_the_check_of_a_call_without_a_budget_is_none(as_applicant, call, company):
    draft = ApplicationFactory(call=call, company=company)

    assert check(as_applicant, draft, {}).status_code == 404


def test_the_check_page_shows_the_plan_and_leads_to_each_fault(as_applicant, company):
    application = planned_application(company=company)
    BudgetLine.objects.update(government_won=76)

    with translation.override("en"):
        response = as_applicant.get(reverse("programs:application-check", args=[application.pk]))

    assert [task.url for task in response.context["tasks"]] == [
        f"{path(application, 'budget')}#budget-check"
    ]
    assert len(response.context["plan"]) == 4
    assert "박예시" in response.content.decode()


def test_what_was_received_is_read_by_the_applicant(as_applicant, company):
    application = planned_application(company=company)
    submit_application(application, by=application.created_by)

    response = as_applicant.get(application.get_absolute_url())

    body = response.content.decode()
    assert [text for text in ("박예시", "시험 성적서", "시제품 제작") if text not in body] == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_pages_cost_the_same_with_more_rows(as_applicant, draft, item_count):
    lead = LeadFactory(application=draft)
    for number in range(item_count):
        joint = ParticipantFactory(application=draft, position=number + 2)
        ProjectPersonFactory.create_batch(item_count, participant=joint)
        BudgetLineFactory(participant=joint)
    BudgetLineFactory(participant=lead)

    costs = [statements(as_applicant, path(draft, section)) for section in ALL_SECTIONS]

    assert costs == [8, 9, 10, 8]
