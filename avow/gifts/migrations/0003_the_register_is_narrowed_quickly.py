from django.db import migrations, models

from avow.config.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('counterparties', '0004_counterparties_in_order_of_name'),
        ('disclosures', '0002_the_other_side_resolved'),
        ('gifts', '0002_counted_anew_because_of_a_local_rule'),
        ('people', '0001_people_and_their_history'),
    ]

    operations = [Together([
        migrations.AddIndex(
            model_name='gift',
            index=models.Index(condition=models.Q(('is_withdrawn', True)), fields=['-on', '-id'], name='gifts_taken_back'),
        ),
        migrations.AddIndex(
            model_name='gift',
            index=models.Index(condition=models.Q(('counts', False)), fields=['-on', '-id'], name='gifts_that_do_not_count'),
        ),
        migrations.AddIndex(
            model_name='gift',
            index=models.Index(condition=models.Q(('is_cash_like', True)), fields=['-on', '-id'], name='gifts_like_cash'),
        ),
        migrations.AddIndex(
            model_name='gift',
            index=models.Index(condition=models.Q(('is_official', True)), fields=['-on', '-id'], name='gifts_with_officials'),
        ),
        migrations.AddIndex(
            model_name='gift',
            index=models.Index(condition=models.Q(('is_for_family', True)), fields=['-on', '-id'], name='gifts_for_family'),
        ),
        migrations.AddIndex(
            model_name='gift',
            index=models.Index(condition=models.Q(('is_open', True)), fields=['-on', '-id'], name='gifts_with_open_questions'),
        ),
    ])]
