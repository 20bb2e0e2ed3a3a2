"""Webhook endpoints: created, shown, changed, stopped, tried out, and sent anew what failed."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, vocabularies
from tracker.api.http import parameters, preconditions, throttling
from tracker.api.records import writing
from tracker.api.subscriptions import (
    changes,
    deliveries,
    delivery_serializers,
    endpoint_action_serializers,
    endpoint_serializers,
    owned,
)
from tracker.filters import previewing
from tracker.webhooks import (
    credentials,
    endpoints,
    examples,
    pinging,
    replaying,
    resending,
    stats,
)

PREVIEWED_DAYS: Final = 30
LONGEST_STATS_DAYS: Final = 14
DAYS = parameters.integer(
    "days", "Back to how many days ago is counted", default=7, least=1, most=LONGEST_STATS_DAYS
)
_UNSHARED: Final = {"Cache-Control": "no-store"}


@extend_schema_view(
    list=extend_schema(
        description="Return all of the account's endpoints, at most ten.",
        responses=endpoint_serializers.EndpointsSerializer,
    ),
    retrieve=extend_schema(description="Return the endpoint: what it asks for, and how it stands."),
    destroy=extend_schema(
        description="Delete the endpoint with its secrets and everything about its deliveries."
    ),
)
class EndpointViewSet(owned.SubscriptionViewSet):
    """The webhook endpoints of an account."""

    queryset = models.WebhookEndpoint.objects.all()
    serializer_class = endpoint_serializers.EndpointSerializer
    list_serializer_class = endpoint_serializers.EndpointsSerializer
    # Senders lock deliveries before their endpoint, and so does its deletion.
    is_locked_to_delete = False

    def perform_destroy(self, row: models.WebhookEndpoint) -> None:
        endpoints.delete(row)

    @extend_schema(responses={201: endpoint_serializers.CreatedEndpointSerializer})
    def create(self, request: Request) -> Response:
        """Add an endpoint: it is pending until it answers a ping.

        That is sent at once, and again for ten minutes while it is not answered. Its secret is
        shown this once.
        """
        # First of all: a name takes its time to be resolved, and no transaction waits for that.
        wanted = self.entered(endpoint_serializers.EndpointSerializer)
        throttling.refuse_samples(request)
        now = timezone.now()
        with transaction.atomic():
            endpoint, secret = endpoints.add(self.account, wanted, now)
            pinging.challenge(endpoint, now)
        context = {"secret": secret}
        shown = endpoint_serializers.CreatedEndpointSerializer(endpoint, context=context).data
        headers = {**_UNSHARED, "ETag": self.etag(endpoint), "Location": shown["url"]}
        return Response(shown, 201, headers=headers)

    @extend_schema(
        request=endpoint_serializers.EndpointSerializer(partial=True),
        parameters=[writing.IF_MATCH],
    )
    def partial_update(self, request: Request, slug: str) -> Response:
        """Change the fields that are given; filters, event types and headers are replaced whole.

        At another address it is pending until that has answered a ping; its events are kept.
        """
        preconditions.require_tag(request, [self.etag(self.get_object())])
        wanted = self.entered(endpoint_serializers.EndpointSerializer, partial=True)
        if "url" in wanted:
            throttling.refuse_samples(request)
        now = timezone.now()
        with transaction.atomic():
            endpoint = self.get_object(is_locked=True)
            preconditions.require_tag(request, [self.etag(endpoint)])
            moves = wanted.get("url", endpoint.url) != endpoint.url
            endpoints.change(endpoint, wanted, now)
            if moves:
                pinging.challenge(endpoint, now)
        return self.represented(endpoint)

    @extend_schema(request=None, responses={200: endpoint_serializers.EndpointSerializer})
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, slug: str) -> Response:
        """Send nothing more for now; what happens is kept for 14 days."""
        return self.decided(endpoints.pause)

    @extend_schema(request=None, responses={200: endpoint_serializers.EndpointSerializer})
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, slug: str) -> Response:
        """Send again after a pause, or after it was disabled: first what was kept meanwhile."""
        return self.decided(endpoints.resume)

    @extend_schema(request=None, responses={202: delivery_serializers.DeliverySerializer})
    @action(detail=True, methods=["post"])
    def ping(self, request: Request, slug: str) -> Response:
        """Send a ping soon, whatever the endpoint's state; a pending one that answers is enabled.

        One that does not is pinged again, at growing intervals, for ten minutes. The outcome
        is told at Location.
        """
        endpoint = self.get_object()
        self.no_body()
        throttling.refuse_samples(request)
        return deliveries.accepted(pinging.challenge(endpoint, timezone.now()))

    @extend_schema(
        request=endpoint_action_serializers.WantedExampleSerializer,
        responses={202: delivery_serializers.DeliverySerializer},
    )
    @action(detail=True, methods=["post"], url_path="send-example")
    def send_example(self, request: Request, slug: str) -> Response:
        """Send an example of an event type soon: about nobody, and marked ``"example": true``."""
        endpoint = self.get_object()
        wanted = self.entered(endpoint_action_serializers.WantedExampleSerializer)
        if endpoint.state == vocabularies.EndpointState.PENDING:
            raise models.WrongStateError("It is pending: nothing but pings is sent to it.")
        throttling.refuse_samples(request)
        return deliveries.accepted(examples.send(endpoint, wanted["event_type"], timezone.now()))

    @extend_schema(
        request=endpoint_action_serializers.RotationSerializer,
        responses={200: endpoint_action_serializers.RotatedSerializer},
    )
    @action(detail=True, methods=["post"], url_path="rotate-secret")
    def rotate_secret(self, request: Request, slug: str) -> Response:
        """Have a new secret sign, and beside it for a while the former one; shown this once."""
        self.get_object()
        wanted = self.entered(endpoint_action_serializers.RotationSerializer)
        grace = timedelta(seconds=wanted["grace_seconds"])
        with transaction.atomic():
            made = credentials.rotate(self.get_object(is_locked=True), grace, timezone.now())
        shown = endpoint_action_serializers.RotatedSerializer(made).data
        return Response(shown, headers=_UNSHARED)

    @extend_schema(
        request=endpoint_action_serializers.RecoverySerializer,
        responses={202: endpoint_action_serializers.RecoveredSerializer},
    )
    @action(detail=True, methods=["post"])
    def recover(self, request: Request, slug: str) -> Response:
        """Send all events since a time now that failed for good or wait for their next attempt.

        Asking twice does no more than asking once.
        """
        endpoint = self.get_object()
        since = self.entered(endpoint_action_serializers.RecoverySerializer)["since"]
        if not timezone.now() - resending.KEPT <= since <= timezone.now():
            detail = f"Give a time of the last {resending.KEPT.days} days."
            raise exceptions.ValidationError({"since": detail}, "constraint")
        done = resending.recover(endpoint, since)
        return Response(endpoint_action_serializers.RecoveredSerializer(done).data, 202)

    @extend_schema(
        request=endpoint_action_serializers.WantedReplaySerializer,
        responses={202: delivery_serializers.ReplaySerializer},
    )
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, slug: str) -> Response:
        """Send all events after a sequence anew, under their ids; how far that is, Location tells.

        That is what was sent before and what is asked for now. While one from the same sequence
        is under way, it is that one.
        """
        endpoint = self.get_object()
        after = self.entered(endpoint_action_serializers.WantedReplaySerializer)["after"]
        try:
            replay = replaying.request(endpoint, after)
        except replaying.BeyondHeadError as error:
            raise changes.beyond_head(error.head, pointer="/after") from error
        shown = delivery_serializers.ReplaySerializer(replay).data
        return Response(shown, 202, headers={"Location": shown["url"]})

    @extend_schema(responses=endpoint_action_serializers.StatsSerializer)
    @action(detail=True, query_parameters=(DAYS,))
    def stats(self, request: Request, slug: str) -> Response:
        """Return the outcomes of deliveries and attempts, how long they took, and what waits."""
        endpoint = self.get_object()
        days = DAYS.of(request.query_params)
        counted = stats.compute(endpoint, timezone.now() - timedelta(days=days))
        found = {"days": days, "endpoint": endpoint, "stats": counted}
        return Response(endpoint_action_serializers.StatsSerializer(found).data)

    @extend_schema(responses=delivery_serializers.DeliverySerializer(many=True))
    @action(
        detail=True,
        url_path="deliveries",
        pagination_class=deliveries.DeliveryPagination,
        query_parameters=deliveries.PARAMETERS,
    )
    def list_deliveries(self, request: Request, slug: str) -> HttpResponseBase:
        """Return a page of what was and is to be sent to the endpoint."""
        asked = deliveries.condition(request.query_params)
        rows = models.Delivery.objects.filter(asked, endpoint=self.get_object())
        serializer = delivery_serializers.DeliverySerializer
        # They change every second.
        return self.paged(serializer.fetched(rows), serializer, is_conditional=False)

    @extend_schema(
        request=endpoint_action_serializers.WishSerializer,
        responses={200: endpoint_action_serializers.PreviewSerializer},
    )
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """Return how often these event types and filters would have fired in the last 30 days."""
        wanted = self.entered(endpoint_action_serializers.WishSerializer)
        since = timezone.now() - timedelta(days=PREVIEWED_DAYS)
        found = {"days": PREVIEWED_DAYS, "preview": previewing.preview(wanted, since)}
        return Response(endpoint_action_serializers.PreviewSerializer(found).data)


class ReplayViewSet(owned.OwnedViewSet):
    """Requests to be sent everything anew."""

    queryset = models.Replay.objects.select_related("endpoint")
    serializer_class = delivery_serializers.ReplaySerializer
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    owner_lookup = "endpoint__owner"

    def retrieve(self, request: Request, slug: str, public_id: str) -> Response:
        """Return how far it has come."""
        return Response(self.serializer_class(self.get_object()).data)
