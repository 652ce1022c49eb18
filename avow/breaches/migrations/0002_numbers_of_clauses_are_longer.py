from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("breaches", "0001_possible_breaches"),
    ]

    operations = [
        migrations.AlterField(
            model_name="possiblebreach",
            name="clause",
            field=models.CharField(blank=True, max_length=24),
        ),
    ]
