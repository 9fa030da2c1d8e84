"""Several people save a project plan at once."""

import threading

import pytest

from programs.actions import application_section
from programs.actions.errors import SectionChanged
from programs.actions.plan import WRITERS
from programs.models import Milestone
from tests.factories.programs import ApplicationFactory, open_call
from tests.factories.projects import ALL_SECTIONS
from tests.planning import LEAD_ROW, milestone, partner, person, plan_of, save, seen
from tests.races import PATIENCE, at_once, draft_not_held

pytestmark = pytest.mark.django_db


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
    monkeypatch.setattr(application_section, "draft_held_with", draft_not_held)


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
