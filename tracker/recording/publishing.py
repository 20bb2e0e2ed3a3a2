"""A change is rendered, numbered and committed: its revisions, its bodies, and what is found."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

import orjson
from django.conf import settings
from django.db import connection, transaction

from tracker import filters, models, serializers
from tracker.models import locks
from tracker.recording.changes import Change, keep_references
from tracker.recording.versions import (
    REFRESHED,
    Version,
    asked_of,
    changed_versions,
    previous_values,
    redacted_in_refreshes,
    render_hash,
)
from tracker.serializers import search, webhooks

_BATCH: Final = 1000


@contextmanager
def change(
    actor: str, reason: str = "", *, is_machine: bool = False, is_withdrawing: bool = False
) -> Iterator[Change]:
    """Collect what is touched, and on leaving publish each row whose public form differs.

    Everything inside is one transaction: the rows and their revisions commit together or not at
    all. Content equal to what was published writes nothing. Nothing slow belongs inside.
    A machine's change leaves alone what a person entered. A change that withdraws records waits
    for all others and holds them up: what they refer to is not withdrawn under their hands.
    """
    with transaction.atomic():
        # Before anything is read: nothing that is blanked or withdrawn meanwhile is written again.
        if is_withdrawing:
            locks.exclude(locks.Purpose.CHANGING)
        else:
            keep_references()
        collected = Change(actor, reason, is_machine=is_machine, is_withdrawing=is_withdrawing)
        yield collected
        _publish(collected)


def index(rows: Sequence[models.Record]) -> None:
    """Bring search and suggestions up to date with rows of one type as they are stored."""
    keys = [row.pk for row in rows]
    models.SearchEntry.objects.replace(keys, search.drafts(rows))
    models.NameEntry.objects.replace(keys, search.names(rows))


def _publish(collected: Change) -> None:
    versions = [
        version
        for record_type, touched in collected.touched()
        for version in changed_versions(record_type, touched, collected.now)
    ]
    if not versions:
        return
    _request_refreshes(collected, versions)
    lineages = models.Party.objects.lineages()
    announced = [version for version in versions if version.is_announced]
    _note_unpublished(collected, versions)
    redacted = redacted_in_refreshes(announced)
    previous = [previous_values(version, redacted) for version in announced]
    first, published_at = _take_numbers(len(announced))
    for version in versions:
        _stamp(version, published_at)
    earlier = models.Revision.objects.filter(
        record__in=[version.record.pk for version in announced], superseded_at__isnull=True
    )
    earlier.update(superseded_at=published_at)
    numbered = list(zip(announced, previous, range(first, first + len(announced)), strict=True))
    # A statement for a thousand at a time: with all that an import publishes, one takes gigabytes.
    for start in range(0, len(numbered), _BATCH):
        models.Revision.objects.bulk_create(
            _revision(collected, version, sequence, published_at, values, lineages)
            for version, values, sequence in numbered[start : start + _BATCH]
        )
    _store(versions)
    collected.written = len(versions)


def _note_unpublished(collected: Change, versions: Iterable[Version]) -> None:
    """Note what people did with what the public never saw: of the rest there are revisions."""
    if collected.is_machine:
        return
    unseen = (one for one in versions if not one.is_announced and one.event_type != REFRESHED)
    models.AuditEntry.objects.note_unpublished(
        collected.actor,
        collected.reason,
        [(one.record.RECORD_TYPE.value, one.record.slug, one.event_type) for one in unseen],
    )


def _request_refreshes(collected: Change, versions: Iterable[Version]) -> None:
    """Ask for the bodies that embed a row to be rendered anew where what they show has changed."""
    for version in versions:
        record = version.record
        embedded = orjson.dumps(serializers.embedded_form(record), option=orjson.OPT_SORT_KEYS)
        digest = hashlib.sha256(embedded).hexdigest()
        is_otherwise = record.embedded_hash not in {"", digest}
        if is_otherwise and not collected.is_rerendered(record):
            models.Refresh.objects.request(record.identity)
        record.embedded_hash = digest


def _take_numbers(count: int) -> tuple[int, datetime]:
    """Return the first of ``count`` numbers and the time of publication; holds the ledger's head.

    What is not public takes no number and waits for nobody.
    """
    if count:
        return models.LedgerHead.objects.advance(count)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (published_at,) = cursor.fetchone()
    return 0, published_at


def _stamp(version: Version, published_at: datetime) -> None:
    record = version.record
    if version.event_type != REFRESHED or record.changed_at is None:
        record.changed_at = published_at
    record.version += 1
    record.content_hash = version.content_hash
    record.is_public = record.is_publishable
    is_whole = version.published is version.body
    published_hash = version.content_hash if is_whole else render_hash(version.published)
    hashes = ((version.published, published_hash), (version.body, version.content_hash))
    for shown, content_hash in hashes:
        shown["version"] = record.version
        shown["changed_at"] = serializers.show_moment(record.changed_at)
        shown["content_hash"] = content_hash
    record.body = orjson.dumps(version.body)


def _revision(  # noqa: PLR0913, PLR0917 - a revision says all this
    collected: Change,
    version: Version,
    sequence: int,
    published_at: datetime,
    previous: dict[str, Any],
    lineages: dict[str, list[str]],
) -> models.Revision:
    record = version.record
    envelope = webhooks.envelope(
        event_type=version.event_type,
        sequence=sequence,
        published_at=published_at,
        body=version.published,
        previous=previous,
        public_url=settings.PUBLIC_URL,
    )
    return models.Revision(
        sequence=sequence,
        event_type=version.event_type,
        record_id=record.pk,
        type=record.RECORD_TYPE.value,
        version=record.version,
        body=orjson.dumps(version.published),
        envelope=envelope,
        changed=previous,
        facets=filters.facets(asked_of(version.published, previous), lineages),
        content_hash=version.published["content_hash"],
        changed_at=record.changed_at or published_at,
        published_at=published_at,
        is_withdrawal=not record.is_publishable,
        actor=collected.actor,
        is_by_machine=collected.is_machine,
        reason=collected.reason,
    )


def _store(versions: list[Version]) -> None:
    """Write the public form onto the rows, type by type."""
    for model in {type(version.record) for version in versions}:
        rows = [version.record for version in versions if type(version.record) is model]
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            models.RecordQuerySet(model).store(batch)
            index(batch)
