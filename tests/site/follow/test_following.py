"""The page on which something is followed: what one would be told, and the mail that asks."""

import re
import secrets

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tracker import models
from tracker.digests import sending
from tracker.filters import previewing

pytestmark = pytest.mark.django_db

ADDRESS = "/follow?record=commitments/no-bases"
ENTERED = {"email": "ana@courier.example", "frequency": "immediate", "language": "en"}


@pytest.fixture(autouse=True)
def commitment() -> models.Commitment:
    return factories.commitment(slug="no-bases", short_title="No <bases>")


def mailed() -> list[str]:
    """Return the text of each mail that a worker sends now."""
    mail.outbox.clear()
    models.SavedSearch.objects.update(due_at=Now())
    sending.ask_for_confirmations(20, timezone.now())
    sending.send_due(20, timezone.now())
    return [str(message.body) for message in mail.outbox]


def link(text: str, beginning: str) -> str:
    """Return the path of the link in a mail that begins so."""
    (found,) = re.findall(rf"http\S+?({re.escape(beginning)}\S+)", text)
    return str(found)


def test_the_page_says_what_is_told_and_how_often_it_would_have_been(
    client: Client, commitment: models.Commitment
) -> None:
    factories.development(subject=commitment)

    response = client.get(ADDRESS)

    page = response.content.decode()
    assert "<h1>No &lt;bases&gt;</h1>" in page
    assert "<b>1 time in the last 30 days; 1 time in the last 365 days.</b>" in page
    assert "/v1/developments.atom?record=no-bases&amp;record_type=commitment" in page
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_a_reader_follows_by_mail_and_is_told(
    client: Client, commitment: models.Commitment
) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(ADDRESS, ENTERED)
    assert (response.status_code, response["Location"]) == (302, "/follow/sent")
    assert "Look into your mails" in client.get("/follow/sent").content.decode()
    (asked,) = mailed()

    confirmed = client.post(link(asked, "/mails/confirm/")).content.decode()

    follower = models.Follower.objects.get()
    assert follower.managing_url in confirmed
    factories.development(subject=commitment)
    (told,) = mailed()
    assert "you follow “No <bases>”" in told
    page = client.get(link(told, "/follow/manage/")).content.decode()
    assert "ana@courier.example" in page
    assert "No &lt;bases&gt;" in page


def test_in_spanish_the_page_leads_to_the_spanish_one(client: Client) -> None:
    page = client.get(f"/es{ADDRESS}").content.decode()
    assert "Lo que se le contaría" in page

    response = client.post(f"/es{ADDRESS}", {**ENTERED, "language": "es"})

    assert response["Location"] == "/es/follow/sent"
    assert models.Follower.objects.get().managing_url.startswith(
        "http://localhost:8000/es/follow/manage/"
    )


@pytest.mark.parametrize("email", ["", "ana", "ana@", "ana@courier.example\nBcc: b@c.example"])
def test_an_address_that_is_none_is_said_beside_its_field(client: Client, email: str) -> None:
    response = client.post(ADDRESS, {**ENTERED, "email": email})

    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not models.Follower.objects.exists()


def test_the_answer_is_the_same_whoever_follows_already(client: Client) -> None:
    first = client.post(ADDRESS, ENTERED)
    second = client.post(ADDRESS, ENTERED)

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert models.SavedSearch.objects.count() == 1


def test_a_network_asks_ten_times_an_hour(client: Client, settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    network = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}"

    statuses = [
        client.post(
            ADDRESS,
            {**ENTERED, "email": f"a{number}@b.example"},
            REMOTE_ADDR=f"{network}::{number}",
        ).status_code
        for number in range(12)
    ]

    assert statuses == [302] * 10 + [429] * 2


def test_another_site_cannot_have_a_browser_ask(client: Client) -> None:
    response = client.post(ADDRESS, ENTERED, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not models.Follower.objects.exists()


def test_without_a_wish_the_page_says_how_to_follow(client: Client) -> None:
    assert "Follow without an account" in client.get("/follow").content.decode()


def test_what_cannot_be_followed_is_a_page(client: Client) -> None:
    assert client.get("/follow?q=bases").status_code == 400
    assert client.get("/follow?record=commitments/none").status_code == 404


def test_what_is_told_very_often_is_not_counted_to_the_end(
    client: Client, commitment: models.Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        factories.development(subject=commitment, key=str(number))
    monkeypatch.setattr(previewing, "MOST_COUNTED", 2)

    assert "más de 2 veces en los últimos 30 días" in client.get(f"/es{ADDRESS}").content.decode()
