"""What an account has for itself: rows that are not there for others, and what it subscribes to."""

from collections.abc import Callable
from typing import Any, ClassVar

import orjson
from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, vocabularies
from tracker.api.http import base, conditional, pagination, preconditions
from tracker.api.records import lookup, writing


class OwnedViewSet(base.ViewSet):
    """Rows of which each belongs to one account, to which ``owner_lookup`` leads from a row."""

    required_scopes = dict.fromkeys(
        ("GET", "POST", "PATCH", "DELETE"), frozenset({vocabularies.Scope.WEBHOOKS})
    )
    owner_lookup: ClassVar[str] = "owner"

    @property
    def account(self) -> models.User:
        """The account that asks."""
        user: models.User = self.request.user  # type: ignore[assignment]
        return user

    def get_queryset(self) -> QuerySet[Any, Any]:
        return super().get_queryset().filter(**{self.owner_lookup: self.request.user.pk})

    def get_object(self, *, is_locked: bool = False) -> Any:
        """Return the row at the address, perhaps locked to the end of the transaction.

        Raises errors.Problem 404 where it is not there, or another account's.
        """
        rows = self.get_queryset().filter(**{self.lookup_field: self.kwargs[self.lookup_field]})
        if is_locked:
            rows = rows.select_for_update(no_key=True, of=("self",))
        row = rows.first()
        if row is None:
            raise lookup.not_found()
        return row


class SubscriptionViewSet(OwnedViewSet):
    """What an account subscribes to: few rows, changed under If-Match, stopped and resumed.

    ``serializer_class`` renders a row, ``list_serializer_class`` the list of all.
    """

    serializer_class: type[serializers.Serializer[Any]]
    list_serializer_class: ClassVar[type[serializers.Serializer[Any]]]
    is_locked_to_delete: ClassVar[bool] = True

    def list(self, request: Request) -> Response:
        shown = {"results": self.get_queryset(), **dict.fromkeys(pagination.AROUND)}
        content = orjson.dumps(self.list_serializer_class(shown).data)
        etag = conditional.digest_etag(content)
        return conditional.answer(request, etag, lambda: Response(content))

    def retrieve(self, request: Request, slug: str) -> Response:
        response = self.represented(self.get_object())
        return conditional.answer(request, response["ETag"], lambda: response)

    @extend_schema(parameters=[writing.IF_MATCH], responses={204: None})
    def destroy(self, request: Request, slug: str) -> Response:
        with transaction.atomic():
            row = self.get_object(is_locked=self.is_locked_to_delete)
            preconditions.require_tag(request, [self.etag(row)])
            self.perform_destroy(row)
        return Response(status=204)

    def perform_destroy(self, row: Any) -> None:
        """Delete the row."""
        row.delete()

    def etag(self, row: Any) -> str:
        """Return the entity tag of the row as it is shown."""
        return conditional.digest_etag(orjson.dumps(self.serializer_class(row).data))

    def represented(self, row: Any, status: int = 200) -> Response:
        """Return the answer that is the row as it is now."""
        shown = self.serializer_class(row).data
        etag = conditional.digest_etag(orjson.dumps(shown))
        return Response(shown, status, headers={"ETag": etag})

    def decided(self, decide: Callable[[Any], object]) -> Response:
        """Return the row after ``decide``, which may raise models.WrongStateError."""
        self.no_body()
        with transaction.atomic():
            row = self.get_object(is_locked=True)
            decide(row)
        return self.represented(row)
