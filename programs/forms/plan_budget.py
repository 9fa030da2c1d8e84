"""The budget of a project plan as a form. Nothing is required while it is a draft."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.form_fields import WonField, WonInput
from programs.enums import CostItem, PlanSection
from programs.forms.plan import PlanForm, Row
from programs.models.application import MOST_WON
from programs.queries.plan import SOURCES, place_of
from programs.queries.plan.fields import name_of_cell


class BudgetForm(PlanForm):
    """An amount for each organisation, item of cost and source; each is saved for itself."""

    section = PlanSection.BUDGET

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saved = {(row["participant"], row["item"]): row for row in self.saved}
        for place, item, source in self._cells():
            name = name_of_cell(place, item, source)
            words = {"item": CostItem(item).label, "source": SOURCE_LABELS[source]}
            label = _("%(item)s, %(source)s") % words
            if len(self.plan.spending) > 1:
                label = f"{self.plan.names[place]}: {label}"
            self.fields[name] = WonField(
                label=label,
                max_value=MOST_WON,
                required=False,
                widget=WonInput(attrs={"aria-label": label}),  # its headings stand around it
            )
            self.initial[name] = saved.get((place, item), {}).get(source) or None

    def _cells(self) -> list[tuple[str, str, str]]:
        return [
            (place_of(one), item, source)
            for one in self.plan.spending
            for item in CostItem.values
            for source in SOURCES
        ]

    @property
    def sources(self) -> list[str]:
        """The headings of the columns."""
        return [str(label) for label in SOURCE_LABELS.values()]

    @property
    def tables(self) -> list[tuple[str, str, list[tuple[str, list[Any]]]]]:
        """For each organisation its place, its name, and its items with a field for each source."""
        places = [place_of(one) for one in self.plan.spending]
        return [(place, self.plan.names[place], self._items(place)) for place in places]

    def _items(self, place: str) -> list[tuple[str, list[Any]]]:
        return [
            (
                str(CostItem(item).label),
                [
                    (label, self[name_of_cell(place, item, source)])
                    for source, label in SOURCE_LABELS.items()
                ],
            )
            for item in CostItem.values
        ]

    @property
    def rows(self) -> list[Row]:
        saved = {(row["participant"], row["item"]): row for row in self.saved}
        rows: dict[tuple[str, str], Row] = {}
        for place, item, source in self._cells():
            row = rows.setdefault((place, item), {"participant": place, "item": item})
            typed = self.cleaned_data.get(name_of_cell(place, item, source), KEEP)
            former = saved.get((place, item), {}).get(source, 0)
            row[source] = former if typed is KEEP else typed or 0
        return list(rows.values())


KEEP = object()  # what was typed is not valid
SOURCE_LABELS = {
    "government_won": gettext_lazy("paid by the government"),
    "cash_won": gettext_lazy("own cash"),
    "in_kind_won": gettext_lazy("own in kind"),
}
