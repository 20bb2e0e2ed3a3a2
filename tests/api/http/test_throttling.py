"""Limits: who may ask how often, and what is said about it."""

import secrets
import socket
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer
from tracker import models, vocabularies
from tracker.api.http import middleware, throttling

pytestmark = pytest.mark.django_db

LIST = "/v1/topics"


@pytest.fixture(autouse=True)
def _everyone_is_limited(_nobody_is_limited: None, settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    settings.RATE_LIMITS = {"anonymous": 2, "reader": 3, "subscriber": 4, "editor": 5}


@pytest.fixture
def stranger() -> Client:
    """Return a client at an address that no other test, nor a run of this one, has just used."""
    return Client(REMOTE_ADDR=str(IPv4Address(secrets.randbits(32))))


def test_an_answer_says_what_is_left(stranger: Client) -> None:
    first, second = stranger.get(LIST), stranger.get(LIST)

    assert first["RateLimit-Policy"] == second["RateLimit-Policy"] == '"anonymous";q=2;w=60'
    assert first["RateLimit"] == '"anonymous";r=1;t=60'
    assert second["RateLimit"].startswith('"anonymous";r=0;t=')
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_whoever_asks_too_often_is_told_when_to_come_back(stranger: Client) -> None:
    stranger.get(LIST)
    stranger.get("/v1/changes")

    refused = stranger.get(LIST)

    document = expect.problem(refused, 429, "too_many_requests")
    assert document["detail"] == "At most 2 requests are answered in 60 seconds."
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["RateLimit"] == f'"anonymous";r=0;t={refused["Retry-After"]}'


def test_what_is_wrong_counts_too(stranger: Client) -> None:
    for _ in range(2):
        expect.problem(stranger.get(f"{LIST}?nothing=1"), 400, "unknown_parameter")

    expect.problem(stranger.get(LIST), 429, "too_many_requests")


def test_an_unknown_host_is_counted_and_logged_in_one_line(
    stranger: Client, caplog: pytest.LogCaptureFixture
) -> None:
    evil = {"Host": "evil.example"}

    for _ in range(2):
        expect.problem(stranger.get(LIST, headers=evil), 400, "unknown_host")
    refused = stranger.get(LIST, headers=evil)

    expect.problem(refused, 429, "too_many_requests")
    assert 0 < int(refused["Retry-After"]) <= 60
    lines = [(record.getMessage(), record.exc_info) for record in caplog.records]
    assert lines == [
        (f"Bad Request: {LIST}", None),
        (f"Bad Request: {LIST}", None),
        (f"Too Many Requests: {LIST}", None),
    ]


def test_an_answer_that_is_known_counts_and_says_so(stranger: Client) -> None:
    etag = stranger.get(LIST)["ETag"]

    known = stranger.get(LIST, headers={"If-None-Match": etag})

    expect.unchanged(known, etag)
    assert known["RateLimit"].startswith('"anonymous";r=0;')


@pytest.mark.parametrize(
    ("role", "tier", "quota"),
    [
        ("reader", "reader", 3),
        ("subscriber", "subscriber", 4),
        ("editor", "editor", 5),
        ("reviewer", "editor", 5),
        ("admin", "editor", 5),
    ],
)
def test_each_role_has_its_limit(bearer: Bearer, role: str, tier: str, quota: int) -> None:
    client = bearer(role)

    answers = [client.get(LIST) for _ in range(quota + 1)]

    assert [answer.status_code for answer in answers] == [200] * quota + [429]
    assert answers[0]["RateLimit-Policy"] == f'"{tier}";q={quota};w=60'


def test_accounts_at_one_address_are_counted_apart(bearer: Bearer) -> None:
    first, second = bearer("reader"), bearer("reader")
    for _ in range(4):
        first.get(LIST)

    assert first.get(LIST).status_code == 429
    assert second.get(LIST).status_code == 200


def test_tokens_are_guessed_ten_times_a_minute(stranger: Client) -> None:
    guess = {"Authorization": "Bearer orec_guessed"}

    for _ in range(10):
        expect.problem(stranger.get(LIST, headers=guess), 401, "invalid_token")
    refused = stranger.get(LIST, headers=guess)

    expect.problem(refused, 429, "too_many_requests")
    assert 0 < int(refused["Retry-After"]) <= 60


def test_a_good_token_is_good_beside_a_guesser(stranger: Client) -> None:
    token, secret = models.issue_token(
        factories.UserFactory.create(), "newsroom", vocabularies.Role.READER, timezone.now()
    )
    for _ in range(11):
        stranger.get(LIST, headers={"Authorization": "Bearer orec_guessed"})

    answer = stranger.get("/v1/me", headers={"Authorization": f"Bearer {secret}"})

    assert expect.json(answer)["token"]["name"] == token.name


@pytest.mark.parametrize("address", ["/livez", "/readyz", "/metrics"])
def test_what_watches_the_service_is_not_limited(stranger: Client, address: str) -> None:
    answers = [stranger.get(address) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert not answers[0].has_header("RateLimit")


def test_without_redis_everyone_is_answered(stranger: Client, settings: Settings) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.REDIS_URL = f"redis://127.0.0.1:{closed.getsockname()[1]}/0"

        answers = [stranger.get(LIST) for _ in range(5)]
        guess = stranger.get(LIST, headers={"Authorization": "Bearer orec_guessed"})

    assert [answer.status_code for answer in answers] == [200] * 5
    assert not answers[0].has_header("RateLimit")
    expect.problem(guess, 401, "invalid_token")


def test_nobody_is_limited_where_limits_are_off(stranger: Client, settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = False

    answers = [stranger.get(LIST) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert not answers[0].has_header("RateLimit")


def test_a_spoofed_address_gives_no_further_requests(stranger: Client) -> None:
    statuses = [
        stranger.get(LIST, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(3)
    ]

    assert statuses == [200, 200, 429]


@pytest.mark.parametrize(
    ("seen", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "1.2.3.4, 2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("10.0.0.2", "::ffff:198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "nonsense", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_behind_our_proxy_its_word_is_believed(
    rf: RequestFactory, settings: Settings, seen: str, forwarded: str, address: str
) -> None:
    settings.IS_BEHIND_PROXY = True
    request = rf.get("/", REMOTE_ADDR=seen, headers={"X-Forwarded-For": forwarded})

    assert middleware.client_address(request) == address


def test_an_ipv6_network_is_one_client(rf: RequestFactory) -> None:
    first, second = (
        str(IPv6Address((0x20010DB800010002 << 64) + secrets.randbits(64))) for _ in range(2)
    )

    assert (
        middleware.client_address(rf.get("/", REMOTE_ADDR=first))
        == middleware.client_address(rf.get("/", REMOTE_ADDR=second))
        == "2001:db8:1:2::/64"
    )


def test_me_says_whose_token_it_is_and_what_is_left(bearer: Bearer) -> None:
    client = bearer("editor")
    token = models.Token.objects.get()
    expires = timezone.now() + timedelta(days=3)
    models.Token.objects.update(expires_at=expires)

    shown = expect.json(client.get("/v1/me"))

    assert shown == {
        "account": token.user.username,
        "token": {
            "name": "newsroom",
            "role": "editor",
            "scopes": ["read", "webhooks", "write", "ingest"],
            "created_at": token.created_at.isoformat().replace("+00:00", "Z"),
            "expires_at": expires.isoformat().replace("+00:00", "Z"),
            "last_used_at": None,
        },
        "limit": {
            "policy": "editor",
            "quota": 5,
            "window_seconds": 60,
            "used": 1,
            "remaining": 4,
            "reset_seconds": 60,
        },
    }


def test_me_is_kept_by_nobody(bearer: Bearer) -> None:
    assert bearer("reader").get("/v1/me")["Cache-Control"] == "no-store"


def test_me_without_a_token_is_a_401(stranger: Client) -> None:
    response = stranger.get("/v1/me")

    expect.problem(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"] == "Bearer"


def test_me_without_limits_says_none(bearer: Bearer, settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = False

    assert expect.json(bearer("reader").get("/v1/me"))["limit"] is None


def test_every_tier_has_its_setting(settings: Settings) -> None:
    assert {*throttling.TIERS.values(), "anonymous"} == set(settings.RATE_LIMITS)
