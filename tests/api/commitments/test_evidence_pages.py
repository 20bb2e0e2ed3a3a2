"""Evidence comes in pages, counted up to a limit."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api import expect
from tests.api.commitments.test_evidence import ADDRESS, NONE, bears
from tracker import evidence

pytestmark = pytest.mark.django_db


def walked(client: Client, address: str, *, step: str = "next") -> list[dict[str, Any]]:
    """Return the pages from an address to the end."""
    pages: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        pages.append(expect.json(client.get(following)))
        following = pages[-1][step]
    return pages


def dated(page: dict[str, Any]) -> list[tuple[str, str]]:
    """Return direction and slug of what a page shows, in the order of the dates."""
    found = [(item["date"] or "", way, item["slug"]) for way in NONE for item in page[way]]
    return [(way, slug) for _, way, slug in sorted(found)]


def test_evidence_comes_in_pages_by_day_whatever_shows_it(client: Client) -> None:
    subject = factories.commitment()
    said = {"reaffirms": "2026-01-02", "contradicts": "2026-01-04"}
    for relation, day in said.items():
        factories.statement(slug=relation, stated_date=day, relations=bears(relation))
    factories.event(slug="act", start_date="2026-01-03", relations=bears("breaks"))
    reported = factories.development(subject=subject, occurred_date=date(2026, 1, 1)).slug
    undated = factories.development(subject=subject, occurred_date=None, occurred_precision="").slug

    pages = walked(client, f"{ADDRESS}?page_size=2")
    back = walked(client, pages[-1]["previous"], step="previous")

    in_order = [
        [("reported", undated), ("reported", reported)],
        [("for", "reaffirms"), ("against", "act")],
        [("against", "contradicts")],
    ]
    assert [dated(page) for page in pages] == in_order
    assert [dated(page) for page in back] == in_order[1::-1]
    counts = [[page["counts"][way]["count"] for way in NONE] for page in pages]
    assert counts == [[1, 2, 2]] * 3
    newest = expect.json(client.get(f"{ADDRESS}?ordering=-date&page_size=1"))
    assert dated(newest) == in_order[2]
    links = client.get(f"{ADDRESS}?page_size=2")["Link"]
    assert links == f'<{pages[0]["next"]}>; rel="next"'


def test_one_direction_of_the_evidence_can_be_asked_for(client: Client) -> None:
    factories.commitment()
    factories.statement(slug="upheld", relations=bears("reaffirms"))
    factories.statement(slug="denied", relations=bears("contradicts"))

    page = expect.json(client.get(f"{ADDRESS}?direction=against"))

    assert dated(page) == [("against", "denied")]
    assert [page["counts"][way]["count"] for way in ("for", "against")] == [1, 1]
    expect.problem(client.get(f"{ADDRESS}?direction=aside"), 400, "invalid_parameter")
    expect.problem(client.get(f"{ADDRESS}?direction="), 400, "invalid_parameter")


def test_evidence_beyond_what_is_counted_is_said_to_be_more() -> None:
    subject = factories.commitment()
    for _ in range(3):
        factories.development(subject=subject)

    counts = evidence.counts(subject.pk, most=2)

    assert counts == {
        "for": evidence.Count(0, is_exact=True),
        "against": evidence.Count(0, is_exact=True),
        "reported": evidence.Count(2, is_exact=False),
    }
    until = datetime(2026, 3, 1, 12, tzinfo=UTC)
    source = evidence.SearchedSource(factories.source(), 1, until, until)
    searched = evidence.Searched([source], 0, 1, 1, until, ["en"], ["bases"])
    unjudged = evidence.Unjudged(0, None)
    assert evidence.Findings({}, {}, counts, unjudged, searched).sentence == {
        "en": "No evidence found in 1 document of 1 outlet read until 2026-03-01 12:00 UTC; "
        "more than 2 reported and not confirmed.",
        "es": "No se halló evidencia en 1 documento de 1 medio, leídos hasta 2026-03-01 12:00 "
        "UTC; más de 2 sin confirmar.",
    }


def test_a_page_of_evidence_reads_the_bodies_of_that_page_alone(client: Client) -> None:
    subject = factories.commitment()
    for _ in range(6):
        factories.development(subject=subject)

    with CaptureQueriesContext(connection) as asking:
        expect.json(client.get(f"{ADDRESS}?page_size=2"))

    (bodies,) = (q["sql"] for q in asking if '"tracker_development"."body"' in q["sql"])
    with connection.cursor() as cursor:
        cursor.execute(bodies)
        assert len(cursor.fetchall()) == 2
