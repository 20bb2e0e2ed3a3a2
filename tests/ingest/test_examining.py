"""Examining sources whose type is to be found out."""

from typing import Any

import pytest

from tests import factories
from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tracker import ingest, models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

HOME = (
    '<html lang="en"><head><title>The Sulaco Courier</title>'
    '<link rel="alternate" type="application/rss+xml" href="/broken.xml">'
    '<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
    '<body><main><p><a href="/bases">Costaguana rules out foreign bases</a></p></main></body>'
    "</html>"
)


def added(site: Site, path: str = "/") -> models.Source:
    """Return a source that was created without saying how it is read."""
    entered = {"slug": "courier", "name": "Courier", "external_url": site.at(path)}
    source = factories.source(**entered)
    assert source.type == "auto"
    return source


def examine() -> None:
    """Examine until nothing is due."""
    while ingest.examine_sources(following.HOSTS):
        pass


def shown() -> tuple[str, str]:
    body: dict[str, Any] = factories.shown(models.Source.objects.get())
    return body["reader"], body["external_url"]


def test_a_page_is_followed_by_the_first_feed_that_can_be_read(site: Site) -> None:
    site.pages |= {"/": Page(HOME), "/broken.xml": Page("<rss", content_type="text/xml")}
    site.pages[following.FEED] = sites.feed(sites.item(site.at("/bases"), "Bases"))
    site.pages["/bases"] = sites.article()
    added(site)

    examine()

    assert shown() == ("feed", site.at(following.FEED))
    assert site.paths() == ["/robots.txt", "/", "/broken.xml", following.FEED]
    last = models.Revision.objects.order_by("-sequence").first()
    assert last is not None
    assert (last.event_type, last.reason) == ("record.updated", "found to be a feed")
    following.read()
    assert models.ListedArticle.objects.get().state == "read"


def test_a_feed_is_followed_as_it_is(site: Site) -> None:
    site.pages[following.FEED] = sites.feed(sites.item(site.at("/bases")))
    added(site, following.FEED)

    examine()

    assert shown() == ("feed", site.at(following.FEED))
    assert site.paths() == ["/robots.txt", following.FEED]


def test_a_page_without_a_feed_is_followed_by_its_links(site: Site) -> None:
    site.pages["/"] = Page(HOME)
    added(site)

    examine()

    assert shown() == ("page", site.at("/"))
    following.read()
    assert [path for path, _, _ in following.states()] == ["/bases"]


def test_what_cannot_be_fetched_says_why_and_is_tried_again(site: Site) -> None:
    source = added(site, "/missing")

    examine()

    polling = following.polling(source)
    assert (polling.trouble, polling.failures) == ("The server answered 404.", 1)
    assert shown() == ("auto", site.at("/missing"))
    site.pages["/missing"] = sites.feed(sites.item(site.at("/bases")))
    following.let_time_pass()
    examine()
    assert shown() == ("feed", site.at("/missing"))


def test_a_feed_that_is_followed_already_is_not_followed_twice(site: Site) -> None:
    site.pages |= {"/": Page(HOME), following.FEED: sites.feed(sites.item(site.at("/bases")))}
    following.follow(site, slug="first")
    second = added(site)

    examine()

    polling = following.polling(second)
    assert polling.paused_because == f"{site.at(following.FEED)} is followed already, as first."
    second.refresh_from_db()
    assert second.type == "auto"


def test_what_robots_txt_forbids_is_not_looked_at(site: Site) -> None:
    site.pages["/robots.txt"] = Page("User-agent: OnRecord\nDisallow: /")
    site.pages["/"] = Page(HOME)
    source = added(site)

    examine()

    assert site.paths() == ["/robots.txt"]
    assert following.polling(source).trouble == "Its robots.txt forbids it."


def test_whoever_lost_the_lease_changes_nothing(site: Site) -> None:
    site.pages[following.FEED] = sites.feed(sites.item(site.at("/bases")))
    source = added(site, following.FEED)
    ingest.examine_sources(following.HOSTS)
    models.Polling.objects.filter(source=source).update(paused_at=factories.NOW)

    examine()

    assert shown() == ("auto", site.at(following.FEED))
