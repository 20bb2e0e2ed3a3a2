"""What was and is to be sent to an account's endpoints: deliveries, attempts, sending one anew."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, vocabularies
from tracker.api.http import pagination, parameters
from tracker.api.subscriptions import changes, delivery_serializers, owned
from tracker.webhooks import resending

STATE = parameters.any_of(
    "state", "In these states alone", [code for code, _ in vocabularies.DeliveryState.choices()]
)
IS_SAMPLE = parameters.boolean("is_sample", "Pings and examples, or events")
CREATED_AFTER = parameters.instant("created_after", "Made at this moment or later")
CREATED_BEFORE = parameters.instant("created_before", "Made before this moment")
PARAMETERS = (STATE, changes.EVENT_TYPE, IS_SAMPLE, CREATED_AFTER, CREATED_BEFORE)


class DeliveryPagination(pagination.KeysetPagination):
    """Pages of an endpoint's deliveries, the latest first."""

    keys = ("pk",)
    orderings = ("-created_at", "created_at")


class AttemptPagination(pagination.KeysetPagination):
    """Pages of the attempts at a delivery, the first one first."""

    keys = ("number",)
    orderings = ("number", "-number")


class DeliveryViewSet(owned.OwnedViewSet):
    """The deliveries to the endpoints of an account."""

    queryset = models.Delivery.objects.all()
    serializer_class = delivery_serializers.WholeDeliverySerializer
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    owner_lookup = "endpoint__owner"

    def retrieve(self, request: Request, public_id: uuid.UUID) -> Response:
        """Return how a delivery stands, with its message."""
        return Response(represented(self.get_object(), self.serializer_class))

    @extend_schema(responses=delivery_serializers.AttemptSerializer(many=True))
    @action(detail=True, pagination_class=AttemptPagination)
    def attempts(self, request: Request, public_id: uuid.UUID) -> HttpResponseBase:
        """Return a page of attempts: when, how long, where to, and what was answered."""
        rows = models.Attempt.objects.filter(delivery=self.get_object())
        return self.paged(rows, delivery_serializers.AttemptSerializer, is_conditional=False)

    @extend_schema(request=None, responses={202: delivery_serializers.WholeDeliverySerializer})
    @action(detail=True, methods=["post"])
    def redeliver(self, request: Request, public_id: uuid.UUID) -> Response:
        """Send the event again as soon as may be: the same bytes under the same webhook-id."""
        self.no_body()
        with transaction.atomic():
            delivery = self.get_object(is_locked=True)
            resending.redeliver(delivery)
        return Response(represented(delivery, self.serializer_class), 202)


def represented(
    delivery: models.Delivery, serializer: type[delivery_serializers.DeliverySerializer]
) -> dict[str, Any]:
    """Return the body of a delivery as it is now."""
    row = serializer.fetched(models.Delivery.objects.filter(pk=delivery.pk)).get()
    return dict(serializer(row).data)


def accepted(delivery: models.Delivery) -> Response:
    """Return the answer to what ``delivery`` was made for; Location tells what comes of it."""
    shown = represented(delivery, delivery_serializers.DeliverySerializer)
    return Response(shown, 202, headers={"Location": shown["url"]})


def condition(query: QueryDict) -> Q:
    """Return the condition on deliveries for what ``PARAMETERS`` ask.

    Raises errors.Problem naming what is wrong.
    """
    asked = Q()
    if states := STATE.of(query):
        asked &= Q(state__in=states)
    if patterns := changes.EVENT_TYPE.of(query):
        asked &= Q(revision__event_type__in=changes.matching(patterns))
    if (is_sample := IS_SAMPLE.of(query)) is not None:
        asked &= ~Q(sample_type="") if is_sample else Q(sample_type="")
    if (after := CREATED_AFTER.of(query)) is not None:
        asked &= Q(created_at__gte=after)
    if (before := CREATED_BEFORE.of(query)) is not None:
        asked &= Q(created_at__lt=before)
    return asked
