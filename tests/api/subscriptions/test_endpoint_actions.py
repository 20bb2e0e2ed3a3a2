"""What is done at an endpoint through the API: pings, new secrets, and trying out filters."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.api import editors, expect, subscribers
from tests.api.conftest import Bearer
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import credentials, delivery, endpoints, fanout, receiver, signatures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _loopback(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.0/8"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True


@pytest.fixture
def subscriber(bearer: Bearer) -> Client:
    return bearer("subscriber")


def act(client: Client, endpoint: models.WebhookEndpoint, action: str, body: Any = None) -> Any:
    return editors.send(client, "POST", f"{subscribers.HOME}/{endpoint.slug}/{action}", body)


def test_a_ping_tells_what_came_of_it_and_does_not_end_a_pause(subscriber: Client) -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(418, body=b"teapot")) as inbox:
        endpoint = subscribers.owned(subscriber, url=inbox.url, state="paused")
        endpoints.add_secret(endpoint, factories.NOW)
        response = act(subscriber, endpoint, "ping")
        address = response["Location"]
        assert expect.json(response, 202)["state"] == "waiting"
        assert delivery.send_due() == 1

    assert expect.json(subscriber.get(address))["state"] == "failed"
    (attempt,) = expect.json(subscriber.get(f"{address}/attempts"))["results"]
    assert (attempt["status"], attempt["answer"]) == (418, "teapot")
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.failures) == ("paused", 0)


def test_after_rotation_both_secrets_sign_until_the_grace_is_over(subscriber: Client) -> None:
    endpoint = subscribers.owned(subscriber)
    old = endpoints.add_secret(endpoint, factories.NOW)

    response = act(subscriber, endpoint, "rotate-secret", {"grace_seconds": 3600})

    body = expect.json(response)
    assert response["Cache-Control"] == "no-store"
    assert endpoints.decrypted(endpoint.secrets.live()) == (body["secret"], old)
    assert body["public_key"] is None
    soon = timezone.now() + timedelta(hours=1)
    former = endpoint.secrets.get(expires_at__isnull=False)
    assert former.expires_at is not None
    assert body["former_until"] == former.expires_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert soon - timedelta(minutes=1) < former.expires_at <= soon

    at_once = expect.json(act(subscriber, endpoint, "rotate-secret", {"grace_seconds": 0}))
    assert endpoints.decrypted(endpoint.secrets.live()) == (at_once["secret"],)


def test_the_grace_is_a_day_unless_said_otherwise_and_a_key_is_replaced_too(
    subscriber: Client,
) -> None:
    endpoint = subscribers.owned(subscriber, has_public_key=True)
    secret = endpoints.add_secret(endpoint, factories.NOW)
    credentials.add_key(endpoint, factories.NOW)

    body = expect.json(act(subscriber, endpoint, "rotate-secret", {}))

    live = endpoints.decrypted(endpoint.secrets.live())
    assert len(live) == 4
    assert {body["secret"], secret} < set(live)
    assert body["public_key"] in {signatures.public_key(one) for one in live if "whsk" in one}
    assert (
        endpoint.secrets.filter(
            expires_at__gt=timezone.now() + timedelta(hours=23, minutes=59)
        ).count()
        == 2
    )


def test_no_more_than_five_secrets_sign(subscriber: Client) -> None:
    endpoint = subscribers.owned(subscriber)
    endpoints.add_secret(endpoint, factories.NOW)

    made = [expect.json(act(subscriber, endpoint, "rotate-secret", {}))["secret"] for _ in range(6)]

    assert endpoints.decrypted(endpoint.secrets.live()) == tuple(reversed(made[1:]))


@pytest.mark.parametrize("seconds", [-1, 604801, "soon", None])
def test_a_grace_is_of_seven_days_at_most(subscriber: Client, seconds: Any) -> None:
    endpoint = subscribers.owned(subscriber)

    answer = act(subscriber, endpoint, "rotate-secret", {"grace_seconds": seconds})

    assert expect.problem(answer, 400, "invalid")["errors"][0]["pointer"] == "/grace_seconds"


@pytest.mark.parametrize(
    "wanted",
    [
        {"event_types": ["*"]},
        {"event_types": ["commitment.*"], "filters": {"party": ["costaguana"]}},
        {"event_types": ["commitment.*"], "filters": {"party": ["ruritania"]}},
        {"event_types": ["*"], "filters": {"min_confidence": ["0.9"]}},
        {"event_types": ["*"], "has_backfill": True},
        {"event_types": ["*"], "filters": {"kind": ["talks"]}},
        {"event_types": ["record.refreshed"]},
    ],
)
def test_a_preview_counts_what_would_have_been_sent(
    subscriber: Client, wanted: dict[str, Any]
) -> None:
    subscribing.published()
    subscribing.published(is_backfill=True)
    subscribing.published(confidence=0.95)
    factories.meeting()
    endpoint = subscribers.owned(subscriber, **wanted)

    body = expect.json(editors.post(subscriber, f"{subscribers.HOME}/preview", wanted))

    fanout.fan_out(100)
    told = list(endpoint.deliveries.order_by("-revision").values_list("revision", flat=True))
    assert (body["days"], body["count"]) == (30, len(told))
    assert sum(body["by_event_type"].values()) == len(told)
    assert [one["sequence"] for one in body["latest"]] == told[:5]


def test_a_preview_refuses_what_an_endpoint_could_not_ask(subscriber: Client) -> None:
    for wanted, pointer in (
        ({"event_types": ["none"]}, "/event_types"),
        ({"event_types": ["*"], "filters": {"colour": ["red"]}}, "/filters"),
        ({}, "/event_types"),
    ):
        answer = editors.post(subscriber, f"{subscribers.HOME}/preview", wanted)
        assert expect.problem(answer, 400, "invalid")["errors"][0]["pointer"] == pointer


def test_pings_are_counted(subscriber: Client, settings: Settings) -> None:
    endpoint = subscribers.owned(subscriber)
    settings.HAS_RATE_LIMITS = True

    answers = [act(subscriber, endpoint, "ping") for _ in range(21)]

    assert [answer.status_code for answer in answers[:20]] == [202] * 20
    problem = expect.problem(answers[20], 429, "too_many_requests")
    assert problem["detail"] == "At most 20 requests are answered in 60 seconds."


def test_an_example_is_marked_and_signed_and_not_sent_to_a_stranger(subscriber: Client) -> None:
    wanted = {"event_type": "commitment.reported"}
    with receiver.Receiver() as inbox:
        endpoint = subscribers.owned(subscriber, url=inbox.url)
        inbox.secrets.append(endpoints.add_secret(endpoint, factories.NOW))
        body = expect.json(act(subscriber, endpoint, "send-example", wanted), 202)
        assert delivery.send_due() == 1

    (example,) = inbox.received
    message = orjson.loads(example.body)
    assert example.verified
    assert message["example"] is True
    assert message["id"] == body["webhook_id"] == example.headers["webhook-id"]
    assert (body["is_sample"], body["sequence"]) == (True, None)
    models.WebhookEndpoint.objects.update(state="pending")
    refused = act(subscriber, endpoint, "send-example", wanted)
    expect.problem(refused, 409, "not_in_this_state")
    unknown = act(subscriber, endpoint, "send-example", {"event_type": "commitment.mentioned"})
    expect.problem(unknown, 400, "invalid")


def test_a_replay_is_accepted_and_tells_how_far_it_is(subscriber: Client) -> None:
    endpoint = subscribers.owned(subscriber)
    subscribers.sent(endpoint, state="delivered")
    head = models.LedgerHead.objects.get().sequence

    response = act(subscriber, endpoint, "replay", {"after": 0})

    shown = expect.json(response, 202)
    assert (shown["after"], shown["until"], shown["last_sequence"]) == (0, head, 0)
    assert expect.json(subscriber.get(response["Location"])) == shown
    again = act(subscriber, endpoint, "replay", {"after": 0})
    assert expect.json(again, 202) == shown
    ahead = act(subscriber, endpoint, "replay", {"after": head + 1})
    document = expect.problem(ahead, 409, "beyond_head")
    assert document["last_sequence"] == head
    assert document["errors"][0]["pointer"] == "/after"
