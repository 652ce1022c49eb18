import django.db.models.deletion
from django.db import migrations, models

from avow.gifts.opening import opened
from avow.ledger import guards

TABLE = "gifts_inspection"


def say_which_were_whole(apps, schema_editor):
    """Rows of a projection are guarded against being changed; after the migration the guards are there again."""
    guards.drop(schema_editor.connection, {TABLE})
    apps.get_model("gifts", "Inspection").objects.exclude(filters={}).update(is_whole=False)


def keep_lines_of_narrowed_ones(apps, schema_editor):
    """From what was signed. Of an inspector who was erased nobody knows any more, so nobody else sees the inspection."""
    from avow.ledger.models import Attested

    narrowed = apps.get_model("gifts", "Inspection").objects.filter(is_whole=False)
    disclosures, line = apps.get_model("disclosures", "Disclosure").objects, apps.get_model("gifts", "InspectedLine")
    for inspection in narrowed.iterator():
        (document,) = Attested.objects.filter(pk=inspection.attested_id)
        for body in opened([document]).values():
            looked = [name for name, _, _ in body["lines"]]
            for start in range(0, len(looked), 500):
                keys = disclosures.filter(public_id__in=looked[start : start + 500]).values_list("pk", flat=True)
                line.objects.bulk_create(line(inspection=inspection, disclosure_id=key) for key in keys)


class Migration(migrations.Migration):

    dependencies = [
        ('disclosures', '0002_the_other_side_resolved'),
        ('gifts', '0003_the_register_is_narrowed_quickly'),
        ('ledger', '0001_entries_documents_and_the_head'),
    ]

    operations = [
        migrations.AddField(
            model_name='inspection',
            name='is_whole',
            field=models.BooleanField(default=True),
            preserve_default=False,
        ),
        migrations.RunPython(say_which_were_whole, migrations.RunPython.noop),
        migrations.RemoveField(model_name='inspection', name='filters'),
        migrations.CreateModel(
            name='InspectedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inspected_lines', to='disclosures.disclosure')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='gifts.inspection')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('inspection', 'disclosure'), name='an_inspection_looks_once_at_a_line')],
            },
        ),
        migrations.RunPython(keep_lines_of_narrowed_ones, migrations.RunPython.noop),
    ]
