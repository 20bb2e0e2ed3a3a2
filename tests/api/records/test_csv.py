"""Lists for spreadsheets: one row for each record, names beside slugs, nothing that computes."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import expect
from tracker import models
from tracker.api.records import representations
from tracker.api.records import serializers as published
from tracker.representations import spreadsheets

pytestmark = pytest.mark.django_db

GOLDEN = (
    "\ufefftype,slug,url,html_url,short_title,text,language,wording,holders,holders_name,towards,"
    "towards_name,made_by_official,made_by_official_name,made_by_party,made_by_party_name,form,"
    "strength,verdict,schedule,consistency,evidence_for,evidence_against,stated_date,due_date,"
    "target_value,target_unit,places,agreements,agreements_name,meeting,meeting_name,"
    "origin_statement,origin_statement_name,superseded_by,superseded_by_name,topics,topics_name,"
    "quote,outlet,quote_title,quote_url,quote_published_at,quote_text_kind,quotes,version,"
    "changed_at\r\n"
    "commitment,no-foreign-bases,https://record.example/v1/commitments/no-foreign-bases,"
    "https://record.example/commitments/no-foreign-bases,"
    "No foreign bases,Costaguana will not host foreign military bases.,en,editorial,"
    "costaguana; ruritania,Costaguana; Ruritania,,,ana-ruiz,Ana Ruiz,,,refrain,undertaking,"
    "not_yet_rated,pending,single_statement,none_found,none_found,2026-01,2027-06,,,"
    'San Tomé; Sulaco,,,,,,,,,,,Costaguana will not host foreign bases,"Courier, The",'
    "Costaguana rules out foreign bases,https://courier.example/bases,2026-01-25,full,1,1,"
    "{changed_at}\r\n"
)


def table(response: Any) -> list[list[str]]:
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_list_as_a_spreadsheet_is_as_committed(client: Client, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://record.example"
    snapshot = factories.snapshot(outlet="Courier, The", url="https://courier.example/bases")
    row = factories.commitment(
        holders=[factories.costaguana().slug, factories.ruritania().slug],
        made_by=[{"official": factories.ana_ruiz().slug}],
        stated_date="2026-01",
        due_date="2027-06",
        places=["San Tomé", "Sulaco"],
        citations=[{"document": snapshot.document.slug, "exact": factories.QUOTE}],
    )

    response: Any = client.get("/v1/commitments?format=csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Content-Disposition"] == 'attachment; filename="commitments.csv"'
    assert b"".join(response).decode() == GOLDEN.format(
        changed_at=factories.shown(row)["changed_at"]
    )


def test_a_spreadsheet_is_what_accept_asks_for(client: Client) -> None:
    factories.topic()

    response = client.get("/v1/topics", headers={"Accept": "text/csv"})

    assert table(response)[1][:2] == ["topic", "foreign-bases"]
    assert {"Accept", "Authorization"} <= set(response["Vary"].split(", "))
    assert response["ETag"] != client.get("/v1/topics")["ETag"]


def test_a_spreadsheet_holds_all_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(representations, "_CHUNK", 3)
    for number in range(8):
        factories.topic(name=f"Topic {number}")

    rows = table(client.get("/v1/topics?format=csv"))

    assert [row[4] for row in rows] == ["name", *(f"Topic {n}" for n in reversed(range(8)))]


def test_beyond_its_bound_a_spreadsheet_says_where_it_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(representations, "MOST_ROWS", 2)
    for number in range(3):
        factories.topic(name=f"Topic {number}")

    first = client.get("/v1/topics?format=csv&ordering=changed_at")
    address = first["Link"].removeprefix("<").split(">")[0]
    second = client.get(address)

    assert [row[4] for row in table(first)] == ["name", "Topic 0", "Topic 1"]
    assert [row[4] for row in table(second)] == ["name", "Topic 2"]
    assert 'rel="next"' not in second["Link"]


def test_a_spreadsheet_narrows_as_the_list_does(client: Client) -> None:
    factories.commitment()
    factories.commitment(short_title="Build a port", form="act")

    rows = table(client.get("/v1/commitments?format=csv&form=act&page_size=1"))

    assert [row[1] for row in rows] == ["slug", "build-a-port"]


def test_what_is_withdrawn_while_it_is_sent_is_left_out(client: Client) -> None:
    row = factories.topic()
    response = client.get("/v1/topics?format=csv")

    models.Topic.objects.filter(pk=row.pk).update(is_public=False)

    assert [line[1] for line in table(response)] == ["slug"]


def test_fields_choose_columns(client: Client) -> None:
    factories.commitment()

    rows = table(client.get("/v1/commitments?format=csv&fields=holders,verdict"))

    assert rows == [
        ["type", "slug", "url", "holders", "holders_name", "verdict"],
        [
            "commitment",
            "no-foreign-bases",
            "http://localhost:8000/v1/commitments/no-foreign-bases",
            "costaguana",
            "Costaguana",
            "not_yet_rated",
        ],
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("https://evil.example")', '\'=HYPERLINK("https://evil.example")'),
        ("+1+1", "'+1+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("-25.5", "-25.5"),
        ("A = B", "A = B"),
        ('said "no", twice\nand left', 'said "no", twice\nand left'),
    ],
)
def test_no_cell_is_computed(client: Client, text: str, cell: str) -> None:
    factories.topic(slug="a-topic", name=text)

    assert table(client.get("/v1/topics?format=csv&fields=name"))[1][3] == cell


@pytest.mark.parametrize(
    ("name", "line"),
    [("\t=1", b"'\t=1\r\n"), ("\r=1", b'"\'\r=1"\r\n'), ("\n=1", b'"\'\n=1"\r\n')],
)
def test_a_cell_that_begins_with_a_control_character_is_not_computed_either(
    name: str, line: bytes
) -> None:
    body = {"type": "topic", "slug": "a", "url": "/v1/topics/a", "name": name}

    lines = list(
        spreadsheets.lines(
            spreadsheets.columns("topic", {"name"}.__contains__), [body], "http://localhost"
        )
    )

    assert lines == [b"\xef\xbb\xbfname\r\n", line]


@pytest.mark.parametrize("record_type", models.RECORDS)
def test_every_column_is_of_a_field_of_the_body(record_type: str) -> None:
    columns = spreadsheets.columns(record_type)
    headings = [column.heading for column in columns]

    assert len(set(headings)) == len(headings)
    assert {each.field for each in columns} <= set(published.PUBLISHED[record_type]().fields)


def test_one_record_is_no_spreadsheet(client: Client) -> None:
    factories.topic()
    address = "/v1/topics/foreign-bases"

    expect.problem(client.get(address, headers={"Accept": "text/csv"}), 406, "not_acceptable")
    expect.problem(client.get(f"{address}?format=csv"), 400, "invalid_parameter")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("", "application/json"),
        ("application/*", "application/json"),
        ("image/png, */*;q=0.1", "application/json"),
        ("application/json, text/html", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/csv, application/json;q=0.5", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),
        ("application/ld+json, */*", "application/ld+json"),
    ],
)
def test_a_client_gets_what_it_prefers(client: Client, accept: str, media_type: str) -> None:
    response = client.get("/v1/commitments", headers={"Accept": accept})

    assert response["Content-Type"].split(";")[0] == media_type


@pytest.mark.parametrize("accept", ["text/plain", "application/json;q=0", "nonsense", "x" * 9000])
def test_what_cannot_be_had_is_a_406(client: Client, accept: str) -> None:
    response = client.get("/v1/commitments", headers={"Accept": accept})

    expect.problem(response, 406, "not_acceptable")
