"""The id that each request carries."""

import re

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tracker.api.http import middleware

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("given", ["asked-once", "a" * 128, "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"])
def test_a_plain_id_is_returned(client: Client, given: str) -> None:
    assert client.get("/livez", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", ["", "a" * 129, "a b", "é", "a\tb", "a\x7f", "a\r\nSet-Cookie: b"]
)
def test_another_id_is_replaced(client: Client, given: str) -> None:
    answered = client.get("/livez", headers={"X-Request-ID": given})["X-Request-ID"]

    assert re.fullmatch("[0-9a-f]{32}", answered)


def test_each_request_has_its_own(client: Client) -> None:
    assert client.get("/livez")["X-Request-ID"] != client.get("/livez")["X-Request-ID"]


def test_log_lines_carry_the_id_of_their_request_only(rf: RequestFactory) -> None:
    structlog.contextvars.bind_contextvars(left_over="from before")
    seen = {}

    def answer(request: HttpRequest) -> HttpResponse:
        seen.update(structlog.contextvars.get_contextvars())
        return HttpResponse(request.path)

    middleware.RequestMiddleware(answer)(rf.get("/", headers={"X-Request-ID": "asked-once"}))

    assert seen == {"request_id": "asked-once"}
