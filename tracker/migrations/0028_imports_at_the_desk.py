"""Files that are handed in at the desk to be imported."""

import tracker.models.imports
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0027_roles_and_audit'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leased_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('lease_token', models.BigIntegerField(default=0, editable=False)),
                ('attempts', models.PositiveIntegerField(db_default=0, default=0)),
                ('name', models.CharField(default=tracker.models.imports.new_name, max_length=40, unique=True)),
                ('record_type', models.CharField(choices=[('topic', 'Topic'), ('party', 'Party'), ('official', 'Official'), ('agreement', 'Agreement'), ('meeting', 'Meeting'), ('event', 'Event'), ('commitment', 'Commitment'), ('statement', 'Statement'), ('source', 'Source'), ('document', 'Document'), ('development', 'Development')], max_length=40)),
                ('format', models.CharField(max_length=20)),
                ('file_name', models.CharField(max_length=200)),
                ('content', models.BinaryField(help_text='The file; emptied once it is imported')),
                ('corrections', models.JSONField(default=dict, help_text='{row: {heading: text of the cell}}')),
                ('left_out', models.JSONField(default=list, help_text='[row]')),
                ('wanted', models.JSONField(default=list, help_text='[row]: imported although it likely repeats another record')),
                ('state', models.CharField(choices=[('checking', 'Checking'), ('checked', 'Checked'), ('importing', 'Importing'), ('imported', 'Imported')], default='checking', max_length=40)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('report', models.JSONField(default=dict, help_text='What an import would do, row by row')),
                ('digest', models.CharField(blank=True, help_text='Of all that it would do', max_length=64)),
                ('counts', models.JSONField(default=dict, help_text='{what: how many records}')),
                ('message', models.TextField(blank=True, help_text='Why it was not imported')),
                ('actor', models.CharField(max_length=150)),
                ('reason', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('record_type__in', ['topic', 'party', 'official', 'agreement', 'meeting', 'event', 'commitment', 'statement', 'source', 'document', 'development']), ('state__in', ['checking', 'checked', 'importing', 'imported'])), name='import_codes_are_known')],
            },
        ),
    ]
