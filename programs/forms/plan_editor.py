"""The sections of a project plan in the guided editor of an application."""

from typing import Any

from django.utils.functional import cached_property

from portal.common.templatetags.portal_text import won
from programs.actions.application_section import Saved
from programs.actions.plan import save_plan_section
from programs.enums import CostItem
from programs.forms.plan import MilestonesForm, ParticipantsForm, PeopleForm, PlanForm
from programs.forms.plan_budget import SOURCE_LABELS, BudgetForm
from programs.forms.section_editor import Compared, Leftover, Now, SectionEditor
from programs.models import Application
from programs.queries.plan import SOURCES, Plan
from programs.queries.plan.budget import BudgetView, judged_budget
from programs.queries.plan.fields import ROWS, fields_of, name_of_cell, with_fields
from programs.queries.plan.tables import NOTHING, differences_of_section

FORMS: dict[str, type[PlanForm]] = {
    form.section: form for form in (ParticipantsForm, PeopleForm, BudgetForm, MilestonesForm)
}


class PlanEditor(SectionEditor):
    """One section of the plan: rows that are saved together (`queries.plan.fields`).

    A cell that is not valid keeps what is saved of it, or is empty: the check names an empty one as
    missing, and what was typed stays with its writer. The rows stay as they are saved where the
    fault says something about more than its cell: in what a row is about (its organisation, role or
    name: the rest would be somebody else's), in too many rows, a business number that stands twice,
    an organisation that is needed, and months in the wrong order (either may be the wrong one).
    """

    is_wide = True
    template = "includes/section_plan.html"

    @cached_property
    def plan(self) -> Plan:
        return Plan(self.application)

    @cached_property
    def form(self) -> PlanForm:
        return FORMS[self.section](self.given, plan=self.plan, seen=self.shown_before)

    @property
    def is_asked(self) -> bool:
        return self.section in self.plan.asked

    def now(self) -> Now:
        plan = self.plan if self.given is None else self._plan_now()
        rows = plan.rows(self.section)
        self._rows_now = rows
        return Now(fields_of(self.section, rows), FORMS[self.section](plan=plan))

    def _plan_now(self) -> Plan:
        """As it stands after somebody has saved."""
        applications = Application.objects.select_related("call", "company")
        return Plan(applications.get(pk=self.application.pk))

    @property
    def typed(self) -> dict[str, Any]:
        fields = fields_of(self.section, self.form.rows)
        return {name: value for name, value in fields.items() if self.form.says(name)}

    def _save(self, names: list[str]) -> Saved:
        return save_plan_section(
            self.application,
            section=self.section,
            rows=self.form.rows,
            names=names,
            seen=self.shown_before,
            by=self.by,
        )

    def compared(self, name: str, saved: Any, typed: Any) -> list[Compared]:
        """Of a table the cells that differ."""
        if name != ROWS:
            return super().compared(name, saved, typed)
        rows = with_fields(self.section, self._rows_now, self.form.rows, [name])
        found = differences_of_section(self.plan, self.section, self._rows_now, rows)
        return [Compared(one.label, one.before, one.after) for one in found]

    def in_words(self, name: str, value: Any) -> str:
        return won(value) if isinstance(value, int) else super().in_words(name, value)

    @property
    def leftovers(self) -> list[Leftover]:
        """All that was typed where the call asks for no such section any more."""
        if self.given is None or self.is_asked:
            return []
        typed = differences_of_section(self.plan, self.section, [], self.form.rows)
        return [Leftover(one.label, one.after) for one in typed if one.after != NOTHING]


class BudgetEditor(PlanEditor):
    template = "includes/section_budget.html"

    @property
    def judged(self) -> BudgetView:
        """The budget as it is typed, or as it is saved."""
        rows = self.form.saved if self.given is None else self.form.rows
        return judged_budget(self.plan, rows)

    @property
    def leftovers(self) -> list[Leftover]:
        """Also amounts of an organisation that a colleague has taken out meanwhile."""
        if self.given is None or not self.is_asked:
            return super().leftovers
        labels = {
            name_of_cell("", item, source): f"{CostItem(item).label}, {SOURCE_LABELS[source]}"
            for item in CostItem.values
            for source in SOURCES
        }
        return [
            Leftover(label, text)
            for name, text in self.given.items()
            for end, label in labels.items()
            if name.endswith(end) and name not in self.form.fields and text.strip()
        ]
