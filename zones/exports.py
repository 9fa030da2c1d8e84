"""Zones as CSV."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.common.csv_lines import UTF8_MARK, csv_line
from zones.queries.budget import StageMoney, ZoneBudget


def csv_of_budgets(budgets: Iterable[ZoneBudget]) -> str:
    """A line for each stage of each year, in whole won; an empty cell where no plan is in force."""
    head = [
        _("Year"), _("Stage"), _("National (won)"), _("Local (won)"), _("Planned (won)"),
        _("Announced (won)"), _("Awarded (won)"), _("Total of the year (won)"),
        _("National of the year (won)"), _("Local of the year (won)"), _("Approximate"),
        _("Example"), _("Version"), _("Sources"),
    ]  # fmt: skip
    lines = [csv_line(_cells(one, stage)) for one in budgets for stage in one.stages]
    return "".join([UTF8_MARK, csv_line(head), *lines])


def _cells(budget: ZoneBudget, money: StageMoney) -> list[object]:
    return [
        budget.year,
        money.stage.label,
        money.national_won,
        money.local_won,
        money.planned_won,
        money.announced_won,
        money.awarded_won,
        budget.total_won,
        budget.national_won,
        budget.local_won,
        _("yes") if budget.is_approximate else _("no"),
        _("yes") if budget.is_example else _("no"),
        budget.version,
        budget.sources,
    ]
