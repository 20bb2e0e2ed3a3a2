"""The indexes that lists are read from which are ordered by a date of their records."""

from django.db import migrations, models
from django.db.models import Q

from tracker.migrations import _indexes

_COLUMNS = {
    "agreement": ("signed_date", "in_force_date", "expiry_date", "publication_due_date"),
    "commitment": ("stated_date", "due_date"),
    "development": ("occurred_date", "detected_at", "confidence", "reviewed_at"),
    "document": ("published_at", "modified_at", "first_seen_at"),
    "event": ("start_date", "end_date"),
    "meeting": ("starts_at", "ends_at"),
    "statement": ("stated_date",),
}
_ASKED = {
    "development": (
        *("kind", "subject", "occurred_date", "detected_at", "confidence", "speaker_official"),
        *("speaker_party", "review_state", "is_backfill"),
    ),
}


def _index(record_type: str, column: str) -> _indexes.AddIndex:
    name = column.removesuffix("_date").removesuffix("_at")
    return _indexes.AddIndex(
        record_type,
        models.Index(
            fields=[column, "identity"],
            name=f"{record_type}_by_{name}",
            condition=Q(is_public=True),
            include=[asked for asked in _ASKED.get(record_type, ()) if asked != column],
        ),
    )


class Migration(migrations.Migration):

    # Built beside running work; begun again where it was interrupted.
    atomic = False

    dependencies = [
        ("tracker", "0032_queue_of_review"),
    ]

    operations = [
        _index(record_type, column)
        for record_type, columns in _COLUMNS.items()
        for column in columns
    ]
