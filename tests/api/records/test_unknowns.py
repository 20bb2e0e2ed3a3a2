"""What is not known is null in every answer, and may be written as null or as nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer
from tracker import filters, models, serializers
from tracker.examples import loading
from tracker.representations import linked_data, spreadsheets

pytestmark = pytest.mark.django_db

HOME = "https://record.example"
NOW = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
OTHER_ANSWERS = [
    "/v1/search?q=bases",
    "/v1/suggest?q=ecuador",
    "/v1/changes?limit=100",
    "/v1/corrections",
    "/v1/status",
    "/v1/event-types",
    "/v1/vocabularies",
    "/v1/developments.json",
    "/v1/commitments/tally?by=towards,country",
    "/v1/commitments/ecuador-no-foreign-bases/evidence",
    "/v1/commitments/ecuador-no-foreign-bases/revisions",
    "/v1/commitments/ecuador-no-foreign-bases/timeline",
    "/v1/agreements/ecuador-us-sofa/timeline",
    "/v1/parties/ecuador/timeline",
    "/v1/documents/infobae-2026-01-26-operaciones/snapshots/1",
    "/v1/documents/infobae-2026-01-26-operaciones/snapshots/1/diff",
]


def empty_texts(value: Any, where: str = "") -> Iterator[str]:
    """Yield where in an answer a text is empty, or nothing is listed."""
    if value == "":
        yield where
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from empty_texts(inner, f"{where}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from [f"{where}/{number}"] if inner is None else ()
            yield from empty_texts(inner, f"{where}/{number}")


def test_no_answer_has_an_empty_text(client: Client) -> None:
    loading.load("ecuador_us", "example", NOW)
    lists = [f"/v1/{plural}?page_size=100" for plural in serializers.PLURALS.values()]

    found = {
        address: sorted(empty_texts(client.get(address).json()))
        for address in [*lists, *OTHER_ANSWERS]
    }

    assert {address: where for address, where in found.items() if where} == {}


def test_every_body_says_where_its_page_is(client: Client) -> None:
    loading.load("ecuador_us", "example", NOW)

    for plural in serializers.PLURALS.values():
        for body in expect.json(client.get(f"/v1/{plural}?page_size=100"))["results"]:
            assert list(body)[1:5] == ["type", "slug", "url", "html_url"]
            assert body["html_url"] == f"/{plural}/{body['slug']}"
    for found in expect.json(client.get("/v1/search?q=bases"))["results"]:
        assert found["html_url"] == found["url"].removeprefix("/v1")


def test_null_and_nothing_are_written_alike(bearer: Bearer) -> None:
    editor = bearer("editor")
    for number, nothing in enumerate((None, "")):
        entered: dict[str, Any] = dict.fromkeys(("place", "country", "agenda"), nothing)
        entered |= {"title": "Talks", "kind": "call", "status": "confirmed", "slug": f"t-{number}"}

        answer = editor.post("/v1/meetings", entered, content_type="application/json")

        body = expect.json(answer, 201)
        assert (body["place"], body["country"], body["agenda"]) == (None, None, None)
        assert (body["starts_at"], body["starts_precision"]) == (None, None)
        row = models.Meeting.objects.get(identity__slug=f"t-{number}")
        assert (row.place, row.country, row.agenda, row.starts_precision) == ("", "", "", "")


def test_what_a_record_said_is_taken_away_by_null(bearer: Bearer) -> None:
    factories.party(name="Sulaco", country="XC", homepage="https://sulaco.example/")
    editor = bearer("editor")
    version = editor.get("/v1/parties/sulaco")["ETag"]

    answer = editor.patch(
        "/v1/parties/sulaco",
        {"country": None, "code": "", "homepage": None},
        content_type="application/json",
        headers={"If-Match": version},
    )

    body = expect.json(answer)
    assert (body["country"], body["code"], body["homepage"]) == (None, None, None)
    row = models.Party.objects.get(identity__slug="sulaco")
    assert (row.country, row.code, row.homepage) == ("", None, "")


def former(value: Any) -> Any:
    """Return part of a body as former code stored it: without a page, and with empty texts."""
    if isinstance(value, list):
        return [former(inner) for inner in value]
    if not isinstance(value, dict):
        return "" if value is None else value
    return {name: former(inner) for name, inner in value.items() if name != "html_url"}


def test_bodies_of_former_code_are_found_and_represented_as_those_of_today(client: Client) -> None:
    loading.load("ecuador_us", "example", NOW)

    for record_type, plural in serializers.PLURALS.items():
        columns = spreadsheets.columns(record_type)
        for body in expect.json(client.get(f"/v1/{plural}?page_size=100"))["results"]:
            of_today, stored = body, former(body)
            assert filters.facets(stored, {}) == filters.facets(of_today, {})
            lines = [[*spreadsheets.lines(columns, [each], HOME)] for each in (stored, of_today)]
            assert lines[0] == lines[1]
            if record_type in linked_data.DESCRIBED:
                assert linked_data.node(HOME, stored) == linked_data.node(HOME, of_today)
