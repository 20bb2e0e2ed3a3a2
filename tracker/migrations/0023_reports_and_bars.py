"""Who speaks in each quote, whose words a source's texts are, and the bars of what is adopted."""

import django.db.models.deletion
import tracker.kinds.registry
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0022_identities'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('analyser', models.CharField(help_text='rules or llm', max_length=40)),
                ('model', models.CharField(blank=True, max_length=200)),
                ('prompt', models.CharField(blank=True, help_text='The version of the prompt, or of the rules', max_length=40)),
                ('kind', models.CharField(choices=tracker.kinds.registry.choices, max_length=60)),
                ('threshold', models.FloatField(help_text='The least confidence; none where no confidence is enough', null=True)),
                ('precision', models.FloatField(help_text='The share that is right from there on')),
                ('lower_bound', models.FloatField(help_text="Wilson's, one-sided at 90 %")),
                ('findings', models.PositiveIntegerField(help_text='How many were measured')),
                ('measured_at', models.DateTimeField()),
                ('adopted_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('speaker_name', models.CharField(blank=True, max_length=300)),
                ('speaker_role', models.CharField(blank=True, max_length=300)),
                ('attributed_as', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='development',
            name='has_cleared_bar',
            field=models.BooleanField(db_default=False, default=False, editable=False, help_text='What found it was measured here to be right often enough, so sure, of its kind'),
        ),
        migrations.AddField(
            model_name='development',
            name='is_doubtful',
            field=models.BooleanField(db_default=False, default=False, editable=False, help_text='Its reading was repaired or cut, or its text gives instructions'),
        ),
        migrations.AddField(
            model_name='source',
            name='party',
            field=models.ForeignKey(blank=True, help_text="Which party's own words its texts are: of an official source", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='tracker.party'),
        ),
        migrations.AddConstraint(
            model_name='bar',
            constraint=models.UniqueConstraint(fields=('analyser', 'model', 'prompt', 'kind'), name='bar_is_adopted_once'),
        ),
        migrations.AddConstraint(
            model_name='bar',
            constraint=models.CheckConstraint(condition=models.Q(('threshold__isnull', True), models.Q(('findings__gte', 30), ('lower_bound__gte', 0.8), ('precision__gte', 0.9), ('threshold__range', (0, 1))), _connector='OR'), name='bar_is_reached_by_what_was_measured'),
        ),
        migrations.AddField(
            model_name='passage',
            name='citation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='passage', to='tracker.citation'),
        ),
        migrations.AddField(
            model_name='passage',
            name='development',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='tracker.development'),
        ),
        migrations.AddField(
            model_name='passage',
            name='speaker_official',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quoted_in', to='tracker.official'),
        ),
        migrations.AddField(
            model_name='passage',
            name='speaker_party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quoted_in', to='tracker.party'),
        ),
    ]
