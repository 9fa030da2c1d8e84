"""What the database refuses once a call is submitted: its content changes by amendments only."""

import pgtrigger

from programs.models.call_content import CONTENT_FIELDS, REFERENCES

MOVED_BY_APPROVAL = ("published_at", "opens_at")

# An amendment of this very transaction; its moment is the database's own clock
IS_BEING_AMENDED = """EXISTS (
    SELECT 1 FROM programs_amendment
     WHERE call_id = {call} AND published_at >= transaction_timestamp()
)"""

# Points of the criteria are money and fates: the sum is checked once more where it is frozen
WEIGHTS_ADD_UP = """
    IF NEW.state = 'submitted' AND OLD.state = 'draft' AND (
        SELECT coalesce(sum(weight), 0) FROM programs_criterion
         WHERE call_id = NEW.id AND removed_at IS NULL
    ) <> 100 THEN
        RAISE EXCEPTION 'the weights of call % do not add up to 100', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_call_weights_add_up';
    END IF;
    RETURN NEW;
"""


def weights_add_up() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="weights_add_up",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=WEIGHTS_ADD_UP,
    )


def _row(fields: tuple[str, ...], prefix: str) -> str:
    columns = ", ".join(
        f"{prefix}.{field}_id" if field in REFERENCES else f"{prefix}.{field}" for field in fields
    )
    return f"ROW({columns})"


def content_frozen() -> pgtrigger.Trigger:
    """What a call says that was submitted, or put away, changes only with an amendment beside it.

    Approval may move publication and opening, where their time has passed.
    """
    said = tuple(field for field in CONTENT_FIELDS if field not in MOVED_BY_APPROVAL)
    return pgtrigger.Trigger(
        name="content_frozen",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF OLD.state <> 'draft'
               AND ({_row(said, "OLD")} IS DISTINCT FROM {_row(said, "NEW")}
                    OR NOT (OLD.state = 'submitted' AND NEW.state = 'approved')
                    AND {_row(MOVED_BY_APPROVAL, "OLD")}
                        IS DISTINCT FROM {_row(MOVED_BY_APPROVAL, "NEW")})
               AND NOT {IS_BEING_AMENDED.format(call="OLD.id")}
            THEN
                RAISE EXCEPTION 'call % is %: it changes by amendments only', OLD.code, OLD.state
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_call_frozen';
            END IF;
            RETURN NEW;
        """,
    )


def frozen_with_call(*columns: str) -> pgtrigger.Trigger:
    """Once a call is submitted for approval, its parts stay as they are but for amendments.

    The call's row is held, so that nobody submits it while a part of it is being changed. Of a row
    that holds more than the agency's words, `columns` are those that are frozen.
    """
    changes = pgtrigger.UpdateOf(*columns) if columns else pgtrigger.Update
    return pgtrigger.Trigger(
        name="frozen_with_call",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | changes | pgtrigger.Delete,
        declare=[("frozen", "record")],
        func=f"""
            FOR frozen IN
                SELECT id, code, state FROM programs_call
                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE
            LOOP
                IF frozen.state <> 'draft' AND NOT {IS_BEING_AMENDED.format(call="frozen.id")} THEN
                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state
                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';
                END IF;
            END LOOP;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )
