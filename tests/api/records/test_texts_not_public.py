"""What a stranger can gather of a text that is not public from all answers together."""

import html
import itertools
import random
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import expect, searches
from tracker import editing, flagging, models, recording
from tracker.comparison import excerpts

pytestmark = pytest.mark.django_db

URL = "https://courier.example/treaty"
_PRINTED = """
envoy harbour treaty garrison railway senator lighthouse customs praised refused
inspected delayed reopened described crossed Freedonia Norland Esmeralda Zapiga Tonoro
Cayta silver bridge council coast number river mine vessel border island decree archive
station minister winter schedule captain market school signal tunnel orchard ferry
consul barracks quarry
"""
WORDS = _PRINTED.split()
SENTENCES = [
    f"Then {' '.join(random.Random(number).choices(WORDS, k=11))} number{number}."
    for number in range(120)
]
TEXT = " ".join(SENTENCES)
SEEDS = ("then", *WORDS[:12])


def versions() -> models.Document:
    """Return a document of which one version is a wall, one another text, and many are edits."""
    texts = ["Subscribe to read this article.", TEXT]
    for number in range(5, 105, 10):
        edited = [*SENTENCES]
        edited[number - 5 : number] = [f"Nobody confirmed point {number} of the report."]
        texts.append(" ".join(edited))
    for text in [*texts, " ".join(SENTENCES[::2]), TEXT]:
        document = factories.document(text, url=URL)
        while flagging.flag_waiting(10):
            pass
    return document


def quote_often(document: models.Document) -> None:
    """Have a public development quote each tenth sentence in part."""
    latest = document.snapshots.order_by("-number")[0]
    commitment = factories.commitment()
    for number, sentence in enumerate(SENTENCES[::10]):
        start = latest.text.index(sentence) + 10
        row = factories.development(subject=commitment, title=f"Said {number}", key=f"k{number}")
        with recording.change("prose") as change:
            editing.cite(row.identity, latest, start, start + 15)
            change.touch(row)


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a body."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def known(texts: Iterable[str]) -> set[int]:
    """Return which words of the text are in these, at their places, in runs of four or more."""
    words = TEXT.split()
    places: dict[tuple[str, ...], list[int]] = {}
    for index in range(len(words) - 3):
        places.setdefault(tuple(words[index : index + 4]), []).append(index)
    found: set[int] = set()
    for text in set(texts):
        given = html.unescape(re.sub(r"</?mark>|…", "", text)).split()
        for index in range(len(given) - 3):
            for place in places.get(tuple(given[index : index + 4]), []):
                found |= set(range(place, place + 4))
    return found


def chained(client: Client, most: int) -> list[str]:
    """Ask for words, and then for the first and last three of each excerpt as a phrase."""
    waiting, seen = [*SEEDS], []
    asked: set[str] = set()
    while waiting and len(asked) < most:
        query = waiting.pop(0)
        if query in asked:
            continue
        asked.add(query)
        for excerpt in filter(None, searches.excerpts(client, f"q={query}&type=document")):
            seen.append(excerpt)
            words = re.sub(r"<[^>]*>", "", excerpt).split()
            waiting += [f'"{" ".join(words[:3])}"', f'"{" ".join(words[-3:])}"']
    return seen


def every_answer(client: Client, document: models.Document) -> Iterator[str]:
    home = f"/v1/documents/{document.slug}"
    last = document.snapshots.count()
    for number, against in itertools.product(range(1, last + 1), repeat=2):
        found = expect.json(client.get(f"{home}/snapshots/{number}/diff?against={against}"))
        yield from strings(found)
    for number in range(1, last + 1):
        yield from strings(expect.json(client.get(f"{home}/snapshots/{number}")))
    for address in (home, f"{home}/snapshots", "/v1/developments?page_size=100", "/v1/changes"):
        yield from strings(expect.json(client.get(address)))


def test_all_answers_together_give_no_more_than_the_bound(client: Client, settings: Any) -> None:
    settings.HAS_RATE_LIMITS = False
    document = versions()
    quote_often(document)

    gathered = known([*every_answer(client, document), *chained(client, 150)])

    characters = sum(len(word) + 1 for word in (TEXT.split()[index] for index in gathered))
    quoted = 12 * 15
    contexts = excerpts.MOST_CONTEXTS * 2 * editing.CONTEXT_LENGTH
    openings = excerpts.MOST_OPENINGS * 12 * 8
    assert 0 < characters <= excerpts.allowance(len(TEXT)) + contexts + openings + quoted
    assert characters < len(TEXT) / 3


