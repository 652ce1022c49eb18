import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("certifications", "0008_slips_that_open_nothing"),
    ]

    operations = [
        migrations.CreateModel(
            name="ForCommittee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "advice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="for_committee",
                        to="certifications.advice",
                    ),
                ),
            ],
        ),
    ]
