from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gifts', '0004_what_an_inspection_was_narrowed_by_is_sealed'),
    ]

    operations = [
        migrations.AddField(
            model_name='tolookagain',
            name='due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='tolookagain',
            name='failures',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='tolookagain',
            name='last_failure',
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
