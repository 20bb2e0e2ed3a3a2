"""Review: what waits for a person, what people decide on it, and their verdicts."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, recording, reviewing, serializers, vocabularies
from tracker.api.http import base
from tracker.api.records import locking, lookup, views, writing
from tracker.api.records import serializers as shapes
from tracker.serializers import decisions

_REVIEW = frozenset({vocabularies.Scope.REVIEW})
# Neither public nor dismissed: a person is still to decide, or the deployment does not show it.
_WITHHELD = (
    Q(is_public=False)
    & ~Q(review_state=vocabularies.ReviewState.DISMISSED)
    & Q(record__deleted_at=None)
)


class DevelopmentViewSet(views.RecordViewSet):
    """Developments; to reviewers also withheld ones, in lists asked by ``review_state``."""

    record_type = "development"

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
        return is_asked and is_reviewer(self.request)


class Review(base.View):
    """A decision on a development."""

    record_type: ClassVar[str] = "development"
    required_scopes = {"POST": _REVIEW}

    def decided(
        self, request: Request, slug: str, decide: Callable[[models.Development], Any]
    ) -> Response:
        """Return the development's body after ``decide``, which is given its locked row."""
        with transaction.atomic():
            recording.keep_references()
            row = locking.lock(self.record_type, slug)
            if not isinstance(row, models.Development):
                raise lookup.not_found()
            locking.require_match(request, row)
            decide(row)
        return writing.stored(row)


class Confirmation(Review):
    """Standing behind a flag."""

    @extend_schema(
        operation_id="developments_confirm",
        request=decisions.ConfirmationSerializer,
        parameters=[writing.IF_MATCH],
        responses={200: shapes.PUBLISHED["development"]},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Stand behind what was flagged: it is public from now on, and its words count."""
        given = validated(decisions.ConfirmationSerializer, self.body())
        return self.decided(
            request,
            slug,
            lambda row: reviewing.confirm(
                row, writing.actor(request), given["reason"], timezone.now()
            ),
        )


class Correction(Review):
    """Saying it otherwise."""

    @extend_schema(
        operation_id="developments_correct",
        request=decisions.CorrectionSerializer(partial=True),
        parameters=[writing.IF_MATCH],
        responses={200: shapes.PUBLISHED["development"]},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Change what a development says and stand behind that; all who were told are told."""
        reason, body = reasoned(self.body())
        if not body:
            detail = "Give at least one field of the development."
            raise exceptions.ValidationError(detail, code="required")
        return self.decided(
            request,
            slug,
            lambda row: reviewing.correct(
                row, writing.actor(request), reason, timezone.now(), body
            ),
        )


class Dismissal(Review):
    """Taking a flag back."""

    @extend_schema(
        operation_id="developments_dismiss",
        request=decisions.DismissalSerializer,
        parameters=[writing.IF_MATCH],
        responses={200: shapes.DismissedDevelopmentSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Withdraw what was flagged, with the reason; all who were told of it are told."""
        given = validated(decisions.DismissalSerializer, self.body())
        return self.decided(
            request,
            slug,
            lambda row: reviewing.dismiss(
                row,
                writing.actor(request),
                given["reason"],
                timezone.now(),
                with_meanings=given["with_meanings"],
            ),
        )


class Reopening(Review):
    """Taking a decision back."""

    @extend_schema(
        operation_id="developments_reopen",
        request=decisions.ReopeningSerializer,
        parameters=[writing.IF_MATCH],
        responses={200: shapes.PUBLISHED["development"]},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Take a decision back: the flag waits for another one; all who were told are told."""
        given = validated(decisions.ReopeningSerializer, self.body())
        return self.decided(
            request,
            slug,
            lambda row: reviewing.reopen(
                row, writing.actor(request), given["reason"], timezone.now()
            ),
        )


class Split(Review):
    """Telling two happenings apart."""

    posted_status: ClassVar[int] = 201

    @extend_schema(
        operation_id="developments_split",
        request=decisions.SplitSerializer(partial=True),
        parameters=[writing.IF_MATCH],
        responses={201: shapes.PUBLISHED["development"]},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Move quotes into a development of their own, corrected where fields are given."""
        reason, body = reasoned(self.body())
        made: list[models.Development] = []
        self.decided(
            request,
            slug,
            lambda row: made.append(
                reviewing.split(row, writing.actor(request), reason, timezone.now(), body)
            ),
        )
        (own,) = made
        response = writing.stored(own, 201)
        response["Location"] = serializers.address(self.record_type, own.slug)
        return response


DECISIONS: Final[dict[str, type[Review]]] = {
    "confirm": Confirmation,
    "correct": Correction,
    "dismiss": Dismissal,
    "reopen": Reopening,
    "split": Split,
}
"""What people decide on a development, by the last word of the address."""


def is_reviewer(request: Request) -> bool:
    """Return whether whoever asks may see what waits for a decision."""
    token = request.auth
    return isinstance(token, models.Token) and vocabularies.Scope.REVIEW in token.scopes


def reasoned(body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the reason in a body, validated, and what else was sent."""
    fields = dict(body)
    sent = {"reason": fields.pop("reason")} if "reason" in fields else {}
    return validated(decisions.ConfirmationSerializer, sent)["reason"], fields


def validated(serializer: type[Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent, validated."""
    entered = serializer(data=body)
    entered.is_valid(raise_exception=True)
    validated: dict[str, Any] = entered.validated_data
    return validated
