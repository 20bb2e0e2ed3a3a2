from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of corrections holds restorations too; the ledger is written to meanwhile."""

    atomic = False

    dependencies = [
        ('tracker', '0013_replays'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='revision',
            index=models.Index(condition=models.Q(('event_type__in', ('development.corrected', 'development.dismissed', 'record.deleted', 'record.merged', 'record.redacted', 'record.restored')), models.Q(('event_type', 'record.updated'), ('is_by_machine', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), fields=['-sequence'], name='revision_corrected'),
        ),
        RemoveIndexConcurrently(
            model_name='revision',
            name='revision_corrections',
        ),
    ]
