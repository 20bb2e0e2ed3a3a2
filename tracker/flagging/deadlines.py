"""What the calendar alone shows: commitments of which the deadline is near, or has passed."""

from datetime import datetime

import structlog

from tracker import editing, models, recording, summaries
from tracker.flagging import clock
from tracker.models import locks

log = structlog.get_logger(__name__)


def flag_calendar(now: datetime) -> int:
    """Record what the calendar alone shows at ``now``, and return how many were not known."""
    made = 0
    for deadline in clock.deadlines(now):
        try:
            with recording.change(clock.CODE, "the calendar", is_machine=True) as change:
                made += _store_deadline(change, deadline, now)
        except Exception:
            # Other deadlines are told all the same, and this one is tried with the next bell.
            log.exception("flagging.deadline_failed", commitment=deadline.commitment.slug)
    return made


def _store_deadline(change: recording.Change, deadline: clock.Deadline, now: datetime) -> bool:
    """Bring a commitment's schedule up to date; return whether its deadline was told for once."""
    locks.hold(locks.Purpose.FLAGGING, [f"schedule:{deadline.commitment.slug}"])
    commitment = models.Commitment.objects.select_for_update(of=("self",), no_key=True).get(
        pk=deadline.commitment.pk
    )
    if commitment.compute_axes(now):
        change.touch(commitment)
    quotes = commitment.own_citations
    known = models.Development.objects.filter(key=deadline.key).exists()
    # Explain or keep quiet: without the words that set the deadline, only the schedule shows it.
    if not deadline.kind or known or not quotes:
        return False
    development = models.Development(
        kind=deadline.kind,
        subject=commitment.identity,
        summary=summaries.summarise(deadline.kind, commitment),
        occurred_date=deadline.occurred,
        occurred_precision="day",
        detected_at=now,
        detector=clock.CODE,
        detector_version=clock.VERSION,
        explanation={"rule": deadline.kind, "due": str(commitment.due_date)},
        key=deadline.key,
    )
    editing.raise_development(change, development)
    editing.cite(development.identity, quotes[0].snapshot, quotes[0].start, quotes[0].end)
    return True
