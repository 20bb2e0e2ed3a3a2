"""Indexes that hold what lists are filtered by, and what the status of the work is counted from."""

from django.db import migrations, models
from django.db.models import Q

from tracker.migrations import _indexes


class Migration(migrations.Migration):

    # Built beside running work; begun again where it was interrupted.
    atomic = False

    dependencies = [
        ("tracker", "0017_attempts_at_reading"),
    ]

    operations = [
        # The index of its own is not needed beside development_of_subject. First here, so last when
        # this is taken back: it is the one step that could not be begun anew then.
        migrations.AlterField(
            "development",
            "subject",
            models.ForeignKey(
                "tracker.record",
                on_delete=models.PROTECT,
                related_name="developments",
                db_index=False,
            ),
        ),
        _indexes.AddIndex(
            "development",
            models.Index(
                fields=["-changed_at", "-record"],
                name="development_listing_covering",
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
        _indexes.AddIndex(
            "development",
            models.Index(
                fields=["subject", "kind"],
                name="development_of_subject",
                include=[
                    "record",
                    "occurred_date",
                    "occurred_precision",
                    "relation",
                    "is_public",
                ],
            ),
        ),
        _indexes.AddIndex(
            "development",
            models.Index(
                fields=["detected_at"],
                name="development_by_detection",
                include=["review_state", "is_public"],
            ),
        ),
        _indexes.AddIndex(
            "document", models.Index(fields=["story", "record"], name="document_in_story")
        ),
        _indexes.AddIndex(
            "document",
            models.Index(
                fields=["source", "record"],
                name="document_of_source",
                include=["story", "language", "is_public"],
            ),
        ),
        _indexes.AddIndex(
            "snapshot",
            models.Index(fields=["flagged_at"], name="snapshot_by_reading", include=["document"]),
        ),
        _indexes.AddIndex(
            "snapshot",
            models.Index(
                fields=["fetched_at"], name="snapshot_by_fetch", include=["document", "number"]
            ),
        ),
        _indexes.RemoveIndex("development", "development_listing"),
        _indexes.RemoveIndex("development", "development_by_subject"),
        _indexes.RemoveIndex("document", "document_by_story"),
    ]
