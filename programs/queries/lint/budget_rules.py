"""Rules about the budgets of the zones, on which a call draws once it is approved."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.common.money import readable_won
from programs.enums import CallSection
from programs.queries.budget_draw import Claim, claims_of
from programs.queries.lint.draft import Draft
from programs.queries.lint.finding import Finding, error, warning
from zones.models import BudgetPlan


def within_what_is_left(draft: Draft) -> Iterator[Finding]:
    """A call takes no more than is left of its zones' money of the year (a rule of the portal)."""
    for claim in claims_of(draft.call, draft.zones):
        if claim.is_too_much:
            label = _("Total support")
            yield error("budget_short", CallSection.SUPPORT, label, words_of_claim(claim))


def words_of_claim(claim: Claim) -> str:
    """How much of a zone's money a call takes, and how much is left."""
    words = {
        "zone": claim.budget.zone.name,
        "year": claim.budget.year,
        "stage": claim.stage.label,
        "amount": readable_won(claim.amount_won),
        "left": readable_won(claim.left_won),
    }
    if claim.is_planned:
        return (
            _("%(zone)s, %(year)s, %(stage)s: the call takes %(amount)s, %(left)s is left.") % words
        )
    return _("%(zone)s, %(year)s: the call takes %(amount)s, %(left)s of the year is left.") % words


def total_of_planned_money(draft: Draft) -> Iterator[Finding]:
    """Where a zone's money is planned, a call says what it takes of it (a rule of the portal)."""
    call = draft.call
    if call.budget_won or not draft.zones:
        return
    zones = [row.zone_id for row in draft.zones]
    plans = BudgetPlan.objects.in_force().filter(budget__zone__in=zones)
    if plans.filter(budget__year=call.program.year).exists():
        message = _("Give the total support: it is drawn from the budget of the zone.")
        yield warning("no_total", CallSection.SUPPORT, _("Total support"), message)


RULES = [within_what_is_left, total_of_planned_money]
