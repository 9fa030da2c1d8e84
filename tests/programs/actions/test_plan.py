"""Saving the sections of a project plan: rows, keys, colleagues, and what is refused."""

import json
import threading
import uuid

import pytest

from programs.actions import application_section
from programs.actions.application import content_of, submit_application
from programs.actions.errors import CallClosed, Incomplete, SectionChanged
from programs.actions.plan import WRITERS, save_plan_section
from programs.enums import CostItem, ParticipantRole
from programs.models import Application, BudgetLine, Milestone, Participant, ProjectPerson
from programs.queries.merging import digests_of
from programs.queries.plan import LEAD, Plan, place_of
from programs.queries.plan.fields import fields_of
from programs.workflow import TransitionNotAllowed
from tests.factories.programs import ApplicationFactory, close, open_call
from tests.factories.projects import (
    ALL_SECTIONS,
    LeadFactory,
    ParticipantFactory,
    planned_application,
)
from tests.races import PATIENCE, at_once, draft_not_held

pytestmark = pytest.mark.django_db
LEAD_ROW = {
    "key": LEAD, "role": "lead", "name": "", "size": "", "business_number": "",
    "responsible_name": "김예시", "responsible_position": "이사", "task": "시제품 제작",
}  # fmt: skip


def partner(**fields) -> dict:
    return {
        "key": str(uuid.uuid4()), "role": "joint", "name": "예시대학교", "size": "non_profit",
        "business_number": "", "responsible_name": "이예시", "responsible_position": "교수",
        "task": "시험", **fields,
    }  # fmt: skip


def person(**fields) -> dict:
    return {
        "participant": LEAD, "name": "박예시", "role": "principal", "title": "책임", "career": "기계",
        "rate_percent": 30, "months": 10, **fields,
    }  # fmt: skip


def line(item=CostItem.LABOUR, participant=LEAD, government=75, cash=5, in_kind=20) -> dict:
    return {
        "participant": participant, "item": item, "government_won": government, "cash_won": cash,
        "in_kind_won": in_kind,
    }  # fmt: skip


def milestone(**fields) -> dict:
    return {"what": "제작", "first_month": 1, "last_month": 3, "proof": "성적서", **fields}


ROWS = {
    "participants": [LEAD_ROW, partner()],
    "people": [person(), person(name="최예시", role="student")],
    "budget": [line(), line(CostItem.MATERIALS, government=1)],
    "milestones": [milestone(), milestone(what="시험")],
}


@pytest.fixture
def draft(company):
    return ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS), company=company)


def plan_of(application) -> Plan:
    return Plan(Application.objects.select_related("call", "company").get(pk=application.pk))


def seen(application, section: str) -> dict[str, str]:
    return digests_of(fields_of(section, plan_of(application).rows(section)))


def save(application, section: str, rows, *, seen_as=None):
    return save_plan_section(
        application,
        section=section,
        rows=rows,
        seen=seen(application, section) if seen_as is None else seen_as,
        by=application.created_by,
    )


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_what_was_written_is_there(draft, section):
    saved = save(draft, section, ROWS[section])

    assert plan_of(draft).rows(section) == ROWS[section]
    assert saved.seen == seen(draft, section)


