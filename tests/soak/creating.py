"""``python -m tests.soak.creating NUMBER``: flags developments until the ledger has so many.

Whatever is killed meanwhile, it goes on when it can: who creates knows what was committed by
asking the ledger, as anybody else does.
"""

import sys
import threading
import uuid

import django

django.setup()

from django.db import InterfaceError, OperationalError, connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from tracker import models, recording  # noqa: E402

BATCH = 10
PAUSE_SECONDS = 0.2
_PAUSE = threading.Event()


def create(number: int) -> None:
    """Have ``number`` developments in the ledger, spread over the commitments there are."""
    made = 0
    while made < number:
        try:
            made = models.Revision.objects.filter(event_type="commitment.reported").count()
            _flag_some(min(BATCH, number - made), made // BATCH)
        except (OperationalError, InterfaceError):
            connection.close()
            _PAUSE.wait(PAUSE_SECONDS)


def _flag_some(number: int, turn: int) -> None:
    commitments = list(models.Commitment.objects.order_by("pk").select_related("identity"))
    subject = commitments[turn % len(commitments)]
    now = timezone.now()
    with recording.change("soak", is_machine=True) as change:
        for _ in range(number):
            slug = uuid.uuid4().hex[:12]
            identity = models.Identity.objects.create(type="development", slug=slug)
            change.touch(
                models.Development.objects.create(
                    identity=identity,
                    kind="commitment.reported",
                    subject=subject.identity,
                    title=f"Reaffirmed: {subject}",
                    summary={"en": "It was reaffirmed.", "es": "Se reafirmó."},
                    detected_at=now,
                    confidence=0.9,
                    relation="reaffirms",
                    side="holder",
                    detector="soak",
                    detector_version="1",
                    key=slug,
                )
            )


if __name__ == "__main__":
    create(int(sys.argv[1]))
