"""Where people and programs begin."""

import pytest
from django.test import Client
from django.urls import resolve

from tests.api import expect
from tracker.site import index

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("address", ["/", "/v1"])
@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "a/b;c*=d", "text/plain"])
def test_a_program_gets_links(client: Client, address: str, accept: str) -> None:
    response = client.get(address, headers={"Accept": accept} if accept else {})

    said = expect.json(response)
    assert (said["name"], said["version"]) == ("On Record", "v1")
    assert said["links"]["commitments"] == "/v1/commitments"
    assert said["links"]["docs"] == "/docs/"
    assert "Accept" in response["Vary"].split(", ")


@pytest.mark.django_db
def test_a_browser_gets_the_front_page(client: Client) -> None:
    response = client.get("/", headers={"Accept": BROWSER})

    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1>What governments promised. What happened next.</h1>" in response.content.decode()
    assert "Accept" in response["Vary"].split(", ")


def test_a_browser_that_opens_the_api_is_led_to_what_explains_it(client: Client) -> None:
    response = client.get("/v1", headers={"Accept": BROWSER})

    assert (response.status_code, response["Location"]) == (303, "/developers")
    assert "Accept" in response["Vary"].split(", ")


@pytest.mark.parametrize("address", index.LINKS.values())
def test_every_link_leads_somewhere(address: str) -> None:
    assert resolve(address)


def test_nothing_is_posted_here(client: Client) -> None:
    assert client.post("/").status_code == 405
