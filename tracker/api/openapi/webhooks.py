"""The OpenAPI document's ``webhooks``: what is sent to endpoints, one entry per event type."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson

from tracker import kinds, models, serializers
from tracker.serializers import webhooks

_PUBLIC_URL: Final = "https://onrecord.example"
_PUBLISHED_AT: Final = datetime(2026, 1, 25, 15, tzinfo=UTC)
_DEVELOPMENT: Final = "development"
_HASH: Final = "d0295c8f91f4a4d2c820bcbc0dc242be3d4eadf82a0b82677984d75b649a2ca4"
_SIGNATURE: Final = "v1,0Clcj5H0pNLIILy8DcJCvj1OrfgqC4JneYTXW2SaLKQ="

# Nobody of this name holds an office, and there is no such state.
_MINISTER: Final = {
    "type": "official",
    "slug": "ilse-varga",
    "title": "Ilse Varga",
    "url": "/v1/officials/ilse-varga",
}
_TITLES: Final = {
    "agreement": "Port Access Agreement of Arvenia and Lorvania",
    "commitment": "No new foreign bases in Arvenia",
    "document": "Minister Varga: no new foreign bases in Arvenia",
    "event": "Arvenia's parliament votes on foreign bases",
    "meeting": "Talks of Ilse Varga and Tomas Brandl on port access",
}
_SLUGS: Final = {
    "agreement": "port-access-agreement",
    "commitment": "arvenia-no-foreign-bases",
    "document": "varga-no-foreign-bases",
    "event": "arvenia-vote-on-bases",
    "meeting": "talks-on-port-access",
}
_HEADERS: Final[tuple[tuple[str, str, dict[str, Any], str], ...]] = (
    (
        "webhook-id",
        "The event's id, the same whenever it is sent again",
        {"type": "string", "minLength": 1},
        "",
    ),
    (
        "webhook-timestamp",
        "When this attempt was signed, in seconds since 1970; refuse what is older than 5 minutes",
        {"type": "string", "pattern": "^[0-9]+$"},
        str(int(_PUBLISHED_AT.timestamp())),
    ),
    (
        "webhook-signature",
        "Signatures of id, timestamp and body joined by full stops, as Standard Webhooks has it: "
        "one for each secret, with a blank between",
        {"type": "string", "minLength": 1},
        _SIGNATURE,
    ),
    (
        "webhook-attempt",
        "Which attempt this is, from 1",
        {"type": "string", "pattern": "^[1-9][0-9]*$"},
        "1",
    ),
    (
        "webhook-event-type",
        "The type of the event, as in the body",
        {"type": "string", "minLength": 1},
        "",
    ),
)
_ANSWERS: Final = {
    "2XX": {"description": "Taken; the body of the answer is not looked at"},
    "410": {"description": "Nothing is to be sent to this endpoint any more"},
    "default": {"description": "Not taken: it is sent again later, and in the end given up"},
}


def entries() -> dict[str, Any]:
    """Return the ``webhooks`` of the document: a POST for each event type that is public."""
    public = (
        event_type
        for event_type in kinds.EVENT_TYPES.values()
        if getattr(event_type, "is_public", True)
    )
    return {
        event_type.code: {"post": _operation(number, event_type)}
        for number, event_type in enumerate(public, start=1)
    }


def _operation(number: int, event_type: kinds.EventType) -> dict[str, Any]:
    sent = _example(number, event_type)
    code = event_type.code
    return {
        "operationId": f"webhook_{code.replace('.', '_')}",
        "summary": event_type.label["en"],
        "description": event_type.explanation["en"],
        "tags": ["webhooks"],
        "parameters": list(_headers({"webhook-id": sent["id"], "webhook-event-type": code})),
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _schema(code),
                    "examples": {
                        "sent": {
                            "summary": "With some of the record's fields; all of them are sent",
                            "value": sent,
                        }
                    },
                }
            },
        },
        "responses": _ANSWERS,
    }


def _headers(own: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for name, description, schema, example in _HEADERS:
        yield {
            "name": name,
            "in": "header",
            "required": True,
            "description": description,
            "schema": schema,
            "example": example or own[name],
        }


def _schema(code: str) -> dict[str, Any]:
    """Return the envelope's schema with the event's type, and what it may be about."""
    about = list(models.NOUNS) if _is_of_record(code) else [_DEVELOPMENT]
    record = {
        "type": "object",
        "description": "The record as it answers at subject, its addresses absolute",
        "properties": {"type": {"type": "string", "enum": about}},
    }
    return {
        "allOf": [
            {"$ref": "#/components/schemas/Change"},
            {
                "type": "object",
                "properties": {
                    "type": {"type": "string", "enum": [code]},
                    "data": {"type": "object", "properties": {"object": record}},
                },
            },
        ]
    }


def _example(number: int, event_type: kinds.EventType) -> dict[str, Any]:
    """Return an envelope as it is sent, with some of the fields of a record about nobody."""
    code = event_type.code
    published_at = _PUBLISHED_AT + timedelta(minutes=number)
    moment = serializers.show_moment(published_at)
    told = _record(code, moment) if _is_of_record(code) else _development(event_type, moment)
    is_first = isinstance(event_type, kinds.Kind) or code == "record.created"
    body = {
        "schema": serializers.SCHEMA,
        **told,
        "version": 1 if is_first else 2,
        "changed_at": moment,
        "content_hash": _HASH,
    }
    envelope = webhooks.envelope(
        event_type=code,
        sequence=number,
        published_at=published_at,
        body=body,
        previous=_previous(code),
        public_url=_PUBLIC_URL,
    )
    found: dict[str, Any] = orjson.loads(envelope)
    return found


def _development(event_type: kinds.EventType, moment: str | None) -> dict[str, Any]:
    """Return what a development of this kind says; what is decided on is a reaffirmation."""
    is_flagged = isinstance(event_type, kinds.Kind)
    kind = event_type if isinstance(event_type, kinds.Kind) else kinds.get("commitment.reaffirmed")
    about = kind.record_type
    name = f"{about}-{event_type.code.partition('.')[2]}"
    said = {
        "title": f"{kind.label['en']}: {_TITLES[about]}",
        "occurred_date": "2026-01-25",
        "relation": kind.relation or "",
        "speaker": None if kind.from_clock else {"name": "Ilse Varga", "official": _MINISTER},
    }
    decision = event_type.code.partition(".")[2]
    state = "flagged" if is_flagged or decision == "reopened" else decision
    return {
        **_identity(_DEVELOPMENT, name),
        "kind": kind.code,
        "record": {**_identity(about, _SLUGS[about]), "title": _TITLES[about]},
        **(said if state != "dismissed" else {}),
        "review_state": state,
        "review_reason": "" if is_flagged else "Checked against the recording.",
        "reviewed_at": None if is_flagged else moment,
    }


def _record(code: str, moment: str | None) -> dict[str, Any]:
    """Return what a commitment says, or what is left of one that is not shown any more."""
    identity = _identity("commitment", _SLUGS["commitment"])
    left: dict[str, dict[str, Any]] = {
        "record.merged": {"merged_into": serializers.address("commitment", "no-foreign-bases")},
        "record.deleted": {"deleted_at": moment},
        "record.redacted": {"deleted_at": moment, "redacted_at": moment},
    }
    said = {
        "short_title": _TITLES["commitment"],
        "text": "Arvenia will not host new foreign military bases.",
        "verdict": "upheld_so_far",
    }
    return {**identity, **left.get(code, said)}


def _identity(record_type: str, name: str) -> dict[str, Any]:
    slug = name.replace("_", "-")
    return {"type": record_type, "slug": slug, "url": serializers.address(record_type, slug)}


def _previous(code: str) -> dict[str, Any]:
    """Return the fields that the event changed, as they were."""
    if code == "record.updated":
        return {"text": "Arvenia will host no foreign military bases."}
    return (
        {"review_state": "flagged", "review_reason": ""} if code.startswith("development") else {}
    )


def _is_of_record(code: str) -> bool:
    return code.startswith("record.")
