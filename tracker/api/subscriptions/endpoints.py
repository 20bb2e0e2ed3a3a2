"""Webhook endpoints, each for its owner alone: created, shown, changed, stopped and deleted."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import orjson
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, vocabularies
from tracker.api.http import base, conditional, errors, preconditions, throttling
from tracker.api.records import lookup, writing
from tracker.api.subscriptions import endpoint_serializers
from tracker.webhooks import endpoints, pinging, rules

R = TypeVar("R")

WEBHOOKS: Final = frozenset({vocabularies.Scope.WEBHOOKS})
UNSHARED: Final = {"Cache-Control": "no-store"}
_FIELDS: Final = {"url": "external_url"}


class EndpointDoor(base.View):
    """What an account does with its own webhook endpoints."""

    required_scopes = dict.fromkeys(("GET", "POST", "PATCH", "DELETE"), WEBHOOKS)

    def own(self) -> QuerySet[models.WebhookEndpoint]:
        """Return the endpoints of whoever asks."""
        return models.WebhookEndpoint.objects.filter(owner=self.request.user.pk)

    def find(self, slug: str) -> models.WebhookEndpoint:
        """Return the endpoint; errors.Problem 404 for one that is not there or another's."""
        return found(self.own().filter(slug=slug))

    def lock(self, slug: str) -> models.WebhookEndpoint:
        """Return the endpoint, locked to the end of the transaction; as ``find`` else."""
        return found(self.own().filter(slug=slug).select_for_update(no_key=True))


class EndpointList(EndpointDoor):
    """The endpoints of an account, and the door at which they are added."""

    @extend_schema(
        operation_id="webhook_endpoints_list", responses=endpoint_serializers.EndpointsSerializer
    )
    def get(self, request: Request) -> Response:
        """Return all of the account's endpoints, at most ten."""
        shown = {"results": [_body(endpoint) for endpoint in self.own()]}
        content = orjson.dumps({**shown, "next": None, "previous": None})
        etag = conditional.digest_etag(content)
        return conditional.answer(request, etag, lambda: Response(content))

    @extend_schema(
        operation_id="webhook_endpoints_create",
        request=endpoint_serializers.EndpointSerializer,
        responses={201: endpoint_serializers.CreatedEndpointSerializer},
    )
    def post(self, request: Request) -> Response:
        """Add an endpoint: it is pending until it answers a ping.

        That is sent at once, and again for ten minutes while it is not answered. Its secret is
        shown this once.
        """
        wanted = _entered(self.body())
        # First of all: a name takes its time to be resolved, and no transaction waits for that.
        accept(wanted)
        throttling.refuse_samples(request)
        now = timezone.now()
        try:
            with transaction.atomic():
                endpoint, secret = endpoints.add(_account(request), wanted, now)
                pinging.challenge(endpoint, now)
        except endpoints.TooManyError as error:
            raise errors.Problem(409, "too_many_endpoints", str(error)) from error
        headers = {**UNSHARED, "ETag": _etag(endpoint), "Location": _address(endpoint)}
        return Response({**_body(endpoint), "secret": secret}, 201, headers=headers)


