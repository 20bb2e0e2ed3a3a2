"""Proposals: what texts tell of that is not tracked, for reviewers to take up or to dismiss."""

from collections.abc import Callable
from typing import Any, Final

import orjson
from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import kinds, models, partial_dates, reviewing, serializers, vocabularies
from tracker.api.http import base, pagination, parameters
from tracker.api.records import lookup, writing
from tracker.api.review import proposal_serializers, views
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
    columns = ("pk",)


class ProposalList(base.ListView):
    """What is proposed."""

    pagination_class = ProposalPagination
    required_scopes = {"GET": _REVIEW}

    query_parameters = (STATE, RECORD_TYPE)

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the proposals asked for: those that wait, unless others are."""
        query = self.request.query_params
        states = STATE.of(query) or _STATES[:1]
        found = models.Proposal.objects.filter(review_state__in=states)
        types = RECORD_TYPE.of(query)
        wanted = [code for code, kind in kinds.KINDS.items() if kind.record_type in types]
        return found.filter(kind__in=wanted) if types else found

    @extend_schema(
        operation_id="proposals_list",
        responses=proposal_serializers.ProposalSerializer(many=True),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return what texts tell of that no record tells of yet, with the words that say so."""
        return super().get(request, *args, **kwargs)

    def state(self) -> object:
        """Return what the list depends on: proposals, their quotes, and what was decided."""
        rows = models.Proposal.objects.aggregate(Count("pk"), Max("pk"), Max("reviewed_at"))
        return super().state(), rows, models.ProposalQuote.objects.aggregate(Max("pk"))

    def page(
        self, pages: pagination.KeysetPagination, rows: QuerySet[Any, Any]
    ) -> HttpResponseBase:
        """Return the page of ``rows`` that is asked for, all that it shows fetched at once."""
        keys = pages.paginate_queryset(rows, self.request, self)
        self.found = _whole().in_bulk([key for (key,) in keys])
        return pages.get_paginated_response([self.render(key) for key in keys])

    def render(self, row: pagination.Row) -> bytes:
        """Return a proposal of the page."""
        return orjson.dumps(shown(self.found[row[0]]))


class ProposalDetail(base.View):
    """One proposal."""

    required_scopes = {"GET": _REVIEW}

    @extend_schema(
        operation_id="proposals_retrieve", responses=proposal_serializers.ProposalSerializer
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return a proposal, decided on or not."""
        del request
        return Response(shown(_find(slug)))


class Decision(base.View):
    """A decision on a proposal."""

    required_scopes = {"POST": _REVIEW}

    def decided(self, slug: str, decide: Callable[[models.Proposal], models.Proposal]) -> Response:
        """Return the proposal after ``decide``."""
        with transaction.atomic():
            row = decide(_find(slug))
        return Response(shown(_find(row.slug)))


class Acceptance(Decision):
    """Making the record."""

    @extend_schema(
        operation_id="proposals_accept",
        request=decisions.AcceptanceSerializer,
        responses={200: proposal_serializers.ProposalSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Make the record with its quotes, or name one that is there, and publish what is told."""
        given = views.validated(decisions.AcceptanceSerializer, self.body())
        return self.decided(
            slug,
            lambda row: reviewing.accept(
                row, writing.actor(request), given["reason"], given["changes"], given["into"]
            ),
        )


class Rejection(Decision):
    """Putting it aside."""

    @extend_schema(
        operation_id="proposals_dismiss",
        request=decisions.DismissalSerializer,
        responses={200: proposal_serializers.ProposalSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Put the proposal aside, with the reason; the same is not proposed again."""
        given = views.validated(decisions.DismissalSerializer, self.body())
        return self.decided(
            slug,
            lambda row: reviewing.reject(
                row, writing.actor(request), given["reason"], timezone.now()
            ),
        )


def shown(row: models.Proposal) -> dict[str, Any]:
    """Return a proposal as it is shown."""
    return {
        "slug": row.slug,
        "url": f"/v1/proposals/{row.slug}",
        "kind": row.kind,
        "record_type": row.record_type,
        "title": row.title,
        "draft": row.draft,
        "suggested": _record(row.suggested),
        "occurred_date": partial_dates.show_date(row.occurred_date, row.occurred_precision),
        "confidence": row.confidence,
        "side": row.side,
        "place": row.place,
        "participants": row.participants,
        "speaker": _speaker(row),
        "quotes": [_quote(quote) for quote in row.quotes.all()],
        "explanation": row.explanation,
        "detector": row.detector,
        "detector_version": row.detector_version,
        "proposed_at": serializers.show_moment(row.proposed_at),
        "review_state": row.review_state,
        "review_reason": row.review_reason,
        "reviewed_at": serializers.show_moment(row.reviewed_at),
        "reviewer": row.reviewer,
        "record": _record(row.record),
        "development": _record(row.development.record if row.development else None),
    }


def _whole() -> "QuerySet[models.Proposal, models.Proposal]":
    rows = models.Proposal.objects.select_related(
        "suggested",
        "record",
        "development__record",
        "speaker_official__record",
        "speaker_party__record",
    )
    return rows.prefetch_related("quotes__snapshot__document__record")


def _find(slug: str) -> models.Proposal:
    row = _whole().filter(slug=slug).first()
    if row is None:
        raise lookup.not_found()
    return row


def _record(record: models.Record | None) -> dict[str, str] | None:
    if record is None:
        return None
    address = serializers.address(record.type, record.slug)
    return {"type": record.type, "slug": record.slug, "url": address}


def _speaker(row: models.Proposal) -> dict[str, Any] | None:
    if not row.speaker_name:
        return None
    return {
        "name": row.speaker_name,
        "official": row.speaker_official.slug if row.speaker_official else None,
        "party": row.speaker_party.slug if row.speaker_party else None,
        "role": row.speaker_role,
        "attributed_as": row.attributed_as,
    }


def _quote(quote: models.ProposalQuote) -> dict[str, Any]:
    return {
        "exact": quote.exact,
        "start": quote.start,
        "end": quote.end,
        "snapshot": quote.snapshot.number,
        "document": _record(quote.snapshot.document.record),
    }
