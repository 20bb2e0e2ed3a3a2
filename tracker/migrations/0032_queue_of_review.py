"""The indexes that the queue of review is read from."""

from django.db import migrations, models
from django.db.models import Q

from tracker.migrations import _indexes


class Migration(migrations.Migration):

    # Built beside running work; begun again where it was interrupted.
    atomic = False

    dependencies = [
        ("tracker", "0031_how_proposals_were_decided"),
    ]

    operations = [
        _indexes.AddIndex(
            "development",
            models.Index(
                fields=["kind", "is_public", "detected_at"],
                name="development_undecided",
                condition=Q(review_state="flagged"),
            ),
        ),
        _indexes.AddIndex(
            "development",
            models.Index(
                fields=["detected_at"],
                name="development_disagreed_on",
                condition=Q(review_state="flagged", explanation__has_key="readings_disagree"),
            ),
        ),
    ]
