"""Pages of records, from their stored bodies."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from tracker.api.http import pagination
from tracker.api.records import representation_schema


class RecordPagination(pagination.KeysetPagination):
    """Pages of records, the newest change first."""

    keys = ("changed_at", "pk")
    orderings = ("-changed_at", "changed_at")
    columns: ClassVar[tuple[str, ...]] = ("body",)
    """What a page holds of each row."""

    def _chosen(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Return the page's rows, found by their keys first.

        So the index that a list walks tells which they are, and no other row's body is read.
        """
        of_page = rows.values("pk")[: self.size + 1]
        chosen: QuerySet[Any, Any] = rows.model._default_manager.filter(pk__in=of_page)
        return chosen.order_by(*rows.query.order_by)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return how the OpenAPI document describes a page of records, or of parts of them."""
        items = representation_schema.selectable(schema["items"])
        return super().get_paginated_response_schema({**schema, "items": items})
