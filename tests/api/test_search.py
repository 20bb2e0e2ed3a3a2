"""Search and suggestions: what is found, in both languages, marked, paged, and safe."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from tests import factories
from tests.api import expect
from tracker import editing, ingest, models, recording

pytestmark = pytest.mark.django_db


def found(client: Client, query: str) -> list[tuple[str, str]]:
    """Return (type, slug) of what a search finds, in order."""
    results = expect.json(client.get(f"/v1/search?{query}"))["results"]
    return [(result["type"], result["slug"]) for result in results]


def excerpts(client: Client, query: str) -> list[str]:
    results = expect.json(client.get(f"/v1/search?{query}"))["results"]
    return [result["excerpt"] for result in results]


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
        "excerpt": "Whether <mark>soldiers</mark> of other states may stay",
        "changed_at": factories.shown(topic)["changed_at"],
    }
    assert page["facets"] == [{"type": "topic", "count": 1, "is_exact": True}]
    assert (page["next"], page["previous"]) == (None, None)


def test_a_heading_counts_for_more_than_the_text(client: Client) -> None:
    factories.topic(name="Ports", description="Harbours.")
    factories.topic(name="Trade", description="What passes through the port of Sulaco.")

    assert found(client, "q=port") == [("topic", "ports"), ("topic", "trade")]


@pytest.mark.parametrize(
    "query", ["reelección", "reeleccion", "REELECCIÓN", "reelecciones", "reeleccio%CC%81n"]
)
def test_spanish_words_are_found_by_their_stem_without_accents(client: Client, query: str) -> None:
    factories.topic(name="Elections", translations={"es": {"name": "La reelección"}})

    assert found(client, f"q={query}") == [("topic", "elections")]
    assert excerpts(client, f"q={query}") == ["<mark>reelección</mark>"]


@pytest.mark.parametrize("query", ["operación", "operacion", "operaciones", "OPERACIONES"])
@pytest.mark.parametrize("word", ["operación", "operaciones"])
def test_a_spanish_noun_is_found_in_both_numbers(client: Client, word: str, query: str) -> None:
    factories.topic(name="Deeds", description=f"Cada {word} militar.")

    assert found(client, f"q={query}") == [("topic", "deeds")]


@pytest.mark.parametrize("query", ["hosting bases", "hosted base", "Base"])
def test_english_words_are_found_by_their_stem(client: Client, query: str) -> None:
    factories.topic(name="Hosting foreign bases and hosts")

    assert len(found(client, f"q={query}")) == 1


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
        assert ("commitment", commitment.slug) in found(client, f"q={word}&type=commitment")


def test_a_document_is_found_by_its_latest_text_alone(client: Client) -> None:
    document = factories.document("The envoy left Sulaco.", url="https://courier.example/1")
    assert found(client, "q=envoy") == [("document", document.slug)]

    factories.snapshot("The consul left Sulaco.", url="https://courier.example/1")

    assert found(client, "q=envoy") == []
    assert found(client, "q=consul") == [("document", document.slug)]
    assert excerpts(client, "q=consul") == ["<mark>consul</mark> left Sulaco. The Sulaco Courier"]


def test_a_text_of_any_length_can_be_searched(client: Client) -> None:
    words = " ".join(f"w{number}é" for number in range(200_000))

    document = factories.document(f"Sulaco. {words}")

    assert found(client, "q=w77é") == [("document", document.slug)]
    assert found(client, "q=w199999é") == []


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

    assert found(client, "q=foreign") == []
    assert suggested(client, "q=foreign") == []
    assert models.SearchEntry.objects.count() == models.NameEntry.objects.count() == 0


def test_what_waits_for_a_person_is_not_found(client: Client) -> None:
    factories.development(kind="commitment.broken", title="A garrison")

    assert found(client, "q=garrison") == []


def test_a_change_replaces_what_was_found(client: Client) -> None:
    topic = factories.topic()

    factories.changed(topic, name="Ports")

    assert found(client, "q=bases") == []
    assert found(client, "q=ports") == [("topic", "foreign-bases")]
    assert suggested(client, "q=por") == ["foreign-bases"]


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

    (excerpt,) = excerpts(client, "q=base")

    assert "<mark>base</mark>" in excerpt
    assert "<" not in excerpt.replace("<mark>base</mark>", "")
    assert "\ue000" not in excerpt


def test_what_html_would_misread_is_escaped(client: Client) -> None:
    factories.event(title="A vote", result="Fish & 'ships' 5 < 6 base")

    (excerpt,) = excerpts(client, "q=base")

    assert excerpt == "Fish &amp; &#x27;ships&#x27; 5 &lt; 6 <mark>base</mark>"


# --- Pages ----------------------------------------------------------------------------------------


def test_walking_forward_and_back_gives_every_result_once_in_order(client: Client) -> None:
    for number in range(7):
        factories.topic(name=f"Base {number}", description="base " * number)
    everything = found(client, "q=base")
    assert len(everything) == 7

    forward, following = [], "/v1/search?q=base&page_size=3"
    while following:
        page = expect.json(client.get(following))
        forward.append([(result["type"], result["slug"]) for result in page["results"]])
        last, following = page, page["next"]

    assert forward == [everything[:3], everything[3:6], everything[6:]]
    back = expect.json(client.get(last["previous"]))
    assert [(result["type"], result["slug"]) for result in back["results"]] == everything[3:6]


def test_a_cursor_of_another_search_is_refused(client: Client) -> None:
    factories.topic(name="Base one")
    factories.topic(name="Base two")
    following = expect.json(client.get("/v1/search?q=base&page_size=1"))["next"]

    response = client.get(following.replace("q=base", "q=two"))

    expect.problem(response, 400, "invalid_cursor")


def test_the_same_search_is_not_sent_again(client: Client) -> None:
    factories.topic()
    first = client.get("/v1/search?q=bases")

    again = client.get("/v1/search?q=bases", headers={"If-None-Match": first["ETag"]})
    expect.unchanged(again, first["ETag"])

    factories.topic(name="More bases")
    assert (
        client.get("/v1/search?q=bases", headers={"If-None-Match": first["ETag"]})["ETag"]
        != (first["ETag"])
    )


def test_of_frequent_words_the_newest_thousand_are_ranked(client: Client) -> None:
    numbers = range(models.MOST_COUNTED + 1)
    made = models.Record.objects.bulk_create(
        models.Record(type="statement", slug=f"s-{number}") for number in numbers
    )
    keys = [record.pk for record in made]
    times = [factories.NOW + timedelta(seconds=number) for number in numbers]
    drafts = [
        models.SearchDraft(key, "statement", "A base", "", at)
        for key, at in zip(keys, times, strict=True)
    ]
    models.SearchEntry.objects.replace(keys, drafts)

    counts = models.SearchEntry.objects.counts("base")
    ranked = models.SearchEntry.objects.ranked("base", counts)

    facets = expect.json(client.get("/v1/search?q=base"))["facets"]
    assert facets[0] == {"type": "statement", "count": models.MOST_COUNTED, "is_exact": False}
    assert len(ranked) == models.MOST_RANKED
    assert {key for _, key in ranked} == set(keys[-models.MOST_RANKED :])


# --- Lists ----------------------------------------------------------------------------------------


def test_words_narrow_a_list_beside_its_filters_newest_first(client: Client) -> None:
    factories.event(title="Law on ports", kind="law")
    factories.event(title="Ruling on ports", kind="ruling")
    factories.event(title="Second law on a port", kind="law")
    factories.event(title="Law on roads", kind="law")

    response = client.get("/v1/events?q=port&kind=law&count=true")

    assert expect.slugs(response) == ["second-law-on-a-port", "law-on-ports"]
    assert expect.json(response)["count"] == 2


def test_words_of_another_type_do_not_narrow_a_list(client: Client) -> None:
    factories.topic(name="Ports")
    factories.event(title="Law on roads")

    assert expect.slugs(client.get("/v1/events?q=ports")) == []


# --- Suggestions ----------------------------------------------------------------------------------


def suggested(client: Client, query: str) -> list[str]:
    return expect.slugs(client.get(f"/v1/suggest?{query}"))


def test_a_person_is_suggested_with_role_and_party(client: Client) -> None:
    factories.ana_ruiz()

    response = client.get("/v1/suggest?q=rui&type=official")

    assert expect.json(response) == {
        "results": [
            {
                "type": "official",
                "slug": "ana-ruiz",
                "title": "Ana Ruiz",
                "url": "/v1/officials/ana-ruiz",
                "name": "Ana Ruiz",
                "role": {"en": "Foreign Minister", "es": "Canciller"},
                "party": "costaguana",
            }
        ]
    }


def test_a_person_out_of_office_is_suggested_without_role(client: Client) -> None:
    factories.tomas_vidal()

    (result,) = expect.json(client.get("/v1/suggest?q=tomas+vid"))["results"]

    assert (result["name"], result["role"], result["party"]) == ("Tomás Vidal", None, None)


def test_a_party_is_suggested_by_code_or_alias_with_code_and_kind(client: Client) -> None:
    factories.costaguana()
    factories.party(name="League of Ports", other_names=[{"name": "Liga de Puertos"}])

    (state,) = expect.json(client.get("/v1/suggest?q=xc&type=party"))["results"]
    (league,) = expect.json(client.get("/v1/suggest?q=puert"))["results"]

    assert (state["slug"], state["name"], state["code"], state["kind"]) == (
        "costaguana",
        "XC",
        "XC",
        "state",
    )
    assert (league["title"], league["name"]) == ("League of Ports", "Liga de Puertos")
    assert (league["code"], league["kind"]) == (None, "ministry")


def test_what_begins_so_comes_before_what_has_a_word_that_does_and_likeness_last(
    client: Client,
) -> None:
    factories.official(name="Rosa Montero")
    factories.official(name="Montero Díaz")
    factories.official(name="Ana Monteor")
    factories.official(name="Charles Gould")

    assert suggested(client, "q=montero") == ["montero-diaz", "rosa-montero", "ana-monteor"]


@pytest.mark.parametrize("query", ["tomás", "TOMAS", "tomàs v", "Vidal,", "tomas-vidal", "vidla"])
def test_accents_case_punctuation_and_slips_are_overlooked(client: Client, query: str) -> None:
    factories.tomas_vidal()

    assert suggested(client, f"q={query}&type=official") == ["tomas-vidal"]


def test_a_record_with_several_fitting_names_is_suggested_once(client: Client) -> None:
    factories.official(name="Ana Ruiz", other_names=[{"name": "Ana R."}, {"name": "Anita"}])

    assert suggested(client, "q=an") == ["ana-ruiz"]


def test_no_more_are_suggested_than_asked_for(client: Client) -> None:
    for number in range(12):
        factories.official(name=f"Ana {number}")

    assert len(suggested(client, "q=ana")) == 10
    assert len(suggested(client, "q=ana&limit=3")) == 3
    expect.problem(client.get("/v1/suggest?q=ana&limit=21"), 400, "invalid_parameter")
    expect.problem(client.get("/v1/suggest?q=ana&type=statement"), 400, "invalid_parameter")


# --- Reindexing -----------------------------------------------------------------------------------


def test_reindexing_restores_what_was_lost_and_drops_what_is_not_public(client: Client) -> None:
    factories.development(kind="commitment.broken", title="A garrison")
    factories.ana_ruiz()
    entries = list(models.SearchEntry.objects.order_by("pk").values())
    names = list(models.NameEntry.objects.order_by("record", "name").values("record", "name"))
    hidden = models.Record.objects.get(type="development")
    models.SearchEntry.objects.all().delete()
    models.NameEntry.objects.all().delete()
    stale = models.SearchDraft(hidden.pk, "development", "A garrison", "", factories.NOW)
    models.SearchEntry.objects.replace([hidden.pk], [stale])

    call_command("reindex", batch=1)

    assert list(models.SearchEntry.objects.order_by("pk").values()) == entries
    restored = models.NameEntry.objects.order_by("record", "name").values("record", "name")
    assert list(restored) == names


def test_an_article_that_was_handed_in_is_found(client: Client) -> None:
    factories.source()
    factories.SubmissionFactory.create(actor=factories.ACTOR)

    ingest.read_submissions(1)

    assert [kind for kind, _ in found(client, "q=palace")] == ["document"]
