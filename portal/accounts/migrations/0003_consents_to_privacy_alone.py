from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_session")]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="kind",
            field=models.CharField(
                choices=[("privacy", "Collection and use of personal data (required)")],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
