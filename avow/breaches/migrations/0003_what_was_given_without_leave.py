from django.db import migrations, models

WHY = {
    'not_disclosed_first': 'Begun without being disclosed first',
    'started_before_decision': 'Begun before the decision',
    'started_although_refused': 'Begun although it was not approved',
    'started_before_its_day': 'Begun before the day from which it was approved',
    'started_before_agreeing': 'Begun before the conditions were agreed to',
    'given_without_asking': 'Given without leave being asked for',
    'given_before_leave': 'Given before there was leave',
    'given_although_refused': 'Given although leave was refused',
    'given_after_leave': 'Given after leave had lapsed',
}


class Migration(migrations.Migration):

    dependencies = [
        ('breaches', '0002_numbers_of_clauses_are_longer'),
        ('disclosures', '0001_disclosures_and_what_was_said_of_them'),
        ('ledger', '0001_entries_documents_and_the_head'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='possiblebreach', name='possible_breach_says_why'),
        migrations.AlterField(
            model_name='possiblebreach',
            name='why',
            field=models.CharField(choices=list(WHY.items()), max_length=40),
        ),
        migrations.AddConstraint(
            model_name='possiblebreach',
            constraint=models.CheckConstraint(condition=models.Q(('why__in', list(WHY))), name='possible_breach_says_why'),
        ),
    ]
