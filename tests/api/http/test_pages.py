"""Who prefers a page to data is led from an address of the API to its page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.api import expect

pytestmark = pytest.mark.django_db

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
INSTANT = "known_at=2026-01-25T15%3A00%3A00Z"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/v1/commitments", "/commitments"),
        ("/v1/meetings?kind=call&kind=visit&q=a%26b", "/meetings?kind=call&kind=visit&q=a%26b"),
        ("/v1/topics?page_size=2&fields=slug&ordering=changed_at", "/topics?ordering=changed_at"),
        (f"/v1/commitments?verdict=broken&{INSTANT}", f"/commitments?verdict=broken&{INSTANT}"),
        ("/v1/commitments/tally?by=verdict&holder=costaguana", "/commitments?holder=costaguana"),
        ("/v1/commitments/no-bases", "/commitments/no-bases"),
        (f"/v1/commitments/no-bases?{INSTANT}&expand=topics", f"/commitments/no-bases?{INSTANT}"),
        (f"/v1/topics/ports/timeline?type=event&{INSTANT}", f"/topics/ports?{INSTANT}"),
        ("/v1/commitments/no-bases/evidence?direction=for", "/commitments/no-bases"),
        ("/v1/topics/ports/revisions", "/topics/ports"),
        ("/v1/documents/a/snapshots/1", "/documents/a"),
        ("/v1/developments?kind=commitment.stated", "/developments?kind=commitment.stated"),
        ("/v1/search?q=bases&type=topic&page_size=3", "/search?q=bases&type=topic"),
        ("/v1/suggest?q=bas&limit=3", "/search?q=bas"),
        ("/v1/corrections?type=topic", "/corrections?type=topic"),
        ("/v1/status", "/developers"),
        ("/v1/changes?after=7", "/developers"),
        ("/v1/exports", "/developers"),
        ("/v1/webhook-endpoints/a", "/developers"),
    ],
)
def test_a_browser_is_led_to_the_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, page: str
) -> None:
    with django_assert_num_queries(0):
        response = client.get(address, headers={"Accept": BROWSER})

    assert (response.status_code, response["Location"]) == (303, page)
    assert "Accept" in response["Vary"].split(", ")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert client.head(address, headers={"Accept": BROWSER})["Location"] == page


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "text/*",
        "application/json",
        "application/json, text/html",
        "text/html;q=0.9, application/json",
        "text/html;q=0, */*",
        "application/ld+json, text/html;q=0.5",
        "text/csv, text/html",
        "html",
    ],
)
def test_who_prefers_data_gets_data(client: Client, accept: str) -> None:
    response = client.get("/v1/commitments", headers={"Accept": accept} if accept else {})

    assert response.status_code in {200, 406}
    assert "Accept" in response["Vary"].split(", ")


@pytest.mark.parametrize("accept", ["text/html", "text/html, */*", "text/html;q=0.5, */*;q=0.4"])
def test_who_prefers_html_at_all_is_led_there(client: Client, accept: str) -> None:
    response = client.get("/v1/topics", headers={"Accept": accept})

    assert (response.status_code, response["Location"]) == (303, "/topics")


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/v1/commitments?format=json", "application/json"),
        ("/v1/commitments?format=csv", "text/csv"),
        ("/v1/status?format=json", "application/json"),
        ("/v1/vocabularies?format=json", "application/json"),
        ("/v1/schema", "application/json"),
        ("/v1/developments.atom", "application/xml"),
        ("/v1/developments.json", "application/feed+json"),
        ("/v1/calendar.ics", "text/calendar"),
        ("/docs/", "text/html"),
        ("/livez", "application/json"),
    ],
)
def test_what_is_asked_for_by_name_is_sent_to_a_browser_too(
    client: Client, address: str, media_type: str
) -> None:
    response = client.get(address, headers={"Accept": BROWSER})

    assert response.status_code == 200
    assert response["Content-Type"].split(";")[0] == media_type


def test_what_is_nowhere_is_nowhere_for_a_browser(client: Client) -> None:
    nowhere = client.get("/v1/nowhere", headers={"Accept": BROWSER})
    asked = client.get("/v1/nowhere?format=json", headers={"Accept": BROWSER})
    assert (nowhere.status_code, nowhere["Content-Type"]) == (404, "text/html; charset=utf-8")
    expect.problem(asked, 404, "not_found")
    slashed = client.get("/v1/topics/", headers={"Accept": BROWSER})
    assert (slashed.status_code, slashed["Location"]) == (308, "/v1/topics")


def test_what_is_written_is_never_led_elsewhere(client: Client) -> None:
    response = client.post("/v1/topics", b"{}", "application/json", headers={"Accept": BROWSER})

    expect.problem(response, 401, "not_authenticated")


@pytest.mark.parametrize("given", ["xml", "csv", ""])
def test_a_form_that_there_is_not_is_refused(client: Client, given: str) -> None:
    expect.problem(client.get(f"/v1/status?format={given}"), 400, "invalid_parameter")
