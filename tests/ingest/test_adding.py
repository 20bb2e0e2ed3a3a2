"""Adding a source: its feed is found, and nothing is asked for that is not allowed."""

import pytest

from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tracker import ingest

HOME = (
    '<html lang="en"><head><title>The Sulaco Courier</title>'
    '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">'
    '<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml"></head>'
    '<body><main><p><a href="/bases">Costaguana rules out foreign bases</a></p>'
    '<p><a href="/ports">Costaguana counts its ports and wharves</a></p></main></body></html>'
)


def test_a_page_is_followed_by_its_feed(site: Site) -> None:
    site.pages["/"] = Page(HOME)
    site.pages[following.FEED] = sites.feed(sites.item(site.at("/bases"), "Bases"))
    site.pages["/comments.xml"] = sites.feed()

    found = ingest.examine(site.at("/"))

    assert (found.url, found.reader, found.listed.title) == (
        site.at(following.FEED),
        "feed",
        "The Sulaco Courier",
    )
    assert [entry.title for entry in found.listed.entries] == ["Bases"]
    assert site.paths() == ["/robots.txt", "/", following.FEED]


def test_a_feed_is_followed_as_it_is(site: Site) -> None:
    site.pages[following.FEED] = sites.feed(sites.item(site.at("/bases")))

    found = ingest.examine(site.at(following.FEED))

    assert (found.url, found.reader) == (site.at(following.FEED), "feed")
    assert site.paths() == ["/robots.txt", following.FEED]


def test_a_page_without_a_feed_is_followed_by_its_links(site: Site) -> None:
    site.pages["/"] = Page(HOME)

    found = ingest.examine(site.at("/"))

    assert (found.url, found.reader) == (site.at("/"), "page")
    assert [entry.url for entry in found.listed.entries] == [site.at("/bases"), site.at("/ports")]


def test_the_type_may_be_given(site: Site) -> None:
    site.pages["/"] = Page(HOME)

    found = ingest.examine(site.at("/"), "watch")

    assert (found.reader, len(found.listed.entries)) == ("watch", 1)
    assert site.paths() == ["/robots.txt", "/"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/hidden", "does not let us read"),
        ("/missing", "The server answered 404."),
        ("/empty", "The page links to nothing that looks like an article."),
    ],
)
def test_what_cannot_be_followed_says_why(site: Site, path: str, words: str) -> None:
    site.pages["/robots.txt"] = Page("User-agent: OnRecord\nDisallow: /hidden")
    site.pages |= {"/hidden": Page(HOME), "/empty": Page("<html><body>Nothing.</body></html>")}

    with pytest.raises(ingest.NothingToFollowError, match=words):
        ingest.examine(site.at(path))

    assert not site.asked("/hidden")


def test_a_private_address_cannot_be_followed() -> None:
    with pytest.raises(ingest.NothingToFollowError, match="robots"):
        ingest.examine("http://10.0.0.1/feed.xml")
