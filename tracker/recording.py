"""The ledger: one change to any number of records, rendered, numbered and committed together."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from django.conf import settings
from django.db import connection, transaction

from tracker import filters, models, serializers
from tracker.models import locks
from tracker.serializers import blanking, search, webhooks
from tracker.vocabularies import ReviewState

REFRESHED = "record.refreshed"
REDACTED = "record.redacted"
REOPENED = "development.reopened"
_DELETED = "record.deleted"
# Told of what the public once saw, though it sees it neither before nor after.
_TOLD_OF_THE_UNSEEN = frozenset({REDACTED, REOPENED, "development.dismissed"})
_UNHASHED = ("version", "changed_at", "content_hash")


@dataclass
class Change:
    """What one change touches, why, and by whom; made by ``change`` only."""

    actor: str
    reason: str
    is_machine: bool = False
    _touched: dict[str, dict[int, str]] = field(default_factory=dict)

    @cached_property
    def now(self) -> datetime:
        """When the change began, by the database's clock."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement_timestamp()")
            moment: datetime = cursor.fetchone()[0]
        return moment

    def touch(self, noun: models.Noun, event_type: str = "") -> None:
        """Have ``noun`` rendered when the change ends, and published where it differs.

        So is what shows it only while it is public. ``event_type`` names the event where it is
        another than creation or update.
        """
        self._note(noun, event_type)
        for other in noun.shown_with:
            self._note(other, event_type if event_type == REFRESHED else "")

    def _note(self, noun: models.Noun, event_type: str) -> None:
        touched = self._touched.setdefault(noun.RECORD_TYPE.value, {})
        touched[noun.pk] = event_type or touched.get(noun.pk, "")

    def exclude_others(self) -> None:
        """Wait until every other change has ended; none begins before this one has ended too.

        What was read before may have changed meanwhile.
        """
        locks.exclude(locks.Purpose.CHANGING)

    def touched(self) -> Iterator[tuple[str, dict[int, str]]]:
        """Yield (type of record, {key: event type}) in the one order in which rows are locked."""
        for record_type in models.NOUNS:
            if record_type in self._touched:
                yield record_type, dict(sorted(self._touched[record_type].items()))


@dataclass(frozen=True)
class _Version:
    """A row as it was stored, and as it is to be; of what is withheld the public sees less."""

    noun: models.Noun
    body: dict[str, Any]
    published: dict[str, Any]
    content_hash: str
    event_type: str

    @property
    def is_announced(self) -> bool:
        """Whether the public saw the row before or sees it now, or what became of it is told."""
        if self.noun.is_public or self.noun.is_publishable:
            return True
        return self.event_type in _TOLD_OF_THE_UNSEEN and _was_public(self.noun)


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
        collected = Change(actor, reason, is_machine)
        yield collected
        _publish(collected)


def keep_references() -> None:
    """Let no record be withdrawn to the end of the transaction.

    Each change begins with it. Who locks rows before their change calls it before that, so that
    nobody waits in a ring.
    """
    locks.share(locks.Purpose.CHANGING)


def render_hash(body: dict[str, Any]) -> str:
    """Return the hexadecimal SHA-256 of a body without its version and times of change."""
    content = {key: value for key, value in body.items() if key not in _UNHASHED}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def asked_of(body: dict[str, Any], previous: dict[str, Any]) -> dict[str, Any]:
    """Return what filters ask about: a body, and of what is withdrawn what it said before.

    So a withdrawal is found by those who would have found the record.
    """
    is_gone = not body.keys().isdisjoint({"deleted_at", "withheld_at"})
    is_withdrawn = is_gone or body.get("review_state") == ReviewState.DISMISSED
    return {**body, **previous} if is_withdrawn else body


def index(rows: Sequence[models.Noun]) -> None:
    """Bring search and suggestions up to date with rows of one type as they are stored."""
    keys = [row.pk for row in rows]
    models.SearchEntry.objects.replace(keys, search.drafts(rows))
    models.NameEntry.objects.replace(keys, search.names(rows))


def _publish(collected: Change) -> None:
    versions = [
        version
        for record_type, touched in collected.touched()
        for version in _changed_versions(record_type, touched, collected.now)
    ]
    if not versions:
        return
    _request_refreshes(versions)
    lineages = models.Party.objects.lineages()
    announced = [version for version in versions if version.is_announced]
    redacted = _redacted_in_refreshes(announced)
    previous = [_previous_values(version, redacted) for version in announced]
    first, published_at = _take_numbers(len(announced))
    for version in versions:
        _stamp(version, published_at)
    earlier = models.Revision.objects.filter(
        record__in=[version.noun.pk for version in announced], superseded_at__isnull=True
    )
    earlier.update(superseded_at=published_at)
    models.Revision.objects.bulk_create(
        _revision(collected, version, sequence, published_at, values, lineages)
        for sequence, (version, values) in enumerate(
            zip(announced, previous, strict=True), start=first
        )
    )
    _store(versions)


