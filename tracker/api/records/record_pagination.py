"""Pages of records, from their stored bodies."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from tracker import filters
from tracker.api.http import pagination, parameters
from tracker.api.records import representation_schema
from tracker.filters import keysets

_ABOUT = "In which order, with - the last first; what has no such date comes last either way"


def ordering(record_type: str) -> parameters.Parameter[str]:
    """Return the parameter of the order of a list of this type of record."""
    orderings = filters.ORDERINGS[record_type]
    return parameters.one_of("ordering", _ABOUT, orderings, orderings[0])


class RecordPagination(pagination.KeysetPagination):
    """Pages of records of one type, the newest change first where no order is asked for."""

    orderings: tuple[str, ...] = ()
    columns: ClassVar[tuple[str, ...]] = ("body", "pk")
    """What a page holds of each row."""

    def __init__(self, record_type: str = "") -> None:
        self.record_type = record_type
        self.orderings = filters.ORDERINGS.get(record_type, ())

    @property
    def order(self) -> keysets.Order:
        """The order that is asked for."""
        return filters.order(self.record_type, self.ordering)

    def _chosen(self, rows: QuerySet[Any, Any], number: int) -> QuerySet[Any, Any]:
        """Return the page's rows, found by their keys first.

        So the index that a list walks tells which they are, and no other row's body is read.
        """
        of_page = rows.values("pk")[:number]
        chosen: QuerySet[Any, Any] = rows.model._default_manager.filter(pk__in=of_page)
        return chosen.order_by(*rows.query.order_by)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return how the OpenAPI document describes a page of records, or of parts of them."""
        items = representation_schema.selectable(schema["items"])
        return super().get_paginated_response_schema({**schema, "items": items})
