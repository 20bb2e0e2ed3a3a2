"""What happened when, as tests of the past need it."""

from datetime import date

from tests import factories
from tracker import models, recording, reviewing, serializers


def instant() -> str:
    """Return the moment of the ledger's last entry."""
    published_at = models.Revision.objects.latest("sequence").published_at
    return str(serializers.show_moment(published_at))


def judged(row: models.Commitment, verdict: str, day: date) -> None:
    entered = {"verdict": verdict, "effective_date": day, "reason": f"It was {verdict}."}
    with recording.change(factories.ACTOR, "judged") as change:
        reviewing.assess(change, row, entered)
