"""The page on method: every word explained, and what was measured."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tracker import bars, models, vocabularies

pytestmark = pytest.mark.django_db


def test_every_verdict_is_explained_in_the_language_of_the_page(client: Client) -> None:
    english, spanish = (client.get(path).content.decode() for path in ("/method", "/es/method"))

    for verdict in vocabularies.Verdict:
        assert f"<dt>{verdict.label['en']}</dt>" in english
        assert f"<dt>{verdict.label['es']}</dt>" in spanish


def test_what_was_measured_is_shown_by_kind(client: Client) -> None:
    measured = bars.Measured("commitment.reaffirmed", 0.8, 0.95, 0.91, 60)
    now = timezone.now()
    models.Bar.objects.adopt(models.Analyser("rules", "", "7"), [measured], now, now)

    page = client.get("/method").content.decode()

    assert '<th scope="row">Commitment reaffirmed</th><td>0.80</td><td>95 %</td><td>60</td>' in page


def test_whom_to_ask_for_a_takedown_is_said(client: Client, settings: Any) -> None:
    settings.CONTACT = "desk@courier.example"

    assert "write to desk@courier.example." in client.get("/method").content.decode()


def test_programs_are_asked_to_stay_away_from_the_desk(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /admin/\n" in response.content.decode()


def test_pages_say_that_no_model_is_to_be_trained_on_them(client: Client) -> None:
    factories.topic(slug="bases")

    page = client.get("/topics/bases").content.decode()

    assert '<meta name="robots" content="noai, noimageai">' in page
