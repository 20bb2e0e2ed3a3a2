"""The OpenAPI document's ``webhooks``: what is sent to endpoints, one entry per event type."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from tracker import kinds, models
from tracker.webhooks import examples

_AT: Final = datetime(2026, 1, 25, 15, tzinfo=UTC)
_ID: Final = f"evt_{0:032x}"
_SHOWN: Final = ("type", "slug", "kind", "title", "short_title", "deleted_at", "merged_into")
"""The fields of a record that an example shows here; ``/v1/event-types`` has them all."""
HEADERS: Final[Mapping[str, dict[str, Any]]] = {
    "webhook-id": {
        "description": "The event's id, the same whenever it is sent again",
        "schema": {"type": "string", "minLength": 1},
        "example": _ID,
    },
    "webhook-timestamp": {
        "description": "When this attempt was signed, in seconds since 1970; refuse what is older"
        " than 5 minutes",
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
        "example": str(int(_AT.timestamp())),
    },
    "webhook-signature": {
        "description": "Signatures of id, timestamp and body joined by full stops, as Standard"
        " Webhooks has it: one for each secret, with a blank between",
        "schema": {"type": "string", "minLength": 1},
        "example": "v1,0Clcj5H0pNLIILy8DcJCvj1OrfgqC4JneYTXW2SaLKQ=",
    },
    "webhook-attempt": {
        "description": "Which attempt this is, from 1",
        "schema": {"type": "string", "pattern": "^[1-9][0-9]*$"},
        "example": "1",
    },
    "webhook-event-type": {
        "description": "The type of the event, as in the body",
        "schema": {"type": "string", "minLength": 1},
        "example": "commitment.reported",
    },
}
ANSWERS: Final = {
    "Receipt": {
        "description": "2xx: taken, and the body of the answer is not looked at. 410: nothing is"
        " to be sent to this endpoint any more. Anything else: not taken, so that it is sent again"
        " later, and in the end given up"
    },
}


def entries() -> dict[str, Any]:
    """Return the ``webhooks`` of the document: a POST for each event type that is public."""
    return {
        code: {"post": _operation(event_type)}
        for code, event_type in kinds.PUBLIC_EVENT_TYPES.items()
    }


def header_parameters() -> dict[str, Any]:
    """Return the headers of every webhook, as components."""
    return {
        name: {"name": name, "in": "header", "required": True, **said}
        for name, said in HEADERS.items()
    }


def _operation(event_type: kinds.EventType) -> dict[str, Any]:
    """Return the POST of an event type: what is common to all stands among the components."""
    content = {"schema": _schema(event_type.code)}
    return {
        "summary": event_type.label["en"],
        "description": event_type.explanation["en"],
        "tags": ["webhooks"],
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in HEADERS],
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {"default": {"$ref": "#/components/responses/Receipt"}},
    }


def _schema(code: str) -> dict[str, Any]:
    """Return the envelope's schema with the event's type, and what it may be about."""
    about = "AnyRecordData" if code.startswith("record.") else "DevelopmentData"
    return {
        "allOf": [{"$ref": "#/components/schemas/Change"}],
        "properties": {
            "type": {"const": code},
            "data": {"$ref": f"#/components/schemas/{about}"},
        },
    }


def _data(about: list[str]) -> dict[str, Any]:
    record = {"properties": {"type": {"type": "string", "enum": about}}}
    return {"type": "object", "properties": {"object": record}}


DATA: Final = {
    "DevelopmentData": _data(["development"]),
    "AnyRecordData": _data(list(models.RECORDS)),
}
"""What messages are about, as components."""


def sent() -> list[dict[str, Any]]:
    """Return examples of messages: one of a development, and one of any other record."""
    return [_example("commitment.reported"), _example("record.created")]


def _example(code: str) -> dict[str, Any]:
    """Return the event type's example message, with some of the fields of what it is about."""
    message = examples.example(code, _ID, _AT)
    told = message["data"]["object"]
    return {**message, "data": {"object": {name: told[name] for name in _SHOWN if name in told}}}
