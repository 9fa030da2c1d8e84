import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0008_figures"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "duty_ko",
                    models.CharField(max_length=80, verbose_name="office or duty (Korean)"),
                ),
                (
                    "duty_en",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="office or duty (English)"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "contact of an agency",
                "verbose_name_plural": "contacts of an agency",
                "ordering": ["agency", "order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="zone",
            name="latitude",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                help_text="Degrees (WGS 84) of a point that stands for the zone on the map.",
                max_digits=7,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(33),
                    django.core.validators.MaxValueValidator(39),
                ],
                verbose_name="latitude",
            ),
        ),
        migrations.AddField(
            model_name="zone",
            name="longitude",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                help_text="Degrees (WGS 84) of a point that stands for the zone on the map.",
                max_digits=7,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(124),
                    django.core.validators.MaxValueValidator(132),
                ],
                verbose_name="longitude",
            ),
        ),
        migrations.AddField(
            model_name="zone",
            name="purpose_en",
            field=models.CharField(
                blank=True, max_length=600, verbose_name="what it is for (English)"
            ),
        ),
        migrations.AddField(
            model_name="zone",
            name="purpose_ko",
            field=models.CharField(
                blank=True, max_length=400, verbose_name="what it is for (Korean)"
            ),
        ),
        migrations.AddField(
            model_name="zone",
            name="sources",
            field=models.CharField(blank=True, max_length=300, verbose_name="sources"),
        ),
        migrations.AddConstraint(
            model_name="zone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (33, 39)),
                        ("longitude__isnull", False),
                        ("longitude__range", (124, 132)),
                    ),
                    _connector="OR",
                ),
                name="zones_zone_place_in_korea",
                violation_error_message="Give latitude and longitude, or neither.",
            ),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contacts",
                to="zones.agency",
                verbose_name="agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencycontact",
            constraint=models.UniqueConstraint(
                fields=("agency", "duty_ko"),
                name="zones_agencycontact_one_per_duty",
                violation_error_message="This office is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencycontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), ("phone", ""), _negated=True),
                name="zones_agencycontact_can_be_reached",
                violation_error_message="Give a phone number or an e-mail address.",
            ),
        ),
    ]
