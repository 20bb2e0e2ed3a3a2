"""The public form of a row before a change and after it, and what the change is called."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from tracker import models, serializers
from tracker.serializers import accounts, redaction
from tracker.vocabularies import ReviewState

REFRESHED = "record.refreshed"
REDACTED = "record.redacted"
REOPENED = "development.reopened"
_DELETED = "record.deleted"
# Told of what the public once saw, though it sees it neither before nor after.
_TOLD_OF_THE_UNSEEN = frozenset({REDACTED, REOPENED, "development.dismissed"})
_UNHASHED = ("version", "changed_at", "content_hash")


@dataclass(frozen=True)
class Version:
    """A row as it was stored, and as it is to be; of what is withheld the public sees less."""

    record: models.Record
    body: dict[str, Any]
    published: dict[str, Any]
    content_hash: str
    event_type: str

    @property
    def is_announced(self) -> bool:
        """Whether the public saw the row before or sees it now, or what became of it is told."""
        if self.record.is_public or self.record.is_publishable:
            return True
        return self.event_type in _TOLD_OF_THE_UNSEEN and _was_public(self.record)


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


def changed_versions(record_type: str, touched: dict[int, str], now: datetime) -> Iterator[Version]:
    """Yield what differs, its row locked to the end of the transaction."""
    # Not FOR UPDATE: a change that commits a reference to a row locks its key holding the head.
    locked = models.RECORDS[record_type]._default_manager.select_for_update(no_key=True)
    list(locked.filter(pk__in=touched).order_by("pk").values_list("pk"))
    for record in serializers.fetched(record_type, list(touched)):
        body = serializers.render(record)
        content_hash = render_hash(body)
        if content_hash != record.content_hash or record.is_public != record.is_publishable:
            event_type = _event_type(record, touched[record.pk])
            yield Version(record, body, _published(record, body, now), content_hash, event_type)


def _published(record: models.Record, body: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return what the ledger is to hold: of a row that only reviewers still see, what is left."""
    if record.is_publishable or record.is_withdrawn:
        return body
    return {**serializers.remains(record, body), "withheld_at": serializers.show_moment(now)}


def _event_type(record: models.Record, asked: str) -> str:
    if record.is_public and not record.is_publishable and not record.is_withdrawn:
        return asked if asked == REOPENED else _DELETED
    if asked == REFRESHED and not (record.is_public or record.is_publishable):
        return asked
    if isinstance(record, models.Development) and not record.is_withdrawn:
        published = _published_kind(record)
        is_known = published == record.kind and (asked or record.is_public)
        # Never told, or told as another kind: news of its kind.
        if not published or not (is_known or asked == REOPENED):
            return record.kind
    if asked:
        return asked
    return "record.updated" if record.is_public else "record.created"


def _was_public(record: models.Record) -> bool:
    return models.Revision.objects.filter(record=record.pk).exists()


def _published_kind(record: models.Development) -> str:
    """Return the kind under which a development was published last; '' where it never was."""
    if not record.version:
        return ""
    if record.is_public:
        return str(orjson.loads(record.body).get("kind", ""))
    last = models.Revision.objects.filter(record=record.pk).order_by("-sequence").first()
    return str(orjson.loads(bytes(last.body)).get("kind", "")) if last is not None else ""


def redacted_in_refreshes(versions: Iterable[Version]) -> list[str]:
    """Return the addresses of redacted records that stored bodies rendered anew show."""
    refreshed = (bytes(v.record.body) for v in versions if v.event_type == REFRESHED)
    named = set().union(*map(redaction.addresses, refreshed))
    return serializers.redacted_among(named) if named else []


def previous_values(version: Version, redacted: Iterable[str]) -> dict[str, Any]:
    """Return the former values of what a version changes, by field, as far as anyone saw them."""
    record = version.record
    # What a row said before anyone could see it stays unseen; its kind was told with its remains.
    if not record.is_public:
        kind = _published_kind(record) if isinstance(record, models.Development) else ""
        return {"kind": kind} if kind not in {"", version.published.get("kind")} else {}
    before = accounts.without_names(orjson.loads(record.body))
    if version.event_type == REFRESHED:
        # Whatever a body may still show of what was blanked is not said once more.
        for address in redacted:
            before = redaction.scrubbed(before, address)
    fields = (before.keys() | version.published.keys()) - set(_UNHASHED)
    return {
        name: before.get(name)
        for name in sorted(fields)
        if before.get(name) != version.published.get(name)
    }
