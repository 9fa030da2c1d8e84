import datetime
import zoneinfo

import django.db.models.functions.datetime
from django.db import migrations, models

KOREA = zoneinfo.ZoneInfo(key="Asia/Seoul")
# Texts are never changed, and their trigger refuses an UPDATE: the column is rewritten as a whole
FILL = """
ALTER TABLE programs_consenttext
ALTER COLUMN applies_from TYPE date USING (published_at AT TIME ZONE 'Asia/Seoul')::date
"""
HELP = (
    "From 00:00 of this day (KST) drafts need this version; until then they are told of it."
    " Who has submitted before keeps their consent."
)


class Migration(migrations.Migration):
    dependencies = [("programs", "0023_drafts_are_given_up")]

    operations = [
        migrations.AddField(
            model_name="consenttext",
            name="applies_from",
            field=models.DateField(null=True, help_text=HELP, verbose_name="applies from"),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="consenttext",
            name="applies_from",
            field=models.DateField(help_text=HELP, verbose_name="applies from"),
        ),
        migrations.AlterField(
            model_name="consenttext",
            name="topic",
            field=models.CharField(
                choices=[
                    ("personal_data", "Collection and use of personal data"),
                    ("provision", "Passing of personal data to the evaluating body"),
                ],
                max_length=20,
                verbose_name="topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "applies_from__gte",
                        django.db.models.functions.datetime.TruncDate("published_at", tzinfo=KOREA),
                    ),
                    ("applies_from__lt", datetime.date(2100, 1, 1)),
                ),
                name="programs_consenttext_applies_once_published",
            ),
        ),
    ]
