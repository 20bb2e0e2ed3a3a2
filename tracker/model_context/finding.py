"""Finding one public record as it is shown now, or was at an instant."""

from dataclasses import dataclass
from typing import Any

import orjson

from tracker import models, serializers
from tracker.model_context import instants, refusals
from tracker.timelines import outcomes


@dataclass(frozen=True)
class Found:
    """A public record as it was stored, and what became of it since, if it is gone."""

    key: int
    stored: bytes
    body: dict[str, Any]
    later: str | None = None


def find(record_type: str, slug: str, instant: instants.Instant) -> Found:
    """Return the record as it was shown.

    Raises Refusal for what was never public, what was withdrawn, and what was merged.
    """
    if instant.known_at is None:
        return _present(record_type, slug)
    earlier = models.Revision.objects.filter(
        type=record_type, record__slug=slug, published_at__lte=instant.known_at
    )
    last = earlier.order_by("-sequence").first()
    if last is None:
        raise refusals.not_found()
    if last.is_withdrawal:
        raise _gone(last)
    stored = bytes(last.body)
    fates = outcomes.later([last.record_id])
    return Found(last.record_id, stored, orjson.loads(stored), fates.get(last.record_id))


def _present(record_type: str, slug: str) -> Found:
    rows = models.records_of(record_type).public().slugs(slug)
    for key, stored in rows.values_list("pk", "body")[:1]:
        return Found(key, bytes(stored), orjson.loads(bytes(stored)))
    revisions = models.Revision.objects.filter(type=record_type, record__slug=slug)
    last = revisions.order_by("-sequence").first()
    if last is None or not last.is_withdrawal:
        raise refusals.not_found()
    raise _gone(last)


def _gone(last: models.Revision) -> refusals.Refusal:
    remains = orjson.loads(bytes(last.body))
    if "merged_into" in remains:
        *_, plural, slug = remains["merged_into"].split("/")
        types = {name: record_type for record_type, name in serializers.PLURALS.items()}
        detail = f"This record was merged into another: {types[plural]} {slug}"
        return refusals.Refusal("merged", detail)
    reason = remains.get("review_reason") or last.reason
    detail = "This was public and has been withdrawn."
    return refusals.Refusal("withdrawn", f"{detail} {reason}".strip())
