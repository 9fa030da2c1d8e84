"""An example of this year's money of a zone: a plan in force, a change that waits, calls that draw."""

from datetime import date

from portal.accounts.models import User
from programs.actions.budget_draw import record_budget
from programs.actions.budget_plan import approve_plan, save_plan, submit_plan
from programs.demo.content import read
from programs.demo.reviews import without_mails
from zones.models import Budget, Zone


def load_budgets(today: date) -> None:
    """A budget that is there stays as it is. Needs calls and people."""
    row = read("budgets_example")
    zone = Zone.objects.get(slug=row["zone"])
    if zone.budgets.filter(year=today.year).exists():
        return
    writer = User.objects.get(email=row["writer"])
    approver = User.objects.get(email=row["approver"])
    budget = record_budget(
        Budget(
            zone=zone,
            year=today.year,
            national_won=row["national_won"],
            local_won=row["local_won"],
            is_example=True,
        ),
        by=approver,
    )
    change = row["change"]
    with without_mails():
        plan = save_plan(budget, parts=row["in_force"], reason="", by=writer)
        approve_plan(submit_plan(plan, by=writer), by=approver, comment=row["comment"])
        draft = save_plan(budget, parts=change["parts"], reason=change["reason"], by=writer)
        submit_plan(draft, by=writer)
