"""Stored articles are read again, after terms or detectors have changed, a few at a time."""

from datetime import timedelta

import structlog
from django.db.models import F
from django.db.models.functions import Now

from tracker import models, recording
from tracker.flagging import judging, prose, storing

log = structlog.get_logger(__name__)

BATCH = 20
LEASE_SECONDS = 60


def reread_waiting(limit: int) -> int:
    """Take up to ``limit`` rereadings a batch further; return how many articles were read."""
    claimed = models.Rereading.objects.unfinished().claim(limit, LEASE_SECONDS)
    return sum(reread_batch(rereading) for rereading in claimed)


def reread_batch(rereading: models.Rereading) -> int:
    """Read the next articles of a rereading that is held, and give it back; return their number.

    Where it stands is kept in its row with what each article says: whoever takes over after a
    crash reads no article twice, and repeating one would store nothing.
    """
    done = 0
    batch = judging.at_once(BATCH)
    for snapshot in rereading.left()[:batch]:
        if not _reread(rereading, snapshot):
            return done
        done += 1
    held = models.Rereading.objects.held_by(rereading)
    if done < batch:
        held.update(finished_at=Now(), last_key=F("until_key"), leased_until=None)
        log.info("flagging.reread", rereading=rereading.slug)
    else:
        held.update(leased_until=None)
    return done


def _reread(rereading: models.Rereading, snapshot: models.Snapshot) -> bool:
    """Read one article again; False where another has taken the rereading over."""
    findings = prose.read_now(snapshot)
    if rereading.commitment is not None:
        wanted = rereading.commitment.slug
        findings = [
            finding
            for finding in findings
            if finding.kind.startswith("commitment.") and finding.record == wanted
        ]
    with recording.change(storing.DETECTOR, "read again", is_machine=True) as change:
        held = models.Rereading.objects.held_by(rereading).select_for_update(no_key=True)
        if not held.exists():
            return False
        made = storing.store_findings(change, snapshot, findings, is_read_again=True)
        if rereading.commitment is None:
            models.Snapshot.objects.filter(pk=snapshot.pk).update(flagged_at=change.now)
        held.update(
            last_key=snapshot.pk,
            documents_read=F("documents_read") + 1,
            developments=F("developments") + len(made),
            leased_until=Now() + timedelta(seconds=LEASE_SECONDS),
        )
    return True
