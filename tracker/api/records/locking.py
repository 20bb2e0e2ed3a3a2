"""Records locked for a change, whose version the client knows."""

from collections.abc import Iterator
from typing import Any

from rest_framework.request import Request

from tracker import models, recording
from tracker.api.http import conditional, preconditions
from tracker.api.records import lookup


def locked(request: Request, record_type: str, slug: str) -> models.Record:
    """Return the public record, locked to the end of the transaction, for a change of it.

    Raises errors.Problem: as ``lookup.find`` where there is none, as ``require_match`` where
    the client does not know its present version.
    """
    row = lock(record_type, slug)
    if row is None or not row.is_public:
        lookup.find(record_type, slug)
        raise lookup.not_found()
    require_match(request, row)
    return row


def lock(record_type: str, slug: str) -> models.Record | None:
    """Return the row of this slug, locked to the end of the transaction; None where there is none.

    It is read after the lock: what is joined to a row that had to be waited for is stale.
    """
    rows = models.records_of(record_type).slugs(slug)
    keys = list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    found: models.Record | None = rows.filter(pk__in=keys).select_related("identity").first()
    return found


def require_match(request: Request, row: models.Record) -> None:
    """Raise errors.Problem unless ``If-Match`` names the present version of ``row``.

    A version that differs from the present one by refreshes alone is as good.
    """
    preconditions.require_tag(request, map(conditional.record_etag, _equal_versions(row)))


def _equal_versions(row: models.Record) -> Iterator[int]:
    """Yield the present version and those before it of which only embedded titles differ."""
    yield row.version
    revisions: Any = models.Revision.objects.filter(record=row.pk).order_by("-sequence")
    for version, event_type in revisions.values_list("version", "event_type").iterator(20):
        if event_type != recording.REFRESHED:
            return
        yield version - 1