def _changed_versions(
    record_type: str, touched: dict[int, str], now: datetime
) -> Iterator[_Version]:
    """Yield what differs, its row locked to the end of the transaction."""
    # Not FOR UPDATE: whoever commits a reference to a row locks its key while holding the head.
    locked = models.NOUNS[record_type]._default_manager.select_for_update(no_key=True)
    list(locked.filter(pk__in=touched).order_by("pk").values_list("pk"))
    for noun in serializers.fetched(record_type, list(touched)):
        body = serializers.render(noun)
        content_hash = render_hash(body)
        if content_hash != noun.content_hash or noun.is_public != noun.is_publishable:
            event_type = _event_type(noun, touched[noun.pk])
            yield _Version(noun, body, _published(noun, body, now), content_hash, event_type)


def _published(noun: models.Noun, body: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return what the ledger is to hold: of a row that only reviewers still see, what is left."""
    if noun.is_publishable or noun.is_withdrawn:
        return body
    return {**serializers.remains(noun, body), "withheld_at": serializers.show_moment(now)}


def _event_type(noun: models.Noun, asked: str) -> str:
    if noun.is_public and not noun.is_publishable and not noun.is_withdrawn:
        return asked if asked == REOPENED else _DELETED
    if isinstance(noun, models.Development) and not noun.is_withdrawn:
        published = _published_kind(noun)
        is_known = published == noun.kind and (asked or noun.is_public)
        # Never told, or told as another kind: news of its kind.
        if not published or not (is_known or asked == REOPENED):
            return noun.kind
    if asked:
        return asked
    return "record.updated" if noun.is_public else "record.created"


def _was_public(noun: models.Noun) -> bool:
    return models.Revision.objects.filter(record=noun.pk).exists()


def _published_kind(noun: models.Development) -> str:
    """Return the kind under which a development was published last; '' where it never was."""
    if not noun.version:
        return ""
    if noun.is_public:
        return str(orjson.loads(noun.body).get("kind", ""))
    last = models.Revision.objects.filter(record=noun.pk).order_by("-sequence").first()
    return str(orjson.loads(bytes(last.body)).get("kind", "")) if last is not None else ""


def _request_refreshes(versions: Iterable[_Version]) -> None:
    """Ask for the bodies that embed a row to be rendered anew where what they show has changed."""
    for version in versions:
        noun = version.noun
        embedded = orjson.dumps(serializers.embedded_form(noun), option=orjson.OPT_SORT_KEYS)
        digest = hashlib.sha256(embedded).hexdigest()
        if noun.embedded_hash and noun.embedded_hash != digest:
            models.Refresh.objects.request(noun.record)
        noun.embedded_hash = digest


def _redacted_in_refreshes(versions: Iterable[_Version]) -> list[str]:
    """Return the addresses of redacted records that stored bodies rendered anew show."""
    refreshed = (bytes(v.noun.body) for v in versions if v.event_type == REFRESHED)
    named = set().union(*map(blanking.addresses, refreshed))
    return serializers.redacted_among(named) if named else []


def _previous_values(version: _Version, redacted: Iterable[str]) -> dict[str, Any]:
    noun = version.noun
    # What a row said before anyone could see it stays unseen; its kind was told with its remains.
    if not noun.is_public:
        kind = _published_kind(noun) if isinstance(noun, models.Development) else ""
        return {"kind": kind} if kind not in {"", version.published.get("kind")} else {}
    before = orjson.loads(noun.body)
    if version.event_type == REFRESHED:
        # Whatever a body may still show of what was blanked is not said once more.
        for address in redacted:
            before = blanking.scrubbed(before, address)
    fields = (before.keys() | version.published.keys()) - set(_UNHASHED)
    return {
        name: before.get(name)
        for name in sorted(fields)
        if before.get(name) != version.published.get(name)
    }


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


def _stamp(version: _Version, published_at: datetime) -> None:
    noun = version.noun
    if version.event_type != REFRESHED or noun.changed_at is None:
        noun.changed_at = published_at
    noun.version += 1
    noun.content_hash = version.content_hash
    noun.is_public = noun.is_publishable
    is_whole = version.published is version.body
    published_hash = version.content_hash if is_whole else render_hash(version.published)
    hashes = ((version.published, published_hash), (version.body, version.content_hash))
    for shown, content_hash in hashes:
        shown["version"] = noun.version
        shown["changed_at"] = serializers.show_moment(noun.changed_at)
        shown["content_hash"] = content_hash
    noun.body = orjson.dumps(version.body)


def _revision(  # noqa: PLR0913, PLR0917 - a revision says all this
    collected: Change,
    version: _Version,
    sequence: int,
    published_at: datetime,
    previous: dict[str, Any],
    lineages: dict[str, list[str]],
) -> models.Revision:
    noun = version.noun
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
        record_id=noun.pk,
        type=noun.RECORD_TYPE.value,
        version=noun.version,
        body=orjson.dumps(version.published),
        envelope=envelope,
        changed=previous,
        facets=filters.facets(asked_of(version.published, previous), lineages),
        content_hash=version.published["content_hash"],
        changed_at=noun.changed_at or published_at,
        published_at=published_at,
        is_withdrawal=not noun.is_publishable,
        actor=collected.actor,
        is_by_machine=collected.is_machine,
        reason=collected.reason,
    )


def _store(versions: list[_Version]) -> None:
    """Write the public form onto the rows, one round trip for each type of record."""
    for noun_class in {type(version.noun) for version in versions}:
        rows = [version.noun for version in versions if type(version.noun) is noun_class]
        models.NounQuerySet(noun_class).store(rows)
        index(rows)
