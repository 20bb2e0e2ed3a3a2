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


@pytest.mark.parametrize("address", ["/", "/v1"])
def test_a_browser_gets_a_page(client: Client, address: str) -> None:
    response = client.get(address, headers={"Accept": BROWSER})

    assert response["Content-Type"] == "text/html; charset=utf-8"
    page = response.content.decode()
    assert "<h1>On Record</h1>" in page
    assert 'href="/v1/commitments"' in page
    assert "<style" not in page


@pytest.mark.parametrize("address", index.LINKS.values())
def test_every_link_leads_somewhere(address: str) -> None:
    assert resolve(address)


def test_nothing_is_posted_here(client: Client) -> None:
    assert client.post("/").status_code == 405
