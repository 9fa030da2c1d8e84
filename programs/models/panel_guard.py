"""What the database refuses around panels, whoever writes."""

import pgtrigger

from programs.enums import PLACEABLE, SITTING, TO_JUDGE, PanelState


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


# The call is held, so that two panels do not spend its last won at the same time
WITHIN_BUDGET = """
    IF NEW.budget_won IS NULL THEN RETURN NEW; END IF;
    SELECT budget_won INTO most FROM programs_call WHERE id = NEW.call_id FOR NO KEY UPDATE;
    SELECT COALESCE(sum(budget_won), 0) INTO others
      FROM programs_panel WHERE call_id = NEW.call_id AND id <> NEW.id;
    IF others + NEW.budget_won > most THEN
        RAISE EXCEPTION 'panels of call % would have % of % won',
                        NEW.call_id, others + NEW.budget_won, most
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_panel_within_budget';
    END IF;
    RETURN NEW;
"""


def within_the_calls_budget() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="within_the_calls_budget",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("budget_won"),
        declare=[("most", "bigint"), ("others", "bigint")],
        func=WITHIN_BUDGET,
    )


# Days count in Korea, where a sanction is in force from its first to its last day
NOT_SANCTIONED = f"""
    IF NEW.state NOT IN ({_listed(SITTING)}) THEN RETURN NEW; END IF;
    SELECT * INTO panel FROM programs_panel WHERE id = NEW.panel_id;
    IF EXISTS (
        SELECT 1 FROM programs_reviewersanction
         WHERE reviewer_id = NEW.reviewer_id AND lifted_at IS NULL
           AND starts_on <= (COALESCE(panel.closes_at, clock_timestamp()) AT TIME ZONE 'Asia/Seoul')::date
           AND ends_on >= (COALESCE(panel.opens_at, clock_timestamp()) AT TIME ZONE 'Asia/Seoul')::date
    ) THEN
        RAISE EXCEPTION 'reviewer % is under a sanction while panel % reviews',
                        NEW.reviewer_id, NEW.panel_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_panelmember_not_sanctioned';
    END IF;
    RETURN NEW;
"""


def not_sanctioned_in_the_window() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="not_sanctioned_in_the_window",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
        declare=[("panel", "programs_panel%ROWTYPE")],
        func=NOT_SANCTIONED,
    )


OF_THE_SAME_CALL = f"""
    IF NOT EXISTS (
        SELECT 1 FROM programs_application application
          JOIN programs_panel panel ON panel.call_id = application.call_id
         WHERE application.id = NEW.application_id AND panel.id = NEW.panel_id
           AND application.state IN ({_listed(PLACEABLE)})
    ) THEN
        RAISE EXCEPTION 'application % is not one that panel % may judge',
                        NEW.application_id, NEW.panel_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_panelplace_of_the_same_call';
    END IF;
    RETURN NEW;
"""


def of_the_same_call() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="of_the_same_call",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=OF_THE_SAME_CALL,
    )


LEAVES_UNREAD = f"""
    IF EXISTS (
        SELECT 1 FROM programs_assignment
         WHERE panel_id = OLD.panel_id AND application_id = OLD.application_id
           AND (state IN ({_listed(TO_JUDGE)}) OR finished_at IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'application % is being judged in panel %', OLD.application_id, OLD.panel_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_panelplace_leaves_unread';
    END IF;
    RETURN OLD;
"""


def leaves_only_unread() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="leaves_only_unread",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=LEAVES_UNREAD,
    )


# The panel is held, so that nobody closes it, releases the member or takes the place meanwhile
WITHIN_PANEL = f"""
    SELECT state INTO standing FROM programs_panel WHERE id = NEW.panel_id FOR SHARE;
    IF standing = '{PanelState.CLOSED}' THEN
        RAISE EXCEPTION 'panel % is closed', NEW.panel_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_panel_not_closed';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM programs_panelmember
         WHERE panel_id = NEW.panel_id AND reviewer_id = NEW.reviewer_id
           AND state IN ({_listed(SITTING)})
    ) THEN
        RAISE EXCEPTION 'reviewer % does not sit in panel %', NEW.reviewer_id, NEW.panel_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_of_a_member';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM programs_panelplace
         WHERE panel_id = NEW.panel_id AND application_id = NEW.application_id
    ) THEN
        RAISE EXCEPTION 'application % is not in panel %', NEW.application_id, NEW.panel_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_of_a_place';
    END IF;
    RETURN NEW;
"""


def within_its_panel() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="within_its_panel",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("standing", "text")],
        func=WITHIN_PANEL,
    )
