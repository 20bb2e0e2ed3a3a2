"""The search page: what matches, in its context, commitments first."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def get(client: Client, status: int = 200, **query: str) -> str:
    response = client.get("/search", query)
    assert response.status_code == status
    return response.content.decode()


def test_a_search_without_words_is_a_form(client: Client) -> None:
    page = get(client)

    assert '<input id="q" name="q"' in page
    assert "Nothing matches" not in page


def test_commitments_come_first_and_everything_after_them(client: Client) -> None:
    factories.topic(slug="harbours", name="Harbours")
    factories.commitment(slug="no-harbour", short_title="No harbour", text="No harbour is built.")

    page = get(client, q="harbour")

    first, everything = page.split("Everything that matches")
    assert 'href="/commitments/no-harbour"' in first
    assert 'href="/topics/harbours"' in everything
    assert "<mark>harbour</mark>" in first


def test_a_search_is_narrowed_to_a_type(client: Client) -> None:
    factories.topic(slug="harbours", name="Harbours")
    factories.commitment(slug="no-harbour", short_title="No harbour", text="No harbour is built.")

    page = get(client, q="harbour", type="topic")

    assert 'href="/topics/harbours"' in page
    assert 'href="/commitments/no-harbour"' not in page


def test_results_go_on_after_twenty_five(client: Client) -> None:
    for number in range(26):
        factories.topic(slug=f"harbour-{number}", name=f"Harbour {number}")

    page, following = get(client, q="harbour"), get(client, q="harbour", page="2")

    assert page.count('href="/topics/harbour-') == 25
    assert "q=harbour&amp;page=2" in page
    assert following.count('href="/topics/harbour-') == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"q": "a\0"}, 400),
        ({"q": "a " * 20}, 400),
        ({"q": "a", "page": "0"}, 404),
        ({"q": "a", "page": "0001" + "9" * 4300}, 404),
    ],
)
def test_what_cannot_be_searched_for_is_refused_in_words(
    client: Client, query: dict[str, str], status: int
) -> None:
    assert "<h1>" in get(client, status, **query)


def test_words_of_the_reader_and_of_records_are_shown_as_text(client: Client) -> None:
    factories.topic(slug="harbours", name="Harbours <b>new</b>")

    page = get(client, q="harbours <script>")

    assert "<script>" not in page
    assert "<b>new" not in page
