"""Documents: handed in as articles, what became of these, and what the detectors see in them."""

from typing import ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import flagging, ingest, models, vocabularies
from tracker.api.documents import reading_serializers, serializers
from tracker.api.http import base
from tracker.api.records import lookup, views
from tracker.serializers import submissions

MOST_BYTES = 10 * 1024 * 1024
_INGEST = frozenset({vocabularies.Scope.INGEST})
_READINGS = {"GET": frozenset({vocabularies.Scope.WRITE, vocabularies.Scope.REVIEW})}
_UNREAD = {vocabularies.SubmissionState.WAITING, vocabularies.SubmissionState.READING}


class DocumentViewSet(views.ChangeableViewSet):
    """Documents, which are handed in as articles."""

    record_type = "document"
    most_bytes: ClassVar[int] = MOST_BYTES
    required_scopes = {**views.ChangeableViewSet.required_scopes, "POST": _INGEST}

    @extend_schema(
        request=submissions.SubmissionSerializer,
        responses={202: serializers.SubmissionReceiptSerializer},
    )
    def create(self, request: Request) -> Response:
        """Hand in an article: an address to fetch, or its text or page. Up to 10 MiB."""
        handed_in = self.entered(submissions.SubmissionSerializer)
        submission = ingest.submit(handed_in, request.user.get_username(), timezone.now())
        receipt = serializers.SubmissionReceiptSerializer(submission).data
        return Response(receipt, status=202, headers={"Location": receipt["url"]})

    @extend_schema(responses=reading_serializers.ReadingSerializer)
    @action(detail=True, required_scopes=_READINGS)
    def reading(self, request: Request, slug: str) -> Response:
        """Return candidates with their scores, findings, and why nothing was flagged.

        The document's latest text is read against what is tracked now.
        """
        document = lookup.find(self.record_type, slug, "/reading")
        rows = models.Snapshot.objects.filter(document=document.key)
        snapshot = rows.select_related("document__identity").order_by("-number").first()
        if snapshot is None:
            raise lookup.not_found()
        explained = flagging.explain(snapshot)
        return Response(reading_serializers.ReadingSerializer(explained).data)


class SubmissionViewSet(base.ViewSet):
    """What became of an article, for the account that handed it in."""

    required_scopes = {"GET": frozenset({vocabularies.Scope.INGEST, vocabularies.Scope.READ})}

    @extend_schema(responses=serializers.SubmissionStateSerializer)
    def retrieve(self, request: Request, slug: str) -> Response:
        """Return how far its reading has come, and what was flagged in it."""
        own = models.Submission.objects.filter(actor=request.user.get_username())
        submission = own.filter(slug=slug).select_related("document__identity").first()
        if submission is None:
            raise lookup.not_found()
        headers = {"Retry-After": "1"} if submission.state in _UNREAD else {}
        return Response(serializers.SubmissionStateSerializer(submission).data, headers=headers)
