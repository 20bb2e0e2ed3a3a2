"""Polling: what is listed is read once, hosts are asked politely, and the next time is set."""

import asyncio
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from pytest_django import Settings

from tests import factories
from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tests.outbound import loopback
from tracker import editing, ingest, models, recording
from tracker.ingest import listing, scheduling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_what_a_feed_lists_is_read_once(site: Site) -> None:
    site.pages[following.FEED] = sites.feed(
        sites.item(site.at("/bases?utm_source=feed")), sites.item(site.at("/bases#top"))
    )
    site.pages["/bases?utm_source=feed"] = sites.article()
    source = following.follow(site)

    following.read()
    following.let_time_pass()
    following.read()

    assert site.paths() == [
        "/robots.txt",
        following.FEED,
        "/bases?utm_source=feed",
        following.FEED,
    ]
    document = models.Document.objects.get()
    assert document.canonical_url == site.at("/bases")
    assert document.source == source
    assert document.snapshots.count() == 1
    assert following.states() == [("/bases?utm_source=feed", "read", "")]


def test_an_article_that_two_feeds_list_is_read_once(site: Site) -> None:
    site.pages["/bases"] = sites.article()
    for number in (1, 2):
        path = f"/feed{number}.xml"
        site.pages[path] = sites.feed(sites.item(site.at("/bases"), extra=f"<guid>{number}</guid>"))
        following.follow(site, path, slug=f"feed-{number}")

    following.read()

    assert len(site.asked("/bases")) == 1
    assert models.Snapshot.objects.count() == 1


def test_what_was_handed_in_whole_is_not_fetched(site: Site) -> None:
    document = factories.snapshot("No bases.", site.at("/bases")).document
    factories.snapshot("Ports.", site.at("/ports"), text_kind="summary")
    site.pages["/ports"] = sites.article()
    site.pages[following.FEED] = sites.feed(
        sites.item(site.at("/bases")), sites.item(site.at("/ports"))
    )
    following.follow(site)

    following.read()

    assert site.paths() == ["/robots.txt", following.FEED, "/ports"]
    assert models.ListedArticle.objects.get(url=site.at("/bases")).document == document
    assert following.states() == [("/bases", "read", ""), ("/ports", "read", "")]


def test_an_address_that_nobody_can_be_dialled_at_fails_alone(site: Site) -> None:
    site.pages[following.FEED] = sites.feed()
    wrong = following.follow(site, slug="wrong")
    models.Source.objects.filter(pk=wrong.pk).update(url="http://courier.example:99999/feed.xml")
    right = following.follow(site)

    following.read()

    assert following.polling(right).failures == 0
    assert following.polling(wrong).failures == 1
    models.Source.objects.filter(pk=wrong.pk).update(url=site.at(following.FEED))


def test_what_the_page_and_the_listing_say_stands_in_the_document(site: Site) -> None:
    site.pages[following.FEED] = sites.feed(
        sites.item(
            site.at("/bases"),
            "Sin bases",
            "Sun, 25 Jan 2026 15:00:00 GMT",
            "<author>emilia@courier.example (Emilia Gould)</author>",
        ),
    )
    site.pages["/bases"] = sites.article()
    following.follow(site)

    following.read()

    shown = factories.shown(models.Document.objects.get())
    names = ["title", "outlet", "language", "published_at", "published_from", "text_kind"]
    assert [shown[name] for name in names] == [
        "Sin bases",
        "The Sulaco Courier",
        "en",
        "2026-01-25T15:00:00Z",
        "feed",
        "full",
    ]
    listed = models.ListedArticle.objects.get()
    assert models.Document.objects.get().first_seen_at == listed.first_seen_at


