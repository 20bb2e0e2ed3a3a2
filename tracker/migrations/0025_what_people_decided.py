"""The index that figures on what people decided are read from."""

from django.db import migrations, models
from django.db.models import Q

from tracker.migrations import _indexes


class Migration(migrations.Migration):

    # Built beside running work; begun again where it was interrupted.
    atomic = False

    dependencies = [
        ("tracker", "0024_awaiting_the_model"),
    ]

    operations = [
        _indexes.AddIndex(
            "development",
            models.Index(
                fields=["kind", "review_state"],
                name="development_decided",
                condition=~Q(review_state="flagged"),
            ),
        ),
    ]
