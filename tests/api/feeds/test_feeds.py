"""Developments as Atom and as JSON Feed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries, Settings

from tests import factories
from tests.api import expect
from tracker import models, recording
from tracker.representations import entries

pytestmark = pytest.mark.django_db

HOME = "https://record.example"
ATOM = "{http://www.w3.org/2005/Atom}"
ALTERNATES = [("alternate", "text/html"), ("alternate", "application/json")]
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
# RFC 4287, 4.1: what each element holds, and how often at most.
ONCE = {
    "feed": {"id", "title", "updated", "generator", "subtitle", "logo", "icon", "rights"},
    "entry": {"id", "title", "updated", "published", "summary", "content", "rights", "source"},
}
OFTEN = {
    "feed": {"author", "category", "contributor", "link", "entry"},
    "entry": {"author", "category", "contributor", "link"},
}
GOLDEN = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom">\
<id>tag:record.example,2026:developments.atom</id>\
<title>On Record: developments</title>\
<updated>{changed_at}</updated>\
<link href="https://record.example/v1/developments.atom" \
rel="self" type="application/atom+xml"></link>\
<link href="https://record.example/developments" \
rel="alternate" type="text/html"></link>\
<link href="https://record.example/v1/developments" \
rel="alternate" type="application/json"></link>\
<author><name>On Record</name><uri>https://record.example</uri></author>\
<generator uri="https://record.example">On Record</generator>\
<entry><id>tag:record.example,2026:developments/{slug}</id>\
<title>New report on No foreign bases, citing Ana Ruiz</title>\
<updated>{changed_at}</updated>\
<published>2026-03-01T12:00:00.000000Z</published>\
<link href="https://record.example/developments/{slug}" \
rel="alternate" type="text/html"></link>\
<link href="https://record.example/v1/developments/{slug}" \
rel="alternate" type="application/json"></link>\
<link href="https://courier.example/bases" rel="via"></link>\
<category term="commitment.reported"></category>\
<category term="flagged"></category>\
<category term="commitment:no-foreign-bases"></category>\
<category term="party:costaguana"></category>\
<summary>A report cites Ana Ruiz.\n\nSe cita a Ana Ruiz.</summary>\
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">\
<p xml:lang="en">A report cites Ana Ruiz.</p>\
<p xml:lang="es">Se cita a Ana Ruiz.</p>\
<blockquote cite="https://courier.example/bases">\
<p xml:lang="en">Costaguana will not host foreign bases</p></blockquote>\
<p>The Sulaco Courier, Costaguana rules out foreign bases, 2026-01-25</p>\
</div></content></entry></feed>"""


@pytest.fixture(autouse=True)
def _the_service_has_a_home(settings: Settings) -> None:
    settings.PUBLIC_URL = HOME


def cited() -> models.Development:
    snapshot = factories.snapshot(url="https://courier.example/bases")
    return factories.development(snapshot=snapshot)


def valid(content: bytes) -> Any:
    """Return the feed, having checked it against the rules of RFC 4287."""
    feed = etree.fromstring(content)
    _check(feed, "feed")
    for entry in feed.findall(f"{ATOM}entry"):
        _check(entry, "entry")
        kinds = {(link.get("rel"), link.get("type")) for link in entry.findall(f"{ATOM}link")}
        assert kinds >= {*ALTERNATES}
    assert len({one.findtext(f"{ATOM}id") for one in _entries(feed)}) == len(list(_entries(feed)))
    links = [(link.get("rel"), link.get("type")) for link in feed.findall(f"{ATOM}link")]
    assert links == [("self", "application/atom+xml"), *ALTERNATES]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "On Record"
    for div in feed.iterfind(f".//{ATOM}content"):
        assert div.get("type") == "xhtml"
        assert [child.tag for child in div] == ["{http://www.w3.org/1999/xhtml}div"]
    return feed


def _check(element: Any, kind: str) -> None:
    names = [etree.QName(child).localname for child in element]
    assert {etree.QName(child).namespace for child in element} == {ATOM.strip("{}")}
    assert set(names) <= ONCE[kind] | OFTEN[kind]
    assert {name for name in ONCE[kind] if names.count(name) > 1} == set()
    assert {"id", "title", "updated"} <= set(names)
    assert element.findtext(f"{ATOM}id").startswith("tag:record.example,2026:")
    for name in {"updated", "published"} & set(names):
        assert DATE.fullmatch(element.findtext(ATOM + name))
    for link in element.findall(f"{ATOM}link"):
        assert link.get("href").startswith("https://")


def _entries(feed: Any) -> Iterator[Any]:
    yield from feed.findall(f"{ATOM}entry")


