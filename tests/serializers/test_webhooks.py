"""The envelope: these bytes, with absolute addresses; thin where the whole is too large."""

from datetime import UTC, datetime
from typing import Any

import orjson

from tracker.serializers import webhooks

MOMENT = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
BODY = {
    "schema": 1,
    "type": "topic",
    "slug": "bases",
    "url": "/v1/topics/bases",
    "name": "Bases — «sí»",
    "parent": {"type": "topic", "slug": "land", "title": "Land", "url": "/v1/topics/land"},
    "version": 2,
    "changed_at": "2026-03-01T12:00:00.000005Z",
    "content_hash": "ab12",
}


def envelope(body: dict[str, Any], previous: dict[str, Any]) -> bytes:
    return webhooks.envelope(
        event_type="record.updated",
        sequence=7,
        published_at=MOMENT,
        body=body,
        previous=previous,
        public_url="https://record.example",
    )


def test_an_envelope_is_these_bytes() -> None:
    golden = (
        '{"id":"evt_cc17c2d391cd5bfe9b6fced594e486a1","type":"record.updated",'
        '"timestamp":"2026-03-01T12:00:00.000005Z","sequence":7,"api_version":"v1",'
        '"subject":"https://record.example/v1/topics/bases","data":{"object":{"schema":1,'
        '"type":"topic","slug":"bases","url":"https://record.example/v1/topics/bases",'
        '"name":"Bases — «sí»","parent":{"type":"topic","slug":"land","title":"Land",'
        '"url":"https://record.example/v1/topics/land"},"version":2,'
        '"changed_at":"2026-03-01T12:00:00.000005Z","content_hash":"ab12"},'
        '"previous":{"parent":null,"name":"Bases"}}}'
    )

    assert envelope(BODY, {"parent": None, "name": "Bases"}).decode() == golden


def test_words_that_begin_like_an_address_are_left_alone() -> None:
    body = {**BODY, "name": "/v1/ is the prefix of every address"}

    sent = orjson.loads(envelope(body, {"name": "/v1/"}))

    assert sent["data"]["object"]["name"] == "/v1/ is the prefix of every address"
    assert sent["data"]["previous"] == {"name": "/v1/"}


def test_an_envelope_of_256_kb_is_whole_and_one_byte_more_is_thin() -> None:
    room = webhooks.THIN_ABOVE_BYTES - len(envelope({**BODY, "name": ""}, {}))

    whole = envelope({**BODY, "name": "a" * room}, {})
    thin = envelope({**BODY, "name": "a" * (room + 1)}, {})

    assert len(whole) == 256 * 1024
    assert orjson.loads(whole)["data"]["previous"] == {}
    assert orjson.loads(thin) == {
        "id": webhooks.event_id(7, "https://record.example"),
        "type": "record.updated",
        "timestamp": "2026-03-01T12:00:00.000005Z",
        "sequence": 7,
        "api_version": "v1",
        "subject": "https://record.example/v1/topics/bases",
        "data": {
            "object": {
                "schema": 1,
                "type": "topic",
                "slug": "bases",
                "url": "https://record.example/v1/topics/bases",
                "version": 2,
                "changed_at": "2026-03-01T12:00:00.000005Z",
                "content_hash": "ab12",
            },
            "truncated": True,
        },
    }


def test_the_bytes_that_an_envelope_may_have_count_and_not_its_characters() -> None:
    body = {**BODY, "name": "ñ" * (webhooks.THIN_ABOVE_BYTES // 2)}

    assert orjson.loads(envelope(body, {}))["data"]["truncated"] is True


def test_an_event_has_one_id_in_one_deployment() -> None:
    first = webhooks.event_id(7, "https://record.example")

    assert webhooks.event_id(7, "https://record.example") == first
    assert webhooks.event_id(8, "https://record.example") != first
    assert webhooks.event_id(7, "https://other.example") != first
