"""Search and suggestions: what is found, in both languages, marked, paged, and safe."""

import pytest
from django.test import Client

from tests import factories
from tests.api import expect, searches
from tracker import editing, models, recording

pytestmark = pytest.mark.django_db


# --- What is found --------------------------------------------------------------------------------


def test_a_search_tells_what_it_found_where_and_how_well(client: Client) -> None:
    topic = factories.topic(description="Whether soldiers of other states may stay.")

    page = expect.json(client.get("/v1/search?q=soldier"))

    (result,) = page["results"]
    assert 0 < result.pop("score") < 1
    assert result == {
        "type": "topic",
        "slug": "foreign-bases",
        "title": "Foreign bases",
        "url": "/v1/topics/foreign-bases",
        "html_url": "/topics/foreign-bases",
        "excerpt": "Whether <mark>soldiers</mark> of other states may stay",
        "changed_at": factories.shown(topic)["changed_at"],
    }
    assert page["facets"] == [{"type": "topic", "count": 1, "is_exact": True}]
    assert (page["next"], page["previous"]) == (None, None)


def test_a_heading_counts_for_more_than_the_text(client: Client) -> None:
    factories.topic(name="Ports", description="Harbours.")
    factories.topic(name="Trade", description="What passes through the port of Sulaco.")

    assert searches.found(client, "q=port") == [("topic", "ports"), ("topic", "trade")]


@pytest.mark.parametrize(
    "query", ["reelección", "reeleccion", "REELECCIÓN", "reelecciones", "reeleccio%CC%81n"]
)
def test_spanish_words_are_found_by_their_stem_without_accents(client: Client, query: str) -> None:
    factories.topic(name="Elections", translations={"es": {"name": "La reelección"}})

    assert searches.found(client, f"q={query}") == [("topic", "elections")]
    assert searches.excerpts(client, f"q={query}") == ["<mark>reelección</mark>"]


@pytest.mark.parametrize("query", ["operación", "operacion", "operaciones", "OPERACIONES"])
@pytest.mark.parametrize("word", ["operación", "operaciones"])
def test_a_spanish_noun_is_found_in_both_numbers(client: Client, word: str, query: str) -> None:
    factories.topic(name="Deeds", description=f"Cada {word} militar.")

    assert searches.found(client, f"q={query}") == [("topic", "deeds")]


@pytest.mark.parametrize("query", ["hosting bases", "hosted base", "Base"])
def test_english_words_are_found_by_their_stem(client: Client, query: str) -> None:
    factories.topic(name="Hosting foreign bases and hosts")

    assert len(searches.found(client, f"q={query}")) == 1


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("port treaty", []),
        ("port or treaty", ["treaty", "port"]),
        ("water -port", ["treaty"]),
        ('"free water"', ["treaty"]),
        ('"water free"', []),
    ],
)
def test_words_can_be_joined_left_out_and_quoted(
    client: Client, query: str, slugs: list[str]
) -> None:
    factories.topic(slug="port", name="A port by the water")
    factories.topic(slug="treaty", name="A treaty on the free water")

    results = expect.json(client.get("/v1/search", {"q": query}))["results"]

    assert {result["slug"] for result in results} == set(slugs)


def test_each_part_of_a_record_is_searched(client: Client) -> None:
    snapshot = factories.snapshot()
    commitment = factories.commitment(
        made_by=[{"official": factories.ana_ruiz().slug, "role_as_reported": "Chancellor"}],
        criteria=[{"kind": "failure", "text": "A garrison is opened"}],
        citations=[{"document": snapshot.document.slug, "exact": factories.QUOTE}],
        translations={"es": {"short_title": "Sin cuarteles"}},
    )

    for word in ("chancellor", "garrison", "cuartel", "Ruiz", "Costaguana"):
        assert ("commitment", commitment.slug) in searches.found(
            client, f"q={word}&type=commitment"
        )


def test_a_document_is_found_by_its_latest_text_alone(client: Client) -> None:
    document = factories.document("The envoy left Sulaco.", url="https://courier.example/1")
    assert searches.found(client, "q=envoy") == [("document", document.slug)]

    factories.snapshot("The consul left Sulaco.", url="https://courier.example/1")

    assert searches.found(client, "q=envoy") == []
    assert searches.found(client, "q=consul") == [("document", document.slug)]
    assert searches.excerpts(client, "q=consul") == [None]


