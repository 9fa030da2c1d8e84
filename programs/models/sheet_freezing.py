"""What the database refuses of score sheets and of reviews that are finished."""

import pgtrigger

# An unlocked sheet is followed by another; held, so that of two at once one sees the other
NEWEST_SHEET = """
    SELECT sheet.id, sheet.number, unlocking.id AS unlock_id
      FROM programs_scoresheet sheet
      LEFT JOIN programs_unlock unlocking ON unlocking.sheet_id = sheet.id
     WHERE sheet.assignment_id = {assignment} ORDER BY sheet.number DESC LIMIT 1
"""


def finished_stays() -> pgtrigger.Trigger:
    """The opinion and the moment of a finished review stay; it is opened again only where its
    newest sheet was unlocked, with a reason."""
    return pgtrigger.Trigger(
        name="finished_stays",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__state="finished"),
        declare=[("newest", "record")],
        func=f"""
            IF ROW(OLD.opinion, OLD.finished_at) IS DISTINCT FROM ROW(NEW.opinion, NEW.finished_at)
               AND NEW.state = 'finished'
            THEN
                RAISE EXCEPTION 'the review of assignment % is finished', NEW.id
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'programs_assignment_finished_stays';
            END IF;
            IF NEW.state = 'pledged' THEN
                {NEWEST_SHEET.format(assignment="NEW.id").replace("LIMIT 1", "LIMIT 1 INTO newest")};
                IF newest.unlock_id IS NULL THEN
                    RAISE EXCEPTION 'the sheet of assignment % is locked', NEW.id
                        USING ERRCODE = 'check_violation',
                              CONSTRAINT = 'programs_assignment_unlocked_with_reason';
                END IF;
            END IF;
            RETURN NEW;
        """,
    )


def follows_the_scores() -> pgtrigger.Trigger:
    """A sheet is of a finished review, the next in number, and says what the scores add up to."""
    return pgtrigger.Trigger(
        name="follows_the_scores",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("judged", "record"), ("newest", "record"), ("given", "numeric")],
        func=f"""
            SELECT state, finished_at INTO judged FROM programs_assignment
             WHERE id = NEW.assignment_id FOR NO KEY UPDATE;
            SELECT coalesce(sum(points), 0) INTO given FROM programs_score
             WHERE assignment_id = NEW.assignment_id;
            IF judged.state <> 'finished' OR judged.finished_at <> NEW.finished_at
               OR given <> NEW.total
            THEN
                RAISE EXCEPTION 'assignment % says something else', NEW.assignment_id
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'programs_scoresheet_follows_the_scores';
            END IF;
            {NEWEST_SHEET.format(assignment="NEW.assignment_id").replace("LIMIT 1", "LIMIT 1 INTO newest")};
            IF NEW.number NOT BETWEEN 1 AND coalesce(newest.number, 0) + 1
               OR NEW.number > newest.number AND newest.unlock_id IS NULL
            THEN
                RAISE EXCEPTION 'sheet % does not follow %', NEW.number, newest.number
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'programs_scoresheet_after_unlock';
            END IF;
            RETURN NEW;
        """,
    )


def of_the_newest_sheet() -> pgtrigger.Trigger:
    """Only the newest sheet is unlocked, while its review is finished."""
    return pgtrigger.Trigger(
        name="of_the_newest_sheet",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT FROM programs_scoresheet sheet
                  JOIN programs_assignment assignment ON assignment.id = sheet.assignment_id
                 WHERE sheet.id = NEW.sheet_id AND assignment.state = 'finished'
                   AND NOT EXISTS (
                       SELECT FROM programs_scoresheet later
                        WHERE later.assignment_id = sheet.assignment_id
                          AND later.number > sheet.number
                   )
            ) THEN
                RAISE EXCEPTION 'sheet % is not the one that counts', NEW.sheet_id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_unlock_of_the_newest';
            END IF;
            RETURN NEW;
        """,
    )
