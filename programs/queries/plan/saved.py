"""The plan of a project: what is saved of it, what of it counts, and how it is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from programs.enums import CostItem, ParticipantRole, PlanSection
from programs.models import Application, BudgetLine, Milestone, Participant, ProjectPerson

# What names the lead's row, which is there before anything of it is saved
LEAD = "lead"
SOURCES = ("government_won", "cash_won", "in_kind_won")
FIELDS: dict[str, tuple[str, ...]] = {
    PlanSection.PARTICIPANTS: (
        "role", "name", "size", "business_number", "responsible_name", "responsible_department",
        "responsible_position", "task",
    ),
    PlanSection.PEOPLE: ("name", "role", "title", "career", "rate_percent", "months"),
    PlanSection.BUDGET: ("item", *SOURCES),
    PlanSection.MILESTONES: ("what", "first_month", "last_month", "proof"),
}  # fmt: skip
WITH_PARTICIPANTS = {PlanSection.PARTICIPANTS, PlanSection.PEOPLE, PlanSection.BUDGET}

Row = dict[str, Any]


def place_of(participant: Participant) -> str:
    """What names an organisation of the plan in its other sections."""
    return LEAD if participant.is_lead else str(participant.key)


@dataclass(frozen=True)
class Plan:
    """What is saved of the sections that the call asks for; each is read when it is needed."""

    application: Application

    @cached_property
    def asked(self) -> list[PlanSection]:
        """The sections that the call asks for, in their order."""
        return [one for one in PlanSection if one in self.application.call.plan_sections]

    @cached_property
    def saved(self) -> list[Participant]:
        return list(self.application.participants.all())

    @cached_property
    def participants(self) -> list[Participant]:
        """The organisations, the lead first; it alone where the call asks for no others."""
        lead = Participant(application=self.application, role=ParticipantRole.LEAD)
        if not WITH_PARTICIPANTS.intersection(self.asked):
            return [lead]
        saved = self.saved
        leads = [one for one in saved if one.is_lead] or [lead]
        if PlanSection.PARTICIPANTS not in self.asked:
            return leads
        return leads + [one for one in saved if not one.is_lead]

    @cached_property
    def spending(self) -> list[Participant]:
        """Those with a budget of their own; what is commissioned is a cost of who commissions it."""
        return [one for one in self.participants if one.role != ParticipantRole.COMMISSIONED]

    @cached_property
    def names(self) -> dict[str, str]:
        """The organisations as they are called, by their place."""
        company = self.application.company
        return {
            place_of(one): company.name
            if one.is_lead
            else one.name or _("(organisation %(number)s without a name)") % {"number": number}
            for number, one in enumerate(self.participants)
        }

    @cached_property
    def people(self) -> list[ProjectPerson]:
        people = ProjectPerson.objects.filter(participant__in=_saved(self.participants))
        return list(people.select_related("participant"))

    @property
    def lines(self) -> list[BudgetLine]:
        """In the order of the items, organisation by organisation."""
        spending = [one.pk for one in self.spending]
        lines = [line for line in self._all_lines if line.participant_id in spending]
        items = CostItem.values
        return sorted(
            lines, key=lambda line: (spending.index(line.participant_id), items.index(line.item))
        )

    @cached_property
    def milestones(self) -> list[Milestone]:
        return list(self.application.milestones.all())

    def rows(self, section: str) -> list[Row]:
        """What is saved of a section, as it is written (`actions.plan.save_plan_section`)."""
        names = FIELDS[section]
        if section == PlanSection.PARTICIPANTS:
            return [{"key": place_of(one), **_said(one, names)} for one in self.participants]
        if section == PlanSection.MILESTONES:
            return [_said(one, names) for one in self.milestones]
        rows = self.people if section == PlanSection.PEOPLE else self.lines
        return [{"participant": place_of(one.participant), **_said(one, names)} for one in rows]

    @cached_property
    def in_use(self) -> set[str]:
        """The places of organisations for which people or money are planned, as the pages show it:
        lines of one that was commissioned since are kept, but in nobody's way."""
        return {place_of(row.participant) for row in (*self.people, *self.lines)}

    @cached_property
    def _all_lines(self) -> list[BudgetLine]:
        lines = BudgetLine.objects.filter(participant__in=_saved(self.participants))
        return list(lines.select_related("participant"))


def plans_of(applications: Sequence[Application]) -> dict[int, Plan]:
    """By the key of each application its plan, all read at once, with what its budget is judged by:
    in five statements, in none where no call asks for one."""
    plans = {application.pk: Plan(application) for application in applications}
    asking = [plan for plan in plans.values() if plan.asked]
    if not asking:
        return plans
    prefetch_related_objects([plan.application.call for plan in asking], "cost_shares")
    keys = [plan.application.pk for plan in asking]
    organisations = _by(Participant.objects.filter(application__in=keys), "application_id")
    whole = {"participant__application__in": keys}
    people = _by(
        ProjectPerson.objects.filter(**whole).select_related("participant"), "participant_id"
    )
    lines = _by(BudgetLine.objects.filter(**whole).select_related("participant"), "participant_id")
    milestones = _by(Milestone.objects.filter(application__in=keys), "application_id")
    for plan in asking:
        key = plan.application.pk
        vars(plan).update(saved=organisations.get(key, []), milestones=milestones.get(key, []))
        own = [one.pk for one in _saved(plan.participants)]
        vars(plan).update(
            people=sorted(
                (row for one in own for row in people.get(one, [])),
                key=lambda row: (row.position, row.pk),
            ),
            _all_lines=[row for one in own for row in lines.get(one, [])],
        )
    return plans


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _saved(participants: Iterable[Participant]) -> list[Participant]:
    return [one for one in participants if one.pk]


def _said(row: Any, names: Iterable[str]) -> Row:
    return {name: getattr(row, name) for name in names}


def without_key(row: Mapping[str, Any]) -> Row:
    return {name: value for name, value in row.items() if name != "key"}


def plan_content(plan: Plan) -> dict[str, Any]:
    """The plan as it is submitted: only what the call asks for, nothing that depends on other rows.

    Organisations are told by their number in the plan, 1 is the lead; amounts in whole won. Empty
    where the call asks for no plan.
    """
    company = plan.application.company
    number = {place: index for index, place in enumerate(plan.names, start=1)}
    content: dict[str, Any] = {}
    for section in plan.asked:
        rows = [without_key(row) for row in plan.rows(section)]
        if section == PlanSection.PARTICIPANTS:
            rows[0] |= {
                "name": company.name,
                "size": company.size,
                "business_number": company.business_number or "",
            }
            rows = [{"number": index, **row} for index, row in enumerate(rows, start=1)]
        content[section] = [
            {**row, "participant": number[row["participant"]]} if "participant" in row else row
            for row in rows
        ]
    return content
