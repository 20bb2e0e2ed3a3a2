"""Who asks: by what address a client is counted, and whom we believe about it."""

import pytest
from pytest_django import Settings
from starlette.requests import Request

from tracker.model_context import clients


def request(seen: str, forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Request({"type": "http", "client": (seen, 40_000), "headers": headers})


@pytest.mark.parametrize(
    ("is_behind_proxy", "forwarded", "counted"),
    [
        (False, "", "192.0.2.7"),
        (False, "198.51.100.9", "192.0.2.7"),
        (True, "198.51.100.9", "198.51.100.9"),
        (True, "203.0.113.1, 198.51.100.9", "198.51.100.9"),
        (True, "", "192.0.2.7"),
    ],
)
def test_what_a_request_says_of_its_way_is_believed_behind_our_proxy_alone(
    settings: Settings,
    is_behind_proxy: bool,
    forwarded: str,
    counted: str,
) -> None:
    settings.IS_BEHIND_PROXY = is_behind_proxy

    assert clients.who(request("192.0.2.7", forwarded)) == counted


def test_whoever_started_the_server_is_one_client() -> None:
    assert clients.who(None) == "local"
