"""Stored articles are read again, a few at a time: terms have changed, or a model is back."""

from datetime import timedelta
from typing import Any

import structlog
from django.db.models import F
from django.db.models.functions import Now

from tracker import claims, models, recording
from tracker.flagging import analysing, asking, confined, disagreeing, proposing, prose, storing
from tracker.models import leases

log = structlog.get_logger(__name__)

BATCH = 20
# Others wait for the same worker.
_PATIENCE_SECONDS = 10.0


def reread_waiting(limit: int) -> int:
    """Take up to ``limit`` rereadings a batch further; return how many articles were read."""
    return reread_on(models.Rereading.objects.unfinished(), limit)


def reread_on(rows: leases.LeaseQuerySet[models.Rereading], limit: int) -> int:
    """Take those of ``rows`` that nobody holds a batch further; return how many articles were read.

    One whose next article cannot be read waits; after three attempts that is passed over.
    """
    if not rows.free().exists():
        return 0
    confined.prepare()
    read: list[int] = []
    claims.work_off(
        rows,
        lambda rereading: read.append(reread_batch(rereading)),
        claims.pause,
        claims.Batch(limit, confined.lease_seconds(), _PATIENCE_SECONDS),
    )
    return sum(read)


def reread_batch(rereading: models.Rereading) -> int:
    """Read the next articles of a rereading that is held, and give it back; return their number.

    While a language model is away it waits. Where it stands is kept in its row with what each
    article says: a worker that takes over after a crash reads no article twice, and repeating one
    would store nothing.
    """
    done = 0
    # A model takes its time, and the lease is for one article.
    batch = 1 if asking.is_chosen() else BATCH
    for snapshot in rereading.left()[:batch]:
        is_hopeless = rereading.attempts > models.MOST_READINGS
        take = _pass_over if is_hopeless else _reread
        try:
            if not take(rereading, snapshot):
                return done
        except asking.AwayError as error:
            log.info("flagging.model_away", rereading=rereading.slug, because=str(error))
            rereading.put_off(timedelta(seconds=asking.PAUSE_SECONDS), attempts=0)
            return done
        done += 1
        rereading.attempts = 1
    if done < batch:
        rereading.release(finished_at=Now(), last_key=F("until_key"), attempts=0)
        log.info("flagging.reread", rereading=rereading.slug)
    else:
        rereading.release(attempts=0)
    return done


def _pass_over(rereading: models.Rereading, snapshot: models.Snapshot) -> bool:
    """Go on after an article that cannot be read; False where another has taken it over."""
    log.warning("flagging.passed_over", document=snapshot.document.slug)
    held = models.Rereading.objects.held_by(rereading)
    return bool(held.update(**_after(snapshot), documents_failed=F("documents_failed") + 1))


def _after(snapshot: models.Snapshot) -> dict[str, Any]:
    """Return what a rereading notes once it is through with an article: the next is tried once."""
    lease = timedelta(seconds=confined.lease_seconds())
    return {"last_key": snapshot.pk, "attempts": 1, "leased_until": Now() + lease}


def _reread(rereading: models.Rereading, snapshot: models.Snapshot) -> bool:
    """Read one article again; False where another has taken the rereading over."""
    findings = list(analysing.analyse(prose.article(snapshot)).findings)
    if rereading.commitment is not None:
        wanted = rereading.commitment.slug
        findings = [
            finding
            for finding in findings
            if finding.kind.startswith("commitment.") and finding.record == wanted
        ]
    with recording.change(storing.DETECTOR, "read again", is_machine=True) as change:
        if not rereading.still_held():
            return False
        if _was_redacted(snapshot):
            findings = []
        made = storing.store_findings(change, snapshot, findings, is_read_again=True)
        if rereading.commitment is None:
            models.Snapshot.objects.filter(pk=snapshot.pk).update(flagged_at=change.now)
        models.Rereading.objects.held_by(rereading).update(
            **_after(snapshot),
            documents_read=F("documents_read") + 1,
            developments=F("developments") + len(made),
        )
    return True


def _was_redacted(snapshot: models.Snapshot) -> bool:
    """Tell whether the text is another now than the one that was read."""
    same = models.Snapshot.objects.filter(pk=snapshot.pk, text_sha256=snapshot.text_sha256)
    return not same.exists()


def read_later(limit: int) -> int:
    """Have the language model read what was read offline as it was away; return how many it read.

    That only adds. A report that it does not bear out is marked, for a person to look at first.
    """
    waiting = models.Snapshot.objects.awaiting_model()
    if not asking.is_chosen() or asking.is_away() or not waiting.free().exists():
        return 0
    confined.prepare()
    return claims.work_off(
        waiting,
        _read_later,
        claims.pause,
        claims.Batch(limit, confined.lease_seconds(), _PATIENCE_SECONDS),
    )


def _read_later(snapshot: models.Snapshot) -> None:
    try:
        analysis = analysing.analyse(prose.article(snapshot))
    except asking.AwayError as error:
        log.info("flagging.model_away", document=snapshot.document.slug, because=str(error))
        snapshot.put_off(snapshot.pause)
        return
    with recording.change(storing.DETECTOR, "read by the model", is_machine=True) as change:
        if not snapshot.still_held():
            return
        if analysis.is_by_model and not _was_redacted(snapshot):
            told = disagreeing.onto_standing(snapshot, analysis.findings)
            storing.store_findings(change, snapshot, told, is_read_again=True)
            proposing.store_proposals(change, snapshot, analysis.findings)
            disagreeing.mark_disagreements(change, snapshot, analysis.findings)
        snapshot.release(is_awaiting_model=False)
