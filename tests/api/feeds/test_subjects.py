"""What feeds can be of: any record, any search, corrections; and what they are called."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import expect
from tests.api.feeds.test_feeds import ATOM, HOME, titles, valid
from tracker import editing, models, recording
from tracker.representations import feeds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_service_has_a_home(settings: Settings) -> None:
    settings.PUBLIC_URL = HOME


def feed_title(client: Client, address: str) -> str:
    """Return what the feed at an address is called, the same in both forms."""
    name = valid(client.get(address).content).findtext(f"{ATOM}title")
    assert client.get(address.replace(".atom", ".json")).json()["title"] == name
    return str(name)


def world() -> dict[str, str]:
    """Make a development about a record of each type; return the slugs by type."""
    topic, party, official = factories.topic(), factories.costaguana(), factories.ana_ruiz()
    snapshot = factories.snapshot()
    commitment = factories.commitment(topics=[topic.slug])
    meeting = factories.meeting()
    agreement, event = factories.agreement(), factories.event()
    factories.development(
        subject=commitment,
        snapshot=snapshot,
        title="Reported",
        speaker_official=official,
        speaker_party=party,
    )
    factories.development(subject=meeting, kind="meeting.held", title="Held")
    factories.development(subject=agreement, kind="agreement.signed", title="Signed")
    factories.development(subject=event, kind="event.reported", title="Happened")
    return {
        "topic": topic.slug,
        "party": party.slug,
        "official": official.slug,
        "commitment": commitment.slug,
        "meeting": meeting.slug,
        "agreement": agreement.slug,
        "event": event.slug,
        "source": snapshot.document.source.slug,
        "document": snapshot.document.slug,
    }


@pytest.mark.parametrize(
    ("record_type", "found", "called"),
    [
        ("topic", ["Reported"], "Foreign bases"),
        ("party", ["Reported"], "Costaguana"),
        ("official", ["Reported"], "Ana Ruiz"),
        ("commitment", ["Reported"], "No foreign bases"),
        ("meeting", ["Held"], "Talks at San Tomé"),
        ("agreement", ["Signed"], "Agreement on the Port of Sulaco"),
        ("event", ["Happened"], "Congress passes the Port Act"),
        ("source", ["Reported"], "The Sulaco Courier"),
        ("document", ["Reported"], "Costaguana rules out foreign bases"),
    ],
)
def test_each_type_of_record_has_a_feed_that_is_called_after_it(
    client: Client, record_type: str, found: list[str], called: str
) -> None:
    slug = world()[record_type]
    address = f"/v1/developments.atom?{feeds.BY_TYPE[record_type]}={slug}"

    assert titles(client, address) == found
    assert feed_title(client, address) == f"On Record: {called}"


@pytest.mark.parametrize(
    ("query", "called"),
    [
        ("", "developments"),
        ("?kind=commitment.contradicted", "Commitment contradicted"),
        ("?review_state=confirmed&topic=foreign-bases", "Confirmed, Foreign bases"),
        ("?q=bases+militares", "“bases militares”"),
        ("?occurred_after=2026-01", "occurred after 2026-01"),
        ("?record=nowhere", "record nowhere"),
    ],
)
def test_a_feed_is_called_after_what_is_asked_for(client: Client, query: str, called: str) -> None:
    factories.topic()

    assert feed_title(client, f"/v1/developments.atom{query}") == f"On Record: {called}"


def test_a_long_title_is_cut(client: Client) -> None:
    query = "&".join(f"record=a-rather-long-slug-that-goes-on-{n}" for n in range(20))

    assert len(feed_title(client, f"/v1/developments.atom?{query}")) == 212


def test_a_feed_of_developments_is_narrowed_by_words(client: Client) -> None:
    commitment = factories.commitment()
    factories.development(subject=commitment, title="Ports opened", kind="commitment.stated")
    factories.development(subject=commitment, title="Bases refused")

    assert titles(client, "/v1/developments.atom?q=ports") == ["Ports opened"]


def test_a_search_is_a_feed_of_the_records_that_match_newest_change_first(client: Client) -> None:
    snapshot = factories.snapshot(url="https://courier.example/bases")
    commitment = factories.commitment(
        citations=[{"document": snapshot.document.slug, "exact": factories.QUOTE}],
        translations={"es": {"text": "Costaguana no acogerá bases."}},
    )
    factories.statement(relations=[])
    factories.development(subject=commitment, title="An old report on bases", is_backfill=True)
    development = factories.development(subject=commitment, title="A report on bases")

    found = titles(
        client, "/v1/search.atom?q=bases&type=commitment&type=statement&type=development"
    )

    assert found == [
        "A report on bases",
        "Ana Ruiz: We will not host foreign bases.",
        "No foreign bases",
    ]
    feed = client.get("/v1/search.json?q=bases").json()
    assert (feed["title"], feed["home_page_url"], feed["feed_url"]) == (
        "On Record: “bases”",
        f"{HOME}/search?q=bases",
        f"{HOME}/v1/search.json?q=bases",
    )
    items: dict[str, Any] = {
        item["id"].partition(":")[2].partition(":")[2]: item for item in feed["items"]
    }
    assert f"developments/{development.slug}" in items
    item = items["commitments/no-foreign-bases"]
    words = "Costaguana will not host foreign military bases.\n\nCostaguana no acogerá bases."
    assert item == {
        "id": "tag:record.example,2026:commitments/no-foreign-bases",
        "url": f"{HOME}/commitments/no-foreign-bases",
        "external_url": "https://courier.example/bases",
        "title": "No foreign bases",
        "summary": words,
        "content_text": f"{words}\n\n“Costaguana will not host foreign bases” "
        "(The Sulaco Courier, Costaguana rules out foreign bases, 2026-01-25)",
        "date_modified": factories.shown(commitment)["changed_at"],
        "tags": ["commitment"],
        "_on_record": {
            "url": f"{HOME}/v1/commitments/no-foreign-bases",
            "summary": {
                "es": "Costaguana no acogerá bases.",
                "en": "Costaguana will not host foreign military bases.",
            },
            "quotes": [item["_on_record"]["quotes"][0]],
        },
    }


def test_every_type_of_record_is_an_entry(client: Client) -> None:
    world()
    factories.source(name="Bases Monitor", slug="bases-monitor")
    factories.statement()

    feed = valid(
        client.get("/v1/search.atom?q=bases+or+talks+or+port+or+ruiz+or+costaguana").content
    )

    tags = [
        entry.findtext(f"{ATOM}id").rpartition(":")[2] for entry in feed.findall(f"{ATOM}entry")
    ]
    assert {tag.partition("/")[0] for tag in tags} == {
        *("topics", "parties", "officials", "agreements", "meetings", "events", "commitments"),
        *("statements", "sources", "documents", "developments"),
    }


def test_a_search_for_nothing_is_no_feed(client: Client) -> None:
    for address in ("/v1/search.atom", "/v1/search.json?q=", "/v1/search.json?q=a&type=book"):
        expect.problem(client.get(address), 400, "invalid_parameter")
    expect.problem(client.get("/v1/search.json?q=a&colour=red"), 400, "unknown_parameter")


def test_corrections_are_a_feed_that_says_what_was_said_before(client: Client) -> None:
    row = factories.topic(name="Bases")
    with recording.change(factories.ACTOR, "It is about foreign ones.") as change:
        editing.update(change, row, {"name": "Foreign bases"})

    (item,) = client.get("/v1/corrections.json").json()["items"]

    moment = models.Revision.objects.latest("sequence").published_at
    assert item["title"] == "Record updated: Foreign bases"
    assert item["url"] == f"{HOME}/topics/bases"
    assert item["id"] == "tag:record.example,2026:corrections/2"
    assert item["summary"] == (
        "Record updated. It is about foreign ones. Before: name (“Bases”).\n\n"
        "Registro actualizado. It is about foreign ones. Before: name (“Bases”)."
    )
    assert item["tags"] == ["record.updated", "topic:bases"]
    assert item["date_published"].startswith(moment.isoformat()[:19])
    assert titles(client, "/v1/corrections.atom") == ["Record updated: Foreign bases"]
    assert titles(client, "/v1/corrections.atom?type=party") == []
    assert feed_title(client, "/v1/corrections.atom") == "On Record: corrections"
    assert feed_title(client, "/v1/corrections.atom?type=topic") == (
        "On Record: corrections of topics"
    )


def test_what_is_withdrawn_is_told_without_its_title(client: Client) -> None:
    row = factories.development()
    with recording.change(factories.ACTOR, "Said of another country.") as change:
        row.review_state, row.review_reason = "dismissed", "Said of another country."
        row.save(update_fields=["review_state", "review_reason"])
        change.touch(row, "development.dismissed")

    assert titles(client, "/v1/corrections.atom") == [
        f"Development dismissed: development {row.slug}"
    ]


@pytest.mark.parametrize("name", ["corrections.atom", "corrections.json", "search.atom?q=bases"])
def test_these_feeds_known_already_are_not_sent_again(client: Client, name: str) -> None:
    factories.topic()
    tag = client.get(f"/v1/{name}")["ETag"]

    expect.unchanged(client.get(f"/v1/{name}", headers={"If-None-Match": tag}), tag)
