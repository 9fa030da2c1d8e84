from django.db import migrations

# Planned without sequential scans: for a word that stands nearly everywhere the planner would read,
# and unpack, the pieces of every file, since it does not know what unpacking costs
CREATE = """
CREATE FUNCTION calls_holding(word text, pieces tsquery) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 1000 SET enable_seqscan = off
AS $function$
    SELECT id FROM programs_call WHERE search @@ pieces
    UNION ALL
    SELECT call_id FROM programs_attachment WHERE search @@ pieces AND removed_at IS NULL
    UNION ALL
    SELECT call_id
      FROM programs_callzone JOIN zones_zone ON zones_zone.id = zone_id
     WHERE strpos(lower(name_ko || ' ' || name_en), word) > 0
$function$
"""


# Texts and pieces of files lie apart: what a search reads of the rows is then a fifth
NARROW = "ALTER TABLE programs_attachment SET (toast_tuple_target = 256)"
WIDE = "ALTER TABLE programs_attachment RESET (toast_tuple_target)"


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_attachment_read_in_part")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION calls_holding(text, tsquery)"),
        migrations.RunSQL(NARROW, WIDE),
    ]
