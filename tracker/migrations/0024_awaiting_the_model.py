"""Which snapshots were read offline as the language model was away, and are read again."""

from django.db import migrations, models
from django.db.models import Q

from tracker.migrations import _indexes

_ADD = (
    "ALTER TABLE tracker_snapshot"
    " ADD COLUMN IF NOT EXISTS is_awaiting_model boolean DEFAULT false NOT NULL"
)
_REMOVE = "ALTER TABLE tracker_snapshot DROP COLUMN IF EXISTS is_awaiting_model"


class Migration(migrations.Migration):

    # Built beside running work; begun again where it was interrupted.
    atomic = False

    dependencies = [
        ("tracker", "0023_reports_and_bars"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(_ADD, _REMOVE)],
            state_operations=[
                migrations.AddField(
                    "snapshot",
                    "is_awaiting_model",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Whether it was read offline as the language model was away, and is read again",
                    ),
                ),
            ],
        ),
        _indexes.AddIndex(
            "snapshot",
            models.Index(
                fields=["fetched_at", "id"],
                name="snapshot_awaiting_model",
                condition=Q(is_awaiting_model=True),
            ),
        ),
    ]
