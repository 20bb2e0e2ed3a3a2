"""Records as they were: found in the ledger, told what became of them, with what held on a day."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet
from django.utils.http import urlencode
from rest_framework.request import Request

from tracker import filters, models
from tracker.api.http import parameters
from tracker.api.records import asof, filter_backend, lookup, record_pagination
from tracker.filters import keysets
from tracker.timelines import lookups


class VersionPagination(record_pagination.RecordPagination):
    """Pages of records as they were shown, by their last change: the order of the ledger."""

    columns: ClassVar[tuple[str, ...]] = ("body", "record_id")

    @property
    def order(self) -> keysets.Order:
        """The order that is asked for."""
        return keysets.Order(("changed_at", "record_id"), self.ordering.startswith("-"))

    def read(self, request: Request) -> None:
        """Take from ``request`` which page is asked for.

        Raises errors.Problem naming the parameter that is wrong, and for an order that the ledger
        does not have.
        """
        super().read(request)
        if self.ordering not in filters.ORDERINGS_OF_LEDGER:
            known = " or ".join(filters.ORDERINGS_OF_LEDGER)
            detail = f"As of a time a list is ordered by {known}, not by {self.ordering}."
            raise parameters.invalid([("ordering", detail)])


def versions(request: Request, record_type: str, as_of: asof.AsOf) -> QuerySet[models.Revision]:
    """Return the versions of records, shown then, that satisfy all that ``request`` asks.

    Raises errors.Problem for a wrong value, and where words are searched for in the past, of
    which no index is kept.
    """
    asked = filter_backend.of(request.query_params, record_type)
    found = as_of.asked(record_type, asked)
    if "q" not in request.query_params:
        return found
    if as_of.known_at is not None:
        raise parameters.invalid([("q", f"q cannot be asked with {asof.KNOWN_AT}.")])
    words = filter_backend.WORDS.of(request.query_params)
    return found.filter(record__in=models.SearchEntry.objects.keys(record_type, words))


def find(record_type: str, slug: str, as_of: asof.AsOf, below: str = "") -> lookups.Found:
    """Return the record as it was shown then.

    Raises errors.Problem as ``lookup.find`` does, for what was there then.
    """
    query = f"?{urlencode(as_of.members)}" if as_of.known_at is not None else ""
    with lookup.problems(below, query):
        return lookups.find(record_type, slug, as_of.known_at)


def on_the_day(record_type: str, body: bytes, as_of: asof.AsOf) -> bytes:
    """Return a body as of the day that is asked for.

    A verdict or a status is that of the day; of an official's offices those of the day are left.
    """
    if as_of.held_at:
        return _in_office(body, as_of.held_at)
    if as_of.valid_at:
        field, history = filters.HISTORIES[record_type]
        return _valued(body, field, history.facet, as_of.valid_at)
    return body


def _valued(
    body: bytes, field: str, history: Callable[[Mapping[str, Any]], Any], day: str
) -> bytes:
    parsed = orjson.loads(body)
    parsed[field] = filters.held_on(history(parsed), day)
    return orjson.dumps({**parsed, asof.VALID_AT: day})


def _in_office(body: bytes, day: str) -> bytes:
    parsed = orjson.loads(body)
    parsed["tenures"] = [part for part in parsed["tenures"] if filters.is_held(part, day)]
    return orjson.dumps({**parsed, asof.VALID_AT: day})
