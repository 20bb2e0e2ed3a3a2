"""Timelines as pages show them: each mark of the picture leads to a row of the table."""

import re

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200
    return response.content.decode()


def test_each_mark_leads_to_a_row_of_the_table(client: Client) -> None:
    row = factories.commitment(slug="no-bases", due_date="2027")
    related = {"commitment": row.slug, "relation": "contradicts", "side": "holder"}
    factories.statement(stated_date="2026-02-01", relations=[related])
    factories.statement(stated_date=None, relations=[related])

    html = page(client, "/commitments/no-bases")

    rows = set(re.findall(r'<tr id="([^"]+)"', html))
    assert set(re.findall(r'<a href="#([^"]+)"><title>', html)) == rows
    assert rows == {"timeline-1", "timeline-2", "timeline-3"}


def test_a_record_around_which_nothing_happened_has_no_timeline(client: Client) -> None:
    factories.topic(slug="bases", name="Bases")

    assert "<svg" not in page(client, "/topics/bases")


def test_words_in_a_picture_are_text(client: Client) -> None:
    row = factories.commitment(slug="no-bases")
    related = {"commitment": row.slug, "relation": "reaffirms", "side": "holder"}
    ana = factories.official(slug="x", name="<b>A</b>")
    factories.statement(official=ana.slug, relations=[related])

    html = page(client, "/commitments/no-bases")

    assert "<b>A</b>" not in html
    assert "&lt;b&gt;A&lt;/b&gt; reaffirms" in html


def test_pages_of_statements_have_no_timeline(client: Client) -> None:
    said = factories.statement()

    assert "<svg" not in page(client, f"/statements/{said.slug}")
