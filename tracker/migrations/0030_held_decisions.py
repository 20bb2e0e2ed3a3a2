"""Decisions that are held before they enter the ledger, and who looks at which flag."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0029_verdicts_of_two_readers'),
    ]

    operations = [
        migrations.CreateModel(
            name='HeldDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(choices=[('confirm', 'Confirm'), ('correct', 'Correct'), ('split', 'Split'), ('dismiss', 'Dismiss'), ('dismiss_all', 'Dismiss all'), ('dismiss_alone', 'Dismiss alone'), ('judge', 'Say what it means'), ('reopen', 'Reopen')], max_length=40)),
                ('fields', models.JSONField(default=dict, help_text='What is corrected, as the API takes it')),
                ('reason', models.TextField(blank=True)),
                ('batch', models.UUIDField(help_text='Those decided at once are undone at once')),
                ('seen_state', models.CharField(choices=[('flagged', 'Flagged by machine'), ('confirmed', 'Confirmed'), ('corrected', 'Corrected'), ('dismissed', 'Dismissed')], help_text='How far the development was reviewed before', max_length=40)),
                ('seen_reviewed_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('refusal', models.TextField(blank=True, help_text='Why it could not be carried out; the flag waits for another one')),
            ],
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='look', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='helddecision',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_decisions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='helddecision',
            name='development',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='held_decision', to='tracker.development'),
        ),
        migrations.AddField(
            model_name='look',
            name='development',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='tracker.development'),
        ),
        migrations.AddIndex(
            model_name='helddecision',
            index=models.Index(condition=models.Q(('refusal', '')), fields=['due_at'], name='held_decision_due'),
        ),
        migrations.AddConstraint(
            model_name='helddecision',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['confirm', 'correct', 'split', 'dismiss', 'dismiss_all', 'dismiss_alone', 'judge', 'reopen']), ('seen_state__in', ['flagged', 'confirmed', 'corrected', 'dismissed'])), name='held_decision_codes_are_known'),
        ),
    ]
