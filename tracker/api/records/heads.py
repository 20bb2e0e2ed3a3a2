"""What stands around records in their lists and details, by ``expand``: heads of longer lists."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import orjson

from tracker import evidence, models
from tracker.api.records import evidence_serializers
from tracker.serializers import bodies
from tracker.timelines import current, heads

LATEST: Final = "latest_developments"
EVIDENCE: Final = "evidence"
TIMELINE: Final = "timeline"
MOST_LATEST: Final = 3
MOST_EVIDENCE: Final = 3
MOST_ENTRIES: Final = 10


def offered(record_type: str) -> tuple[str, ...]:
    """Return which heads records of a type can be had with."""
    if record_type not in current.SUBJECTS:
        return ()
    of_commitments = (EVIDENCE,) if record_type == models.Commitment.RECORD_TYPE else ()
    return (LATEST, *of_commitments, TIMELINE)


def of(
    record_type: str, names: Sequence[str], slugs: Mapping[int, str]
) -> dict[int, dict[str, Any]]:
    """Return the heads of these names by key of record, as parts of its body.

    ``slugs`` are those of the records, by key. The number of queries does not depend on theirs.
    """
    found = {name: _MADE[name](record_type, slugs) for name in names}
    return {key: {name: found[name][key] for name in names} for key in slugs}


def described(record_type: str) -> dict[str, Any]:
    """Return how the OpenAPI document describes the heads of a type of record."""
    return {name: _DESCRIBED[name] for name in offered(record_type)}


def _latest(record_type: str, slugs: Mapping[int, str]) -> dict[int, Any]:
    developments = (models.Development.RECORD_TYPE.value,)
    found = heads.around(record_type, slugs, MOST_LATEST, developments)
    wanted = {key for entries in found.values() for (_, _, key), _, _ in entries}
    rows = models.Development.objects.public().filter(pk__in=wanted).values_list("pk", "body")
    stored = {key: orjson.Fragment(bodies.without_explanation(bytes(body))) for key, body in rows}
    return {
        owner: [stored[key] for (_, _, key), _, _ in entries if key in stored]
        for owner, entries in found.items()
    }


def _evidence(_: str, slugs: Mapping[int, str]) -> dict[int, Any]:
    # To make the fields of a serializer takes longest.
    shown = evidence_serializers.EvidenceItemSerializer().to_representation
    return {
        key: {side: [shown(item) for item in items] for side, items in found.items()}
        for key, found in evidence.newest(slugs, MOST_EVIDENCE).items()
    }


def _timeline(record_type: str, slugs: Mapping[int, str]) -> dict[int, Any]:
    found = heads.around(record_type, slugs, MOST_ENTRIES)
    return {
        key: [orjson.Fragment(entry) for entry in entries]
        for key, entries in heads.shown(found, bodies.without_explanation).items()
    }


_MADE: Final[Mapping[str, Callable[[str, Mapping[int, str]], dict[int, Any]]]] = {
    LATEST: _latest,
    EVIDENCE: _evidence,
    TIMELINE: _timeline,
}


def _list_of(component: str, most: int) -> dict[str, Any]:
    item = {"$ref": f"#/components/schemas/{component}"}
    return {"type": "array", "items": item, "maxItems": most}


_DESCRIBED: Final[Mapping[str, dict[str, Any]]] = {
    LATEST: {
        **_list_of("Development", MOST_LATEST),
        "description": "With expand: the latest that happened, without `explanation`",
    },
    EVIDENCE: {
        "type": "object",
        "description": "With expand: the newest evidence on either side",
        "required": [*evidence.SIDES],
        "properties": {name: _list_of("EvidenceItem", MOST_EVIDENCE) for name in evidence.SIDES},
    },
    TIMELINE: {
        **_list_of("TimelineEntry", MOST_ENTRIES),
        "description": "With expand: the newest of the timeline, without `explanation`",
    },
}
