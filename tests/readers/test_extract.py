"""The text and the particulars of an article, taken out of its page."""

import pytest

from tracker.readers import extract

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
        "2026-01-25",
        "en",
    )
    assert found.title.startswith("No bases")


def test_a_particular_that_the_page_does_not_give_is_empty() -> None:
    found = extract.extract(page(lang=""))

    assert (found.author, found.outlet, found.language) == ("", "", "")


def test_the_outlet_is_the_host_where_the_page_names_none() -> None:
    assert extract.extract(page(), "https://www.courier.example/1").outlet == "courier.example"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_the_page_is_read_in_its_own_encoding(charset: str) -> None:
    assert "Tomás Vidal" in extract.extract(page(charset=charset)).title


@pytest.mark.parametrize("html", ["", " ", "<html><body></body></html>", b"\x00\x01", b"%PDF-1.7"])
def test_a_page_without_an_article_is_nothing_to_read(html: str | bytes) -> None:
    with pytest.raises(extract.NothingToReadError):
        extract.extract(html)
