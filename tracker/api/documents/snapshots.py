"""The versions of a document's text, and how they differ."""

from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models
from tracker.api.documents import serializers
from tracker.api.http import base, conditional, pagination, parameters
from tracker.api.records import lookup
from tracker.representations import diffs
from tracker.timelines import lookups

AGAINST = parameters.integer(
    "against",
    "The version to compare with; without it the one before",
    least=1,
    most=999_999_999,
)
_COLUMNS = (
    "number",
    "fetched_at",
    "text_sha256",
    "drift",
    "significance",
    "document__identity__slug",
)


class SnapshotPagination(pagination.KeysetPagination):
    """Pages of a document's versions, the latest first."""

    keys = ("number",)
    orderings = ("-number", "number")


class SnapshotViewSet(base.ViewSet):
    """The versions of a document's text."""

    lookup_field = "number"
    lookup_value_converter = "number"
    pagination_class = SnapshotPagination

    @extend_schema(responses=serializers.SnapshotSerializer(many=True))
    def list(self, request: Request, slug: str) -> HttpResponseBase:
        """Return a page of versions: when each was read, and how it differs from the one before."""
        document = lookup.find("document", slug, "/snapshots")
        rows = models.Snapshot.objects.filter(document=document.key)
        rows = rows.select_related("document__identity").only(*_COLUMNS)
        return self.paged(rows, serializers.SnapshotSerializer)

    @extend_schema(responses=serializers.SnapshotDetailSerializer)
    def retrieve(self, request: Request, slug: str, number: int) -> Response:
        """Return the version with its text where that may be shown, and what is quoted of it."""
        document = lookup.find("document", slug, f"/snapshots/{number}")
        snapshot = _versions(document).filter(number=number).first()
        if snapshot is None:
            raise lookup.not_found()
        etag = conditional.ledger_etag(request)
        return conditional.answer(
            request,
            etag,
            lambda: Response(serializers.SnapshotDetailSerializer(snapshot).data),
        )

    @extend_schema(responses=serializers.SnapshotDifferenceSerializer)
    @action(detail=True, query_parameters=(AGAINST,))
    def diff(self, request: Request, slug: str, number: int) -> Response:
        """Return the changes by sentence and word, and the quotes.

        The whole text where the source's text is public. Else the changed sentences, up to ten
        with up to 1,500 characters and a tenth of the text in all versions together; the rest is
        counted and `is_cut`.
        """
        against = AGAINST.of(request.query_params) or max(1, number - 1)
        document = lookup.find("document", slug, f"/snapshots/{number}/diff")
        rows = _versions(document).filter(number__in=[against, number])
        _refuse_unknown(rows, against, number)

        def answer() -> Response:
            by_number = {row.number: row for row in rows}
            found = diffs.diff(by_number[against], by_number[number])
            return Response(serializers.SnapshotDifferenceSerializer(found).data)

        # Versions that were stored before these were compared are compared later.
        compared = models.Comparison.objects.of(document.key).count()
        etag = conditional.list_etag(request, (models.LedgerHead.objects.sequence(), compared))
        return conditional.answer(request, etag, answer)


def _versions(document: lookups.Found) -> QuerySet[models.Snapshot]:
    rows = models.Snapshot.objects.filter(document=document.key)
    return rows.select_related("document__identity", "document__source")


def _refuse_unknown(rows: QuerySet[Any, Any], former: int, latter: int) -> None:
    numbers = set(rows.values_list("number", flat=True))
    if latter not in numbers:
        raise lookup.not_found()
    if former not in numbers:
        detail = f"There is no version {former}."
        raise parameters.invalid([("against", detail)], "does_not_exist")
