import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from avow.config.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '__first__'),
        ('people', '__first__'),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='CacheRow',
            fields=[
                ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('value', models.TextField()),
                ('expires', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'access_cache',
            },
        ),
        migrations.CreateModel(
            name='Read',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('subject', models.CharField(db_index=True, max_length=120)),
                ('what', models.CharField(max_length=60)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'db_table': 'access_log',
            },
        ),
        migrations.CreateModel(
            name='RoleProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('compliance_officer', 'compliance officer'), ('deputy', 'deputy of the compliance officer'), ('chief_executive', 'chief executive'), ('board_committee', 'board committee'), ('hr_partner', 'HR partner'), ('management', 'management'), ('auditor', 'auditor'), ('administrator', 'administrator')], max_length=24)),
                ('department', models.CharField(blank=True, default='', max_length=200)),
                ('on', models.DateField()),
                ('attested', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.attested')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('role__in', ['compliance_officer', 'deputy', 'chief_executive', 'board_committee', 'hr_partner', 'management', 'auditor', 'administrator'])), name='proposed_role_is_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('role', 'hr_partner'), models.Q(('department', ''), _negated=True)), models.Q(models.Q(('role', 'hr_partner'), _negated=True), ('department', '')), _connector='OR'), name='proposed_department_for_hr_partners_only'),
                    models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(('proposed_by', models.F('person')), _negated=True), _connector='OR'), name='nobody_proposes_a_role_for_themselves'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField()),
                ('to_day', models.DateField(blank=True, null=True)),
                ('role', models.CharField(choices=[('compliance_officer', 'compliance officer'), ('deputy', 'deputy of the compliance officer'), ('chief_executive', 'chief executive'), ('board_committee', 'board committee'), ('hr_partner', 'HR partner'), ('management', 'management'), ('auditor', 'auditor'), ('administrator', 'administrator')], max_length=24)),
                ('department', models.CharField(blank=True, default='', max_length=200)),
                ('attested', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.attested')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to='people.person')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='grant', to='access.roleproposal')),
            ],
            options={
                'indexes': [models.Index(fields=['role', 'from_day'], name='role_holders')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('to_day', None)), models.Q(('ended_by__isnull', False), ('to_day__gte', models.F('from_day'))), _connector='OR'), name='access_rolegrant_ends_by_an_entry'),
                    models.CheckConstraint(condition=models.Q(('role__in', ['compliance_officer', 'deputy', 'chief_executive', 'board_committee', 'hr_partner', 'management', 'auditor', 'administrator'])), name='granted_role_is_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('role', 'hr_partner'), models.Q(('department', ''), _negated=True)), models.Q(models.Q(('role', 'hr_partner'), _negated=True), ('department', '')), _connector='OR'), name='granted_department_for_hr_partners_only'),
                    models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('proposed_by__isnull', True)), models.Q(('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('person')), _negated=True), models.Q(('proposed_by__isnull', True), models.Q(models.Q(('proposed_by', models.F('person')), _negated=True), models.Q(('proposed_by', models.F('confirmed_by')), _negated=True)), _connector='OR')), _connector='OR'), name='a_role_takes_three_different_people'),
                    models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('person', 'role', 'department'), name='a_role_is_held_once_at_a_time'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoleProposalEnded',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attested', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.attested')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ended', to='access.roleproposal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=150, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='account', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('username', django.db.models.functions.text.Lower(models.F('username')))), name='username_is_in_lower_case'), models.CheckConstraint(condition=models.Q(('username', ''), _negated=True), name='username_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField()),
                ('to_day', models.DateField(blank=True, null=True)),
                ('subject', models.CharField(max_length=60)),
                ('capacity', models.CharField(choices=[('discloser', 'the person who disclosed'), ('officer', 'compliance officer'), ('decider', 'decides this matter'), ('manager', 'consulted as manager'), ('hr', 'HR partner'), ('excluded', 'kept out of this matter')], max_length=12)),
                ('attested', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.attested')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'capacity', 'subject'], name='matters_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('to_day', None)), models.Q(('ended_by__isnull', False), ('to_day__gte', models.F('from_day'))), _connector='OR'), name='access_participant_ends_by_an_entry'), models.CheckConstraint(condition=models.Q(('capacity__in', ['discloser', 'officer', 'decider', 'manager', 'hr', 'excluded'])), name='capacity_is_known'), models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('subject', 'person', 'capacity'), name='a_person_takes_part_once_in_one_capacity')],
            },
        ),
        migrations.CreateModel(
            name='ReadBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last', models.BigIntegerField()),
                ('count', models.PositiveIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('attested', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.attested')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='a_batch_of_reads_has_some')],
            },
        ),
    ])]