def titles(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return [one.findtext(f"{ATOM}title") for one in _entries(valid(response.content))]


def test_an_atom_feed_is_as_committed(client: Client) -> None:
    row = cited()

    response = client.get("/v1/developments.atom")

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    changed_at = factories.shown(row)["changed_at"]
    assert response.content.decode() == GOLDEN.format(slug=row.slug, changed_at=changed_at)
    valid(response.content)


def test_a_json_feed_is_as_committed(client: Client) -> None:
    row = cited()

    response = client.get("/v1/developments.json")

    assert response["Content-Type"] == "application/feed+json"
    words = "A report cites Ana Ruiz.\n\nSe cita a Ana Ruiz."
    assert response.json() == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "On Record: developments",
        "home_page_url": f"{HOME}/developments",
        "feed_url": f"{HOME}/v1/developments.json",
        "authors": [{"name": "On Record", "url": HOME}],
        "language": "en",
        "items": [
            {
                "id": f"tag:record.example,2026:developments/{row.slug}",
                "url": f"{HOME}/developments/{row.slug}",
                "external_url": "https://courier.example/bases",
                "title": "New report on No foreign bases, citing Ana Ruiz",
                "summary": words,
                "content_text": f"{words}\n\n“Costaguana will not host foreign bases” "
                "(The Sulaco Courier, Costaguana rules out foreign bases, 2026-01-25)",
                "date_published": "2026-03-01T12:00:00.000000Z",
                "date_modified": factories.shown(row)["changed_at"],
                "tags": [
                    "commitment.reported",
                    "flagged",
                    "commitment:no-foreign-bases",
                    "party:costaguana",
                ],
                "_on_record": {
                    "url": f"{HOME}/v1/developments/{row.slug}",
                    "kind": "commitment.reported",
                    "review_state": "flagged",
                    "summary": {"en": "A report cites Ana Ruiz.", "es": "Se cita a Ana Ruiz."},
                    "quotes": [
                        {
                            "exact": "Costaguana will not host foreign bases",
                            "language": "en",
                            "speaker": None,
                            "outlet": "The Sulaco Courier",
                            "title": "Costaguana rules out foreign bases",
                            "url": "https://courier.example/bases",
                            "published_at": "2026-01-25",
                            "text_kind": "full",
                        }
                    ],
                },
            }
        ],
    }


def test_a_feed_of_nothing_is_a_feed(client: Client) -> None:
    feed = valid(client.get("/v1/developments.atom").content)

    assert list(_entries(feed)) == []
    assert client.get("/v1/developments.json").json()["items"] == []


def test_a_feed_narrows_as_the_list_does_and_is_named_for_it(client: Client) -> None:
    commitment = factories.commitment()
    factories.development(subject=commitment, title="Reported")
    factories.development(subject=commitment, title="Stated", kind="commitment.stated")
    address = "/v1/developments.atom?kind=commitment.stated"

    feed = valid(client.get(address).content)

    assert titles(client, address) == ["Stated"]
    assert (
        feed.findtext(f"{ATOM}id")
        == "tag:record.example,2026:developments.atom?kind=commitment.stated"
    )
    assert feed.find(f"{ATOM}link").get("href") == HOME + address


def test_old_news_is_left_out_unless_it_is_asked_for(client: Client) -> None:
    commitment = factories.commitment()
    factories.development(subject=commitment, title="New")
    factories.development(subject=commitment, title="Old", is_backfill=True)

    assert titles(client, "/v1/developments.atom") == ["New"]
    assert titles(client, "/v1/developments.atom?is_backfill=true") == ["Old"]
    both = "/v1/developments.atom?is_backfill=true&is_backfill=false"
    assert titles(client, both) == ["Old", "New"]


def test_a_feed_holds_the_fifty_that_changed_last(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    commitment = factories.commitment()
    for number in range(52):
        factories.development(subject=commitment, title=f"Development {number}")

    with django_assert_num_queries(2):
        found = titles(client, "/v1/developments.atom")

    assert found == [f"Development {number}" for number in range(51, 1, -1)]


def test_what_is_withheld_or_dismissed_is_in_no_feed(client: Client) -> None:
    commitment = factories.commitment()
    factories.development(subject=commitment, kind="commitment.contradicted")
    row = factories.development(subject=commitment)
    with recording.change(factories.ACTOR, "dismissed") as change:
        row.review_state, row.review_reason = "dismissed", "Said of another country."
        row.save(update_fields=["review_state", "review_reason"])
        change.touch(row, "development.dismissed")

    assert titles(client, "/v1/developments.atom") == []
    assert client.get("/v1/developments.json").json()["items"] == []


@pytest.mark.parametrize("name", ["atom", "json"])
def test_a_feed_known_already_is_not_sent_again(client: Client, name: str) -> None:
    commitment = factories.commitment()
    before = client.get(f"/v1/developments.{name}")
    tag = before["ETag"]

    again = client.get(f"/v1/developments.{name}", headers={"If-None-Match": tag})
    factories.development(subject=commitment)
    after = client.get(f"/v1/developments.{name}", headers={"If-None-Match": tag})

    expect.unchanged(again, tag)
    assert (after.status_code, after["ETag"] == tag) == (200, False)


@pytest.mark.parametrize("name", ["atom", "json"])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("page_size=10", "unknown_parameter"),
        ("format=csv", "unknown_parameter"),
        ("kind=commitment.unknown", "invalid_parameter"),
        ("kind=", "invalid_parameter"),
    ],
)
def test_a_feed_is_asked_as_strictly_as_a_list(
    client: Client, name: str, query: str, code: str
) -> None:
    expect.problem(client.get(f"/v1/developments.{name}?{query}"), 400, code)


@pytest.mark.parametrize(
    ("name", "accept", "media_type"),
    [
        ("atom", "application/xml", "application/xml; charset=utf-8"),
        ("atom", "text/html, */*;q=0.1", "application/atom+xml; charset=utf-8"),
        ("json", "application/json", "application/json"),
        ("json", "*/*", "application/feed+json"),
    ],
)
def test_a_feed_is_sent_under_the_name_that_its_reader_knows(
    client: Client, name: str, accept: str, media_type: str
) -> None:
    response = client.get(f"/v1/developments.{name}", headers={"Accept": accept})

    assert response["Content-Type"] == media_type


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert entries.printable("a\x00b\x0bc\ud800d\ufffee\U0001f600\tf") == "abcde\U0001f600\tf"


def test_a_quote_that_is_not_for_print_says_so(client: Client) -> None:
    snapshot = factories.snapshot(text_kind="summary")
    factories.development(snapshot=snapshot)

    content = client.get("/v1/developments.json").json()["items"][0]["content_text"]

    assert content.endswith(
        "(The Sulaco Courier, Costaguana rules out foreign bases, 2026-01-25, "
        "summary, not for print)"
    )
