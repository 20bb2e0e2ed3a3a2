"""The stages as Celery tasks: the only module that knows which follows which.

A message is a bell and carries no work. What is to be done stands in rows, so that losing,
repeating or delaying any message costs seconds and never data.
"""
# Celery comes without types.
# mypy: disallow-untyped-decorators=False

import logging
from contextlib import suppress
from typing import Any

from celery import Task, shared_task, signals
from django.conf import settings
from django.utils import timezone
from kombu import exceptions

from tracker import (
    archiving,
    exporting,
    flagging,
    importing,
    ingest,
    refreshing,
    rerendering,
    reviewing,
)
from tracker.digests import following, sending
from tracker.webhooks import delivery, fanout, notices, replaying, resending

BATCH = 100
HOSTS = 16
READING_SECONDS = 5
COPIES = 4
REVISIONS = 500
MAILS = 20
IMPORTS = 1
BELL_SECONDS = 10
EXPORT_SECONDS = 6 * 3600
# More than the longest reading that can be set, and its storing, take.
FLAGGING_SECONDS = 600

log = logging.getLogger(__name__)


def ring(task: Task) -> None:
    """Ask for ``task`` to run soon; without a broker the clock's own bell has to do."""
    try:
        task.apply_async(expires=BELL_SECONDS)
    except exceptions.OperationalError as error:
        log.info("%s is left to the clock: %s", task.name, error)


@signals.worker_ready.connect
def warn_at_start(**_: Any) -> None:
    """Say in the log of a worker that starts whether what is stored is of a former form."""
    rerendering.warn()


@shared_task
def read_submissions() -> None:
    """Stage 1: read what was handed in."""
    if ingest.read_submissions(BATCH):
        ring(flag_snapshots)


@shared_task
def poll_sources() -> None:
    """Stage 1: ask the sources that are due what they list, and new ones what they are."""
    ingest.examine_sources(HOSTS)
    if ingest.poll_sources(HOSTS, READING_SECONDS):
        ring(read_articles)


@shared_task
def read_articles() -> None:
    """Stage 1: read what was listed."""
    if ingest.read_articles(HOSTS, READING_SECONDS):
        ring(flag_snapshots)


@shared_task
def check_pages() -> None:
    """Stage 1: read again what may have been edited."""
    if ingest.check_pages(HOSTS, READING_SECONDS):
        ring(flag_snapshots)


@shared_task
def watch_cited() -> None:
    """Stage 1: have what commitments cite read again daily."""
    ingest.watch_cited()


@shared_task(time_limit=FLAGGING_SECONDS)
def flag_snapshots() -> None:
    """Stage 2: find in the texts what happened."""
    if flagging.flag_waiting(BATCH):
        ring(fan_out)


@shared_task
def reread() -> None:
    """Stage 2, once more: read stored articles again, those first that a model has missed."""
    if flagging.read_later(BATCH) + flagging.reread_waiting(BATCH):
        ring(fan_out)


@shared_task
def flag_calendar() -> None:
    """Stage 2, by the calendar: find what became due or overdue."""
    if flagging.flag_calendar(timezone.now()):
        ring(fan_out)


@shared_task(time_limit=importing.LEASE_SECONDS)
def import_records() -> None:
    """Check and carry out the imports that are too large for a page to wait for."""
    if importing.work_waiting(IMPORTS, timezone.now()):
        ring(fan_out)


@shared_task
def refresh_bodies() -> None:
    """Render anew what shows a former title."""
    if refreshing.refresh_waiting(BATCH):
        ring(fan_out)


@shared_task
def fan_out() -> None:
    """Stage 3: make deliveries of what was published."""
    if fanout.fan_out(REVISIONS):
        ring(deliver)


@shared_task
def send_mails() -> None:
    """Mail what saved searches found, requests to confirm them, and notices about endpoints."""
    sending.ask_for_confirmations(MAILS, timezone.now())
    sending.send_due(MAILS, timezone.now())
    notices.send_waiting(MAILS, timezone.now())


@shared_task
def retire_deliveries() -> None:
    """Give up what was kept for 14 days for endpoints that are not sent to."""
    resending.retire()


@shared_task
def forget_followers() -> None:
    """Forget addresses that never confirmed that they want to follow anything."""
    following.forget_abandoned(timezone.now())


@shared_task
def replay() -> None:
    """Stage 3, on request: have sent anew what was published since a place in the ledger."""
    if replaying.replay_waiting(REVISIONS):
        ring(deliver)


@shared_task
def carry_out_decisions() -> None:
    """Carry out what people decided at the desk and have not undone."""
    if reviewing.carry_out_decisions(timezone.now()):
        ring(fan_out)


@shared_task(time_limit=EXPORT_SECONDS)
def export() -> None:
    """Write the bulk files, unless that is under way."""
    with suppress(exporting.Busy):
        exporting.export(settings.EXPORT_DIR, timezone.now())


@shared_task
def archive() -> None:
    """Have a public archive keep what is cited, where the deployment asks for it."""
    archiving.ask_for_copies(BATCH)
    archiving.save_copies(COPIES)


@shared_task
def deliver() -> None:
    """Stage 3: send the deliveries that are due."""
    delivery.send_due()