def test_one_that_was_commissioned_is_taken_out_with_what_was_planned_for_it(draft):
    other = partner()
    save(draft, "participants", [LEAD_ROW, other])
    save(draft, "budget", [line(), line(participant=other["key"])])
    save(draft, "participants", [LEAD_ROW, {**other, "role": "commissioned"}])

    assert plan_of(draft).in_use == {LEAD}
    save(draft, "participants", [LEAD_ROW])

    assert plan_of(draft).rows("participants") == [LEAD_ROW]
    assert plan_of(draft).rows("budget") == [line()]


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_half_of_it_is_kept_too(draft, section):
    empty = {
        "participants": [{**LEAD_ROW, "task": ""}, partner(name="", size="")],
        "people": [person(name="", rate_percent=None, months=None)],
        "budget": [],
        "milestones": [milestone(proof="", last_month=None)],
    }[section]

    save(draft, section, empty)

    assert plan_of(draft).rows(section) == empty


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_saving_touches_the_draft_and_is_written_down_once_a_sitting(draft, section):
    before = draft.saved_at

    save(draft, section, ROWS[section])
    save(draft, section, ROWS[section][:1])

    draft.refresh_from_db()
    assert draft.saved_at > before
    assert list(draft.events.values_list("verb", "section", "actor")) == [
        ("write", section, draft.created_by_id)
    ]


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_the_same_text_twice_is_no_conflict_and_writes_nothing(draft, section):
    first = seen(draft, section)
    save(draft, section, ROWS[section])
    draft.refresh_from_db()
    rows_before = keys(draft)

    save(draft, section, ROWS[section], seen_as=first)

    again = Application.objects.get(pk=draft.pk)
    assert (again.saved_at, keys(draft)) == (draft.saved_at, rows_before)


def keys(application) -> list:
    """Every row of the plan by the key of the database."""
    own = {"participant__application": application}
    return [
        *application.participants.order_by("pk").values_list("pk", flat=True),
        *ProjectPerson.objects.filter(**own).order_by("pk").values_list("pk", flat=True),
        *BudgetLine.objects.filter(**own).order_by("pk").values_list("pk", flat=True),
        *application.milestones.order_by("pk").values_list("pk", flat=True),
    ]


@pytest.mark.parametrize(
    ("section", "other", "field"),
    [
        ("participants", [{**LEAD_ROW, "task": "다른 일"}], "lead_task"),
        ("participants", [LEAD_ROW, partner(name="다른 기관")], "rows"),
        ("people", [person(career="전자")], "rows"),
        ("budget", [line(government=76)], "lead-labour-government_won"),
        ("milestones", [milestone(proof="다른 것")], "rows"),
    ],
)
def test_what_two_people_wrote_differently_is_told_and_stays(draft, section, other, field):
    stale = seen(draft, section)
    save(draft, section, ROWS[section])

    refused = save(draft, section, other, seen_as=stale)

    assert refused.clashing == [field]
    assert plan_of(draft).rows(section) == ROWS[section]


def test_what_two_people_wrote_in_different_fields_is_both_there(draft):
    save(draft, "participants", ROWS["participants"])
    stale, (lead, other) = seen(draft, "participants"), ROWS["participants"]
    save(draft, "participants", [{**lead, "task": "동료가 쓴 일"}, other], seen_as=stale)

    saved = save(draft, "participants", [lead, {**other, "task": "나"}], seen_as=stale)

    assert saved.clashing == []
    assert [one.task for one in plan_of(draft).participants] == ["동료가 쓴 일", "나"]
    assert saved.seen["lead_task"] == stale["lead_task"] != seen(draft, "participants")["lead_task"]


def test_a_table_that_was_left_as_it_was_takes_out_nothing(draft):
    stale, (lead, other) = seen(draft, "participants"), ROWS["participants"]
    save(draft, "participants", [{**lead, "task": ""}, other], seen_as=stale)
    save(draft, "people", [person(participant=other["key"])])

    saved = save(draft, "participants", [lead], seen_as=stale)

    assert saved.clashing == []
    assert plan_of(draft).rows("participants") == [lead, other]


def test_amounts_of_two_people_in_one_line_are_both_there(draft):
    save(draft, "budget", [line()])
    stale = seen(draft, "budget")
    save(draft, "budget", [line(cash=6)], seen_as=stale)

    save(draft, "budget", [line(government=0)], seen_as=stale)

    assert plan_of(draft).rows("budget") == [line(government=0, cash=6)]


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_after_closing_nothing_is_saved(draft, section):
    close(draft.call)

    with pytest.raises(CallClosed):
        save(draft, section, ROWS[section])

    assert keys(draft) == []


