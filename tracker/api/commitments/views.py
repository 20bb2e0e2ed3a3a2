"""Commitments: their evidence, counts, verdicts and watches, and articles read again for them."""

from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import evidence, flagging, models, recording, reviewing, tallies, vocabularies
from tracker.api.commitments import serializers
from tracker.api.http import base, conditional, parameters
from tracker.api.records import (
    asof,
    filter_backend,
    locking,
    lookup,
    mementos,
    timelines,
    views,
    writing,
)
from tracker.api.records import serializers as record_serializers
from tracker.serializers import decisions

_WRITE = frozenset({vocabularies.Scope.WRITE})
_REVIEW = frozenset({vocabularies.Scope.REVIEW})
_MOST_DIMENSIONS = 2
_DIMENSION = "|".join(tallies.DIMENSIONS)


def _dimensions(query: QueryDict) -> list[str]:
    names = (parameters.single(query, "by") or "").split(",")
    if not set(names) <= set(tallies.DIMENSIONS) or len(names) > _MOST_DIMENSIONS:
        detail = f"by is one or two of {', '.join(tallies.DIMENSIONS)}."
        raise parameters.invalid([("by", detail)])
    return list(dict.fromkeys(names))


BY = parameters.Parameter(
    "by",
    "One or two of these, with a comma. A commitment with two holders counts for both; the total"
    " counts each once",
    {"type": "string", "pattern": f"^({_DIMENSION})(,({_DIMENSION}))?$"},
    _dimensions,
    is_required=True,
)
DIRECTION = parameters.one_of(
    "direction",
    "Only what was confirmed for the commitment or against it, or is only reported",
    evidence.DIRECTIONS,
)


class EvidencePagination(timelines.TimelinePagination):
    """Pages of evidence by day, the oldest first; what has no date begins."""

    orderings = ("date", "-date")
    is_countable = False


