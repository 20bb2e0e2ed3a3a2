"""Verdicts that wait for a second reader, and lines that correct earlier ones."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0028_imports_at_the_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='assessment',
            name='corrects',
            field=models.OneToOneField(blank=True, help_text='The earlier line in whose place this one stands', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='tracker.assessment'),
        ),
        migrations.CreateModel(
            name='ProposedVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('not_yet_rated', 'Not yet rated'), ('in_progress', 'In progress'), ('stalled', 'Stalled'), ('upheld_so_far', 'Upheld so far'), ('kept', 'Kept'), ('partially_kept', 'Partially kept'), ('broken', 'Broken'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn'), ('unverifiable', 'Unverifiable'), ('disputed', 'Disputed')], max_length=40)),
                ('effective_date', models.DateField(help_text='The day from which the verdict holds')),
                ('reason', models.TextField()),
                ('reason_code', models.CharField(blank=True, choices=[('changed_position', 'Changed position'), ('not_priority', 'Not a priority'), ('no_majority', 'No majority'), ('external_block', 'Blocked from outside'), ('already_done_before', 'Already done before'), ('overtaken_by_events', 'Overtaken by events'), ('wording_unclear', 'Wording unclear')], default='', max_length=40)),
                ('rubric_version', models.CharField(max_length=20)),
                ('assessor', models.CharField(max_length=150)),
                ('quotes', models.JSONField(blank=True, default=list, help_text='[{snapshot, start, end …}]')),
                ('proposed_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('assessment', models.ForeignKey(blank=True, help_text='The line of the history that it led to', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='tracker.assessment')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_verdicts', to='tracker.commitment')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tracker.assessment')),
                ('first', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='second', to='tracker.proposedverdict')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['not_yet_rated', 'in_progress', 'stalled', 'upheld_so_far', 'kept', 'partially_kept', 'broken', 'superseded', 'withdrawn', 'unverifiable', 'disputed']), ('reason_code__in', ['changed_position', 'not_priority', 'no_majority', 'external_block', 'already_done_before', 'overtaken_by_events', 'wording_unclear', ''])), name='proposed_verdict_codes_are_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='proposed_verdict_has_a_reason'), models.UniqueConstraint(condition=models.Q(('first', None), ('settled_at', None)), fields=('commitment',), name='one_verdict_at_a_time_waits_for_a_second_reader')],
            },
        ),
    ]
