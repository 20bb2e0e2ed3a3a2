"""The indexes that the newest developments around a record are read from, and rare events."""

from datetime import date

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tracker.migrations import _indexes

_AROUND = ("subject", "speaker_official", "speaker_party")


def _index(column: str) -> _indexes.AddIndex:
    return _indexes.AddIndex(
        "development",
        models.Index(
            F(column),
            Coalesce("occurred_date", date.min),
            F("identity"),
            name=f"development_around_{column.removeprefix('speaker_')}",
            condition=Q(is_public=True, **{f"{column}__isnull": False}),
            include=["occurred_date", "occurred_precision", "kind", "relation"],
        ),
    )


class Migration(migrations.Migration):

    # Built beside running work; begun again where it was interrupted.
    atomic = False

    dependencies = [
        ("tracker", "0034_chat_and_followers"),
    ]

    operations = [
        *(_index(column) for column in _AROUND),
        _indexes.AddIndex(
            "revision",
            models.Index(fields=["event_type", "-sequence"], name="revision_by_event"),
        ),
    ]
