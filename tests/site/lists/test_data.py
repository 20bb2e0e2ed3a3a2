"""What a page names as its JSON is answered, whatever the page was asked."""

import html
import re

import pytest
from django.test import Client

from tests import factories
from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db

ALTERNATE = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)"')


def json_of(client: Client, address: str) -> str:
    """Return which JSON the page at an address names, having asked for it."""
    (found,) = ALTERNATE.findall(reading.get(client, address))
    address = html.unescape(found)
    response = client.get(address, headers=reading.BROWSER)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json"), address
    return address


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("/commitments?form=&verdict=&q=", "/v1/commitments?format=json"),
        (
            "/es/commitments?form=refrain&q=bases&ordering=-stated_date",
            "/v1/commitments?form=refrain&q=bases&ordering=-stated_date&format=json",
        ),
        (
            "/commitments?holder=costaguana&holder=ruritania&utm_source=mail",
            "/v1/commitments?holder=costaguana&holder=ruritania&format=json",
        ),
        ("/search?q=bases&type=topic&page=2", "/v1/search?q=bases&type=topic&format=json"),
        ("/corrections?before=99&type=topic", "/v1/corrections?type=topic&format=json"),
        ("/commitments/no-bases?known_at=", "/v1/commitments/no-bases?format=json"),
        ("/commitments/no-bases?older=", "/v1/commitments/no-bases?format=json"),
        (
            "/commitments/no-bases/history?before=9",
            "/v1/commitments/no-bases/revisions?format=json",
        ),
    ],
)
def test_the_data_of_a_page_takes_what_the_api_knows(client: Client, page: str, data: str) -> None:
    scene.set_up()

    assert json_of(client, page) == data


def test_the_data_of_a_page_of_the_past_is_of_that_past(client: Client) -> None:
    scene.set_up()
    then = reading.now()
    known_at = f"known_at={then.replace(':', '%3A')}&format=json"

    for path in ("/commitments", "/commitments/no-bases"):
        page = f"{path}?known_at={then}&q=bases"
        assert json_of(client, page) == f"/v1{path}?{known_at}"
    history = json_of(client, f"/commitments/no-bases/history?known_at={then}")
    assert history == "/v1/commitments/no-bases/revisions?format=json"
    assert json_of(client, f"/corrections?known_at={then}") == "/v1/corrections?format=json"


def test_the_data_of_a_further_page_begins_with_the_first(client: Client) -> None:
    for number in range(26):
        factories.topic(slug=f"harbour-{number}", name=f"Harbour {number}")
    first = reading.get(client, "/topics")
    address = html.unescape(re.findall(r'rel="next" href="([^"]+)"', first)[0])

    assert json_of(client, f"/topics{address}") == "/v1/topics?format=json"
