"""Finding one public record as it is shown now, or was at an instant."""

from dataclasses import dataclass
from typing import Any

import orjson

from tracker import serializers
from tracker.model_context import instants, refusals
from tracker.timelines import lookups, outcomes


@dataclass(frozen=True)
class Found:
    """A public record as it is ``shown``, parsed, and what became of it since, if it is gone."""

    shown: lookups.Found
    body: dict[str, Any]
    later: str | None = None

    @property
    def key(self) -> int:
        """The record's key."""
        return self.shown.key


def find(record_type: str, slug: str, instant: instants.Instant) -> Found:
    """Return the record as it was shown.

    Raises Refusal for what was never public, what was withdrawn, and what was merged.
    """
    try:
        found = lookups.find(record_type, slug, instant.known_at)
    except lookups.NeverPublicError:
        raise refusals.not_found() from None
    except lookups.MergedError as merged:
        raise _merged(merged.url) from None
    except lookups.WithdrawnError as withdrawn:
        reason = lookups.remains(withdrawn.last)["reason"]
        detail = f"This was public and has been withdrawn. {reason}".strip()
        raise refusals.Refusal("withdrawn", detail) from None
    fates = {} if instant.known_at is None else outcomes.later([found.key])
    return Found(found, orjson.loads(found.body), fates.get(found.key))


def _merged(url: str) -> refusals.Refusal:
    *_, plural, slug = url.split("/")
    types = {name: record_type for record_type, name in serializers.PLURALS.items()}
    detail = f"This record was merged into another: {types[plural]} {slug}"
    return refusals.Refusal("merged", detail)
