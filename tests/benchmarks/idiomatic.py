"""What a request costs beside Django REST framework's usual way over the same rows.

Beside each of our addresses stands a viewset with a ModelSerializer, all that it shows prefetched,
on the same server with the same middleware, and Django's own answer to conditional requests.
"""

import statistics
import time
from collections.abc import Iterator
from typing import Any

from django.middleware.http import ConditionalGetMiddleware
from django.test import Client, override_settings
from django.urls import include, path
from django.utils.decorators import decorator_from_middleware, method_decorator
from rest_framework import negotiation, pagination, permissions, renderers, routers, viewsets
from rest_framework.schemas.openapi import AutoSchema

from tests.benchmarks.prose import Row
from tracker import models, serializers

_ROUNDS, _REQUESTS = 9, 40
WANTED = {"a list of 50": 14.0, "a detail": 6.0, "a detail that the client has": 30.0}
"""How many times as fast as the usual way each is to be."""


class CommitmentPagination(pagination.CursorPagination):
    """Pages of 50."""

    page_size = 50
    ordering = ("-changed_at", "-identity_id")


@method_decorator(decorator_from_middleware(ConditionalGetMiddleware), name="dispatch")
class CommitmentViewSet(viewsets.ReadOnlyModelViewSet[Any]):
    """Commitments as one would first write it."""

    queryset = serializers.SERIALIZERS["commitment"].fetched(models.Commitment.objects.public())
    serializer_class = serializers.SERIALIZERS["commitment"]
    pagination_class = CommitmentPagination
    lookup_field = "identity__slug"
    lookup_url_kwarg = "slug"
    authentication_classes = ()
    permission_classes = (permissions.AllowAny,)
    renderer_classes = (renderers.JSONRenderer,)
    content_negotiation_class = negotiation.DefaultContentNegotiation
    schema = AutoSchema()


router = routers.SimpleRouter(trailing_slash=False)
router.register("commitments", CommitmentViewSet, "idiomatic")
urlpatterns = [path("idiomatic/", include(router.urls)), path("", include("config.urls"))]


def measure(slug: str) -> Iterator[Row]:
    """Yield how many times as fast as the usual way each of our answers is."""
    with override_settings(ROOT_URLCONF=__name__):
        client = Client(headers={"Host": "localhost"})
        tails = {"a list of 50": "commitments", "a detail": f"commitments/{slug}"}
        for what, tail in tails.items():
            yield _row(what, *(_medians(client, tail, {})))
        what, tail = "a detail that the client has", tails["a detail"]
        yield _row(what, *_medians(client, tail, {"is_known": True}))


def _row(what: str, ours: float, usual: float) -> Row:
    ratio, wanted = usual / ours, WANTED[what]
    named = f"{what}, beside a ModelSerializer's"
    measured = f"{ratio:.1f} times as fast: {ours:.2f} ms, {usual:.2f} ms"
    return Row(named, measured, f"≥ {wanted:.0f} times", ratio >= wanted)


def _medians(client: Client, tail: str, asked: dict[str, bool]) -> tuple[float, float]:
    """Return the milliseconds of a request of ours and of the usual way, asked by turns."""
    spent: dict[str, list[float]] = {"/v1/": [], "/idiomatic/": []}
    for _ in range(_ROUNDS):
        for prefix, found in spent.items():
            found.append(_milliseconds(client, prefix + tail, **asked))
    ours, usual = map(statistics.median, spent.values())
    return ours, usual


def _milliseconds(client: Client, address: str, *, is_known: bool = False) -> float:
    first = client.get(address)
    headers = {"If-None-Match": first["ETag"]} if is_known else {}
    expected = 304 if is_known else 200
    start = time.perf_counter()
    answers = [client.get(address, headers=headers).status_code for _ in range(_REQUESTS)]
    spent = (time.perf_counter() - start) * 1000 / _REQUESTS
    if set(answers) != {expected}:
        raise AssertionError(address)
    return spent
