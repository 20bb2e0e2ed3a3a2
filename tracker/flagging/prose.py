"""Snapshots become developments, each with the words that show it."""

from datetime import timedelta

import structlog

from tracker import claims, models, recording
from tracker.analysis import base
from tracker.flagging import analysing, asking, confined, edits, proposing, storing

log = structlog.get_logger(__name__)

# Of longer texts the beginning is read: what a newspaper prints is far shorter.
MOST_CHARACTERS = 200_000
# What is slow to read leaves the rest to the next bell, as others wait for the same worker.
_PATIENCE_SECONDS = 10.0
# How long a text waits before the language model, which was away, is asked once more.
_PAUSE = timedelta(seconds=asking.PAUSE_SECONDS)


def flag_waiting(limit: int) -> int:
    """Read up to ``limit`` snapshots not yet read for developments; return how many were tried.

    One that cannot be read or stored is put off, and after three attempts set aside.
    """
    waiting = models.Snapshot.objects.unflagged()
    if not waiting.free().exists():
        return 0
    # Before anything is claimed: that no process can be had is no snapshot's fault.
    confined.prepare()
    return claims.work_off(
        waiting,
        flag_snapshot,
        _put_off,
        claims.Batch(limit, confined.lease_seconds(), _PATIENCE_SECONDS),
    )


def _put_off(snapshot: models.Snapshot, error: Exception) -> None:
    is_last = snapshot.attempts >= models.MOST_READINGS
    words = str(error) if isinstance(error, confined.UnreadError) else claims.in_words(error)
    snapshot.put_off(timedelta() if is_last else snapshot.pause, trouble=words[:500])
    if is_last:
        log.warning("flagging.set_aside", document=snapshot.document.slug, because=words)


def _wait(snapshot: models.Snapshot, error: asking.AwayError) -> None:
    """Put off a text until the model may answer; that it does not is no attempt at the text."""
    attempts = max(0, snapshot.attempts - 1)
    snapshot.put_off(_PAUSE, attempts=attempts, trouble=f"The language model is away: {error}.")
    log.info("flagging.model_away", document=snapshot.document.slug, because=str(error))


def flag_snapshot(snapshot: models.Snapshot) -> list[models.Development]:
    """Record what ``snapshot`` reports and return the developments not known before.

    A development already flagged gains a citation instead, so a story that ten outlets carry
    is announced once. Of a new version of a text, what was changed in it is told besides. The
    snapshot is marked as read in the same transaction; while a language model is away it waits.
    """
    # No transaction is open here: reading takes time.
    try:
        analysis = (
            analysing.analyse(article(snapshot), snapshot.fetched_at)
            if snapshot.is_news
            else analysing.Analysis(())
        )
    except asking.AwayError as error:
        _wait(snapshot, error)
        return []
    findings, is_awaiting_model = analysis.findings, analysis.is_awaiting_model
    with recording.change(storing.DETECTOR, "read for developments", is_machine=True) as change:
        if not snapshot.still_held():
            return []
        made = storing.store_findings(change, snapshot, findings)
        proposed = proposing.store_proposals(change, snapshot, findings)
        made += edits.store_edit(change, snapshot)
        later = {"is_awaiting_model": True, "attempts": 0} if is_awaiting_model else {}
        snapshot.release(flagged_at=change.now, trouble=_unread(snapshot), **later)
    document = snapshot.document.slug
    counts = {"found": len(findings), "new": len(made), "proposed": len(proposed)}
    log.info("flagging.read", document=document, **counts)
    return made


def article(snapshot: models.Snapshot) -> base.Article:
    """Return what is read of a snapshot: its text, its language, and the document's day."""
    document = snapshot.document
    publisher = document.source.party
    return base.Article(
        text=snapshot.text[: read_until(snapshot.text)],
        language=document.language[:2],
        published=document.published_at.date() if document.published_at else None,
        published_precision=document.published_precision or "day",
        document=document.slug,
        title=document.title,
        publisher=publisher.slug if publisher else None,
    )


def read_until(text: str) -> int:
    """Return up to which character a text is read; one too long ends with a paragraph or word."""
    if len(text) <= MOST_CHARACTERS:
        return len(text)
    ends = (text.rfind(gap, MOST_CHARACTERS // 2, MOST_CHARACTERS) for gap in ("\n", " "))
    return next((end for end in ends if end > 0), MOST_CHARACTERS)


def _unread(snapshot: models.Snapshot) -> str:
    """Return what is to be said of the rest of a text that is not read whole."""
    end, length = read_until(snapshot.text), len(snapshot.text)
    if end == length or not snapshot.is_news:
        return ""
    return f"Of its {length:,} characters the first {end:,} were read."