class EndpointDetail(EndpointDoor):
    """One endpoint."""

    lookup_field = "slug"

    @extend_schema(
        operation_id="webhook_endpoints_retrieve", responses=endpoint_serializers.EndpointSerializer
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return the endpoint: what it asks for, and how it stands."""
        endpoint = self.find(slug)
        return conditional.answer(request, _etag(endpoint), lambda: Response(_body(endpoint)))

    @extend_schema(
        operation_id="webhook_endpoints_change",
        request=endpoint_serializers.EndpointSerializer(partial=True),
        responses=endpoint_serializers.EndpointSerializer,
        parameters=[writing.IF_MATCH],
    )
    def patch(self, request: Request, slug: str) -> Response:
        """Change the fields that are given; filters, event types and headers are replaced whole.

        At another address it is pending until that has answered a ping; its events are kept.
        """
        preconditions.require_tag(request, [_etag(self.find(slug))])
        wanted = _entered(self.body(), partial=True)
        accept(wanted)
        if "url" in wanted:
            throttling.refuse_samples(request)
        now = timezone.now()
        with transaction.atomic():
            endpoint = self.lock(slug)
            preconditions.require_tag(request, [_etag(endpoint)])
            moves = wanted.get("url", endpoint.url) != endpoint.url
            endpoints.change(endpoint, wanted, now)
            if moves:
                pinging.challenge(endpoint, now)
        return shown(endpoint)

    @extend_schema(
        operation_id="webhook_endpoints_delete",
        parameters=[writing.IF_MATCH],
        responses={204: None},
    )
    def delete(self, request: Request, slug: str) -> Response:
        """Delete the endpoint with its secrets and everything about its deliveries."""
        with transaction.atomic():
            endpoint = self.find(slug)
            preconditions.require_tag(request, [_etag(endpoint)])
            endpoints.delete(endpoint)
        return Response(status=204)


class Standing(EndpointDoor):
    """Stopping what is sent to an endpoint, and going on with it."""

    def decided(self, slug: str, decide: Callable[[models.WebhookEndpoint], None]) -> Response:
        """Return the endpoint after ``decide``; errors.Problem 409 where that cannot be."""
        self.no_body()
        with transaction.atomic():
            endpoint = self.lock(slug)
            try:
                decide(endpoint)
            except models.WrongStateError as error:
                raise errors.Problem(409, "not_in_this_state", str(error)) from error
        return shown(endpoint)


class Pause(Standing):
    """Stopping."""

    @extend_schema(
        operation_id="webhook_endpoints_pause",
        request=None,
        responses={200: endpoint_serializers.EndpointSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Send nothing more for now; what happens is kept for 14 days."""
        del request
        return self.decided(slug, endpoints.pause)


class Resumption(Standing):
    """Going on."""

    @extend_schema(
        operation_id="webhook_endpoints_resume",
        request=None,
        responses={200: endpoint_serializers.EndpointSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Send again after a pause, or after it was disabled: first what was kept meanwhile."""
        del request
        return self.decided(slug, endpoints.resume)


def shown(endpoint: models.WebhookEndpoint) -> Response:
    """Return the answer that is the endpoint as it is now."""
    return Response(_body(endpoint), headers={"ETag": _etag(endpoint)})


def found(rows: QuerySet[Any, R]) -> R:
    """Return the one row; errors.Problem 404 where there is none."""
    row = rows.first()
    if row is None:
        raise lookup.not_found()
    return row


def _entered(body: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """Return the columns that were sent."""
    entered = endpoint_serializers.EndpointSerializer(data=body, partial=partial)
    entered.is_valid(raise_exception=True)
    return dict(entered.validated_data)


def accept(wanted: Mapping[str, Any]) -> None:
    """Raise exceptions.ValidationError unless an endpoint may be so."""
    details = {
        _FIELDS.get(fault.field, fault.field): exceptions.ErrorDetail(
            str(fault), "destination_not_allowed" if fault.field == "url" else "constraint"
        )
        for fault in rules.faults(wanted)
    }
    if details:
        raise exceptions.ValidationError(details)


def _account(request: Request) -> models.User:
    account: models.User = request.user  # type: ignore[assignment]
    return account


def _address(endpoint: models.WebhookEndpoint) -> str:
    return endpoint_serializers.endpoint_address(endpoint.slug)


def _body(endpoint: models.WebhookEndpoint) -> dict[str, Any]:
    return dict(endpoint_serializers.EndpointSerializer(endpoint).data)


def _etag(endpoint: models.WebhookEndpoint) -> str:
    """Return the entity tag of the endpoint as it is shown."""
    return conditional.digest_etag(orjson.dumps(_body(endpoint)))