def test_a_text_of_any_length_can_be_searched(client: Client) -> None:
    words = " ".join(f"w{number}é" for number in range(200_000))

    document = factories.document(f"Sulaco. {words}")

    assert searches.found(client, "q=w77é") == [("document", document.slug)]
    assert searches.found(client, "q=w199999é") == []


def test_types_narrow_the_results_and_not_the_facets(client: Client) -> None:
    factories.topic()
    factories.commitment()
    factories.event(title="A base is closed")

    page = expect.json(client.get("/v1/search?q=base&type=topic&type=event"))

    assert {result["type"] for result in page["results"]} == {"topic", "event"}
    assert page["facets"] == [
        {"type": "topic", "count": 1, "is_exact": True},
        {"type": "event", "count": 1, "is_exact": True},
        {"type": "commitment", "count": 1, "is_exact": True},
    ]


# --- What is not found ----------------------------------------------------------------------------


def test_what_is_withdrawn_is_not_found(client: Client) -> None:
    topic = factories.topic()
    with recording.change(factories.ACTOR, "a duplicate") as change:
        editing.delete(change, topic, factories.NOW)

    assert searches.found(client, "q=foreign") == []
    assert searches.suggested(client, "q=foreign") == []
    assert models.SearchEntry.objects.count() == models.NameEntry.objects.count() == 0


def test_what_waits_for_a_person_is_not_found(client: Client) -> None:
    factories.development(kind="commitment.broken", title="A garrison")

    assert searches.found(client, "q=garrison") == []


def test_a_change_replaces_what_was_found(client: Client) -> None:
    topic = factories.topic()

    factories.changed(topic, name="Ports")

    assert searches.found(client, "q=bases") == []
    assert searches.found(client, "q=ports") == [("topic", "foreign-bases")]
    assert searches.suggested(client, "q=por") == ["foreign-bases"]


# --- Safety ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "%",
        "_",
        "\\",
        "'",
        '"',
        '"unclosed',
        "a' OR 1=1 --",
        "%s %(x)s",
        "& | ! ( ) <-> :*",
        "-",
        "---",
        "or",
        "the",
        "de la",
        "😀",
        "\u202e",
        "x" * 200,
        "ﷺ" * 200,
        "-".join("ab" * 8),
    ],
)
@pytest.mark.parametrize("address", ["/v1/search", "/v1/suggest", "/v1/topics"])
def test_odd_words_are_taken_as_they_are(client: Client, address: str, query: str) -> None:
    factories.topic()

    assert expect.slugs(client.get(address, {"q": query})) == []


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "q needs something to search for."),
        (" \t", "q needs something to search for."),
        ("a\0b", "q needs something to search for."),
        ("x" * 201, "q has at most 200 characters."),
        ("a " * 17, "q has at most 16 terms."),
    ],
)
@pytest.mark.parametrize("address", ["/v1/search", "/v1/suggest", "/v1/topics"])
def test_words_that_cannot_be_searched_for_are_refused(
    client: Client, address: str, query: str, detail: str
) -> None:
    document = expect.problem(client.get(address, {"q": query}), 400, "invalid_parameter")

    assert document["errors"] == [{"parameter": "q", "code": "invalid_parameter", "detail": detail}]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "q"),
        ("q=a&q=b", "q"),
        ("q=a&type=poem", "type"),
        ("q=a&type=", "type"),
        ("q=a&page_size=0", "page_size"),
        ("q=a&cursor=x", "cursor"),
        ("q=a&ordering=-score", "ordering"),
        ("q=a&count=true", "count"),
        ("q=a&known_at=2026-01-01T00:00:00Z", "known_at"),
    ],
)
def test_a_wrong_parameter_of_a_search_is_named(client: Client, query: str, name: str) -> None:
    response = client.get(f"/v1/search?{query}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [name]


def test_markup_in_a_text_is_escaped_and_only_matches_are_marked(client: Client) -> None:
    factories.event(
        title="A vote", result='<script>alert("base")</script> & <mark>base</mark> \ue000x\ue001'
    )

    (excerpt,) = searches.excerpts(client, "q=base")

    assert "<mark>base</mark>" in excerpt
    assert "<" not in excerpt.replace("<mark>base</mark>", "")
    assert "\ue000" not in excerpt


def test_what_html_would_misread_is_escaped(client: Client) -> None:
    factories.event(title="A vote", result="Fish & 'ships' 5 < 6 base")

    (excerpt,) = searches.excerpts(client, "q=base")

    assert excerpt == "Fish &amp; &#x27;ships&#x27; 5 &lt; 6 <mark>base</mark>"
