"""The page that a managing link opens: what is followed is changed, rested, ended and added to."""

import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tracker import models
from tracker.webhooks import channels, delivery, receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower() -> models.Follower:
    return factories.FollowerFactory.create(email="ana@courier.example")


@pytest.fixture
def search(follower: models.Follower) -> models.SavedSearch:
    return factories.SavedSearchFactory.create(
        owner=None, follower=follower, email=follower.email, title="Bases"
    )


@pytest.fixture
def _loopback(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.0/8"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True
    settings.CHAT_HOSTS = ["127.0.0.1"]


def path(follower: models.Follower) -> str:
    return urlsplit(follower.managing_url).path


def do(client: Client, follower: models.Follower, act: str, **given: Any) -> str:
    """Do something on the page and return what is told afterwards."""
    response = client.post(path(follower), {"do": act, **given})
    assert response.status_code == 302
    return urlsplit(response["Location"]).query.removeprefix("told=")


def state(search: models.SavedSearch) -> str:
    return str(models.SavedSearch.objects.get(pk=search.pk).state)


def test_what_is_followed_is_rested_resumed_and_ended(
    client: Client, follower: models.Follower, search: models.SavedSearch
) -> None:
    assert do(client, follower, "pause", search=search.slug) == ""
    assert state(search) == "paused"
    assert do(client, follower, "resume", search=search.slug) == ""
    assert state(search) == "active"
    assert do(client, follower, "end", search=search.slug) == ""
    assert not models.SavedSearch.objects.exists()
    assert do(client, follower, "pause", search=search.slug) == "state"


def test_frequency_and_language_are_changed(
    client: Client, follower: models.Follower, search: models.SavedSearch
) -> None:
    given = {f"{search.slug}-frequency": "immediate", f"{search.slug}-language": "es"}

    assert do(client, follower, "change", search=search.slug, **given) == ""
    assert do(client, follower, "change", search=search.slug) == "entry"

    search.refresh_from_db()
    assert (search.frequency, search.language, search.state) == ("immediate", "es", "active")


@pytest.mark.parametrize("before", ["pending", "unsubscribed"])
def test_what_waits_or_was_ended_is_confirmed_here(
    client: Client, follower: models.Follower, before: str
) -> None:
    search = factories.SavedSearchFactory.create(owner=None, follower=follower, state=before)

    assert do(client, follower, "confirm", search=search.slug) == ""

    assert state(search) == "active"


def test_another_address_is_nobodys_here(
    client: Client, follower: models.Follower, search: models.SavedSearch
) -> None:
    other = factories.FollowerFactory.create()

    assert do(client, other, "end", search=search.slug) == "state"

    assert "Bases" not in client.get(path(other)).content.decode()
    assert state(search) == "active"


def test_something_else_is_followed_at_once_by_the_address_of_its_page(
    client: Client, follower: models.Follower
) -> None:
    factories.commitment(slug="no-bases", short_title="No bases")
    address = "http://localhost:8000/es/commitments/no-bases"

    assert do(client, follower, "add", address=address) == ""
    assert do(client, follower, "add", address="/follow?kind=meeting.*") == ""
    assert do(client, follower, "add", address="/follow?q=bases") == "address"
    assert do(client, follower, "add", address="/commitments/none") == "address"

    found = models.SavedSearch.objects.order_by("pk").values_list("title", "state", "email")
    assert list(found) == [
        ("No bases", "active", "ana@courier.example"),
        ("Meeting", "active", "ana@courier.example"),
    ]


def test_a_link_that_is_none_or_has_ended_is_a_404(
    client: Client, follower: models.Follower
) -> None:
    former = path(follower)
    assert client.get(former + "x").status_code == 404

    client.post(former, {"do": "end-links"})

    assert client.get(former).status_code == 404
    assert client.get(path(models.Follower.objects.get())).status_code == 200


def test_whoever_leaves_is_forgotten(
    client: Client, follower: models.Follower, search: models.SavedSearch
) -> None:
    factories.WebhookEndpointFactory.create(owner=None, follower=follower, format="slack")

    response = client.post(path(follower), {"do": "leave"})

    assert response["Location"] == "/follow/ended"
    assert not models.Follower.objects.exists()
    assert not models.WebhookEndpoint.objects.exists()


def test_the_link_is_told_to_no_other_site_and_kept_nowhere(
    client: Client, follower: models.Follower, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    response = client.get(path(follower))
    client.post(path(follower), {"do": "nothing of the sort"})

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert follower.managing_token not in caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_loopback")
def test_a_channel_is_opened_by_the_code_that_is_posted_in_it(
    client: Client, follower: models.Follower, search: models.SavedSearch
) -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(200, body=b"ok")) as to:
        given = {"format": "slack", "url": to.url, "language": "en", "search": search.slug}
        assert do(client, follower, "add-channel", **given) == ""
        delivery.send_due()
    endpoint = models.WebhookEndpoint.objects.get()
    assert (endpoint.state, endpoint.event_types) == ("pending", ["commitment.*"])
    code = channels.code(endpoint)
    assert code in to.received[0].body.decode()
    page = client.get(path(follower)).content.decode()
    assert "Open the channel" in page
    assert code not in page

    assert do(client, follower, "open-channel", channel=endpoint.slug, code="WRNG-CODE") == "code"
    assert do(client, follower, "open-channel", channel=endpoint.slug, code=code) == ""

    endpoint.refresh_from_db()
    assert endpoint.state == "enabled"
    assert do(client, follower, "post-again", channel=endpoint.slug) == "state"
    assert do(client, follower, "pause-channel", channel=endpoint.slug) == ""
    assert do(client, follower, "resume-channel", channel=endpoint.slug) == ""
    assert do(client, follower, "end-channel", channel=endpoint.slug) == ""
    assert not models.WebhookEndpoint.objects.exists()


def test_a_channel_lies_at_its_services_host(
    client: Client, follower: models.Follower, search: models.SavedSearch
) -> None:
    given = {"format": "slack", "language": "en", "search": search.slug}

    told = do(client, follower, "add-channel", url="https://evil.example/hook", **given)

    assert told == "channel"
    page = client.get(f"{path(follower)}?told=channel").content.decode()
    assert "That is no address of a webhook of this service." in page


@pytest.mark.usefixtures("_loopback")
def test_an_address_adds_five_channels_and_guesses_ten_times(
    client: Client, follower: models.Follower, search: models.SavedSearch, settings: Settings
) -> None:
    settings.HAS_RATE_LIMITS = True
    # Counts outlast a run of the tests.
    follower.email = f"{secrets.token_hex(8)}@courier.example"
    follower.save()
    given = {"format": "discord", "language": "en", "search": search.slug}

    told = [
        do(client, follower, "add-channel", url=f"http://127.0.0.1:9/{number}", **given)
        for number in range(11)
    ]

    assert told == [""] * 5 + ["channels"] * 5 + ["often"]
    endpoint = follower.webhook_endpoints.all()[0]
    guesses = [
        do(client, follower, "open-channel", channel=endpoint.slug, code="AAAA-AAAA")
        for _ in range(11)
    ]
    assert guesses == ["code"] * 10 + ["often"]
