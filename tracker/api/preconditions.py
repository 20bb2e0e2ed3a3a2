"""What a change must know first: which version it changes, and that nobody changed it since."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from rest_framework.request import Request

from tracker import models, recording
from tracker.api import conditional, errors, records

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e]*")')
_TAGS = re.compile(rf"\A[ \t]*{_TAG.pattern}[ \t]*(?:,[ \t]*{_TAG.pattern}[ \t]*)*")


def locked(request: Request, record_type: str, slug: str) -> models.Noun:
    """Return the public record, locked to the end of the transaction, for a change of it.

    Raises errors.Problem: as ``records.find`` where there is none, as ``require_match`` where
    the client does not know its present version.
    """
    row = lock(record_type, slug)
    if row is None or not row.is_public:
        records.find(record_type, slug)
        raise records.not_found()
    require_match(request, row)
    return row


def lock(record_type: str, slug: str) -> models.Noun | None:
    """Return the row of this slug, locked to the end of the transaction; None where there is none.

    It is read after the lock: what is joined to a row that had to be waited for is stale.
    """
    rows = records.rows(record_type).slugs(slug)
    keys = list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    found: models.Noun | None = rows.filter(pk__in=keys).select_related("record").first()
    return found


def require_match(request: Request, row: models.Noun) -> None:
    """Raise errors.Problem unless ``If-Match`` names the present version of ``row``.

    A version that differs from the present one by refreshes alone is as good.
    """
    require_tag(request, map(conditional.record_etag, _equal_versions(row)))


def require_tag(request: Request, present: Iterable[str]) -> None:
    """Raise errors.Problem unless ``If-Match`` names one of these entity tags.

    428 where the header is missing, 400 where it is malformed, 412 where it names another
    version.
    """
    header = request.headers.get("If-Match")
    if header is None:
        detail = 'A change needs If-Match with the ETag of the version that it changes, or "*".'
        raise errors.Problem(428, "precondition_required", detail)
    if header.strip(" \t") == "*":
        return
    if not _TAGS.fullmatch(header):
        raise errors.Problem(400, "malformed_if_match", "If-Match is no list of entity tags.")
    given = {match[1] for match in _TAG.finditer(header)}
    if given.isdisjoint(present):
        detail = "It was changed meanwhile; fetch it again."
        raise errors.Problem(412, "precondition_failed", detail)


def _equal_versions(row: models.Noun) -> Iterator[int]:
    """Yield the present version and those before it of which only embedded titles differ."""
    yield row.version
    revisions: Any = models.Revision.objects.filter(record=row.pk).order_by("-sequence")
    for version, event_type in revisions.values_list("version", "event_type").iterator(20):
        if event_type != recording.REFRESHED:
            return
        yield version - 1
