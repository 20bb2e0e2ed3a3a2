"""Endpoints: what they may be, their secrets at rest, and the challenge."""

import orjson
import pytest
import pytest_django

from tests import factories
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import encryption, endpoints, pinging, receiver

pytestmark = pytest.mark.django_db(transaction=True)


def create(
    url: str, event_types: list[str] | None = None, **asked: list[str]
) -> tuple[models.WebhookEndpoint, str]:
    owner = factories.UserFactory.create()
    return endpoints.create_endpoint(owner, url, event_types or ["*"], asked, factories.NOW)


def test_a_new_endpoint_is_pending_and_its_secret_is_kept_encrypted(
    inbox: receiver.Receiver,
) -> None:
    endpoint, secret = create(inbox.url, ["commitment.*"], holder=["costaguana"])

    stored = models.WebhookEndpoint.objects.get()
    assert (stored.state, stored.event_types) == ("pending", ["commitment.*"])
    assert stored.filters == {"holder": ["costaguana"]}
    ciphertext = bytes(endpoint.secrets.get().ciphertext)
    assert secret.encode() not in ciphertext
    assert endpoints.decrypted(endpoint.secrets.live()) == (secret,)


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "ftp://127.0.0.1/",
        "https://user@127.0.0.1/",
        "https://name.invalid/",
        "nonsense",
    ],
)
def test_a_destination_that_is_not_allowed_is_refused_in_one_wording(url: str) -> None:
    with pytest.raises(endpoints.InvalidEndpoint, match=r"^destination not allowed$") as refusal:
        create(url)

    assert refusal.value.field == "url"
    assert models.WebhookEndpoint.objects.count() == 0


@pytest.mark.parametrize("event_types", [["comitment.*"], ["*", "meeting"], ["*"] * 51])
def test_event_types_that_match_nothing_are_refused(
    event_types: list[str], inbox: receiver.Receiver
) -> None:
    with pytest.raises(endpoints.InvalidEndpoint) as refusal:
        create(inbox.url, event_types)

    assert refusal.value.field == "event_types"


@pytest.mark.parametrize(
    "asked",
    [
        {"holders": ["costaguana"]},
        {"verdict": ["excellent"]},
        {"verdict": ["kept"], "min_confidence": ["0.5"]},
    ],
)
def test_filters_that_nothing_satisfies_are_refused(
    asked: dict[str, list[str]], inbox: receiver.Receiver
) -> None:
    with pytest.raises(endpoints.InvalidEndpoint) as refusal:
        create(inbox.url, **asked)

    assert refusal.value.field == "filters"


def test_an_account_has_at_most_ten_endpoints(inbox: receiver.Receiver) -> None:
    owner = factories.UserFactory.create()
    factories.WebhookEndpointFactory.create_batch(10, owner=owner)

    with pytest.raises(endpoints.TooManyError, match=r"^An account has at most 10 endpoints\.$"):
        endpoints.create_endpoint(owner, inbox.url, ["*"], {}, factories.NOW)


def test_a_challenge_that_is_answered_enables(inbox: receiver.Receiver) -> None:
    endpoint, secret = create(inbox.url)
    inbox.secrets.append(secret)

    result = pinging.ping(endpoint, factories.NOW)

    assert (result.outcome, result.status) == ("delivered", 204)
    endpoint.refresh_from_db()
    assert endpoint.state == "enabled"
    (received,) = inbox.received
    body = orjson.loads(received.body)
    assert received.headers["webhook-event-type"] == "endpoint.ping"
    assert (body["type"], body["id"]) == ("endpoint.ping", received.headers["webhook-id"])
    assert body["data"] == {"object": {"type": "webhook_endpoint", "slug": endpoint.slug}}


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_challenge_that_is_not_answered_leaves_it_pending(status: int) -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(status)) as failing:
        endpoint, _secret = create(failing.url)
        result = pinging.ping(endpoint, factories.NOW)

    assert result.status == status
    endpoint.refresh_from_db()
    assert endpoint.state == "pending"


def test_a_ping_does_not_end_a_pause(inbox: receiver.Receiver) -> None:
    endpoint = subscribing.subscriber(inbox, state="paused")

    assert pinging.ping(endpoint, factories.NOW).is_success

    endpoint.refresh_from_db()
    assert endpoint.state == "paused"


def test_a_secret_outlives_a_change_of_key(settings: pytest_django.Settings) -> None:
    settings.SECRET_KEY = "old"
    ciphertext = encryption.encrypt("whsec_c3VsYWNv")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["older", "old"]
    assert encryption.decrypt(ciphertext) == "whsec_c3VsYWNv"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(encryption.UnreadableSecret):
        encryption.decrypt(ciphertext)


def test_what_an_earlier_release_kept_encrypted_is_read(settings: pytest_django.Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "costaguana", []
    kept = (
        b"gAAAAABrC32B_R27FPRT5V2IxP-cvQPos8O--0DyOfzEr2e3ojQ9OWectP4FoSnxsPVj7cPW-yPF4LccOlJWTDK7"
        b"4F-4BN9EuQ=="
    )

    assert encryption.decrypt(kept) == "whsec_c3VsYWNv"
