"""Which feeds a page announces, and where they commonly stand."""

from tests.readers.fetching import SITE, fetched, item, rss
from tracker.readers import discover

PAGE = """<!doctype html><html><head><base href="https://courier.example/es/">
<link rel="alternate" type="application/rss+xml" title="Comentarios" href="comments/feed">
<link rel="alternate" type="application/rss+xml; charset=utf-8" title="Portada" href="feed">
<link rel="Alternate" type="application/atom+xml" href="/atom">
<link rel="alternate" type="application/json" href="javascript:0">
<link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet" href="/rss.css">
</head><body><a href="/rss/politica.xml">Política</a><a href="/es/feed#top">RSS</a></body></html>"""


def test_what_a_page_announces_comes_before_what_it_links_to_and_what_is_common() -> None:
    found = discover.discover(fetched(PAGE, "text/html"))

    assert found[:4] == [
        discover.Candidate(f"{SITE}/es/feed", "Portada", "RSS"),
        discover.Candidate(f"{SITE}/atom", "", "Atom"),
        discover.Candidate(f"{SITE}/es/comments/feed", "Comentarios", "RSS"),
        discover.Candidate(f"{SITE}/rss/politica.xml", "Política", ""),
    ]
    assert discover.Candidate(f"{SITE}/rss.xml", is_announced=False) in found[4:]
    assert not any(candidate.is_announced for candidate in found[4:])


def test_a_feed_is_its_own_and_only_candidate() -> None:
    found = discover.discover(fetched(rss(item(1), "<title>Courier</title>")))

    assert found == [discover.Candidate(f"{SITE}/feed", "Courier", "feed")]


def test_what_is_no_page_has_no_feed() -> None:
    assert discover.discover(fetched(b"")) == []
