"""What the plan of a project still lacks, section by section."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programs.enums import PersonRole, PlanSection
from programs.models import Milestone, ProjectPerson
from programs.queries.plan.budget import judged_budget
from programs.queries.plan.saved import LEAD, Plan, place_of
from programs.validators import Fault
from zones.enums import CompanySize


def faults_of_plan(plan: Plan) -> dict[PlanSection, list[Fault]]:
    """The faults of each section that the call asks for; empty lists where it is complete.

    A size that nobody knows yet keeps nobody from submitting.
    """
    return {section: list(CHECKS[section](plan)) for section in plan.asked}


def _missing(
    row: Any, names: Iterable[str], *, label: str, section: str, anchor: str
) -> Iterator[Fault]:
    """A fault for each of these fields that is empty; `anchor` is what their ids begin with."""
    for name in names:
        if getattr(row, name) in (None, ""):
            field = row._meta.get_field(name).verbose_name
            message = _("Fill this in.")
            yield Fault(f"{label}: {field}", message, f"{anchor}{name}", section)


def _participants(plan: Plan) -> Iterator[Fault]:
    section, own_number = PlanSection.PARTICIPANTS, plan.application.company.business_number
    lead, *partners = plan.participants
    yield from _missing(
        lead,
        ("responsible_name", "task"),
        label=plan.names[LEAD],
        section=section,
        anchor="id_lead_",
    )
    for number, partner in enumerate(partners):
        label = partner.name or _("Organisation %(number)s") % {"number": number + 2}
        anchor = f"id_rows-{number}-"
        names = ["name", "size", "responsible_name", "task"]
        if partner.size != CompanySize.NON_PROFIT:
            names.insert(2, "business_number")
        yield from _missing(partner, names, label=label, section=section, anchor=anchor)
        if own_number and partner.business_number == own_number:
            message = _("This is the number of the lead organisation.")
            yield Fault(label, message, f"{anchor}business_number", section)


def _people(plan: Plan) -> Iterator[Fault]:
    section = PlanSection.PEOPLE
    if not plan.people:
        yield Fault(str(section.label), _("Name at least one person."), "id_rows", section)
        return
    for number, person in enumerate(plan.people):
        label = person.name or _("Person %(number)s") % {"number": number + 1}
        anchor = f"id_rows-{number}-"
        names = ("name", "title", "career", "rate_percent", "months")
        yield from _missing(person, names, label=label, section=section, anchor=anchor)
        yield from _beyond_support(plan, person, "months", label, section, anchor)
    yield from _principals(plan, plan.people)


def _principals(plan: Plan, people: Iterable[ProjectPerson]) -> Iterator[Fault]:
    """The lead has one principal researcher, others one at most."""
    section = PlanSection.PEOPLE
    principals = [place_of(one.participant) for one in people if one.role == PersonRole.PRINCIPAL]
    if LEAD not in principals:
        message = _("Say who the principal researcher of the lead organisation is.")
        yield Fault(str(section.label), message, "id_rows", section)
    for place, name in plan.names.items():
        if principals.count(place) > 1:
            message = _("An organisation has one principal researcher.")
            yield Fault(name, message, "id_rows", section)


def _budget(plan: Plan) -> Iterator[Fault]:
    section = PlanSection.BUDGET
    view = judged_budget(plan, plan.rows(section))
    if not view.total.total_won:
        message = _("Fill in what the project costs.")
        yield Fault(str(section.label), message, f"budget-{LEAD}", section)
    for note in view.faults:
        anchor = f"budget-{note.place}" if note.place else "budget-check"
        yield Fault(capfirst(note.label), note.message, anchor, section)


def _milestones(plan: Plan) -> Iterator[Fault]:
    section = PlanSection.MILESTONES
    if not plan.milestones:
        yield Fault(str(section.label), _("Give at least one milestone."), "id_rows", section)
    for number, milestone in enumerate(plan.milestones):
        label = milestone.what or _("Milestone %(number)s") % {"number": number + 1}
        anchor = f"id_rows-{number}-"
        names = ("what", "first_month", "last_month", "proof")
        yield from _missing(milestone, names, label=label, section=section, anchor=anchor)
        yield from _beyond_support(plan, milestone, "last_month", label, section, anchor)


def _beyond_support(
    plan: Plan,
    row: ProjectPerson | Milestone,
    name: str,
    label: str,
    section: str,
    anchor: str,
) -> Iterator[Fault]:
    """A month after the end of the support, where the call says how long it lasts."""
    months, given = plan.application.call.support_months, getattr(row, name)
    if months and given and given > months:
        message = _("The support lasts %(months)s months.") % {"months": months}
        yield Fault(label, message, f"{anchor}{name}", section)


CHECKS: Mapping[str, Callable[[Plan], Iterator[Fault]]] = {
    PlanSection.PARTICIPANTS: _participants,
    PlanSection.PEOPLE: _people,
    PlanSection.BUDGET: _budget,
    PlanSection.MILESTONES: _milestones,
}
