"""Documents: handed in, what became of them, and every version of their texts."""

from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import ingest, models, serializers, vocabularies
from tracker.api.documents import serializers as shapes
from tracker.api.http import base, conditional, pagination
from tracker.api.records import lookup, views
from tracker.serializers import quotes, submissions

MOST_BYTES = 10 * 1024 * 1024
_UNREAD = {vocabularies.SubmissionState.WAITING, vocabularies.SubmissionState.READING}


class DocumentViewSet(views.ChangeableViewSet):
    """Documents, which are handed in as articles."""

    record_type = "document"
    most_bytes: ClassVar[int] = MOST_BYTES
    required_scopes = {
        **views.ChangeableViewSet.required_scopes,
        "POST": frozenset({vocabularies.Scope.INGEST}),
    }

    @extend_schema(
        request=submissions.SubmissionSerializer,
        responses={202: shapes.SubmissionReceiptSerializer},
    )
    def create(self, request: Request) -> Response:
        """Hand in an article: an address to fetch, or its text or page. Up to 10 MiB."""
        handed_in = submissions.SubmissionSerializer(data=self.body())
        handed_in.is_valid(raise_exception=True)
        actor = request.user.get_username()
        submission = ingest.submit(handed_in.validated_data, actor, timezone.now())
        receipt = _receipt(submission)
        return Response(receipt, status=202, headers={"Location": receipt["url"]})


class SubmissionDetail(base.View):
    """What became of an article handed in, for whoever handed it in."""

    lookup_field = "slug"
    required_scopes = {"GET": frozenset({vocabularies.Scope.INGEST, vocabularies.Scope.READ})}

    @extend_schema(responses=shapes.SubmissionStateSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Return how far its reading has come, and what was flagged in it."""
        submission = (
            models.Submission.objects.filter(slug=slug, actor=request.user.get_username())
            .select_related("document__record")
            .first()
        )
        if submission is None:
            raise lookup.not_found()
        document = submission.document
        state = {
            **_receipt(submission),
            "detail": submission.detail,
            "document": serializers.reference(document) if document else None,
            "developments": _developments(submission),
        }
        headers = {"Retry-After": "1"} if submission.state in _UNREAD else {}
        return Response(state, headers=headers)


class SnapshotPagination(pagination.KeysetPagination):
    """Pages of a document's versions, the latest first."""

    keys = ("number",)
    orderings = ("-number", "number")
    columns = ("number", "fetched_at", "text_sha256", "drift", "significance")


class SnapshotList(base.ListView):
    """The versions of a document's text."""

    pagination_class = SnapshotPagination

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the document's snapshots."""
        document = lookup.find("document", self.kwargs["slug"], "/snapshots")
        return models.Snapshot.objects.filter(document=document.key)

    @extend_schema(responses=shapes.SnapshotSerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return a page of versions: when each was read, and how it differs from the one before."""
        return super().get(request, *args, **kwargs)

    def render(self, row: pagination.Row) -> bytes:
        """Return a version without its text."""
        version = dict(zip(self.pagination_class.columns, row, strict=True))
        return orjson.dumps(_version(self.kwargs["slug"], version))


class SnapshotDetail(base.View):
    """One version of a document's text."""

    lookup_field = "number"

    @extend_schema(responses=shapes.SnapshotDetailSerializer)
    def get(self, request: Request, slug: str, number: int) -> Response:
        """Return the version with its text where that may be shown, and what is quoted of it."""
        document = lookup.find("document", slug, f"/snapshots/{number}")
        snapshot = (
            models.Snapshot.objects.filter(document=document.key, number=number)
            .select_related("document__source")
            .first()
        )
        if snapshot is None:
            raise lookup.not_found()
        etag = conditional.list_etag(request, conditional.ledger_head())
        return conditional.answer(request, etag, lambda: Response(_whole(slug, snapshot)))


def _receipt(submission: models.Submission) -> dict[str, str]:
    return {
        "slug": submission.slug,
        "state": str(submission.state),
        "url": f"/v1/submissions/{submission.slug}",
    }


def _developments(submission: models.Submission) -> list[dict[str, Any]]:
    """Return references to the public developments that cite what was read."""
    if submission.snapshot_id is None:
        return []
    citing = models.Citation.objects.filter(snapshot=submission.snapshot_id).values("record")
    found = models.Development.objects.public().filter(pk__in=citing).select_related("record")
    return [serializers.reference(development) for development in found.order_by("pk")]


def _version(slug: str, version: dict[str, Any]) -> dict[str, Any]:
    home = serializers.address("document", slug)
    return {
        **version,
        "url": f"{home}/snapshots/{version['number']}",
        "fetched_at": serializers.show_moment(version["fetched_at"]),
    }


def _whole(slug: str, snapshot: models.Snapshot) -> dict[str, Any]:
    """Return a version with its text where that may be shown, and its public quotes."""
    columns = {name: getattr(snapshot, name) for name in SnapshotPagination.columns}
    return {
        **_version(slug, columns),
        "text": snapshot.text if snapshot.document.is_text_public else None,
        "quotes": quotes.quotes(snapshot),
    }
