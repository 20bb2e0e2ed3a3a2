"""What was and is to be sent to an account's endpoints: deliveries, attempts, sending one anew."""

import uuid
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Substr
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers, vocabularies
from tracker.api.http import base, errors, pagination, parameters
from tracker.api.subscriptions import changes, delivery_serializers, endpoints
from tracker.webhooks import resending

STATE = parameters.any_of(
    "state", "In these states alone", [code for code, _ in vocabularies.DeliveryState.choices()]
)
IS_SAMPLE = parameters.boolean("is_sample", "Pings and examples, or events")
CREATED_AFTER = parameters.instant("created_after", "Made at this moment or later")
CREATED_BEFORE = parameters.instant("created_before", "Made before this moment")
_BEGINNING_BYTES = 64


class DeliveryPagination(pagination.KeysetPagination):
    """Pages of an endpoint's deliveries, the latest first."""

    keys = ("pk",)
    orderings = ("-created_at", "created_at")
    columns = delivery_serializers.COLUMNS


class DeliveryList(endpoints.EndpointDoor, base.ListView):
    """The deliveries to one endpoint."""

    pagination_class = DeliveryPagination

    query_parameters = (STATE, changes.EVENT_TYPE, IS_SAMPLE, CREATED_AFTER, CREATED_BEFORE)

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the deliveries that are asked for."""
        endpoint = self.find(self.kwargs["slug"])
        return shown_rows(models.Delivery.objects.filter(_wanted(self.request), endpoint=endpoint))

    @extend_schema(
        operation_id="webhook_endpoints_deliveries_list",
        responses=delivery_serializers.DeliverySerializer(many=True),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return a page of what was and is to be sent to the endpoint."""
        return super().get(request, *args, **kwargs)

    def list(  # type: ignore[override]
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Return a page; deliveries change every second, so that there is no entity tag."""
        return paged(self, request)

    def render(self, row: pagination.Row) -> bytes:
        """Return a delivery."""
        return orjson.dumps(delivery_serializers.shown_delivery(row))


class DeliveryDoor(endpoints.EndpointDoor):
    """What an account does with a delivery to one of its endpoints."""

    lookup_field = "public_id"

    def deliveries(self, public_id: uuid.UUID) -> QuerySet[models.Delivery]:
        """Return the one delivery, if it is there and to an endpoint of whoever asks."""
        return models.Delivery.objects.filter(public_id=public_id, endpoint__in=self.own())

    def whole(self, public_id: uuid.UUID, status: int = 200) -> Response:
        """Return the answer that is a delivery with its message."""
        own = self.deliveries(public_id)
        shown = shown_rows(own).values_list(*delivery_serializers.COLUMNS)
        body = delivery_serializers.shown_delivery(endpoints.found(shown))
        delivery: models.Delivery = own.select_related("revision").get()
        body["message"] = orjson.Fragment(delivery.message)
        return Response(orjson.dumps(body), status)


class DeliveryDetail(DeliveryDoor):
    """One delivery."""

    @extend_schema(
        operation_id="deliveries_retrieve", responses=delivery_serializers.WholeDeliverySerializer
    )
    def get(self, request: Request, public_id: uuid.UUID) -> Response:
        """Return how a delivery stands, with its message."""
        del request
        return self.whole(public_id)


class Redelivery(DeliveryDoor):
    """Sending one anew."""

    @extend_schema(
        operation_id="deliveries_redeliver",
        request=None,
        responses={202: delivery_serializers.WholeDeliverySerializer},
    )
    def post(self, request: Request, public_id: uuid.UUID) -> Response:
        """Send the event again as soon as may be: the same bytes under the same webhook-id."""
        del request
        self.no_body()
        with transaction.atomic():
            own = self.deliveries(public_id).select_for_update(no_key=True, of=("self",))
            try:
                resending.redeliver(endpoints.found(own))
            except models.WrongStateError as error:
                raise errors.Problem(409, "not_in_this_state", str(error)) from error
        return self.whole(public_id, 202)


class AttemptPagination(pagination.KeysetPagination):
    """Pages of the attempts at a delivery, the first one first."""

    keys = ("number",)
    orderings = ("number", "-number")
    columns = (
        "number",
        "attempted_at",
        "duration_ms",
        "resolved_address",
        "outcome",
        "status",
        "answer",
    )


class AttemptList(DeliveryDoor, base.ListView):
    """The attempts at one delivery."""

    pagination_class = AttemptPagination

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the attempts."""
        delivery = endpoints.found(self.deliveries(self.kwargs["public_id"]))
        return models.Attempt.objects.filter(delivery=delivery)

    @extend_schema(
        operation_id="deliveries_attempts_list",
        responses=delivery_serializers.AttemptSerializer(many=True),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return a page of attempts: when, how long, where to, and what was answered."""
        return super().get(request, *args, **kwargs)

    def list(  # type: ignore[override]
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Return a page."""
        return paged(self, request)

    def render(self, row: pagination.Row) -> bytes:
        """Return an attempt."""
        attempt = dict(zip(AttemptPagination.columns, row, strict=True))
        attempt["attempted_at"] = serializers.show_moment(attempt["attempted_at"])
        return orjson.dumps(attempt)


def paged(door: base.ListView, request: Request) -> HttpResponseBase:
    """Return the page that is asked for."""
    rows_found = door.get_queryset()
    pages = door.pagination_class()
    pages.read(request)
    return door.page(pages, rows_found)


def shown_rows(deliveries: QuerySet[models.Delivery]) -> QuerySet[Any, Any]:
    """Return the deliveries with all of their ``COLUMNS``."""
    message = Coalesce("revision__envelope", "sample")
    return deliveries.annotate(beginning=Substr(message, 1, _BEGINNING_BYTES))


def _wanted(request: Request) -> Q:
    """Return the condition on deliveries; errors.Problem names what is wrong."""
    query = request.query_params
    condition = Q()
    if states := STATE.of(query):
        condition &= Q(state__in=states)
    if patterns := changes.EVENT_TYPE.of(query):
        condition &= Q(revision__event_type__in=changes.matching(patterns))
    if (is_sample := IS_SAMPLE.of(query)) is not None:
        condition &= ~Q(sample_type="") if is_sample else Q(sample_type="")
    if (after := CREATED_AFTER.of(query)) is not None:
        condition &= Q(created_at__gte=after)
    if (before := CREATED_BEFORE.of(query)) is not None:
        condition &= Q(created_at__lt=before)
    return condition
