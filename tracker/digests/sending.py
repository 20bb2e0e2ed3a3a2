"""Saved searches that are due: looked through, mailed, and noted as mailed.

A mail is handed over outside any transaction and noted after. Who is killed in between sends it
again, under the same Message-ID.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction

from tracker import claims, mailing, models
from tracker.digests import composing, consent, gathering, links
from tracker.models import leases
from tracker.vocabularies import SearchState

LEASE_SECONDS: Final = 300
AFTER_FAILURE: Final = timedelta(minutes=5)
LONGEST_PAUSE: Final = timedelta(hours=6)
HOPELESS_FAILURES: Final = 20
"""At growing intervals, this many failures in a row take some four days."""

log = structlog.get_logger(__name__)


def ask_for_confirmations(limit: int, now: datetime) -> int:
    """Mail up to ``limit`` requests to confirm a search, and return how many were taken up."""

    def work(search: models.SavedSearch) -> None:
        wait = consent.take_turn(search, now)
        if wait:
            _note(search, due_at=now + wait)
            return
        try:
            _ask(search, now)
        except mailing.FAILURES:
            consent.give_back(search, now)
            raise
        _note(search, asked_at=now, failures=0)

    return _work_off(models.SavedSearch.objects.unasked(), work, limit, now)


def send_due(limit: int, now: datetime) -> int:
    """Mail what up to ``limit`` due searches found, and return how many were taken up."""

    def work(search: models.SavedSearch) -> None:
        found = gathering.news(search)
        message_id = _tell(search, found) if found.revisions else ""
        _settle(search, found, message_id, now)

    return _work_off(models.SavedSearch.objects.due(), work, limit, now)


def _work_off(
    rows: leases.LeaseQuerySet[models.SavedSearch],
    work: Callable[[models.SavedSearch], None],
    limit: int,
    now: datetime,
) -> int:
    """Work on up to ``limit`` searches, and try again later where a mail is not taken."""

    def attempt(search: models.SavedSearch) -> None:
        try:
            work(search)
        except mailing.FAILURES as failure:
            put_off(search, failure)

    def put_off(search: models.SavedSearch, failure: Exception) -> None:
        _put_off(search, now, failure)

    return claims.work_off(rows, attempt, put_off, claims.Batch(limit, LEASE_SECONDS))


def _ask(search: models.SavedSearch, now: datetime) -> None:
    # No word of whoever asks stands in it: they may be a stranger to the address.
    subjects = {"en": "Please confirm: mails from", "es": "Confirme, por favor: correos de"}
    unsubscribe = links.url(search, links.UNSUBSCRIBE)
    mailing.send(
        to=search.email,
        subject=f"{subjects[search.language]} {mailing.host()}",
        template="confirmation",
        context={
            "search": search,
            "confirm_url": links.url(search, links.CONFIRM),
            "unsubscribe_url": unsubscribe,
        },
        message_id=f"{search.slug}.confirm.{int(now.timestamp())}",
        headers=_ending(unsubscribe),
    )


def _tell(search: models.SavedSearch, found: gathering.News) -> str:
    """Send the mail about what was found, and return its Message-ID without the host."""
    told = composing.items(found.revisions, search.language)
    count = len(found.revisions)
    unsubscribe = links.url(search, links.UNSUBSCRIBE)
    sequences = ",".join(str(revision.sequence) for revision in found.revisions)
    message_id = f"{search.slug}.{hashlib.sha256(sequences.encode()).hexdigest()[:24]}"
    mailing.send(
        to=search.email,
        subject=composing.subject(told, count, search.title, search.language),
        template="digest",
        context={
            "search": search,
            "items": told,
            "more": count - len(told),
            "unsubscribe_url": unsubscribe,
        },
        message_id=message_id,
        headers={
            **_ending(unsubscribe),
            "List-Id": f"<{search.slug}.searches.{mailing.host()}>",
        },
    )
    return message_id


def _ending(unsubscribe: str) -> dict[str, str]:
    """Return the headers of RFC 8058: the mail program itself posts there, on one click."""
    return {
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _settle(
    search: models.SavedSearch, found: gathering.News, message_id: str, now: datetime
) -> None:
    with transaction.atomic():
        is_ours = _note(
            search, last_sequence=found.last_sequence, due_at=search.next_due(now), failures=0
        )
        if is_ours and message_id:
            models.SearchMail.objects.create(
                search=search,
                message_id=message_id,
                last_sequence=found.last_sequence,
                records=sorted({revision.record_id for revision in found.revisions}),
                sent_at=now,
            )


def _put_off(search: models.SavedSearch, now: datetime, failure: Exception) -> None:
    """Try again later, and rest a search whose mails nobody has taken for days."""
    failures = search.failures + 1
    is_hopeless = failures >= HOPELESS_FAILURES
    wait = min(AFTER_FAILURE * failures**2, LONGEST_PAUSE)
    columns = {"state": SearchState.PAUSED} if is_hopeless else {}
    _note(search, failures=failures, due_at=now + wait, **columns)
    log.warning("digests.not_sent", search=search.slug, error=type(failure).__name__)


def _note(search: models.SavedSearch, **columns: object) -> bool:
    """Write columns and give the search back, unless another holds it now; return whether."""
    return search.release(**columns)
