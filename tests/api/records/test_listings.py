"""Timelines, changes and what a search found as spreadsheets."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import expect, moments
from tracker import models
from tracker.api.records import timelines

pytestmark = pytest.mark.django_db

HOME = "https://record.example"


@pytest.fixture(autouse=True)
def _the_service_has_a_home(settings: Settings) -> None:
    settings.PUBLIC_URL = HOME


def rows(response: Any) -> list[dict[str, str]]:
    """Return the rows of a spreadsheet, each by the headings, having checked what it is."""
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    text = b"".join(response).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def told(row: dict[str, str], *names: str) -> tuple[str, ...]:
    return tuple(row[name] for name in names)


@pytest.fixture
def commitment() -> models.Commitment:
    """Return a commitment with an entry of each type around it."""
    snapshot = factories.snapshot(url="https://courier.example/bases")
    row = factories.commitment(holders=[factories.costaguana().slug])
    related = [{"commitment": row.slug, "relation": "reaffirms", "side": "holder"}]
    quote = [{"document": snapshot.document.slug, "exact": factories.QUOTE}]
    factories.statement(
        official=factories.ana_ruiz().slug,
        stated_date="2026-01-20",
        relations=related,
        citations=quote,
    )
    factories.event(start_date="2026-02", relations=related)
    factories.development(subject=row, snapshot=snapshot, occurred_date=date(2026, 1, 25))
    moments.judged(row, "broken", date(2026, 3, 1))
    return row


def test_a_timeline_is_a_spreadsheet_with_a_row_for_each_entry(
    client: Client, commitment: models.Commitment
) -> None:
    response: Any = client.get("/v1/commitments/no-foreign-bases/timeline?format=csv")

    assert response["Content-Disposition"] == (
        'attachment; filename="no-foreign-bases-timeline.csv"'
    )
    found = rows(response)
    assert [told(row, "type", "date", "kind", "relation", "title") for row in found] == [
        ("assessment", "2026-03-01", "broken", "", "It was broken."),
        (
            *("development", "2026-03-01", "commitment.verdict_changed", ""),
            "Verdict changed: No foreign bases",
        ),
        ("event", "2026-02", "law", "reaffirms", "Congress passes the Port Act"),
        (
            *("development", "2026-01-25", "commitment.reported", ""),
            "New report on No foreign bases, citing Ana Ruiz",
        ),
        ("statement", "2026-01-20", "position", "reaffirms", "We will not host foreign bases."),
    ]
    assert {told(row, "record", "record_name") for row in found} == {
        ("no-foreign-bases", "No foreign bases")
    }
    assert found[0]["url"] == f"{HOME}/v1/commitments/no-foreign-bases"
    assert found[3]["url"] == f"{HOME}/v1/developments/{found[3]['slug']}"
    assert found[4] == {
        "type": "statement",
        "date": "2026-01-20",
        "precision": "day",
        "slug": "we-will-not-host-foreign-bases",
        "url": f"{HOME}/v1/statements/we-will-not-host-foreign-bases",
        "record": "no-foreign-bases",
        "record_name": "No foreign bases",
        "kind": "position",
        "title": "We will not host foreign bases.",
        "relation": "reaffirms",
        "side": "holder",
        "speaker": "ana-ruiz",
        "speaker_name": "Ana Ruiz",
        "speaker_as_reported": "",
        "speaker_role": "",
        "party": "",
        "party_name": "",
        "review_state": "",
        "quote": "Costaguana will not host foreign bases",
        "outlet": "The Sulaco Courier",
        "quote_title": "Costaguana rules out foreign bases",
        "quote_url": "https://courier.example/bases",
        "quote_published_at": "2026-01-25",
        "quote_text_kind": "full",
        "quotes": "1",
    }


def test_accept_asks_for_the_same(client: Client, commitment: models.Commitment) -> None:
    address = "/v1/commitments/no-foreign-bases/timeline"

    by_name: Any = client.get(f"{address}?format=csv")
    by_accept: Any = client.get(address, headers={"Accept": "text/csv"})

    assert b"".join(by_accept) == b"".join(by_name)
    assert by_accept["ETag"] != client.get(address)["ETag"]


@pytest.mark.parametrize("plural", ["agreements", "officials", "parties", "topics", "meetings"])
def test_every_timeline_is_a_spreadsheet(client: Client, plural: str) -> None:
    slugs = {
        "agreements": factories.agreement().slug,
        "officials": factories.ana_ruiz().slug,
        "parties": factories.costaguana().slug,
        "topics": factories.topic().slug,
        "meetings": factories.meeting().slug,
    }

    assert rows(client.get(f"/v1/{plural}/{slugs[plural]}/timeline?format=csv")) == []


def test_a_timeline_narrows_and_pages_as_json_does(
    client: Client, commitment: models.Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timelines, "MOST_ROWS", 2)
    address = f"/v1/commitments/{commitment.slug}/timeline?format=csv&before=2026-03"

    first: Any = client.get(address)
    second: Any = client.get(first["Link"].removeprefix("<").split(">")[0].removeprefix(HOME))

    assert [row["date"] for row in rows(first)] == ["2026-02", "2026-01-25"]
    assert [row["date"] for row in rows(second)] == ["2026-01-20"]
    one: Any = client.get(f"{address}&page_size=1&type=statement")
    assert [row["type"] for row in rows(one)] == ["statement"]


def test_a_timeline_of_then_is_a_spreadsheet_too(
    client: Client, commitment: models.Commitment
) -> None:
    then = moments.instant()
    moments.judged(commitment, "kept", date(2026, 4, 1))

    response: Any = client.get(
        f"/v1/commitments/{commitment.slug}/timeline?known_at={then}&format=csv"
    )

    assert rows(response)[0]["kind"] == "broken"
    assert "Memento-Datetime" in response


def test_changes_are_a_spreadsheet_that_says_what_changed(client: Client) -> None:
    row = factories.topic(name="=Bases")
    factories.changed(row, name="@Foreign bases")
    development = factories.development(snapshot=factories.snapshot())

    response: Any = client.get("/v1/changes?format=csv&limit=100")

    found = rows(response)
    assert response["Content-Disposition"] == 'attachment; filename="changes.csv"'
    names = ("sequence", "event_type", "type", "slug", "title", "changed")
    assert [told(each, *names) for each in found[:2]] == [
        ("1", "record.created", "topic", "bases", "'=Bases", ""),
        ("2", "record.updated", "topic", "bases", "'@Foreign bases", "name"),
    ]
    assert found[0]["url"] == f"{HOME}/v1/topics/bases"
    assert told(found[-1], "slug", "record", "record_name", "kind", "quote", "outlet") == (
        development.slug,
        "no-foreign-bases",
        "No foreign bases",
        "commitment.reported",
        "Costaguana will not host foreign bases",
        "The Sulaco Courier",
    )


def test_changes_go_on_where_a_spreadsheet_ends(client: Client) -> None:
    for number in range(3):
        factories.topic(name=f"Topic {number}")

    first: Any = client.get("/v1/changes?limit=2", headers={"Accept": "text/csv"})

    assert [row["sequence"] for row in rows(first)] == ["1", "2"]
    assert first["Link"] == f'<{HOME}/v1/changes?after=2&limit=2>; rel="next"'
    tag = {"If-None-Match": first["ETag"], "Accept": "text/csv"}
    expect.unchanged(client.get("/v1/changes?limit=2", headers=tag), first["ETag"])


def test_what_a_search_found_is_a_spreadsheet_with_quotes_and_outlets(client: Client) -> None:
    snapshot = factories.snapshot(url="https://courier.example/bases")
    factories.development(snapshot=snapshot)

    response: Any = client.get("/v1/search?q=bases&format=csv")

    found = {row["type"]: row for row in rows(response)}
    assert response["Content-Disposition"] == 'attachment; filename="search.csv"'
    assert found.keys() == {"commitment", "development", "document"}
    assert told(found["development"], "quote", "outlet", "quote_url", "quotes") == (
        "Costaguana will not host foreign bases",
        "The Sulaco Courier",
        "https://courier.example/bases",
        "1",
    )
    assert told(found["document"], "quote", "outlet", "quotes") == ("", "The Sulaco Courier", "0")
    assert found["commitment"]["url"] == f"{HOME}/v1/commitments/no-foreign-bases"
    assert "<mark>" not in found["commitment"]["excerpt"]
    assert "bases" in found["commitment"]["excerpt"]


def test_a_search_goes_on_where_a_spreadsheet_ends(client: Client) -> None:
    for number in range(3):
        factories.topic(name=f"Base {number}")

    first: Any = client.get("/v1/search?q=base&format=csv&page_size=2")
    second: Any = client.get(first["Link"].removeprefix("<").split(">")[0].removeprefix(HOME))

    slugs = {row["slug"] for row in [*rows(first), *rows(second)]}
    assert slugs == {"base-0", "base-1", "base-2"}
    tag = client.get("/v1/search?q=base&format=csv")["ETag"]
    again = client.get("/v1/search?q=base&format=csv", headers={"If-None-Match": tag})
    expect.unchanged(again, tag)


@pytest.mark.parametrize("address", ["/v1/corrections", "/v1/suggest?q=a", "/v1/status"])
def test_what_is_no_spreadsheet_says_so(client: Client, address: str) -> None:
    expect.problem(client.get(address, headers={"Accept": "text/csv"}), 406, "not_acceptable")
