"""Developments: what waits for a person, and what people decide on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, recording, reviewing, vocabularies
from tracker.api.records import locking, lookup, serializers, views, writing
from tracker.serializers import decisions, references

_REVIEW = frozenset({vocabularies.Scope.REVIEW})
# Neither public nor dismissed: a person is still to decide, or the deployment does not show it.
_WITHHELD = (
    Q(is_public=False)
    & ~Q(review_state=vocabularies.ReviewState.DISMISSED)
    & Q(identity__deleted_at=None)
)


class DevelopmentViewSet(views.RecordViewSet):
    """Developments; to reviewers also withheld ones, in lists asked by ``review_state``."""

    record_type = "development"
    required_scopes = {"POST": _REVIEW}

    def get_queryset(self) -> QuerySet[Any, Any]:
        if not self._has_withheld():
            return super().get_queryset()
        return models.records_of(self.record_type).filter(Q(is_public=True) | _WITHHELD)

    def get_list_state(self) -> object:
        """Return what the list depends on: what is withheld changes without the ledger."""
        if not self._has_withheld():
            return super().get_list_state()
        return super().get_list_state(), models.records_of(self.record_type).aggregate(
            Sum("version")
        )

    def _has_withheld(self) -> bool:
        is_asked = self.action == "retrieve" or "review_state" in self.request.query_params
        return is_asked and _is_reviewer(self.request)

    @extend_schema(request=decisions.ConfirmationSerializer, parameters=[writing.IF_MATCH])
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, slug: str) -> Response:
        """Stand behind what was flagged: it is public from now on, and its words count."""
        reason = self.entered(decisions.ConfirmationSerializer)["reason"]
        return self._decided(
            lambda row: reviewing.confirm(row, writing.actor(request), reason, timezone.now())
        )

    @extend_schema(
        request=decisions.CorrectionSerializer(partial=True), parameters=[writing.IF_MATCH]
    )
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, slug: str) -> Response:
        """Change what a development says and stand behind that; all who were told are told."""
        reason, fields = _reason_and_fields(self.body())
        if not fields:
            detail = "Give at least one field of the development."
            raise exceptions.ValidationError(detail, code="required")
        return self._decided(
            lambda row: reviewing.correct(
                row, writing.actor(request), reason, timezone.now(), fields
            )
        )

    @extend_schema(
        request=decisions.DismissalSerializer,
        parameters=[writing.IF_MATCH],
        responses={200: serializers.DismissedDevelopmentSerializer},
    )
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, slug: str) -> Response:
        """Withdraw what was flagged, with the reason; all who were told of it are told."""
        given = self.entered(decisions.DismissalSerializer)
        return self._decided(
            lambda row: reviewing.dismiss(
                row,
                writing.actor(request),
                given["reason"],
                timezone.now(),
                with_meanings=given["with_meanings"],
            )
        )

    @extend_schema(request=decisions.ReopeningSerializer, parameters=[writing.IF_MATCH])
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, slug: str) -> Response:
        """Take a decision back: the flag waits for another one; all who were told are told."""
        reason = self.entered(decisions.ReopeningSerializer)["reason"]
        return self._decided(
            lambda row: reviewing.reopen(row, writing.actor(request), reason, timezone.now())
        )

    @extend_schema(
        request=decisions.SplitSerializer(partial=True),
        parameters=[writing.IF_MATCH],
        responses={201: serializers.PUBLISHED["development"]},
    )
    @action(detail=True, methods=["post"])
    def split(self, request: Request, slug: str) -> Response:
        """Move quotes into a development of their own, corrected where fields are given."""
        reason, fields = _reason_and_fields(self.body())
        with self._locked() as row:
            own = reviewing.split(row, writing.actor(request), reason, timezone.now(), fields)
        response = writing.stored(own, 201)
        response["Location"] = references.address(self.record_type, own.slug)
        return response

    @extend_schema(request=decisions.JudgementSerializer, parameters=[writing.IF_MATCH])
    @action(detail=True, methods=["post"])
    def meanings(self, request: Request, slug: str) -> Response:
        """Say what passages of a report mean: each is a development of its own, confirmed."""
        given = self.entered(decisions.JudgementSerializer)
        sent = self.body()["meanings"]
        return self._decided(
            lambda row: reviewing.judge(
                row, writing.actor(request), given["reason"], timezone.now(), sent
            )
        )

    def _decided(self, decide: Callable[[models.Development], object]) -> Response:
        """Return the development's body after ``decide``, which is given its locked row."""
        with self._locked() as row:
            decide(row)
        return writing.stored(row)

    @contextmanager
    def _locked(self) -> Iterator[models.Development]:
        """Yield the development of the address, locked for a decision on it.

        Raises errors.Problem where there is none, or where the client does not know its version.
        """
        with transaction.atomic():
            recording.keep_references()
            row = locking.lock(self.record_type, self.kwargs["slug"])
            if not isinstance(row, models.Development):
                raise lookup.not_found()
            locking.require_match(self.request, row)
            yield row


def _is_reviewer(request: Request) -> bool:
    """Return whether the client may see what waits for a decision."""
    token = request.auth
    return isinstance(token, models.Token) and vocabularies.Scope.REVIEW in token.scopes


def _reason_and_fields(body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the reason in a body, validated, and what else was sent."""
    sent = {"reason": body.pop("reason")} if "reason" in body else {}
    given = decisions.ConfirmationSerializer(data=sent)
    given.is_valid(raise_exception=True)
    return given.validated_data["reason"], body
