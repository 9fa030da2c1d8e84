"""What the database refuses of rankings and of what they are made of."""

import pgtrigger


def _refusing(name: str, func: str, **declared: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[(variable, kind) for variable, kind in declared.items()] or None,
        func=func,
    )


def of_the_applications_call() -> pgtrigger.Trigger:
    """Only what the call of the application announces counts for it, if it still does."""
    return _refusing(
        "of_the_applications_call",
        """
        IF NOT EXISTS (
            SELECT FROM programs_adjustment adjustment
              JOIN programs_application application ON application.call_id = adjustment.call_id
             WHERE adjustment.id = NEW.adjustment_id AND application.id = NEW.application_id
               AND adjustment.removed_at IS NULL
        ) THEN
            RAISE EXCEPTION 'adjustment % is not one of this call', NEW.adjustment_id
                USING ERRCODE = 'check_violation',
                      CONSTRAINT = 'programs_appliedadjustment_of_the_same_call';
        END IF;
        RETURN NEW;
        """,
    )


def signed_in_turn() -> pgtrigger.Trigger:
    """Versions are numbered without a gap; the panel is held, so that of two one is the next."""
    return _refusing(
        "signed_in_turn",
        """
        PERFORM FROM programs_panel WHERE id = NEW.panel_id FOR NO KEY UPDATE;
        SELECT coalesce(max(number), 0) INTO former
          FROM programs_ranking WHERE panel_id = NEW.panel_id;
        IF NEW.number <> former + 1 THEN
            RAISE EXCEPTION 'version % does not follow %', NEW.number, former
                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_ranking_in_turn';
        END IF;
        RETURN NEW;
        """,
        former="integer",
    )


def sheets_are_frozen() -> pgtrigger.Trigger:
    """A ranking is made of finished reviews: none of its panel is in work."""
    return _refusing(
        "sheets_are_frozen",
        """
        IF EXISTS (
            SELECT FROM programs_assignment
             WHERE panel_id = NEW.panel_id AND state IN ('assigned', 'pledged')
        ) THEN
            RAISE EXCEPTION 'reviews of panel % are in work', NEW.panel_id
                USING ERRCODE = 'check_violation',
                      CONSTRAINT = 'programs_ranking_of_finished_reviews';
        END IF;
        RETURN NEW;
        """,
    )


def line_of_the_call() -> pgtrigger.Trigger:
    """A line is of an application that its panel has judged."""
    return _refusing(
        "line_of_the_panel",
        """
        IF NOT EXISTS (
            SELECT FROM programs_ranking ranking
              JOIN programs_assignment assignment ON assignment.panel_id = ranking.panel_id
             WHERE ranking.id = NEW.ranking_id
               AND assignment.application_id = NEW.application_id
        ) THEN
            RAISE EXCEPTION 'application % was not judged by the panel', NEW.application_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_rankingline_of_the_panel';
        END IF;
        RETURN NEW;
        """,
    )


def of_the_newest_ranking() -> pgtrigger.Trigger:
    """A draw is of the newest version, among those whose lines share the place."""
    return _refusing(
        "of_the_newest_ranking",
        """
        IF EXISTS (
            SELECT FROM programs_ranking later
              JOIN programs_ranking ranking ON ranking.panel_id = later.panel_id
             WHERE ranking.id = NEW.ranking_id AND later.number > ranking.number
        ) OR ARRAY(SELECT unnest(NEW."order") ORDER BY 1) IS DISTINCT FROM ARRAY(
            SELECT receipt FROM programs_rankingline
             WHERE ranking_id = NEW.ranking_id AND place = NEW.place ORDER BY 1
        ) THEN
            RAISE EXCEPTION 'place % of ranking % is not shared by these', NEW.place, NEW.ranking_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_tiedraw_of_who_shares';
        END IF;
        RETURN NEW;
        """,
    )
