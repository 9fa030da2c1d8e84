from django.db import migrations, models

KINDS = [
    ("correction", "correction"),
    ("extension", "extension"),
    ("closing", "early closing"),
    ("cancellation", "cancellation"),
    ("renotice", "notice anew"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0008_tellings_are_kept"),
    ]

    operations = [
        migrations.AlterField(
            model_name="amendment",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="kind"),
        ),
        *[
            migrations.AlterField(
                model_name=model_name,
                name="amendment_kind",
                field=models.CharField(
                    blank=True,
                    choices=KINDS,
                    editable=False,
                    max_length=20,
                    verbose_name="kind of amendment",
                ),
            )
            for model_name in ("call", "callhistory")
        ],
    ]
