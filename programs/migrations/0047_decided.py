"""Decisions from before stand in a selection of their panel that was public at once, and their
applications are `decided`: what was decided stands in the decision alone."""

from django.db import migrations

MOVED = """
SELECT set_config('pgtrigger.ignore', '{' || string_agg(tgname, ',') || '}', true)
  FROM pg_trigger
 WHERE tgrelid IN ('programs_application'::regclass, 'programs_decision'::regclass)
   AND (tgname LIKE 'pgtrigger_state_moves%' OR tgname LIKE 'pgtrigger_never_changed%'
        OR tgname LIKE 'pgtrigger_moved_until_the_end%');

-- A decision without a review has no panel: that of its call, or one made for it
INSERT INTO programs_panel (
    call_id, name, state, per_application, quorum, is_blind, meets_where)
SELECT DISTINCT application.call_id, '1', 'closed', 5, 1, false, ''
  FROM programs_decision decision
  JOIN programs_application application ON application.id = decision.application_id
 WHERE NOT EXISTS (SELECT 1 FROM programs_panel panel WHERE panel.call_id = application.call_id);

CREATE TEMPORARY TABLE decided_before ON COMMIT DROP AS
SELECT decision.id, decision.application_id, decision.decided_at, decision.decided_by_id,
       coalesce(
           (SELECT assignment.panel_id FROM programs_assignment assignment
             WHERE assignment.application_id = decision.application_id
             ORDER BY assignment.id LIMIT 1),
           (SELECT panel.id FROM programs_panel panel
             WHERE panel.call_id = application.call_id ORDER BY panel.id LIMIT 1)
       ) AS panel_id
  FROM programs_decision decision
  JOIN programs_application application ON application.id = decision.application_id;

INSERT INTO programs_selection (
    panel_id, number, state, reason, return_reason,
    proposed_at, proposed_by_id, publishes_at, told_at)
SELECT DISTINCT ON (panel_id)
       panel_id, 0, 'confirmed', '', '', decided_at, decided_by_id, decided_at, decided_at
  FROM decided_before ORDER BY panel_id, decided_at DESC;

UPDATE programs_decision decision SET selection_id = selection.id
  FROM decided_before before
  JOIN programs_selection selection ON selection.panel_id = before.panel_id AND selection.number = 0
 WHERE decision.id = before.id;

INSERT INTO programs_applicationevent (
    application_id, verb, from_state, to_state, reason, happened_at, actor_id,
    section, by_consultant)
SELECT id, 'decide', state, 'decided', '', clock_timestamp(), NULL, '', false
  FROM programs_application WHERE state IN ('selected', 'reserve', 'rejected');

UPDATE programs_application SET state = 'decided'
 WHERE state IN ('selected', 'reserve', 'rejected');

SELECT set_config('pgtrigger.ignore', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0046_selections")]

    operations = [migrations.RunSQL(MOVED, migrations.RunSQL.noop)]
