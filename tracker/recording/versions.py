"""The public form of a row before a change and after it, and what the change is called."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from tracker import models, serializers
from tracker.serializers import blanking
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
    # Not FOR UPDATE: whoever commits a reference to a row locks its key while holding the head.
    locked = models.NOUNS[record_type]._default_manager.select_for_update(no_key=True)
    list(locked.filter(pk__in=touched).order_by("pk").values_list("pk"))
    for noun in serializers.fetched(record_type, list(touched)):
        body = serializers.render(noun)
        content_hash = render_hash(body)
        if content_hash != noun.content_hash or noun.is_public != noun.is_publishable:
            event_type = _event_type(noun, touched[noun.pk])
            yield Version(noun, body, _published(noun, body, now), content_hash, event_type)


def _published(noun: models.Noun, body: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return what the ledger is to hold: of a row that only reviewers still see, what is left."""
    if noun.is_publishable or noun.is_withdrawn:
        return body
    return {**serializers.remains(noun, body), "withheld_at": serializers.show_moment(now)}


def _event_type(noun: models.Noun, asked: str) -> str:
    if noun.is_public and not noun.is_publishable and not noun.is_withdrawn:
        return asked if asked == REOPENED else _DELETED
    if asked == REFRESHED and not (noun.is_public or noun.is_publishable):
        return asked
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


def redacted_in_refreshes(versions: Iterable[Version]) -> list[str]:
    """Return the addresses of redacted records that stored bodies rendered anew show."""
    refreshed = (bytes(v.noun.body) for v in versions if v.event_type == REFRESHED)
    named = set().union(*map(blanking.addresses, refreshed))
    return serializers.redacted_among(named) if named else []


def previous_values(version: Version, redacted: Iterable[str]) -> dict[str, Any]:
    """Return the former values of what a version changes, by field, as far as anyone saw them."""
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