class CommitmentViewSet(timelines.TimelineMixin, views.EditableViewSet):
    """Commitments."""

    record_type = "commitment"

    @extend_schema(responses=serializers.TallySerializer)
    @action(
        detail=False,
        query_parameters=(
            BY,
            *asof.parameters_of_list("commitment"),
            filter_backend.NARROWING_WORDS,
            *filter_backend.parameters_of("commitment"),
        ),
    )
    def tally(self, request: Request) -> Response:
        """Return the counts of the commitments that satisfy the filters, the largest first."""
        dimensions = BY.of(request.query_params)
        as_of = asof.read(request.query_params, self.record_type)
        versions = mementos.versions(request, self.record_type, as_of)

        def answer() -> Response:
            counted = tallies.tally(versions, dimensions, as_of.valid_at)
            shown = {"counts": counted.counts, "total": counted.total, **as_of.members}
            context = {"dimensions": counted.dimensions}
            return Response(serializers.TallySerializer(shown, context=context).data)

        etag = conditional.ledger_etag(request)
        response = conditional.answer(request, etag, answer)
        as_of.mark(response)
        return response

    @extend_schema(responses=serializers.EvidenceSerializer)
    @action(detail=True, pagination_class=EvidencePagination, query_parameters=(DIRECTION,))
    def evidence(self, request: Request, slug: str) -> Response:
        """Return evidence for and against with its quotes, and always what was searched for it."""
        direction = DIRECTION.of(request.query_params)
        pages = EvidencePagination()
        pages.read(request)
        found = lookup.find(self.record_type, slug, "/evidence")
        page = pages.taken(evidence.rows(found.key, direction), {})
        findings = evidence.findings(found.key, orjson.loads(found.body), page, timezone.now())
        context = {"addresses": pages.addresses()}
        content = orjson.dumps(serializers.EvidenceSerializer(findings, context=context).data)
        # What was read since is in no record, so that the ledger's head does not tell.
        etag = conditional.digest_etag(content)
        response = conditional.answer(request, etag, lambda: Response(content))
        pages.link(response)
        return response

    @extend_schema(
        request=decisions.VerdictSerializer,
        parameters=[writing.IF_MATCH],
        responses={
            201: record_serializers.PUBLISHED["commitment"],
            202: decisions.HeldVerdictSerializer,
        },
    )
    @action(detail=True, methods=["post"], required_scopes={"POST": _REVIEW})
    def assessments(self, request: Request, slug: str) -> Response:
        """Add a verdict with its reason; the latest by effective date is the commitment's own.

        Where a second reader is needed it waits, unpublished (202).
        """
        given = self.entered(decisions.VerdictSerializer)
        with recording.change(writing.actor(request), given["reason"]) as change:
            row = locking.locked(request, self.record_type, slug)
            if not isinstance(row, models.Commitment):
                raise lookup.not_found()
            line = reviewing.give_verdict(change, row, given)
        if line is None:
            held = decisions.HeldVerdictSerializer({"waits_for": reviewing.awaited_reader(row)})
            return Response(held.data, status=202)
        response = writing.stored(row, 201)
        response["Location"] = request.path.removesuffix("/assessments")
        return response

    @extend_schema(
        request=serializers.RereadingRequestSerializer,
        responses={202: serializers.RereadingSerializer},
    )
    @action(detail=True, methods=["post"])
    def reread(self, request: Request, slug: str) -> Response:
        """Have stored articles read again for this commitment, after its terms have changed.

        What is known already is not announced again; of what is found, that which happened more
        than a week ago is marked as backfill. One under way for the same articles goes on.
        """
        since = self.entered(serializers.RereadingRequestSerializer)["since"]
        commitment = self._commitment("/reread")
        row = models.Rereading.objects.request(writing.actor(request), since, commitment)
        shown = serializers.RereadingSerializer(row).data
        return Response(shown, status=202, headers={"Location": shown["url"]})

    @extend_schema(request=None, responses=serializers.WatchSuggestionSerializer)
    @action(detail=True, methods=["post"], url_path="suggest-watch")
    def suggest_watch(self, request: Request, slug: str) -> Response:
        """Return the watch with terms and a concept suggested from the words; nothing is saved."""
        self.no_body()
        watch = flagging.suggest_watch(self._commitment("/suggest-watch"))
        return Response(serializers.WatchSuggestionSerializer({"watch": watch}).data)

    @extend_schema(
        request=serializers.TrialSerializer, responses=serializers.WatchPreviewSerializer
    )
    @action(detail=True, methods=["post"], url_path="preview-watch")
    def preview_watch(self, request: Request, slug: str) -> Response:
        """Return which past articles would be reported with a watch; nothing is saved."""
        given = self.entered(serializers.TrialSerializer)
        commitment = self._commitment("/preview-watch")
        watch = given.get("watch", commitment.watch)
        preview = flagging.preview_watch(commitment, watch, timezone.now(), given["days"])
        return Response(serializers.WatchPreviewSerializer(preview).data)

    def _commitment(self, below: str) -> models.Commitment:
        """Return the public commitment of the address, which ``below`` ends."""
        found = lookup.find(self.record_type, self.kwargs["slug"], below)
        return models.Commitment.objects.select_related("identity").get(pk=found.key)


class RereadingViewSet(base.ViewSet):
    """Articles read again, for editors."""

    required_scopes = {"GET": _WRITE}
    serializer_class = serializers.RereadingSerializer

    def get_queryset(self) -> QuerySet[Any, Any]:
        return models.Rereading.objects.select_related("commitment__identity")

    def retrieve(self, request: Request, slug: str) -> Response:
        """Return how far it has come."""
        row = self.get_queryset().filter(slug=slug).first()
        if row is None:
            raise lookup.not_found()
        headers = {} if row.finished_at else {"Retry-After": "1"}
        return Response(self.get_serializer(row).data, headers=headers)
