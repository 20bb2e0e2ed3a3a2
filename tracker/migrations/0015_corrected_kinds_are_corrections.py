"""Another kind of a development, a decision taken back and a restoration are corrections too."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    # Built beside running work, before the former goes.
    atomic = False

    dependencies = [
        ("tracker", "0014_reports"),
    ]

    operations = [
        AddIndexConcurrently(
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
        RemoveIndexConcurrently("revision", "revision_corrections"),
    ]
