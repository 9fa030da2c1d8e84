"""Writing the plan of a project, section by section."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from portal.accounts.models import User
from programs.actions.application_section import Saved, save_section
from programs.actions.errors import SectionChanged
from programs.enums import CostItem, ParticipantRole, PlanSection
from programs.models import Application, BudgetLine, Milestone, Participant, ProjectPerson
from programs.queries.merging import Digests
from programs.queries.plan import FIELDS, LEAD, SOURCES, Plan, place_of
from programs.queries.plan.fields import fields_of, with_fields

Row = Mapping[str, Any]
Rows = Sequence[Row]


def save_plan_section(
    application: Application,
    *,
    section: str,
    rows: Rows,
    names: Collection[str] | None = None,
    seen: Digests,
    by: User,
) -> Saved:
    """Save a section of the plan, incomplete too; as `save_section`, by `fields_of`.

    Rows are those of `Plan.rows`: organisations with their `key` ("lead" for the first), people and
    lines of the budget with that of their `participant`, amounts in whole won. `names` are the
    fields of them that count, all where it is None. What the call does not ask for (any more) is
    left as it is, and amounts that are not given. An organisation goes only when nobody and no
    money is planned for it. Raises SectionChanged where rows refer to an organisation that is gone
    or leave one out that is needed by now; CallClosed, TransitionNotAllowed.
    """
    typed = fields_of(section, rows)
    typed = {name: typed[name] for name in typed if names is None or name in names}

    def read(held: Application) -> Mapping[str, Any]:
        plan = Plan(held)
        return fields_of(section, plan.rows(section)) if section in plan.asked else typed

    def write(held: Application, written: Collection[str]) -> None:
        plan = Plan(held)
        whole = with_fields(section, plan.rows(section), rows, written)
        WRITERS[section](plan, WRITTEN[section](whole))

    return save_section(
        application, section=section, read=read, write=write, typed=typed, seen=seen, by=by
    )


def _as_given(rows: Rows) -> list[Row]:
    return list(rows)


def _spent(rows: Rows) -> list[Row]:
    """Lines that hold money, organisation by organisation, in the order of the items."""
    places = list(dict.fromkeys(row["participant"] for row in rows))
    order = CostItem.values
    spent = [row for row in rows if any(row[source] for source in SOURCES)]
    return sorted(
        spent, key=lambda row: (places.index(row["participant"]), order.index(row["item"]))
    )


def _write_participants(plan: Plan, rows: Rows) -> None:
    """Rows keep their keys: people and money are planned for them."""
    saved = {place_of(one): one for one in plan.participants if one.pk}
    gone = [one for place, one in saved.items() if place not in {row["key"] for row in rows}]
    if plan.in_use.intersection(place_of(one) for one in gone):
        raise SectionChanged
    # What was planned for one before it was commissioned is shown nowhere, and goes with it
    BudgetLine.objects.filter(participant__in=gone).delete()
    Participant.objects.filter(pk__in=[one.pk for one in gone]).delete()
    written = []
    for position, row in enumerate(rows, start=1):
        one = saved.get(row["key"]) or _new_participant(plan.application, row["key"])
        one.position = position
        for name in FIELDS[PlanSection.PARTICIPANTS]:
            setattr(one, name, row[name])
        written.append(one)
    Participant.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["application", "key"],
        update_fields=["position", *FIELDS[PlanSection.PARTICIPANTS]],
    )


def _new_participant(application: Application, place: str) -> Participant:
    """A row that is not saved yet; the lead's key is made here."""
    return Participant(application=application, **({} if place == LEAD else {"key": place}))


def _participants_by_place(plan: Plan, rows: Rows) -> dict[str, Participant]:
    """The organisations that rows refer to; the lead's row is made when it is first needed.

    Raises SectionChanged where one is gone.
    """
    found = {place_of(one): one for one in plan.participants if one.pk}
    places = {row["participant"] for row in rows}
    if LEAD in places and LEAD not in found:
        found[LEAD] = Participant.objects.create(
            application=plan.application, role=ParticipantRole.LEAD, position=1
        )
    if not places <= found.keys():
        raise SectionChanged
    return found


def _write_people(plan: Plan, rows: Rows) -> None:
    participants = _participants_by_place(plan, rows)
    ProjectPerson.objects.filter(participant__in=participants.values()).delete()
    ProjectPerson.objects.bulk_create(
        ProjectPerson(
            participant=participants[row["participant"]],
            position=position,
            **{name: row[name] for name in FIELDS[PlanSection.PEOPLE]},
        )
        for position, row in enumerate(rows, start=1)
    )


def _write_budget(plan: Plan, rows: Rows) -> None:
    participants = _participants_by_place(plan, rows)
    BudgetLine.objects.filter(participant__in=participants.values()).delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            participant=participants[row["participant"]],
            **{name: row[name] for name in FIELDS[PlanSection.BUDGET]},
        )
        for row in rows
    )


def _write_milestones(plan: Plan, rows: Rows) -> None:
    plan.application.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(
            application=plan.application,
            position=position,
            **{name: row[name] for name in FIELDS[PlanSection.MILESTONES]},
        )
        for position, row in enumerate(rows, start=1)
    )


WRITTEN: dict[str, Callable[[Rows], list[Row]]] = {
    PlanSection.PARTICIPANTS: _as_given,
    PlanSection.PEOPLE: _as_given,
    PlanSection.BUDGET: _spent,
    PlanSection.MILESTONES: _as_given,
}
WRITERS: dict[str, Callable[[Plan, Rows], None]] = {
    PlanSection.PARTICIPANTS: _write_participants,
    PlanSection.PEOPLE: _write_people,
    PlanSection.BUDGET: _write_budget,
    PlanSection.MILESTONES: _write_milestones,
}
