"""Finding one public record by its slug, and what is answered where it is no longer to be seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.models import QuerySet

from tracker import models, serializers
from tracker.api.http import errors


@dataclass(frozen=True)
class Found:
    """A public record as stored."""

    key: int
    version: int
    body: bytes


def bodies(
    record_type: str, slugs: list[str], known_at: datetime | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield (slug, body) of the public records with these slugs, as shown now or at a moment."""
    found: QuerySet[Any, Any] = models.records_of(record_type).public().slugs(*slugs)
    column = "identity__slug"
    if known_at is not None:
        column = "record__slug"
        found = models.Revision.objects.known_at(known_at).filter(
            record__type=record_type, record__slug__in=slugs
        )
    yield from found.values_list(column, "body")


def version(rows: QuerySet[Any, Any], slug: str) -> int:
    """Return the version of the record of this slug among ``rows``; 0 where there is none."""
    named: Any = rows
    # first() would sort what is one row at most.
    return next(iter(named.slugs(slug).values_list("version", flat=True)[:1]), 0)


def find(record_type: str, slug: str, below: str = "") -> Found:
    """Return the public record of this type and slug.

    Raises errors.Problem: 404 for what was never public, 410 for what was and is withdrawn, 308
    to the record that it was merged into, or to the same address ``below`` that.
    """
    return found(models.records_of(record_type).public(), record_type, slug, below)


def found(rows: QuerySet[Any, Any], record_type: str, slug: str, below: str = "") -> Found:
    """Return the record of this slug among ``rows``, which are all of ``record_type``.

    Raises errors.Problem as ``find`` does.
    """
    named: Any = rows
    for key, version, body in named.slugs(slug).values_list("pk", "version", "body")[:1]:
        return Found(key, version, bytes(body))
    of_slug = models.records_of(record_type).slugs(slug)
    record = of_slug.select_related("identity__merged_into").first()
    raise _absence(record, below) if record is not None else not_found()


def not_found() -> errors.Problem:
    """Return the problem of an address at which nothing was ever public."""
    return errors.Problem(404, "not_found", "There is nothing at this address.")


def _absence(record: models.Record, below: str) -> errors.Problem:
    last = models.Revision.objects.filter(record_id=record.pk).order_by("-sequence").first()
    if last is None or not last.is_withdrawal:
        return not_found()
    target = record.identity.merged_into
    if target is not None and getattr(target, target.type).is_public:
        address = serializers.address(target.type, target.slug) + below
        detail = f"This record was merged into another: {address}"
        return errors.Problem(308, "merged", detail, headers={"Location": address})
    return withdrawn(last)


def withdrawn(last: models.Revision) -> errors.Problem:
    """Return the problem of a record of which ``last`` is what is left."""
    remains: dict[str, Any] = orjson.loads(bytes(last.body))
    return errors.Problem(
        410,
        "withdrawn",
        "This was public and has been withdrawn.",
        members={
            "reason": remains.get("review_reason") or last.reason or None,
            "withdrawn_at": remains.get("deleted_at")
            or remains.get("withheld_at")
            or remains.get("reviewed_at")
            or serializers.show_moment(last.published_at),
            "record": remains,
        },
    )
