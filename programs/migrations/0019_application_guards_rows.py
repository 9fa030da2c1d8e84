"""What stands there already is brought to what the next migration demands."""

from django.db import migrations

# From before the gate wrote the amount beside the state: it stands in what was submitted last
AMOUNTS = """
    UPDATE programs_application application
       SET received_won = coalesce(
           (
               SELECT (content::jsonb ->> 'requested_won')::bigint
                 FROM programs_submission
                WHERE application_id = application.id
                ORDER BY received_at DESC, id DESC
                LIMIT 1
           ),
           requested_won,
           0
       )
     WHERE state NOT IN ('draft', 'withdrawn') AND received_won IS NULL
"""
DRAFTS = """
    UPDATE programs_application SET submitted_at = NULL, received_won = NULL
     WHERE state = 'draft' AND (submitted_at IS NOT NULL OR received_won IS NOT NULL)
"""
STATUSES = """
    UPDATE programs_vaultdocument kept SET status_id = NULL
      FROM zones_companystatus status
     WHERE status.id = kept.status_id AND status.company_id <> kept.company_id
"""
CERTIFICATES = """
    UPDATE programs_document document SET vault_document_id = NULL
      FROM programs_vaultdocument kept, programs_application application
     WHERE kept.id = document.vault_document_id AND application.id = document.application_id
       AND application.company_id <> kept.company_id
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0018_verdicts_of_all_files")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (AMOUNTS, DRAFTS, STATUSES, CERTIFICATES)
    ]
