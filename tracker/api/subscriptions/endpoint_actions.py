"""What an account has done at its endpoints: a ping, new secrets, a recovery; and how they do."""

import uuid
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers, vocabularies
from tracker.api.http import errors, parameters, throttling
from tracker.api.subscriptions import (
    changes,
    deliveries,
    delivery_serializers,
    endpoint_serializers,
    endpoints,
)
from tracker.webhooks import (
    examples,
    pinging,
    previewing,
    reckoning,
    replaying,
    resending,
    secrecy,
)

PREVIEWED_DAYS: Final = 30
LONGEST_RECKONING: Final = 14
DAYS = parameters.integer(
    "days", "Back to how many days ago is counted", default=7, least=1, most=LONGEST_RECKONING
)


class Ping(endpoints.EndpointDoor):
    """Trying whether an endpoint answers."""

    @extend_schema(
        operation_id="webhook_endpoints_ping",
        request=None,
        responses={202: delivery_serializers.DeliverySerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Send a ping soon, whatever the endpoint's state; a pending one that answers is enabled.

        One that does not is pinged again, at growing intervals, for ten minutes. What came of it
        is told at Location.
        """
        endpoint = self.find(slug)
        self.no_body()
        throttling.refuse_samples(request)
        return accepted(pinging.challenge(endpoint, timezone.now()))


class SendExample(endpoints.EndpointDoor):
    """Trying out what is made of an event."""

    @extend_schema(
        operation_id="webhook_endpoints_send_example",
        request=delivery_serializers.WantedExampleSerializer,
        responses={202: delivery_serializers.DeliverySerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Send an example of an event type soon: about nobody, and marked ``"example": true``."""
        endpoint = self.find(slug)
        event_type = _given(delivery_serializers.WantedExampleSerializer, self.body())["event_type"]
        if endpoint.state == vocabularies.EndpointState.PENDING:
            detail = "It is pending: nothing but pings is sent to it."
            raise errors.Problem(409, "not_in_this_state", detail)
        throttling.refuse_samples(request)
        return accepted(examples.send(endpoint, event_type, timezone.now()))


class Rotation(endpoints.EndpointDoor):
    """Replacing the secrets of an endpoint."""

    @extend_schema(
        operation_id="webhook_endpoints_rotate_secret",
        request=endpoint_serializers.RotationSerializer,
        responses={200: endpoint_serializers.RotatedSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Have a new secret sign, and beside it for a while the former one; shown this once."""
        del request
        self.find(slug)
        given = _given(endpoint_serializers.RotationSerializer, self.body())
        grace = timedelta(seconds=given["grace_seconds"])
        with transaction.atomic():
            made = secrecy.rotate(self.lock(slug), grace, timezone.now())
        shown = {
            "secret": made.secret,
            "public_key": made.public_key or None,
            "former_until": serializers.show_moment(made.former_until),
        }
        return Response(shown, headers=endpoints.UNSHARED)


class Recovery(endpoints.EndpointDoor):
    """Sending anew what failed."""

    @extend_schema(
        operation_id="webhook_endpoints_recover",
        request=delivery_serializers.RecoverySerializer,
        responses={202: delivery_serializers.RecoveredSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Send all events since a time now that failed for good or wait for their next attempt.

        Asking twice does no more than asking once.
        """
        del request
        endpoint = self.find(slug)
        since = _given(delivery_serializers.RecoverySerializer, self.body())["since"]
        if not timezone.now() - resending.KEPT <= since <= timezone.now():
            detail = f"Give a time of the last {resending.KEPT.days} days."
            raise exceptions.ValidationError({"since": detail}, "constraint")
        done = resending.recover(endpoint, since)
        counts = {"failed": done.failed, "waited": done.waited}
        return Response({"recovered": sum(counts.values()), **counts}, 202)


class Replay(endpoints.EndpointDoor):
    """Sending everything anew."""

    @extend_schema(
        operation_id="webhook_endpoints_replay",
        request=delivery_serializers.WantedReplaySerializer,
        responses={202: delivery_serializers.ReplaySerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Send all events after a sequence anew, under their ids; how far that is, Location tells.

        That is what was sent before and what is asked for now. While one from the same sequence
        is under way, it is that one.
        """
        del request
        endpoint = self.find(slug)
        after = _given(delivery_serializers.WantedReplaySerializer, self.body())["after"]
        try:
            replay = replaying.request(endpoint, after)
        except models.WrongStateError as error:
            raise errors.Problem(409, "not_in_this_state", str(error)) from error
        except replaying.BeyondHeadError as error:
            raise changes.beyond_head(error.head, pointer="/after") from error
        shown = delivery_serializers.shown_replay(endpoint, replay)
        return Response(shown, 202, headers={"Location": shown["url"]})


class ReplayDetail(endpoints.EndpointDoor):
    """A request to be sent everything anew."""

    lookup_field = "public_id"

    @extend_schema(
        operation_id="webhook_endpoints_replays_retrieve",
        responses=delivery_serializers.ReplaySerializer,
    )
    def get(self, request: Request, slug: str, public_id: uuid.UUID) -> Response:
        """Return how far it has come."""
        del request
        endpoint = self.find(slug)
        replay = endpoints.found(
            models.Replay.objects.filter(public_id=public_id, endpoint=endpoint)
        )
        return Response(delivery_serializers.shown_replay(endpoint, replay))


class Stats(endpoints.EndpointDoor):
    """How an endpoint has been doing."""

    query_parameters = (DAYS,)

    @extend_schema(
        operation_id="webhook_endpoints_stats",
        responses=delivery_serializers.StatsSerializer,
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return what came of deliveries and attempts, how fast, and what waits."""
        endpoint = self.find(slug)
        days = DAYS.of(request.query_params)
        found = reckoning.reckon(endpoint, timezone.now() - timedelta(days=days))
        return Response(delivery_serializers.shown_reckoning(endpoint, found, days))


class Preview(endpoints.EndpointDoor):
    """Trying out what to ask for."""

    @extend_schema(
        operation_id="webhook_endpoints_preview",
        request=delivery_serializers.WishSerializer,
        responses={200: delivery_serializers.PreviewSerializer},
    )
    def post(self, request: Request) -> Response:
        """Return how often these event types and filters would have fired in the last 30 days."""
        del request
        wanted = _given(delivery_serializers.WishSerializer, self.body())
        endpoints.accept(wanted)
        since = timezone.now() - timedelta(days=PREVIEWED_DAYS)
        found = previewing.preview(wanted, since)
        return Response(delivery_serializers.shown_preview(found, PREVIEWED_DAYS))


def accepted(delivery: models.Delivery) -> Response:
    """Return the answer that tells where it will stand what came of a delivery."""
    rows = deliveries.shown_rows(models.Delivery.objects.filter(pk=delivery.pk))
    shown = delivery_serializers.shown_delivery(
        rows.values_list(*delivery_serializers.COLUMNS).get()
    )
    return Response(shown, 202, headers={"Location": shown["url"]})


def _given(serializer: type[Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent, validated."""
    entered = serializer(data=body)
    entered.is_valid(raise_exception=True)
    validated: dict[str, Any] = entered.validated_data
    return validated
