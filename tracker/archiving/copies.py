"""Copies of cited pages in a public archive: best effort, and only where the deployment asks."""

import asyncio
import re
from datetime import datetime, timedelta
from urllib.parse import urljoin

import structlog
from django.conf import settings
from django.utils import timezone

from tracker import claims, models, outgoing, recording
from tracker.outbound import client

log = structlog.get_logger(__name__)

ACTOR = "archiving"
LEASE_SECONDS = 240
MOST_ATTEMPTS = 4
# An archive takes its time, fetching the page itself; of what it answers nothing is read.
LIMITS = client.Limits(total_seconds=100, answer_bytes=256 * 1024, redirects=5)
# In the address of a copy stands when it was made.
_MOMENT = re.compile(r"/\d{8,14}(?:[a-z]{2}_)?/")
_PAUSE = timedelta(minutes=30)
_LONGEST_WORDS = 500
_OK = 200


def ask_for_copies(limit: int) -> int:
    """Have copies asked for of up to ``limit`` cited pages; 0 where the deployment asks nobody."""
    return models.ArchiveCopy.objects.ask_for(limit) if settings.ARCHIVE_SAVE_URL else 0


def save_copies(limit: int) -> int:
    """Ask the archive for up to ``limit`` copies, one after the other; return how many it keeps."""
    if not settings.ARCHIVE_SAVE_URL:
        return 0
    kept: list[bool] = []

    def work(copy: models.ArchiveCopy) -> None:
        try:
            url = asyncio.run(_save(copy.snapshot.document.url))
        except client.Failure as failure:
            _fail(copy, f"{failure.outcome}: {failure.detail}", timezone.now())
        else:
            kept.append(_keep(copy, url))

    claims.work_off(
        models.ArchiveCopy.objects.due(),
        work,
        lambda copy, error: _fail(copy, claims.in_words(error), timezone.now()),
        claims.Batch(limit, LEASE_SECONDS),
    )
    return sum(kept)


async def _save(page: str) -> str:
    """Return where the archive keeps the page; '' where it does not say."""
    async with client.Client() as session:
        answer = await client.fetch(
            session,
            f"{settings.ARCHIVE_SAVE_URL}{page}",
            headers={"User-Agent": outgoing.user_agent()},
            policy=outgoing.policy(),
            limits=LIMITS,
        )
    stated = urljoin(answer.url, answer.headers.get("Content-Location", "") or answer.url)
    if answer.status != _OK:
        raise client.Failure("protocol", f"The archive answered {answer.status}.")
    return stated if _MOMENT.search(stated) else ""


def _keep(copy: models.ArchiveCopy, url: str) -> bool:
    """Note where the copy is, and show it wherever that version is cited."""
    if not url:
        _fail(copy, "The archive does not say where it keeps the page.", timezone.now())
        return False
    with recording.change(ACTOR, "kept by an archive", is_machine=True) as change:
        if not copy.release(detail="", next_attempt_at=None):
            return False
        models.Snapshot.objects.filter(pk=copy.snapshot_id).update(archive_url=url)
        citing = models.Identity.objects.filter(citations__snapshot=copy.snapshot).distinct()
        for identity in citing:
            change.touch(getattr(identity, identity.type), recording.REFRESHED)
    return True


def _fail(copy: models.ArchiveCopy, words: str, now: datetime) -> None:
    attempts = copy.attempts
    log.info("archiving.failed", url=copy.snapshot.document.url, why=words)
    copy.release(
        detail=words[:_LONGEST_WORDS],
        next_attempt_at=None if attempts >= MOST_ATTEMPTS else now + attempts * _PAUSE,
    )