def test_we_say_who_we_are_and_where_to_complain(site: Site, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://record.example"
    settings.CONTACT = "desk@record.example"
    site.pages[following.FEED] = sites.feed()
    following.follow(site)

    following.read()

    agent = "OnRecord/0.1 (+https://record.example; desk@record.example)"
    assert {asked.headers["user-agent"] for asked in site.log} == {agent}


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    feed = sites.feed()
    site.pages[following.FEED] = Page(feed.body, headers={"ETag": '"1"'})
    source = following.follow(site)
    following.read()
    following.let_time_pass()

    following.read()

    first, second = site.asked(following.FEED)
    assert "if-none-match" not in first.headers
    assert second.headers["if-none-match"] == '"1"'
    polled = following.polling(source)
    assert (polled.polls, polled.failures, polled.trouble) == (2, 0, "")


def test_now_and_then_everything_is_asked_for_as_some_answer_304_whatever_is_new(
    site: Site,
) -> None:
    liar = {"ETag": '"same for ever"'}
    site.pages[following.FEED] = Page(sites.feed().body, headers=liar)
    source = following.follow(site)
    following.read()
    site.pages["/bases"] = sites.article()
    news = sites.feed(sites.item(site.at("/bases")))
    site.pages[following.FEED] = Page(news.body, headers=liar)
    following.let_time_pass()
    following.read()
    assert models.ListedArticle.objects.count() == 0

    models.Polling.objects.filter(source=source).update(polls=scheduling.WHOLE_EVERY - 1)
    following.let_time_pass()
    following.read()

    assert "if-none-match" not in site.asked(following.FEED)[-1].headers
    assert following.states() == [("/bases", "read", "")]


def test_a_source_that_has_moved_for_good_is_asked_at_its_new_address(site: Site) -> None:
    site.pages[following.FEED] = Page(status=301, headers={"Location": "/new.xml"})
    site.pages["/new.xml"] = sites.feed()
    source = following.follow(site)
    following.read()
    following.let_time_pass()

    following.read()

    assert factories.shown(source)["external_url"] == site.at("/new.xml")
    assert site.paths()[1:] == [following.FEED, "/new.xml", "/new.xml"]
    revision = models.Revision.objects.latest("sequence")
    assert (revision.actor, revision.reason) == ("polling", "moved permanently")


def test_a_source_that_is_elsewhere_for_a_while_keeps_its_address(site: Site) -> None:
    site.pages[following.FEED] = Page(status=302, headers={"Location": "/new.xml"})
    site.pages["/new.xml"] = sites.feed()
    source = following.follow(site)

    following.read()

    assert factories.shown(source)["external_url"] == site.at(following.FEED)


def test_a_source_that_is_gone_is_paused_until_it_is_asked_for_again(site: Site) -> None:
    site.pages[following.FEED] = Page(status=410)
    source = following.follow(site)

    following.read()
    following.let_time_pass()
    following.read()

    polled = following.polling(source)
    assert polled.paused_at is not None
    assert polled.paused_because == "The server answered 410."
    assert len(site.asked(following.FEED)) == 1


def test_what_is_withdrawn_or_handed_in_is_not_polled(site: Site) -> None:
    withdrawn = following.follow(site)
    with recording.change("Emilia Gould") as change:
        editing.delete(change, withdrawn, factories.NOW)
    following.follow(site, "/pushed.xml", slug="pushed", reader="push")

    following.read()

    assert site.log == []


def test_a_watched_page_is_read_again_when_it_has_changed(site: Site) -> None:
    site.pages["/programme"] = sites.article(words="The first version.")
    following.follow(site, "/programme", reader="watch")
    following.read()
    following.let_time_pass()
    following.read()
    assert models.Snapshot.objects.count() == 1

    site.pages["/programme"] = sites.article(words="The second version.")
    following.let_time_pass()
    following.read()
    following.let_time_pass()
    following.read()
    assert models.Snapshot.objects.count() == 1, "it may be taken back within minutes"
    ago = Now() - timedelta(minutes=10)
    models.Recheck.objects.update(pending_since=ago, next_check_at=ago)
    models.Host.objects.update(next_allowed_at=ago)
    ingest.check_pages(1, 0)

    first, second = models.Snapshot.objects.order_by("number")
    assert first.document == second.document
    assert (first.text[-18:], second.text[-19:]) == ("The first version.", "The second version.")


def test_all_parts_of_a_listing_are_read(site: Site) -> None:
    parts = [site.at(f"/part{number}.xml") for number in (1, 2)]
    index = "".join(f"<sitemap><loc>{part}</loc></sitemap>" for part in parts)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.pages["/sitemap.xml"] = Page(f"<sitemapindex {space}>{index}</sitemapindex>")
    for number in (1, 2):
        url = f"<url><loc>{site.at(f'/{number}')}</loc></url>"
        site.pages[f"/part{number}.xml"] = Page(f"<urlset {space}>{url}</urlset>")
        site.pages[f"/{number}"] = sites.article(words=f"Part {number}.")
    source = following.follow(site, "/sitemap.xml")

    following.read()

    assert following.states() == [("/1", "read", ""), ("/2", "read", "")]
    polled = following.polling(source)
    assert (polled.further, polled.polls) == ([], 3)
    assert following.wait_minutes(polled) > 10


@pytest.mark.django_db(transaction=True)
def test_two_workers_read_each_article_once_and_ask_no_host_at_once() -> None:
    with sites.serving() as first, sites.serving() as second:
        for number, running in enumerate((first, second)):
            paths = [f"/{n}" for n in range(6)]
            running.pages |= {path: sites.article(words=f"{number} {path}.") for path in paths}
            running.pages[following.FEED] = sites.feed(
                *(sites.item(running.at(path)) for path in paths)
            )
            following.follow(running, slug=f"feed-{number}")

        def work() -> None:
            try:
                while models.ListedArticle.objects.filter(state="read").count() < 12:
                    following.read()
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

        for running in (first, second):
            assert sorted(running.paths()) == sorted(
                ["/robots.txt", following.FEED, *(f"/{n}" for n in range(6))]
            )
    assert models.Snapshot.objects.count() == 12
    assert set(models.ListedArticle.objects.values_list("attempts", flat=True)) == {1}


def test_of_a_long_listing_the_newest_come_first_and_the_rest_with_the_next_poll(
    site: Site,
) -> None:
    count = listing.MOST_ARTICLES + 3
    begun = factories.NOW - timedelta(days=count)
    dated = (
        f"<url><loc>{site.at(f'/{n}')}</loc>"
        f"<lastmod>{(begun + timedelta(days=n)).date()}</lastmod></url>"
        for n in range(count)
    )
    site.pages[following.FEED] = Page(f"<urlset>{''.join(dated)}</urlset>", headers={"ETag": "a"})
    polling = following.polling(followed_once(site))
    paths = {path for path, _, _ in following.states()}
    assert paths == {f"/{n}" for n in range(3, count)}
    assert (polling.skipped, polling.etag) == (3, "")

    models.Polling.objects.update(next_poll_at=Now())
    models.Host.objects.update(next_allowed_at=Now())
    ingest.poll_sources(16)

    assert models.ListedArticle.objects.count() == count
    polling.refresh_from_db()
    assert (polling.skipped, polling.etag) == (0, "a")


def test_entries_without_an_address_are_counted_for_the_source(site: Site) -> None:
    site.pages[following.FEED] = sites.feed("<title>Nowhere</title>", sites.item(site.at("/1")))

    source = followed_once(site)

    assert following.polling(source).skipped == 1


def followed_once(site: Site) -> models.Source:
    """Return a source that was polled once."""
    source = following.follow(site)
    for _ in range(2):
        ingest.poll_sources(16)
    return source


def test_nobody_waits_for_a_host_that_is_slow(site: Site) -> None:
    is_last_asked = threading.Event()

    async def slow(request: bytes, writer: asyncio.StreamWriter) -> None:
        while not is_last_asked.is_set():
            await asyncio.sleep(0.02)
        await answering("Slow")(request, writer)

    async def last(request: bytes, writer: asyncio.StreamWriter) -> None:
        is_last_asked.set()
        await answering("Last")(request, writer)

    with sites.serving() as other:
        other.pages["/slow"] = slow
        site.pages |= {"/first": sites.article("First"), "/last": last}
        at = [other.at("/slow"), site.at("/first"), site.at("/last")]
        site.pages[following.FEED] = sites.feed(*(sites.item(url, url) for url in at))
        followed_once(site)

        ingest.read_articles(16, 20)

    assert {state for _, state, _ in following.states()} == {"read"}
    assert len(other.asked("/slow")) == 1


def answering(title: str) -> loopback.Behaviour:
    """Return a behaviour that shows an article of this title."""
    page = sites.article(title, f"So wrote {title} of it, at some length and in words of its own.")
    return loopback.saying(page.answer(sites.Asked("/", {}, 0)))
