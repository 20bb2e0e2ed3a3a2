"""The envelope of a change: the same bytes in every delivery and in the feed of changes."""

import uuid
from datetime import datetime
from typing import Any

import orjson

from tracker.serializers import fields

API_VERSION = "v1"
THIN_ABOVE_BYTES = 256 * 1024
_IDENTITY = (
    *("schema", "type", "slug", "url", "html_url"),
    *("version", "changed_at", "content_hash"),
)
_ADDRESSES = {
    **dict.fromkeys(("url", "record_url", "archive_url", "merged_into"), "/v1/"),
    "html_url": "/",
}
"""The fields that hold addresses, and with what those of this service begin."""
_ID = slice(len('{"id":"'), len('{"id":"evt_') + 32)
_NAMESPACE = uuid.UUID("6f0f3c1e-5d0b-4d53-9d5e-8d4f8a3f9c11")


def envelope(  # noqa: PLR0913 - an envelope says all this
    *,
    event_type: str,
    sequence: int,
    published_at: datetime,
    body: dict[str, Any],
    previous: dict[str, Any],
    public_url: str,
) -> bytes:
    """Return the event as bytes of JSON, its addresses absolute.

    Above 256 kB it is thin: the record's identity alone, ``"truncated": true``, and where the
    whole is to be had.
    """
    message = {
        # It comes first, where id_of finds it.
        "id": event_id(sequence, public_url),
        "type": event_type,
        "timestamp": fields.show_moment(published_at),
        "sequence": sequence,
        "api_version": API_VERSION,
        "subject": public_url + body["url"],
        "data": {
            "object": _absolute(body, public_url),
            "previous": _absolute(previous, public_url),
        },
    }
    whole = orjson.dumps(message)
    if len(whole) <= THIN_ABOVE_BYTES:
        return whole
    identity = {key: body[key] for key in _IDENTITY if key in body}
    message["data"] = {"object": _absolute(identity, public_url), "truncated": True}
    return orjson.dumps(message)


def event_id(sequence: int, public_url: str) -> str:
    """Return the event's id: the same for this deployment and sequence wherever it is asked."""
    return f"evt_{uuid.uuid5(_NAMESPACE, f'{public_url}#{sequence}').hex}"


def id_of(beginning: bytes) -> str:
    """Return the id of the message that begins so."""
    return beginning[_ID].decode()


def _absolute(value: Any, public_url: str) -> Any:
    """Return ``value`` with each relative address in it made absolute."""
    if isinstance(value, dict):
        return {
            key: _address(key, inner, public_url)
            if key in _ADDRESSES
            else _absolute(inner, public_url)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_absolute(inner, public_url) for inner in value]
    return value


def _address(key: str, value: Any, public_url: str) -> Any:
    """Return an address of this service made absolute; one elsewhere, or none, as it is."""
    is_relative = isinstance(value, str) and value.startswith(_ADDRESSES[key])
    return public_url + value if is_relative else value
