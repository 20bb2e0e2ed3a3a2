"""The text and the particulars of an article, taken out of its page."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.readers.fetching import NOW
from tracker.readers import base, extract

PARAGRAPH = (
    "Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said on Sunday, after a "
    "week of talks about the port of Sulaco and its approaches."
)


def page(head: str = "", lang: str = ' lang="en-GB"', charset: str = "utf-8") -> bytes:
    return (
        f"<!doctype html><html{lang}><head><meta charset='{charset}'>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>No bases, says Tomás Vidal</h1>"
        f"<p>{PARAGRAPH}</p><p>{PARAGRAPH.replace('Sunday', 'Monday')}</p></article>"
        f"<div class='comments'><p>First!</p></div></body></html>"
    ).encode(charset)


def test_the_text_is_the_article_without_what_stands_around_it() -> None:
    found = extract.extract(page())

    assert found.text.count(PARAGRAPH) == 1
    assert "Home" not in found.text
    assert "First!" not in found.text
    assert found.text == found.text.strip()


def test_the_particulars_are_what_the_page_says_of_itself() -> None:
    head = (
        "<title>No bases</title><meta name='author' content='Martin Decoud'>"
        "<meta property='og:site_name' content='The Sulaco Courier'>"
        "<meta property='article:published_time' content='2026-01-25T10:00:00Z'>"
    )

    found = extract.extract(page(head))

    assert (found.author, found.outlet, found.published, found.language) == (
        "Martin Decoud",
        "The Sulaco Courier",
        "2026-01-25T10:00:00Z",
        "en",
    )
    assert found.title.startswith("No bases")


def test_a_particular_that_the_page_does_not_give_is_empty() -> None:
    found = extract.extract(page(lang=""))

    assert (found.author, found.outlet, found.language) == ("", "", "")
    assert (found.published, found.published_from, found.modified) == ("", "", "")


def test_the_outlet_is_the_host_where_the_page_names_none() -> None:
    assert extract.extract(page(), "https://www.courier.example/1").outlet == "courier.example"


LINKED: dict[str, Any] = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "BreadcrumbList", "name": "Politics"},
        {"@type": ["WebPage"], "name": "Politics page", "datePublished": "2020-01-01"},
        {
            "@type": "NewsArticle",
            "headline": "No bases, Ruiz says &amp; means",
            "author": [{"@type": "Person", "name": "Ana Ruiz"}, {"name": "Martin Decoud"}],
            "publisher": {"@type": "NewsMediaOrganization", "name": "The Sulaco Courier"},
            "datePublished": "2026-01-25T10:00:00-05:00",
            "dateModified": "2026-01-25T18:30:00Z",
            "inLanguage": "es-CG",
            "isAccessibleForFree": False,
        },
    ],
}
META = (
    "<meta name='author' content='https://courier.example/decoud'>"
    "<meta name='byl' content='By Meta'><meta property='og:title' content='Meta title'>"
    "<meta property='og:site_name' content='Meta Courier'>"
    "<meta itemprop='datePublished' content='2026-01-24'>"
    "<meta property='article:modified_time' content='2026-01-24T12:00:00Z'>"
)
ENTRY = base.Entry(
    "https://courier.example/1",
    title="Feed title",
    author="Feed author",
    published=datetime(2026, 1, 23, tzinfo=UTC),
    published_precision="day",
    modified=datetime(2026, 1, 23, 9, tzinfo=UTC),
    language="fr",
)


def linked(**changes: object) -> str:
    """Return LINKED as it stands in a page, with these changes to its article."""
    graph = [*LINKED["@graph"][:2], {**LINKED["@graph"][2], **changes}]
    written = json.dumps({**LINKED, "@graph": graph})
    return f"<script type='application/ld+json'>{written}</script>"


def test_json_ld_comes_first() -> None:
    found = extract.extract(page(META + linked(), lang=""), fetched_at=NOW, entry=ENTRY)

    assert found.title == "No bases, Ruiz says & means"
    assert found.author == "Ana Ruiz, Martin Decoud"
    assert (found.outlet, found.language, found.is_excerpt) == ("The Sulaco Courier", "es", True)
    assert (found.published, found.published_from) == ("2026-01-25T15:00:00Z", "json_ld")
    assert (found.modified, found.modified_from) == ("2026-01-25T18:30:00Z", "json_ld")


def test_the_meta_elements_come_second() -> None:
    found = extract.extract(page(META, lang=""), fetched_at=NOW, entry=ENTRY)

    assert (found.title, found.author, found.outlet) == ("Meta title", "By Meta", "Meta Courier")
    assert (found.published, found.published_from) == ("2026-01-24", "meta")
    assert (found.modified, found.modified_from) == ("2026-01-24T12:00:00Z", "meta")


def test_what_the_feed_announced_comes_third() -> None:
    found = extract.extract(page(lang=""), fetched_at=NOW, entry=ENTRY)

    assert (found.title, found.author, found.language) == ("Feed title", "Feed author", "fr")
    assert (found.published, found.published_from) == ("2026-01-23", "feed")
    assert (found.modified, found.modified_from) == ("2026-01-23T09:00:00Z", "feed")


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("2026-01-27T11:59:00Z", "2026-01-27T11:59:00Z"),
        ("2026-01-27T12:01:00Z", "2026-01-24"),
        ("9999-12-31", "2026-01-24"),
        ("0000-00-00", "2026-01-24"),
        (["2026-01-25"], "2026-01-25"),
        ({"date": "2026-01-25"}, "2026-01-24"),
        (None, "2026-01-24"),
    ],
)
def test_an_absurd_date_leaves_its_place_to_the_next(stated: object, published: str) -> None:
    found = extract.extract(page(META + linked(datePublished=stated)), fetched_at=NOW)

    assert found.published == published


@pytest.mark.parametrize(
    "written",
    ["[" * 100_000, "{", "null", '"text"', "[[[]]]", '{"@type": 7}', '{"@graph": {"@graph": 1}}'],
)
def test_json_ld_that_is_none_does_no_harm(written: str) -> None:
    head = f"{META}<script type='application/ld+json'>{written}</script>"

    assert extract.extract(page(head)).title == "Meta title"


def test_a_date_in_the_address_is_a_guess() -> None:
    found = extract.extract(page(), "https://courier.example/2026/01/25/no-bases")

    assert (found.published, found.published_from) == ("2026-01-25", "page")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_the_page_is_read_in_its_own_encoding(charset: str) -> None:
    assert "Tomás Vidal" in extract.extract(page(charset=charset)).title


@pytest.mark.parametrize("markup", [f"<p>{PARAGRAPH}</p>", PARAGRAPH, f"{PARAGRAPH}<br>"])
def test_an_article_that_a_feed_carries_needs_no_page_around_it(markup: str) -> None:
    assert extract.extract(markup).text == PARAGRAPH


@pytest.mark.parametrize("html", ["", " ", "<html><body></body></html>", b"\x00\x01", b"\x00"])
def test_a_page_without_an_article_is_nothing_to_read(html: str | bytes) -> None:
    with pytest.raises(extract.NothingToReadError):
        extract.extract(html)


def test_a_page_that_says_that_the_article_is_not_there_is_nothing_to_read() -> None:
    gone = page("<title>Página no encontrada | El Diario de Sulaco</title>")

    with pytest.raises(extract.NothingToReadError, match="Página no encontrada"):
        extract.extract(gone)
    assert extract.extract(page("<title>The page is not found on any map</title>")).text


@given(st.text(alphabet="<>/abdivp ='\"&;{}", max_size=200))
@example('<b ;="')
def test_whatever_mark_up_comes_an_article_is_found_or_nothing_to_read(text: str) -> None:
    try:
        found = extract.extract(beside(text)).text
    except extract.NothingToReadError as error:
        # A quote that nobody closes swallows the rest of the page.
        found = str(error)

    assert found.strip()


@given(st.text(alphabet="<>/abdivp =&;{}", max_size=200))
def test_whatever_mark_up_without_quotes_comes_the_article_is_found(text: str) -> None:
    assert PARAGRAPH in extract.extract(beside(text)).text


def beside(text: str) -> bytes:
    """Return the page with ``text`` before its article."""
    return page().replace(b"<nav>", f"<nav>{text}".encode())


@pytest.mark.parametrize(
    ("shown", "url", "published"),
    [
        ("20 January 2026", "https://courier.example/1", "2026-01-20"),
        ("11 September 2001", "https://courier.example/1", ""),
        ("11 September 2001", "https://courier.example/2001/09/11/port", "2001-09-11"),
        ("1 January 2026", "https://courier.example/1", "2026"),
    ],
)
def test_a_date_that_is_guessed_is_no_more_exact_than_it_may_be(
    shown: str, url: str, published: str
) -> None:
    dated = page().replace(b"<h1>", f"<p>Published on {shown}</p><h1>".encode())

    found = extract.extract(dated, url, NOW)

    assert found.published == published


def test_a_mail_address_is_no_author() -> None:
    head = "<meta name='author' content='Ana Ruiz (ana@x.example)'>"

    assert extract.extract(page(head)).author == "Ana Ruiz"


def test_an_article_that_a_quick_look_loses_is_looked_for_more_closely() -> None:
    parts = [PARAGRAPH.replace("Sunday", f"day {n}") for n in range(12)]
    shown = ["".join(f"<p>{part}</p>" for part in some) for some in (parts[:2], parts[2:])]
    body = f"<article>{shown[0]}<div class='{{}}'>{shown[1]}</div></article>"

    found = extract.extract(f"<html><body>{body.format('meta')}</body></html>")
    beside = extract.extract(f"<html><body>{body.format('sidebar')}</body></html>")

    assert [part in found.text for part in parts] == [True] * 12
    assert [part in beside.text for part in parts] == [True] * 2 + [False] * 10