def test_of_many_quotes_few_show_the_words_around_them(client: Client) -> None:
    document = factories.document(TEXT, url=URL)
    quote_often(document)

    quotes = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/1"))["quotes"]

    shown = [bool(quote["prefix"] or quote["suffix"]) for quote in quotes]
    assert shown == [True] * 5 + [False] * 7
    bodies = expect.json(client.get("/v1/developments?page_size=100"))["results"]
    assert sum(bool(body["citations"][0]["prefix"]) for body in bodies) == 5


def test_a_quote_that_is_replaced_takes_no_more_contexts(client: Client) -> None:
    document = factories.document(TEXT, url=URL)
    exact = [sentence[:30] for sentence in SENTENCES[:8]]
    commitment = factories.commitment()
    for words in (*exact, *exact[:2]):
        quote = {"document": document.slug, "exact": words}
        factories.changed(commitment, citations=[quote])

    (citation,) = factories.shown(commitment)["citations"]
    assert citation["suffix"]
    assert models.QuoteContext.objects.count() == 5


def test_of_a_public_text_all_quotes_show_the_words_around_them(client: Client) -> None:
    source = factories.source(name="Gazette", slug="gazette", tier="official", is_text_public=True)
    document = factories.document(TEXT, url=URL, source=source.slug)
    quote_often(document)

    quotes = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/1"))["quotes"]

    assert all(quote["prefix"] and quote["suffix"] for quote in quotes)
    assert not models.QuoteContext.objects.exists()


def test_a_wall_that_gives_way_to_the_text_shows_none_of_it(client: Client) -> None:
    factories.document("Subscribe to read this article.", url=URL)
    document = factories.document(TEXT, url=URL)

    found = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/2/diff"))

    assert found["is_cut"] is True
    (change,) = found["changes"]
    assert (change["change"], change["before"], change["after"]) == ("replaced", None, None)
    assert (change["words"], change["is_cut"]) == ([], True)


def test_what_was_read_in_another_way_shows_no_text(client: Client) -> None:
    first = factories.snapshot(TEXT, URL)
    models.Snapshot.objects.filter(pk=first.pk).update(extractor_version="an older one")
    document = factories.document(TEXT.replace(" number7.", "."), url=URL)

    found = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/2/diff"))

    assert [(change["before"], change["after"]) for change in found["changes"]] == [(None, None)]


def test_the_stored_difference_is_served(client: Client) -> None:
    factories.document(TEXT, url=URL)
    document = factories.document(TEXT.replace("number0.", "number zero."), url=URL)
    address = f"/v1/documents/{document.slug}/snapshots/2/diff"
    before = expect.json(client.get(address))

    nothing = {"significance": 0, "is_cut": False, "differences": []}
    models.Comparison.objects.update(stretches=nothing)

    assert len(before["changes"]) == 1
    assert expect.json(client.get(address))["changes"] == []


def test_a_difference_that_the_client_has_is_not_made_again(client: Client) -> None:
    factories.document(TEXT, url=URL)
    document = factories.document(TEXT.replace("number1.", "number one."), url=URL)
    address = f"/v1/documents/{document.slug}/snapshots/2/diff"
    etag = client.get(address)["ETag"]

    models.Comparison.objects.update(stretches={})

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


# --- Search ---------------------------------------------------------------------------------------


def test_a_phrase_of_a_text_that_is_not_public_is_a_match_without_an_excerpt(
    client: Client,
) -> None:
    document = factories.document(TEXT, url=URL)

    query = f'q="{" ".join(SENTENCES[70].split()[2:5])}"'

    assert searches.found(client, query) == [("document", document.slug)]
    assert searches.excerpts(client, query) == [None]


def test_an_excerpt_is_made_of_what_is_quoted_already(client: Client) -> None:
    document = factories.document()
    development = factories.development(snapshot=document.snapshots.get())

    assert searches.excerpts(client, "q=host&type=document") == [
        "Sulaco Courier Costaguana will not <mark>host</mark> foreign bases"
    ]
    assert searches.excerpts(client, "q=palace&type=document") == [None]
    with recording.change(factories.ACTOR, "not so") as change:
        editing.delete(change, development, factories.NOW)
    assert searches.excerpts(client, "q=host&type=document") == [None]


def test_of_a_public_text_the_excerpt_is_as_before(client: Client) -> None:
    source = factories.source(name="Gazette", slug="gazette", tier="official", is_text_public=True)
    factories.document(TEXT, url=URL, source=source.slug)

    (excerpt,) = searches.excerpts(client, "q=lighthouse")

    assert "<mark>lighthouse</mark>" in excerpt