def test_after_screening_nothing_is_saved(draft):
    for state in ("submitted", "eligible"):
        Application.objects.filter(pk=draft.pk).update(
            state=state, submitted_at=draft.saved_at, received_won=1
        )

    with pytest.raises(TransitionNotAllowed):
        save(draft, "milestones", ROWS["milestones"])


def test_what_the_call_does_not_ask_for_is_left_alone(company):
    draft = ApplicationFactory(call=open_call(plan_sections=["people"]), company=company)

    save(draft, "milestones", ROWS["milestones"])

    assert Milestone.objects.count() == 0


def test_organisations_keep_their_rows_and_what_is_planned_for_them(draft):
    save(draft, "participants", ROWS["participants"])
    other = ROWS["participants"][1]["key"]
    save(draft, "people", [person(participant=other)])
    first, second = ROWS["participants"][1], partner(name="예시기업", size="small")

    save(draft, "participants", [LEAD_ROW, second, {**first, "name": "새 이름"}])

    plan = plan_of(draft)
    assert [one.name for one in plan.participants] == ["", "예시기업", "새 이름"]
    assert plan.rows("people") == [person(participant=other)]


def test_partners_exchange_their_places(draft):
    one, other = partner(name="가"), partner(name="나")
    save(draft, "participants", [LEAD_ROW, one, other])

    save(draft, "participants", [LEAD_ROW, other, one])

    assert [row.name for row in plan_of(draft).participants] == ["", "나", "가"]


@pytest.mark.parametrize("section", ["people", "budget"])
def test_an_organisation_that_is_needed_does_not_go(draft, section):
    row = partner()
    save(draft, "participants", [LEAD_ROW, row])
    needed = {"people": [person(participant=row["key"])], "budget": [line(participant=row["key"])]}
    save(draft, section, needed[section])

    with pytest.raises(SectionChanged):
        save(draft, "participants", [LEAD_ROW])

    assert len(plan_of(draft).participants) == 2


@pytest.mark.parametrize("section", ["people", "budget"])
def test_rows_of_an_organisation_that_is_gone_are_refused(draft, section):
    gone = str(uuid.uuid4())
    rows = {"people": [person(participant=gone)], "budget": [line(participant=gone)]}

    with pytest.raises(SectionChanged):
        save(draft, section, rows[section])

    assert keys(draft) == []


def test_an_organisation_of_another_application_is_none_of_this_one(draft):
    foreign = ParticipantFactory()

    with pytest.raises(SectionChanged):
        save(draft, "people", [person(participant=place_of(foreign))])

    assert ProjectPerson.objects.count() == 0


def test_the_lead_is_made_when_it_is_first_needed_and_once(draft):
    save(draft, "people", ROWS["people"])
    save(draft, "budget", ROWS["budget"])
    save(draft, "participants", ROWS["participants"])

    assert Participant.objects.filter(role=ParticipantRole.LEAD).count() == 1


def test_lines_without_money_are_no_lines(draft):
    save(draft, "budget", [line(CostItem.INDIRECT), line(government=0, cash=0, in_kind=0)])

    assert plan_of(draft).rows("budget") == [line(CostItem.INDIRECT)]


def test_lines_stand_in_the_order_of_the_items(draft):
    save(draft, "budget", [line(CostItem.INDIRECT), line(CostItem.LABOUR)])

    assert [row["item"] for row in plan_of(draft).rows("budget")] == ["labour", "indirect"]


def test_what_was_received_holds_the_plan_as_it_was(company):
    application = planned_application(company=company)
    submission = submit_application(application, by=application.created_by)

    save(application, "milestones", [milestone(what="다른 것")])

    submission.refresh_from_db()
    plan = json.loads(submission.content)["plan"]
    assert plan["milestones"] == [
        {"what": "시제품 제작", "first_month": 1, "last_month": 6, "proof": "시험 성적서"}
    ]
    assert [row["government_won"] for row in plan["budget"]] == [75]
    assert list(plan) == sorted(ALL_SECTIONS)


def test_an_incomplete_plan_is_not_received(company):
    application = planned_application(company=company)
    BudgetLine.objects.update(government_won=76)

    with pytest.raises(Incomplete) as refusal:
        submit_application(application, by=application.created_by)

    assert [fault.section for fault in refusal.value.faults] == ["budget"]


