"""Proposals: what texts tell of that is not tracked, for reviewers to take up or to dismiss."""

from collections.abc import Callable
from typing import Final

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import kinds, models, reviewing, vocabularies
from tracker.api.http import base, pagination, parameters
from tracker.api.records import lookup, writing
from tracker.api.review import serializers
from tracker.serializers import decisions

PROPOSABLE: Final = ("meeting", "agreement", "commitment", "event")
"""The types of record that are proposed."""

_REVIEW = frozenset({vocabularies.Scope.REVIEW})
_STATES = (
    vocabularies.ReviewState.FLAGGED.value,
    vocabularies.ReviewState.CONFIRMED.value,
    vocabularies.ReviewState.DISMISSED.value,
)

STATE = parameters.any_of("review_state", "What was decided; without it those that wait", _STATES)
RECORD_TYPE = parameters.any_of("record_type", "Of these types of record alone", PROPOSABLE)


class ProposalPagination(pagination.KeysetPagination):
    """Pages of proposals, the latest first."""

    keys = ("pk",)
    orderings = ("-proposed_at", "proposed_at")  # in which order they were numbered, too


class ProposalViewSet(base.ViewSet):
    """What is proposed, and decisions on it."""

    pagination_class = ProposalPagination
    query_parameters = (STATE, RECORD_TYPE)
    required_scopes = {"GET": _REVIEW, "POST": _REVIEW}

    def get_queryset(self) -> QuerySet[models.Proposal, models.Proposal]:
        """Return the proposals with all that is shown of them."""
        rows = models.Proposal.objects.select_related(
            "suggested",
            "record",
            "development__identity",
            "speaker_official__identity",
            "speaker_party__identity",
        )
        return rows.prefetch_related("quotes__snapshot__document__identity")

    def get_object(self) -> models.Proposal:
        """Return the proposal; errors.Problem 404 where there is none."""
        row = self.get_queryset().filter(slug=self.kwargs["slug"]).first()
        if row is None:
            raise lookup.not_found()
        return row

    @extend_schema(responses=serializers.ProposalSerializer(many=True))
    def list(self, request: Request) -> HttpResponseBase:
        """Return what texts tell of that no record tells of yet, with the words that say so."""
        query = request.query_params
        rows = self.get_queryset().filter(review_state__in=STATE.of(query) or _STATES[:1])
        if types := RECORD_TYPE.of(query):
            wanted = [code for code, kind in kinds.KINDS.items() if kind.record_type in types]
            rows = rows.filter(kind__in=wanted)
        return self.paged(rows, serializers.ProposalSerializer, state=_state())

    @extend_schema(responses=serializers.ProposalSerializer)
    def retrieve(self, request: Request, slug: str) -> Response:
        """Return a proposal, decided on or not."""
        return Response(serializers.ProposalSerializer(self.get_object()).data)

    @extend_schema(
        request=decisions.AcceptanceSerializer, responses={200: serializers.ProposalSerializer}
    )
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, slug: str) -> Response:
        """Make the record with its quotes, or name one that is there, and publish what is told."""
        given = self.entered(decisions.AcceptanceSerializer)
        return self.decided(
            lambda row: reviewing.accept(
                row, writing.actor(request), given["reason"], given["changes"], given["into"]
            )
        )

    @extend_schema(
        request=decisions.DismissalSerializer, responses={200: serializers.ProposalSerializer}
    )
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, slug: str) -> Response:
        """Put the proposal aside, with the reason; the same is not proposed again."""
        given = self.entered(decisions.DismissalSerializer)
        return self.decided(
            lambda row: reviewing.reject(
                row, writing.actor(request), given["reason"], timezone.now()
            )
        )

    @extend_schema(
        request=decisions.ReopeningSerializer, responses={200: serializers.ProposalSerializer}
    )
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, slug: str) -> Response:
        """Take the decision back: what was made is withdrawn, and the proposal waits again."""
        reason = self.entered(decisions.ReopeningSerializer)["reason"]
        return self.decided(
            lambda row: reviewing.reopen_proposal(row, writing.actor(request), reason)
        )

    def decided(self, decide: Callable[[models.Proposal], models.Proposal]) -> Response:
        """Return the proposal after ``decide``."""
        with transaction.atomic():
            decide(self.get_object())
        return Response(serializers.ProposalSerializer(self.get_object()).data)


def _state() -> tuple[object, ...]:
    """Return what the list depends on besides the ledger: proposals, quotes and decisions."""
    waiting = Count("pk", filter=Q(review_state=vocabularies.ReviewState.FLAGGED))
    rows = models.Proposal.objects.aggregate(
        Count("pk"), Max("pk"), Max("reviewed_at"), waiting=waiting
    )
    return rows, models.ProposalQuote.objects.aggregate(Max("pk"))
