"""Adding a source: its feed is found, and nothing is asked for that is not allowed."""

import pytest

from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tests.readers.printing import pdf as printed
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


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (
            "http://10.0.0.1/feed.xml",
            "http://10.0.0.1: blocked_address: the address 10.0.0.1 is denied",
        ),
        ("courier.invalid", "https://courier.invalid: dns: the name could not be resolved"),
        ("ftp://courier.example/feed", "ftp://courier.example/feed is no address of the web"),
        ("courier", "courier is no address of the web"),
        ("https://", "https:// is no address of the web"),
        ("https://[::1", "https://[::1 is no address of the web"),
    ],
)
def test_an_address_that_cannot_be_had_is_refused_for_that_and_not_for_its_rules(
    url: str, reason: str
) -> None:
    with pytest.raises(ingest.NothingToFollowError) as refused:
        ingest.examine(url)

    assert str(refused.value).startswith(reason)


def test_while_the_rules_of_a_host_cannot_be_had_that_is_the_reason(site: Site) -> None:
    site.pages["/robots.txt"] = Page(status=500)

    with pytest.raises(ingest.NothingToFollowError) as refused:
        ingest.examine(site.at("/"))

    reason = "Its robots.txt cannot be had. The server answered 500."
    assert str(refused.value) == f"{site.url}: {reason}"


def test_a_pdf_is_watched(site: Site) -> None:
    site.pages["/118.pdf"] = Page(printed([["No bases."]]), content_type="application/pdf")

    found = ingest.examine(site.at("/118.pdf"))

    assert (found.reader, len(found.listed.entries)) == ("watch", 1)


def test_a_page_that_lists_nothing_may_be_watched(site: Site) -> None:
    site.pages["/programme"] = Page("<html><body>One text.</body></html>")

    with pytest.raises(ingest.NothingToFollowError, match="follow it as the type watch"):
        ingest.examine(site.at("/programme"))


def test_the_page_that_was_named_is_followed_and_not_the_feed_of_the_whole_site(
    site: Site,
) -> None:
    links = HOME.partition("</head>")[2]
    site.pages |= {"/press": Page(f"<html><body>{links}"), "/feed": sites.feed()}

    found = ingest.examine(site.at("/press"))

    assert (found.url, found.reader) == (site.at("/press"), "page")
    assert site.paths() == ["/robots.txt", "/press"]


def test_the_feed_of_the_site_is_found_where_the_named_page_lists_nothing(site: Site) -> None:
    site.pages |= {"/about": Page("<html><body>Nothing.</body></html>"), "/feed": sites.feed()}

    assert ingest.examine(site.at("/about")).url == site.at("/feed")
