from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("certifications", "0007_each_on_a_day_of_their_own"),
    ]

    operations = [
        migrations.AddField(
            model_name="onetimecode",
            name="opens_nothing",
            field=models.BooleanField(default=False),
        ),
    ]
