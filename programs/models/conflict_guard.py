"""The database lets nobody judge an application whom something keeps from it."""

import pgtrigger

from programs.enums import BARRING, TO_JUDGE


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


NOT_IN_CONFLICT = f"""
    IF NEW.state NOT IN ({_listed(TO_JUDGE)}) THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state AND NEW.reviewer_id = OLD.reviewer_id
       AND NEW.application_id = OLD.application_id THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT 1 FROM programs_conflict
         WHERE reviewer_id = NEW.reviewer_id AND application_id = NEW.application_id
           AND state IN ({_listed(BARRING)})
    ) THEN
        RAISE EXCEPTION 'reviewer % is in conflict with application %',
                        NEW.reviewer_id, NEW.application_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_not_in_conflict';
    END IF;
    IF EXISTS (
        SELECT 1 FROM programs_reviewersanction
         WHERE reviewer_id = NEW.reviewer_id AND lifted_at IS NULL
           AND (clock_timestamp() AT TIME ZONE 'Asia/Seoul')::date BETWEEN starts_on AND ends_on
    ) THEN
        RAISE EXCEPTION 'reviewer % is under a sanction', NEW.reviewer_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_not_sanctioned';
    END IF;
    RETURN NEW;
"""


def not_in_conflict() -> pgtrigger.Trigger:
    """Of rows with `reviewer`, `application` and `state`: none begins or goes on in a conflict.

    A score sheet has no state; it asks through its assignment's move to `finished`.
    """
    return pgtrigger.Trigger(
        name="not_in_conflict",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=NOT_IN_CONFLICT,
    )
