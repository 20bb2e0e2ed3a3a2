"""Indexes that hold what lists are filtered by, and what the status of the work is counted from."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("tracker", "0013_replays"),
    ]

    operations = [
        migrations.RenameIndex("development", "development_listing_bare", old_name="development_listing"),
        AddIndexConcurrently(
            "development",
            models.Index(
                fields=["-changed_at", "-record"],
                name="development_listing",
                condition=Q(is_public=True),
                include=[
                    "kind",
                    "subject",
                    "occurred_date",
                    "detected_at",
                    "confidence",
                    "speaker_official",
                    "speaker_party",
                    "review_state",
                    "is_backfill",
                ],
            ),
        ),
        RemoveIndexConcurrently("development", "development_listing_bare"),
        migrations.RenameIndex(
            "development", "development_by_subject_bare", old_name="development_by_subject"
        ),
        AddIndexConcurrently(
            "development",
            models.Index(
                fields=["subject", "kind"],
                name="development_by_subject",
                include=["record", "occurred_date", "occurred_precision", "relation", "is_public"],
            ),
        ),
        RemoveIndexConcurrently("development", "development_by_subject_bare"),
        AddIndexConcurrently(
            "development",
            models.Index(
                fields=["detected_at"],
                name="development_by_detection",
                include=["review_state", "is_public"],
            ),
        ),
        migrations.RenameIndex("document", "document_by_story_bare", old_name="document_by_story"),
        AddIndexConcurrently(
            "document", models.Index(fields=["story", "record"], name="document_by_story")
        ),
        RemoveIndexConcurrently("document", "document_by_story_bare"),
        AddIndexConcurrently(
            "document",
            models.Index(
                fields=["source", "record"],
                name="document_of_source",
                include=["story", "language", "is_public"],
            ),
        ),
        AddIndexConcurrently(
            "snapshot",
            models.Index(fields=["flagged_at"], name="snapshot_by_reading", include=["document"]),
        ),
        AddIndexConcurrently(
            "snapshot",
            models.Index(
                fields=["fetched_at"], name="snapshot_by_fetch", include=["document", "number"]
            ),
        ),
    ]
