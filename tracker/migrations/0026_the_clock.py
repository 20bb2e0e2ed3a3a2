"""When the clock looks at a record next: all that are there are looked at once, at the start."""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import Q

from tracker.migrations import _indexes

_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCKED = ("agreement", "commitment", "meeting")
_ADD = (
    "ALTER TABLE tracker_{0} ADD COLUMN IF NOT EXISTS clock_at timestamp with time zone"
    " DEFAULT '1970-01-01T00:00:00+00:00'::timestamptz NOT NULL"
)
_REMOVE = "ALTER TABLE tracker_{0} DROP COLUMN IF EXISTS clock_at"


def _add_column(name: str) -> migrations.SeparateDatabaseAndState:
    return migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunSQL(_ADD.format(name), _REMOVE.format(name))],
        state_operations=[
            migrations.AddField(
                name,
                "clock_at",
                models.DateTimeField(
                    db_default=_AT_ONCE,
                    default=_AT_ONCE,
                    editable=False,
                    help_text="When the clock looks at it next",
                ),
            ),
        ],
    )


def _add_index(name: str) -> _indexes.AddIndex:
    return _indexes.AddIndex(
        name,
        models.Index(
            fields=["clock_at"], name=f"{name}_by_clock", condition=Q(is_public=True)
        ),
    )


class Migration(migrations.Migration):

    # Built beside running work; begun again where it was interrupted.
    atomic = False

    dependencies = [
        ("tracker", "0025_what_people_decided"),
    ]

    operations = [
        *map(_add_column, _CLOCKED),
        *map(_add_index, _CLOCKED),
        migrations.AlterField(
            "development",
            "is_backfill",
            models.BooleanField(
                default=False,
                help_text="Old when it was found, on reading again or by the calendar",
            ),
        ),
    ]
