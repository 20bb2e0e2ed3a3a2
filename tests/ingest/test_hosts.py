"""Hosts: asked by one worker at a time, as often as they bear, for what they allow."""

import itertools

import pytest
from django.db.models.functions import Now
from pytest_django import Settings

from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tests.outbound import loopback
from tracker import ingest, models

pytestmark = pytest.mark.django_db


def follow_articles(site: Site, count: int) -> models.Source:
    """Follow a feed of so many articles that can be read."""
    paths = [f"/{number}" for number in range(count)]
    site.pages |= {path: sites.article(f"Bases, part {path}", path) for path in paths}
    site.pages[following.FEED] = sites.feed(*(sites.item(site.at(path)) for path in paths))
    return following.follow(site)


def read_all(count: int) -> None:
    """Read until so many articles are read, whatever hosts have to be waited for."""
    while models.ListedArticle.objects.filter(state="read").count() < count:
        ingest.poll_sources(16)
        ingest.read_articles(16)


def test_a_host_is_left_alone_between_two_requests(site: Site, settings: Settings) -> None:
    settings.FETCH_SPACING_SECONDS = 0.2
    follow_articles(site, 2)

    read_all(2)

    times = [asked.at for asked in site.log]
    assert len(times) == 4
    assert all(later - earlier >= 0.2 for earlier, later in itertools.pairwise(times))


def test_a_redirect_too_waits_until_the_host_may_be_asked_again(
    site: Site, settings: Settings
) -> None:
    settings.FETCH_SPACING_SECONDS = 0.2
    follow_articles(site, 1)
    site.pages["/1"] = site.pages["/0"]
    site.pages["/0"] = Page(status=302, headers={"Location": "/1"})

    read_all(1)

    assert site.paths()[-2:] == ["/0", "/1"]
    assert site.log[-1].at - site.log[-2].at >= 0.2


@pytest.mark.parametrize(
    ("rules", "asked", "is_read"),
    [
        (Page("User-agent: *\nDisallow: /drafts/"), ["/robots.txt", "/0"], True),
        (Page("User-agent: *\nDisallow: /"), ["/robots.txt"], False),
        (Page(status=404), ["/robots.txt", "/0"], True),
        (Page(status=503), ["/robots.txt"], False),
        (loopback.reset, ["/robots.txt"], False),
    ],
    ids=["allowed", "forbidden", "no rules", "cannot say", "resets"],
)
def test_where_a_redirect_leads_is_asked_for_its_rules(
    site: Site, rules: Page | loopback.Behaviour, asked: list[str], is_read: bool
) -> None:
    follow_articles(site, 1)
    with sites.serving() as other:
        other.pages = {"/robots.txt": rules, "/0": site.pages["/0"]}
        site.pages["/0"] = Page(status=302, headers={"Location": other.at("/0")})

        for _ in ("the rules", "the feed", "the article"):
            ingest.poll_sources(16)
            ingest.read_articles(16)

        # A connection that was reset is tried once more.
        assert list(dict.fromkeys(other.paths())) == asked
    assert models.ListedArticle.objects.filter(state="read").exists() == is_read


def test_a_crawl_delay_counts_from_the_first_page_on(site: Site) -> None:
    site.pages["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 0.3")
    follow_articles(site, 1)

    read_all(1)

    times = [asked.at for asked in site.log]
    assert len(times) == 3
    assert all(later - earlier >= 0.3 for earlier, later in itertools.pairwise(times))


def test_a_host_that_somebody_asks_is_not_asked_by_another(site: Site) -> None:
    follow_articles(site, 1)
    ingest.poll_sources(16)
    models.Host.objects.all().claim(1, 60)

    following.read()

    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        (Page("User-agent: *\nDisallow: /"), 0),
        (Page("User-agent: OnRecord\nDisallow:\n\nUser-agent: *\nDisallow: /"), 1),
        (Page("User-agent: Other\nDisallow: /"), 1),
        (Page(status=403), 1),
        (Page(status=404), 1),
        (Page(status=500), 0),
        (Page(status=429), 0),
        (loopback.reset, 0),
    ],
    ids=["all", "others", "another", "hidden", "none", "broken", "busy", "cut off"],
)
def test_what_robots_txt_says_is_obeyed(
    site: Site, rules: Page | loopback.Behaviour, asked: int
) -> None:
    site.pages["/robots.txt"] = rules
    site.pages[following.FEED] = sites.feed()
    source = following.follow(site)

    following.read()

    assert len(site.asked(following.FEED)) == asked
    polled = following.polling(source)
    assert polled.failures == 1 - asked
    assert ("robots.txt" in polled.trouble) is not asked


def test_robots_txt_that_cannot_be_had_is_asked_for_again_before_anything_else(
    site: Site,
) -> None:
    site.pages["/robots.txt"] = Page(status=503)
    site.pages[following.FEED] = sites.feed()
    source = following.follow(site)
    following.read()
    assert following.polling(source).trouble == (
        "Its robots.txt cannot be had. The server answered 503."
    )
    site.pages["/robots.txt"] = Page("User-agent: *\nAllow: /")
    following.let_time_pass()

    following.read()

    assert site.paths() == ["/robots.txt", "/robots.txt", following.FEED]
    assert following.polling(source).trouble == ""


def test_robots_txt_is_kept_for_a_day(site: Site) -> None:
    source = follow_articles(site, 1)
    following.read()
    following.let_time_pass()
    following.read()
    assert len(site.asked("/robots.txt")) == 1

    models.Host.objects.update(robots_until=Now())
    following.let_time_pass()
    following.read()

    assert len(site.asked("/robots.txt")) == 2
    assert following.polling(source).polls == 3


def test_a_host_that_does_not_answer_is_left_alone_longer_each_time(site: Site) -> None:
    site.pages["/robots.txt"] = loopback.reset
    following.follow(site)

    for failures in (1, 2, 3):
        following.read()
        host = models.Host.objects.get()
        assert host.failures == failures
        following.let_time_pass()


def test_one_host_that_hangs_holds_up_no_other(site: Site, settings: Settings) -> None:
    settings.FETCH_TIMEOUT_SECONDS = 1
    site.pages[following.FEED] = sites.feed()
    with sites.serving() as hanging:
        hanging.pages["/robots.txt"] = loopback.hang
        following.follow(hanging, slug="hanging")
        source = following.follow(site)

        following.read()

    assert following.polling(source).failures == 0
    assert len(site.asked(following.FEED)) == 1
