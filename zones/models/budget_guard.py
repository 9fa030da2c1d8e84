"""What the database refuses to the budgets of zones and to the plans that split them."""

import pgtrigger
from pgtrigger import Operation

# Runs at commit, so that a budget and its plan may be written one after the other; the budget is held,
# so that of two who change them at once the second one sees what the first one wrote
PARTS_WITHIN_BUDGET = """
    PERFORM 1 FROM zones_budget WHERE id = {budget} FOR NO KEY UPDATE;
    SELECT budget.national_won, budget.local_won, sum(part.national_won), sum(part.local_won)
      INTO national, local, national_parts, local_parts
      FROM zones_budget budget
      JOIN zones_budgetplan plan ON plan.budget_id = budget.id AND plan.state = 'approved'
      JOIN zones_budgetpart part ON part.plan_id = plan.id
     WHERE budget.id = {budget}
     GROUP BY budget.id;
    IF national_parts > national OR local_parts > local THEN
        RAISE EXCEPTION 'the plan of budget % is above it: national % of %, local % of %',
            {budget}, national_parts, national, local_parts, local
            USING ERRCODE = 'check_violation', CONSTRAINT = 'zones_budget_parts_within_it';
    END IF;
    RETURN NULL;
"""
DECLARED = [
    ("national", "bigint"),
    ("local", "bigint"),
    ("national_parts", "numeric"),
    ("local_parts", "numeric"),
]

# An approved version stays as it is for ever; what was submitted changes only in its fate
PLAN_STAYS = """
    IF ROW(OLD.budget_id, OLD.number, OLD.created_by_id, OLD.created_at)
       IS DISTINCT FROM ROW(NEW.budget_id, NEW.number, NEW.created_by_id, NEW.created_at)
       OR OLD.state NOT IN ('draft', 'returned') AND OLD.reason IS DISTINCT FROM NEW.reason
       OR OLD.state IN ('approved', 'superseded')
          AND to_jsonb(OLD) - 'state' IS DISTINCT FROM to_jsonb(NEW) - 'state'
    THEN
        RAISE EXCEPTION 'version % of the plan of budget % is %', OLD.number, OLD.budget_id, OLD.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'zones_budgetplan_stays';
    END IF;
    RETURN NEW;
"""

# The plan is held, so that nobody submits it while its amounts are being written
PARTS_STAY = """
    FOR plan IN
        SELECT id, state FROM zones_budgetplan
         WHERE id IN (OLD.plan_id, NEW.plan_id) ORDER BY id FOR SHARE
    LOOP
        IF plan.state NOT IN ('draft', 'returned') THEN
            RAISE EXCEPTION 'plan % is %: its amounts stay', plan.id, plan.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'zones_budgetpart_stays';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def parts_within_budget(*, operation: Operation, budget: str) -> pgtrigger.Trigger:
    """Of each source, the parts of the plan in force are no more than the budget has."""
    return pgtrigger.Trigger(
        name="parts_within_budget",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        declare=DECLARED,
        func=PARTS_WITHIN_BUDGET.format(budget=budget),
    )


def plan_stays() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="stays",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=PLAN_STAYS,
    )


def parts_stay() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="stays",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("plan", "record")],
        func=PARTS_STAY,
    )
