"""Saving the sections of a project plan: rows, keys, colleagues one after the other, and what is refused."""

import json
import uuid

import pytest

from programs.actions.application import content_of, submit_application
from programs.actions.errors import CallClosed, Incomplete, SectionChanged
from programs.enums import CostItem, ParticipantRole
from programs.models import Application, BudgetLine, Milestone, Participant, ProjectPerson
from programs.queries.plan import LEAD, place_of
from programs.workflow import TransitionNotAllowed
from tests.factories.programs import ApplicationFactory, close, open_call
from tests.factories.projects import (
    ALL_SECTIONS,
    LeadFactory,
    ParticipantFactory,
    planned_application,
)
from tests.planning import LEAD_ROW, ROWS, line, milestone, partner, person, plan_of, save, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(company):
    return ApplicationFactory(call=open_call(plan_sections=ALL_SECTIONS), company=company)


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
