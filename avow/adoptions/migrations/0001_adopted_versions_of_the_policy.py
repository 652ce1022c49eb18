import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '__first__'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack_hash', models.CharField(db_index=True, max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('version', models.CharField(max_length=60)),
                ('from_day', models.DateField(db_index=True)),
                ('adopted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('attested', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.attested')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('proposed_by', models.F('adopted_by')), _negated=True), name='a_policy_is_adopted_by_a_second_person')],
            },
        ),
    ]
