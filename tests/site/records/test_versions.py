"""What changed from one version of a text to another, as far as everyone may see it."""

import pytest
from django.test import Client

from tests import factories
from tests.site import reading
from tracker import flagging, models

pytestmark = pytest.mark.django_db

URL = "https://courier.example/bases"
BEFORE = "The port opens in May. No base will be built. The talks end on Sunday."
AFTER = "The port opens in June. No base will be built. The talks end on Sunday. Nobody asked."


def edited(before: str = BEFORE, after: str = AFTER, **source: object) -> str:
    """Hand in an article of the Courier and a later version; return its slug."""
    if source:
        factories.source(name="The Sulaco Courier", slug="sulaco-courier", tier="press", **source)
    factories.snapshot(before, URL)
    return factories.snapshot(after, URL).document.slug


def test_a_text_that_is_public_is_shown_whole_with_its_changes(client: Client) -> None:
    slug = edited(is_text_public=True)

    page = reading.get(client, f"/documents/{slug}/versions/2")

    assert reading.record(client, f"/documents/{slug}/versions/2") == [
        "The Sulaco Courier · 25 January 2026",
        "What changed: Costaguana rules out foreign bases",
        "From version 1",
        "1 March 2026, 12:00 UTC",
        "To version 2",
        "1 March 2026, 12:00 UTC",
        "Substantive: The wording changed in a way that may change the sense.",
        "taken out · put in",
        "The port opens in Taken out: May. Put in: June.",
        "No base will be built. The talks end on Sunday.",
        "Put in: Nobody asked.",
        "To the article",
    ]
    assert '<del><span class="hidden">Taken out: </span>May.</del>' in page
    assert f'href="/v1/documents/{slug}/snapshots/2/diff?against=1&amp;format=json"' in page


def test_of_another_text_no_more_is_shown_than_by_the_api(client: Client) -> None:
    long = " ".join(f"Sentence number {number} stands here." for number in range(200))
    slug = edited(before=f"{BEFORE} {long}", after=long.replace("stands", "stood"))

    shown = reading.get(client, f"/es/documents/{slug}/versions/2")
    told = client.get(f"/v1/documents/{slug}/snapshots/2/diff").json()

    assert not told["is_whole"]
    seen = "".join((each["before"] or "") + (each["after"] or "") for each in told["changes"])
    for number in range(200):
        sentence = f"Sentence number {number} stood here."
        assert (sentence in shown) == (sentence in seen)
    assert "… aquí cambió más" in shown
    assert "solo se muestran las oraciones modificadas" in shown


def test_of_what_is_equal_only_the_ends_are_shown(client: Client) -> None:
    same = " ".join(f"Sentence number {number} stands here." for number in range(2000))
    slug = edited(before=f"{same} It ends.", after=f"{same} It begins.", is_text_public=True)

    page = reading.get(client, f"/documents/{slug}/versions/2")

    assert len(page) < 8000
    assert "Sentence number 0 stands here." in page
    assert "Sentence number 1000 stands here." not in page
    assert "Sentence number 1999 stands here." in page


def test_of_very_many_changes_the_first_are_shown_and_the_others_counted(client: Client) -> None:
    sentences = [f"Sentence number {number} stands here." for number in range(200)]
    changed = [s.replace("stands", "stood") if n % 2 else s for n, s in enumerate(sentences)]
    slug = edited(before=" ".join(sentences), after=" ".join(changed), is_text_public=True)

    page = reading.record(client, f"/documents/{slug}/versions/2")

    assert "140 more are in the data of this page. JSON" in page


def test_any_two_versions_are_compared(client: Client) -> None:
    slug = edited(is_text_public=True)
    factories.snapshot(BEFORE + " Nobody asked.", URL)

    page = reading.record(client, f"/documents/{slug}/versions/3?against=1")

    assert ("From version 1" in page, "To version 3" in page) == (True, True)
    assert "Put in: Nobody asked." in page


def test_the_first_version_has_none_before_it(client: Client) -> None:
    slug = edited()

    page = reading.record(client, f"/documents/{slug}/versions/1")

    assert "This is the first version; there is none before it." in page


def test_a_quote_that_no_longer_stands_in_the_text_is_named(client: Client) -> None:
    slug = edited(is_text_public=True)
    quote = {"document": slug, "exact": "Nobody asked."}
    factories.agreement(citations=[quote])
    factories.snapshot(BEFORE, URL)

    page = reading.record(client, f"/documents/{slug}/versions/3")

    assert page[-3:] == ["Quotes that no longer stand in it", "Nobody asked.", "To the article"]


def test_the_words_that_show_an_edit_are_not_told_twice(client: Client) -> None:
    slug = edited(is_text_public=True)
    while flagging.flag_waiting(10):
        pass

    page = reading.record(client, f"/documents/{slug}/versions/2")

    assert models.Development.objects.get().kind == "source.changed"
    assert "Quotes that no longer stand in it" not in page


@pytest.mark.parametrize("tail", ["3", "2?against=9", "1?against=3"])
def test_a_version_that_is_none_is_not_found(client: Client, tail: str) -> None:
    slug = edited()

    assert "There is no such page" in reading.get(client, f"/documents/{slug}/versions/{tail}", 404)
    assert "There is no such page" in reading.get(client, "/documents/none/versions/1", 404)


@pytest.mark.parametrize("against", ["", "x", "-1", "²", "99999999999"])
def test_what_is_no_number_is_as_if_it_were_not_given(client: Client, against: str) -> None:
    slug = edited(is_text_public=True)

    page = reading.record(client, f"/documents/{slug}/versions/2?against={against}")

    assert "From version 1" in page


def test_the_page_is_sent_again_once_versions_are_compared(client: Client) -> None:
    slug = edited()
    address = f"/documents/{slug}/versions/2"
    known = client.get(address)["ETag"]

    models.Comparison.objects.all().delete()

    assert client.get(address, headers={"If-None-Match": known}).status_code == 200
