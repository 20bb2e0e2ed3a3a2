"""Another kind of a development, a decision taken back and a restoration are corrections too."""

from django.db import migrations, models
from django.db.models import Q

from tracker.migrations import _indexes


class Migration(migrations.Migration):

    # Built beside running work, before the former goes; begun again where it was interrupted.
    atomic = False

    dependencies = [
        ("tracker", "0014_reports"),
    ]

    operations = [
        _indexes.AddIndex(
            "revision",
            models.Index(
                fields=["-sequence"],
                name="revision_of_corrections",
                condition=(
                    Q(
                        event_type__in=(
                            "development.corrected",
                            "development.dismissed",
                            "development.reopened",
                            "record.deleted",
                            "record.merged",
                            "record.redacted",
                            "record.restored",
                        )
                    )
                    | (Q(event_type="record.updated", is_by_machine=False) & ~Q(reason=""))
                    | Q(type="development", changed__has_key="kind")
                ),
            ),
        ),
        _indexes.RemoveIndex("revision", "revision_corrections"),
    ]
