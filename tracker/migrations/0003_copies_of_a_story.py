"""Raw bytes are kept compressed, and documents get sketches, by which copies find each other."""

import zlib

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


def compress(apps, schema_editor):
    """Compress what is stored so far, a row at a time."""
    rows = apps.get_model("tracker", "RawContent").objects
    for row in rows.iterator(chunk_size=10):
        rows.filter(pk=row.pk).update(compressed=zlib.compress(bytes(row.compressed)))


def decompress(apps, schema_editor):
    """Undo it."""
    rows = apps.get_model("tracker", "RawContent").objects
    for row in rows.iterator(chunk_size=10):
        rows.filter(pk=row.pk).update(compressed=zlib.decompress(bytes(row.compressed)))


class Migration(migrations.Migration):
    dependencies = [("tracker", "0002_ledger")]

    operations = [
        migrations.RenameField("rawcontent", "content", "compressed"),
        migrations.AlterField(
            "rawcontent", "compressed", models.BinaryField(help_text="By zlib")
        ),
        migrations.RunPython(compress, decompress),
        migrations.CreateModel(
            name='Sketch',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sketch', serialize=False, to='tracker.document')),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='The least hashes of its runs of five words, ascending', size=None)),
                ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='Those of them under which copies are looked for', size=None)),
                ('count', models.PositiveIntegerField(help_text='How many runs of five words it has')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['bands'], name='sketch_by_band')],
            },
        ),
    ]
