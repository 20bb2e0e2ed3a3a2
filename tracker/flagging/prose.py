"""Snapshots become developments, each with the words that show it."""

import time

import structlog

from tracker import models, recording
from tracker.detectors import base, index, reading, watched
from tracker.flagging import edits, judging, proposing, storing
from tracker.text import judges, weights

log = structlog.get_logger(__name__)

LEASE_SECONDS = 120
# A slow judge leaves the rest to the next bell, as others wait for the same worker.
_PATIENCE_SECONDS = 10.0


def read(
    article: base.Article,
    tracked: base.Tracked,
    prepared: index.Index | None = None,
    judge: judges.Judge = judges.RULES,
    learned: weights.Weights | None = None,
) -> list[base.Finding]:
    """Return what an article reports about what is tracked, without the database.

    It is pure where its ``judge`` is, as the rules are. Pass an index ``prepared`` from the same
    records to read many articles quickly, and weights ``learned`` elsewhere to read with those.
    """
    return reading.read(article, tracked, prepared, judge, learned)


def read_now(snapshot: models.Snapshot) -> list[base.Finding]:
    """Return what a snapshot reports about what is tracked now, as the deployment judges."""
    known = watched.index()
    return read(article(snapshot), known.tracked, known, judging.judge())


def flag_waiting(limit: int) -> int:
    """Read up to ``limit`` snapshots not yet read for developments; return how many were read."""
    done, end = 0, time.monotonic() + _PATIENCE_SECONDS
    while done < limit and (not done or time.monotonic() < end):
        most = judging.at_once(limit - done)
        claimed = models.Snapshot.objects.unflagged().claim(most, LEASE_SECONDS)
        if not claimed:
            break
        for snapshot in claimed:
            flag_snapshot(snapshot)
        done += len(claimed)
    return done


def flag_snapshot(snapshot: models.Snapshot) -> list[models.Development]:
    """Record what ``snapshot`` reports and return the developments not known before.

    A development already flagged gains a citation instead, so a story that ten outlets carry
    is announced once. Of a new version of a text, what was changed in it is told besides. The
    snapshot is marked as read in the same transaction.
    """
    # No transaction is open here: a judge may have to be waited for.
    findings = read_now(snapshot) if snapshot.is_news else []
    with recording.change(storing.DETECTOR, "read for developments", is_machine=True) as change:
        held = models.Snapshot.objects.held_by(snapshot).select_for_update(no_key=True)
        if not held.exists():
            return []
        made = storing.store_findings(change, snapshot, findings)
        proposed = proposing.store_proposals(change, snapshot, findings)
        made += edits.store_edit(change, snapshot)
        held.update(flagged_at=change.now, leased_until=None)
    document = snapshot.document.slug
    counts = {"found": len(findings), "new": len(made), "proposed": len(proposed)}
    log.info("flagging.read", document=document, **counts)
    left = judging.left_to_rules(findings)
    if left:
        log.warning("flagging.left_to_rules", document=document, because=left)
    return made


def article(snapshot: models.Snapshot) -> base.Article:
    """Return what is read of a snapshot: its text, its language, and the document's day."""
    document = snapshot.document
    return base.Article(
        text=snapshot.text,
        language=document.language[:2],
        published=document.published_at.date() if document.published_at else None,
        published_precision=document.published_precision or "day",
        document=document.slug,
        title=document.title,
    )
