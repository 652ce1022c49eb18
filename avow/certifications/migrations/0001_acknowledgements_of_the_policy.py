
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
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack_hash', models.CharField(max_length=64)),
                ('version', models.CharField(max_length=60)),
                ('on', models.DateField()),
                ('language', models.CharField(max_length=35)),
                ('attested', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.attested')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'pack_hash'), name='a_version_is_acknowledged_once_by_each_person')],
            },
        ),
    ]
