"""Webhook endpoints through the API: each account manages its own, and secrets are shown once."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models
from tracker.webhooks import credentials, delivery, endpoints, receiver

pytestmark = pytest.mark.django_db(transaction=True)

HOME = "/v1/webhook-endpoints"


@pytest.fixture(autouse=True)
def _loopback(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.0/8"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True


@pytest.fixture
def subscriber(bearer: Bearer) -> Client:
    return bearer("subscriber")


@pytest.fixture
def inbox() -> Iterator[receiver.Receiver]:
    with receiver.Receiver() as running:
        yield running


def wanted(**fields: Any) -> dict[str, Any]:
    return {"external_url": "http://127.0.0.1:9/hook", "event_types": ["commitment.*"], **fields}


def created(client: Client, **fields: Any) -> dict[str, Any]:
    body: dict[str, Any] = expect.json(editors.post(client, HOME, wanted(**fields)), 201)
    return body


def test_an_endpoint_is_created_pending_and_its_secret_is_shown_once(subscriber: Client) -> None:
    response = editors.post(
        subscriber,
        HOME,
        wanted(filters={"party": ["costaguana"]}, headers={"X-Team": "alpha"}, most_per_minute=60),
    )

    endpoint = models.WebhookEndpoint.objects.get()
    secret = endpoints.decrypted(endpoint.secrets.live())[0]
    body = expect.json(response, 201)
    shown = {
        "type": "webhook_endpoint",
        "slug": endpoint.slug,
        "url": f"{HOME}/{endpoint.slug}",
        "external_url": "http://127.0.0.1:9/hook",
        "format": "standard",
        "language": "en",
        "description": None,
        "state": "pending",
        "event_types": ["commitment.*"],
        "filters": {"party": ["costaguana"]},
        "has_backfill": False,
        "has_public_key": False,
        "public_keys": [],
        "header_names": ["X-Team"],
        "most_per_minute": 60,
        "answered_at": None,
        "created_at": body["created_at"],
    }
    assert body == {**shown, "secret": secret}
    assert (response["Location"], response["Cache-Control"]) == (shown["url"], "no-store")
    again = subscriber.get(shown["url"])
    assert expect.json(again) == shown
    assert again["ETag"] == response["ETag"]
    assert expect.json(subscriber.get(HOME)) == {
        "results": [shown],
        **dict.fromkeys(("next", "previous", "next_cursor", "previous_cursor")),
    }
    assert b"alpha" not in bytes(endpoint.headers)
    assert credentials.headers_of(endpoint) == {"X-Team": "alpha"}


def test_an_accounts_channel_in_chat_may_lie_anywhere_that_is_allowed(
    subscriber: Client, inbox: receiver.Receiver
) -> None:
    made = created(subscriber, external_url=inbox.url, format="mattermost", language="es")

    assert delivery.send_due() == 1

    (ping,) = inbox.received
    assert "On Record puede publicar en este canal" in ping.body.decode()
    assert expect.json(subscriber.get(made["url"]))["state"] == "enabled"


def test_a_challenge_that_is_answered_enables_it(
    subscriber: Client, inbox: receiver.Receiver
) -> None:
    made = created(subscriber, external_url=inbox.url, headers={"X-Team": "alpha"})
    inbox.secrets.append(made["secret"])

    assert delivery.send_due() == 1

    (ping,) = inbox.received
    assert ping.verified
    assert (ping.headers["webhook-event-type"], ping.headers["x-team"]) == (
        "endpoint.ping",
        "alpha",
    )
    body = expect.json(subscriber.get(made["url"]))
    assert body["state"] == "enabled"
    assert body["answered_at"] is not None


def test_a_challenge_that_fails_is_repeated_later(subscriber: Client) -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(500)) as failing:
        made = created(subscriber, external_url=failing.url)
        assert (delivery.send_due(), delivery.send_due()) == (1, 0)

    assert expect.json(subscriber.get(made["url"]))["state"] == "pending"
    endpoint = models.WebhookEndpoint.objects.get()
    assert (endpoint.deliveries.get().state, endpoint.failures) == ("waiting", 0)


def test_an_answer_given_at_a_former_address_enables_nothing(
    subscriber: Client, inbox: receiver.Receiver
) -> None:
    made = created(subscriber, external_url=inbox.url)
    (claimed,) = models.Delivery.objects.startable(2).claim(1, 90.0)
    claimed.endpoint  # noqa: B018 - read before it changes, as a sender does
    editors.patch(subscriber, made["url"], {"external_url": "http://127.0.0.1:9/other"})

    endpoints.activate(claimed.endpoint, factories.NOW)

    assert models.WebhookEndpoint.objects.get().state == "pending"


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"external_url": "https://10.0.0.1/"}, "/external_url", "destination_not_allowed"),
        ({"external_url": "ftp://127.0.0.1/"}, "/external_url", "destination_not_allowed"),
        ({"external_url": ""}, "/external_url", "blank"),
        ({"event_types": []}, "/event_types", "empty"),
        ({"event_types": ["comitment.*"]}, "/event_types", "constraint"),
        ({"event_types": ["*"] * 51}, "/event_types", "max_length"),
        ({"filters": {"colour": ["red"]}}, "/filters", "constraint"),
        ({"filters": {"verdict": ["excellent"]}}, "/filters", "constraint"),
        ({"filters": {"party": []}}, "/filters/party", "empty"),
        ({"headers": {"Host": "a"}}, "/headers", "constraint"),
        ({"headers": {"webhook-id": "a"}}, "/headers", "constraint"),
        ({"headers": {"Proxy-Authorization": "a"}}, "/headers", "constraint"),
        ({"headers": {"Transfer-Encoding": "chunked"}}, "/headers", "constraint"),
        *(
            ({"headers": {name: "a"}}, "/headers", "constraint")
            for name in (
                "Content_Length",
                "X_Team",
                "Set-Cookie",
                "HTTP2-Settings",
                "Metadata",
                "Metadata-Flavor",
                "X-Google-Metadata-Request",
                "X-aws-ec2-metadata-token",
                "X-aws-ec2-metadata-token-ttl-seconds",
                "X-HTTP-Method-Override",
                "X-Original-URL",
            )
        ),
        ({"headers": {"X-A": "a\r\nHost: b"}}, "/headers", "constraint"),
        ({"headers": {"X-A": "mañana"}}, "/headers", "constraint"),
        ({"headers": {"X A": "a"}}, "/headers", "constraint"),
        ({"headers": {"X-A": "a", "x-a": "b"}}, "/headers", "constraint"),
        ({"headers": {f"X-{n}": "a" for n in range(6)}}, "/headers", "constraint"),
        ({"most_per_minute": 0}, "/most_per_minute", "min_value"),
        ({"most_per_minute": 6001}, "/most_per_minute", "max_value"),
        ({"state": "enabled"}, "/state", "read_only"),
        ({"slug": "mine"}, "/slug", "read_only"),
        ({"owner": "emilia"}, "/owner", "unknown_field"),
        ({"secret": "whsec_mine"}, "/secret", "unknown_field"),
    ],
)
def test_what_cannot_be_is_refused_naming_it(
    subscriber: Client, fields: dict[str, Any], pointer: str, code: str
) -> None:
    problem = expect.problem(editors.post(subscriber, HOME, wanted(**fields)), 400, "invalid")

    assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [(pointer, code)]
    assert models.WebhookEndpoint.objects.count() == 0


def test_an_account_has_at_most_ten(subscriber: Client) -> None:
    factories.WebhookEndpointFactory.create_batch(10, owner=models.User.objects.get())

    expect.problem(editors.post(subscriber, HOME, wanted()), 409, "too_many_endpoints")


def test_creating_twice_under_one_key_is_once_and_the_stored_answer_is_encrypted(
    subscriber: Client,
) -> None:
    first, second = (
        editors.post(subscriber, HOME, wanted(), Idempotency_Key="once") for _ in range(2)
    )

    assert first.content == second.content
    assert second["Cache-Control"] == "no-store"
    assert models.WebhookEndpoint.objects.count() == 1
    kept = models.IdempotencyKey.objects.get()
    assert orjson.loads(first.content)["secret"].encode() not in bytes(kept.answer)


def test_a_change_needs_to_know_what_it_changes(subscriber: Client) -> None:
    made = created(subscriber)
    address, etag = made["url"], subscriber.get(made["url"])["ETag"]

    first = editors.patch(subscriber, address, {"description": "Desk"}, if_match=etag)

    assert expect.json(first)["description"] == "Desk"
    assert first["ETag"] == subscriber.get(address)["ETag"] != etag
    stale = editors.patch(subscriber, address, {"description": "Den"}, if_match=etag)
    expect.problem(stale, 412, "precondition_failed")
    missing = editors.send(subscriber, "PATCH", address, {"description": "Den"})
    expect.problem(missing, 428, "precondition_required")
    expect.problem(
        editors.send(subscriber, "DELETE", address, If_Match=etag), 412, "precondition_failed"
    )


def test_a_new_address_has_to_answer_and_events_are_kept_meanwhile(
    subscriber: Client, inbox: receiver.Receiver
) -> None:
    made = created(subscriber, external_url=inbox.url)
    delivery.send_due()
    endpoint = models.WebhookEndpoint.objects.get()

    changed = editors.patch(subscriber, made["url"], {"external_url": "http://127.0.0.1:9/"})

    assert expect.json(changed)["state"] == "pending"
    assert models.WebhookEndpoint.objects.subscribed().get() == endpoint
    waiting = endpoint.deliveries.get(state="waiting")
    assert waiting.sample_type == "endpoint.ping"


def test_a_key_signs_beside_the_secret_while_it_is_wanted(
    subscriber: Client, inbox: receiver.Receiver
) -> None:
    made = created(subscriber, external_url=inbox.url, has_public_key=True)
    (public_key,) = made["public_keys"]
    inbox.secrets.append(public_key)

    delivery.send_due()

    assert inbox.received[0].verified
    versions = [one[:3] for one in inbox.received[0].headers["webhook-signature"].split(" ")]
    assert versions == ["v1,", "v1a"]
    changed = editors.patch(subscriber, made["url"], {"has_public_key": False})
    assert expect.json(changed)["public_keys"] == []
    assert models.WebhookSecret.objects.count() == 1


def test_pausing_and_resuming(subscriber: Client) -> None:
    address = created(subscriber)["url"]

    for action in ("pause", "resume"):
        refused = editors.send(subscriber, "POST", f"{address}/{action}")
        expect.problem(refused, 409, "not_in_this_state")
    models.WebhookEndpoint.objects.update(state="enabled", answered_at=factories.NOW, failures=7)
    states = [
        expect.json(editors.send(subscriber, "POST", f"{address}/{action}"))["state"]
        for action in ("pause", "pause", "resume", "resume")
    ]

    assert states == ["paused", "paused", "enabled", "enabled"]
    assert models.WebhookEndpoint.objects.get().failures == 0
    extra = editors.post(subscriber, f"{address}/pause", {"for": "a day"})
    expect.problem(extra, 400, "unexpected_body")


def test_deleting_takes_all_of_it_away(subscriber: Client) -> None:
    address = created(subscriber)["url"]
    sent = factories.AttemptFactory.create(delivery=models.Delivery.objects.get())

    assert editors.delete(subscriber, address).status_code == 204

    expect.problem(subscriber.get(address), 404, "not_found")
    assert not models.Attempt.objects.filter(pk=sent.pk).exists()
    assert not models.WebhookSecret.objects.exists()


def test_another_s_endpoint_is_not_there(subscriber: Client, bearer: Bearer) -> None:
    address = created(subscriber)["url"]
    stranger = bearer("admin")

    answers = [
        stranger.get(address),
        editors.patch(stranger, address, {"description": "Mine"}),
        editors.delete(stranger, address),
        editors.send(stranger, "POST", f"{address}/pause"),
        editors.send(stranger, "POST", f"{address}/resume"),
    ]

    for answer in answers:
        expect.problem(answer, 404, "not_found")
    assert expect.json(stranger.get(HOME))["results"] == []
