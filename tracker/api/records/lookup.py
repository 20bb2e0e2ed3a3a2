"""Finding one public record by its slug, and what is answered where it is no longer to be seen."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tracker import models
from tracker.api.http import errors
from tracker.timelines import lookups
from tracker.timelines.lookups import Found


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
    with problems(below):
        return lookups.found(rows, record_type, slug)


@contextlib.contextmanager
def problems(below: str = "", query: str = "") -> Iterator[None]:
    """Raise, for a record that is not found, the errors.Problem that tells what became of it."""
    try:
        yield
    except lookups.NeverPublicError:
        raise not_found() from None
    except lookups.MergedError as merged:
        address = merged.url + below + query
        detail = f"This record was merged into another: {address}"
        raise errors.Problem(308, "merged", detail, headers={"Location": address}) from None
    except lookups.WithdrawnError as withdrawn:
        members = lookups.remains(withdrawn.last)
        detail = "This was public and has been withdrawn."
        raise errors.Problem(410, "withdrawn", detail, members=members) from None


def not_found() -> errors.Problem:
    """Return the problem of an address at which nothing was ever public."""
    return errors.Problem(404, "not_found", "There is nothing at this address.")
