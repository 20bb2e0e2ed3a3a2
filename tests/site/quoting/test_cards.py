"""Cards in pages of other sites: how they are found, and that they stay true."""

import html
import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.site import browsing
from tracker import editing, models, recording
from tracker.site import content_security

pytestmark = pytest.mark.django_db


@pytest.fixture
def said() -> models.Statement:
    document = factories.document()
    words = {"document": document.slug, "exact": factories.QUOTE, "supports": "text"}
    return factories.statement(slug="said", citations=[words])


def oembed(client: Client, path: str, **query: str) -> tuple[int, dict[str, object]]:
    asked = {"url": settings.PUBLIC_URL + path, "format": "json", **query}
    response = client.get("/oembed", asked)
    return response.status_code, response.json()


def test_every_site_may_frame_a_card_and_no_other_page(
    client: Client, said: models.Statement
) -> None:
    for address in ("/embed/statements/said", "/es/embed/statements/said"):
        card = client.get(address)
        assert "frame-ancestors *" in card[content_security.HEADER]
        assert "X-Frame-Options" not in card
    page = client.get(f"/statements/{said.slug}")
    assert "frame-ancestors 'none'" in page[content_security.HEADER]
    assert page["X-Frame-Options"] == "DENY"


def test_a_card_shows_the_words_whose_they_are_and_links_to_the_record(
    client: Client, said: models.Statement
) -> None:
    card = browsing.page(client, f"/embed/statements/{said.slug}")

    assert f"<p>{factories.QUOTE}</p>" in card
    assert "<b>Ana Ruiz, Foreign Minister</b>" in card
    assert 'href="/statements/said#quote-1"' in card
    assert "<script" not in card


def test_a_card_shows_the_words_of_then_and_says_that_they_changed(client: Client) -> None:
    row = factories.commitment(slug="no-bases", text="No base.")
    (first,) = browsing.instants("no-bases")
    before = browsing.page(client, f"/embed/commitments/no-bases?known_at={first}")
    factories.changed(row, text="One base.")

    after = browsing.page(client, f"/embed/commitments/no-bases?known_at={first}")

    assert "What changed since" not in before
    assert "No base." in after
    assert "It was corrected on " in after
    assert f"/commitments/no-bases/history?from={first}" in after


def test_a_card_says_that_its_record_was_withdrawn(client: Client, said: models.Statement) -> None:
    (first,) = browsing.instants("said")
    with recording.change("ana", "She did not say so", is_withdrawing=True) as change:
        editing.delete(change, said, timezone.now())

    card = browsing.page(client, f"/embed/statements/said?known_at={first}")

    assert "It was withdrawn on " in card
    assert "She did not say so" in card
    gone = client.get("/embed/statements/said")
    assert (gone.status_code, "frame-ancestors *" in gone[content_security.HEADER]) == (410, True)


def test_oembed_gives_the_card_of_the_words_as_they_are(
    client: Client, said: models.Statement
) -> None:
    (instant,) = browsing.instants("said")
    home = settings.PUBLIC_URL

    status, given = oembed(client, f"/es/statements/{said.slug}")

    assert status == 200
    assert given == {
        "version": "1.0",
        "type": "rich",
        "title": "We will not host foreign bases.",
        "author_name": "Ana Ruiz, Canciller",
        "provider_name": "On Record",
        "provider_url": home,
        "cache_age": 3600,
        "width": 600,
        "height": 280,
        "html": f'<iframe src="{home}/es/embed/statements/said?known_at={instant}" width="600"'
        ' height="280" title="We will not host foreign bases." frameborder="0" loading="lazy">'
        "</iframe>",
    }


@pytest.mark.parametrize(
    ("asked", "measures"),
    [
        ({"maxwidth": "400"}, (400, 280)),
        ({"maxwidth": "9000", "maxheight": "200"}, (600, 200)),
        ({"maxwidth": "1", "maxheight": "x"}, (120, 280)),
    ],
)
def test_oembed_is_no_larger_than_asked(
    client: Client, said: models.Statement, asked: dict[str, str], measures: tuple[int, int]
) -> None:
    _, given = oembed(client, f"/statements/{said.slug}", **asked)

    assert (given["width"], given["height"]) == measures


@pytest.mark.parametrize(
    "path",
    ["/statements/never", "/statements", "/method/", "/v1/statements/said", "/mails/x", "//["],
)
def test_oembed_knows_pages_of_records_alone(
    client: Client, said: models.Statement, path: str
) -> None:
    assert oembed(client, path)[0] == 404
    elsewhere = client.get("/oembed", {"url": f"https://other.example/statements/{said.slug}"})
    assert elsewhere.status_code == 404
    assert elsewhere["Access-Control-Allow-Origin"] == "*"


def test_oembed_of_a_page_of_the_past_is_of_that_past(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases")
    factories.changed(row, name="Foreign bases")
    first, _ = browsing.instants("bases")

    assert oembed(client, f"/topics/bases?known_at={first}")[1]["title"] == "Bases"
    assert oembed(client, "/topics/bases?known_at=1999")[0] == 404


def test_a_page_of_the_past_names_the_card_of_that_past(client: Client) -> None:
    row = factories.topic(slug="bases", name="Bases")
    factories.changed(row, name="Foreign bases")
    first, _ = browsing.instants("bases")

    page = browsing.page(client, f"/topics/bases?known_at={first}")

    (named,) = re.findall(r'type="application/json\+oembed" href="([^"]*)"', page)
    assert client.get(html.unescape(named)).json()["title"] == "Bases"


def test_oembed_is_offered_as_json_alone(client: Client, said: models.Statement) -> None:
    assert oembed(client, f"/statements/{said.slug}", format="xml")[0] == 501
