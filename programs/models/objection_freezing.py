"""What the database refuses of objections: another text, another thing, people who took part."""

import pgtrigger

# Who had a hand in what the objection is about. In the panel: who judged or sits there, said which
# points count, froze the order, drew a place in it, proposed, returned or confirmed a selection or
# moved its publication. Besides, who assigned it, and who checked it where that is what it is about.
# And whoever gains or loses by it: the people of the applicant and of all others in the call
TOOK_PART = """
    WITH judging (panel_id) AS (
        SELECT panel_id FROM programs_panelplace WHERE application_id = {application}
        UNION SELECT panel_id FROM programs_assignment WHERE application_id = {application}
        UNION SELECT selection.panel_id FROM programs_decision decision
          JOIN programs_selection selection ON selection.id = decision.selection_id
         WHERE decision.application_id = {application}
    )
    SELECT reviewer.user_id FROM programs_assignment assignment
      JOIN programs_reviewer reviewer ON reviewer.id = assignment.reviewer_id
     WHERE assignment.panel_id IN (SELECT panel_id FROM judging)
    UNION SELECT reviewer.user_id FROM programs_panelmember member
      JOIN programs_reviewer reviewer ON reviewer.id = member.reviewer_id
     WHERE member.panel_id IN (SELECT panel_id FROM judging)
       AND member.state IN ('invited', 'accepted', 'pledged')
    UNION SELECT assigned_by_id FROM programs_assignment WHERE application_id = {application}
    UNION SELECT screened_by_id FROM programs_screening WHERE id = {screening}
    UNION SELECT unnest(ARRAY[checked_by_id, revoked_by_id]) FROM programs_appliedadjustment
     WHERE application_id = {application} OR application_id IN (
           SELECT application_id FROM programs_panelplace
            WHERE panel_id IN (SELECT panel_id FROM judging)
     )
    UNION SELECT made_by_id FROM programs_ranking
     WHERE panel_id IN (SELECT panel_id FROM judging)
    UNION SELECT draw.drawn_by_id FROM programs_tiedraw draw
      JOIN programs_ranking ranking ON ranking.id = draw.ranking_id
     WHERE ranking.panel_id IN (SELECT panel_id FROM judging)
    UNION SELECT drawn_by_id FROM programs_draw
     WHERE panel_id IN (SELECT panel_id FROM judging)
    UNION SELECT unnest(ARRAY[proposed_by_id, returned_by_id, confirmed_by_id])
      FROM programs_selection WHERE panel_id IN (SELECT panel_id FROM judging)
    UNION SELECT actor_id FROM programs_panelevent
     WHERE panel_id IN (SELECT panel_id FROM judging) AND verb = 'move_publication'
    UNION SELECT member.user_id FROM zones_companymember member
      JOIN programs_application competing ON competing.company_id = member.company_id
      JOIN programs_application own ON own.call_id = competing.call_id
     WHERE own.id = {application}
"""


def handled_by_who_took_no_part() -> pgtrigger.Trigger:
    """Neither the person in charge nor who proposes or decides had a part in what it is about, or
    gains or loses by it."""
    part = TOOK_PART.format(application="NEW.application_id", screening="NEW.screening_id")
    return pgtrigger.Trigger(
        name="handled_by_who_took_no_part",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf("handler_id", "proposed_by_id", "decided_by_id"),
        func=f"""
            IF EXISTS (
                SELECT FROM ({part}) AS part (person)
                 WHERE person IN (NEW.handler_id, NEW.proposed_by_id, NEW.decided_by_id)
            ) THEN
                RAISE EXCEPTION 'objection % is handled by somebody who took part', NEW.id
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'programs_objection_handled_by_others';
            END IF;
            RETURN NEW;
        """,
    )


def of_its_application() -> pgtrigger.Trigger:
    """What it is about is of the application that it names, and was not in the applicant's favour."""
    return pgtrigger.Trigger(
        name="of_its_application",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT FROM programs_decision
                 WHERE id = NEW.decision_id AND application_id = NEW.application_id
                UNION ALL
                SELECT FROM programs_screening
                 WHERE id = NEW.screening_id AND application_id = NEW.application_id
                   AND NOT is_eligible
            ) THEN
                RAISE EXCEPTION 'application % was told nothing of this', NEW.application_id
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'programs_objection_of_its_application';
            END IF;
            RETURN NEW;
        """,
    )


def what_was_filed_stays() -> pgtrigger.Trigger:
    """What was filed stays, clocks and all; once it is decided or withdrawn nothing changes."""
    return pgtrigger.Trigger(
        name="what_was_filed_stays",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF OLD.state IN ('decided', 'withdrawn') OR ROW(
                OLD.application_id, OLD.decision_id, OLD.screening_id, OLD.asks, OLD.text,
                OLD.noticed_at, OLD.closes_at, OLD.filed_at, OLD.filed_by_id, OLD.due_at
            ) IS DISTINCT FROM ROW(
                NEW.application_id, NEW.decision_id, NEW.screening_id, NEW.asks, NEW.text,
                NEW.noticed_at, NEW.closes_at, NEW.filed_at, NEW.filed_by_id, NEW.due_at
            ) THEN
                RAISE EXCEPTION 'objection % stays as it was filed', NEW.id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_objection_stays';
            END IF;
            RETURN NEW;
        """,
    )


def while_it_is_filed() -> pgtrigger.Trigger:
    """Files come with the objection, or later, until an answer is proposed."""
    return pgtrigger.Trigger(
        name="while_it_is_filed",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            PERFORM FROM programs_objection
             WHERE id = NEW.objection_id AND state IN ('filed', 'handled') FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'objection % takes no more files', NEW.objection_id
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'programs_objectionfile_while_open';
            END IF;
            RETURN NEW;
        """,
    )