def test_of_a_call_without_a_plan_the_content_says_nothing_of_one():
    application = ApplicationFactory()
    LeadFactory(application=application)

    assert "plan" not in json.loads(content_of(application))


def saving_at_once(draft, section: str, rows: list[list[dict]]) -> list[list[str]]:
    """What clashed for colleagues who had all seen the same, each with rows of their own."""
    stale = seen(draft, section)
    outcomes = at_once(
        lambda number: save(draft, section, rows[number], seen_as=stale), count=len(rows)
    )
    return sorted(outcome.clashing for outcome in outcomes)


@pytest.mark.usefixtures("committed")
def test_of_many_who_save_one_table_at_once_one_wins_and_all_others_are_told():
    draft = ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS))
    rows = [[milestone(what=str(number))] for number in range(8)]

    outcomes = saving_at_once(draft, "milestones", rows)

    assert outcomes == [[], *[["rows"]] * 7]
    assert Milestone.objects.count() == 1


def one_field(count: int) -> list[list[dict]]:
    return [[{**LEAD_ROW, "task": str(number)}] for number in range(count)]


@pytest.mark.usefixtures("committed")
def test_of_many_who_save_one_field_at_once_one_wins_and_all_others_are_told():
    draft = ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS))
    save(draft, "participants", [LEAD_ROW])

    assert saving_at_once(draft, "participants", one_field(8)) == [[], *[["lead_task"]] * 7]


@pytest.mark.usefixtures("committed")
def test_many_who_save_different_fields_at_once_are_all_kept():
    draft = ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS))
    save(draft, "participants", [LEAD_ROW])

    assert saving_at_once(draft, "participants", OWN_PARTS) == [[], [], []]
    assert plan_of(draft).rows("participants") == [{**LEAD_ROW, **WHOLE}]


WHOLE = {"responsible_name": "이", "responsible_position": "박", "task": "최"}
OWN_PARTS = [[{**LEAD_ROW, name: text}] for name, text in WHOLE.items()]


def without_the_lock(monkeypatch, section: str, *, count: int) -> None:
    """What the tests above would find: all have read before any of them writes."""
    have_read = threading.Barrier(count)
    write = WRITERS[section]

    def write_together(plan, rows) -> None:
        have_read.wait(PATIENCE)
        write(plan, rows)

    monkeypatch.setitem(WRITERS, section, write_together)
    monkeypatch.setattr(application_section, "draft_held", draft_not_held)


@pytest.mark.usefixtures("committed")
def test_control_without_the_lock_nobody_is_told(monkeypatch):
    draft = ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS))
    save(draft, "participants", [LEAD_ROW])
    without_the_lock(monkeypatch, "participants", count=2)

    assert saving_at_once(draft, "participants", one_field(2)) == [[], []]


@pytest.mark.usefixtures("committed")
def test_control_without_the_lock_fields_of_others_are_lost(monkeypatch):
    draft = ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS))
    save(draft, "participants", [LEAD_ROW])
    without_the_lock(monkeypatch, "participants", count=3)

    saving_at_once(draft, "participants", OWN_PARTS)

    assert plan_of(draft).rows("participants") != [{**LEAD_ROW, **WHOLE}]


@pytest.mark.usefixtures("committed")
def test_an_organisation_does_not_go_while_somebody_plans_for_it():
    draft = ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS))
    row = partner()
    save(draft, "participants", [LEAD_ROW, row])

    def act(number: int) -> str:
        try:
            if number % 2:
                save(draft, "participants", [LEAD_ROW])
            else:
                save(draft, "people", [person(participant=row["key"], name=str(number))])
        except SectionChanged:
            return "told"
        return "saved"

    outcomes = at_once(act, count=6)

    assert set(outcomes) <= {"saved", "told"}
    plan = plan_of(draft)
    assert {one["participant"] for one in plan.rows("people")} <= set(plan.names)
