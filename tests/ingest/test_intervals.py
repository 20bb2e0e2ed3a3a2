"""When a source is polled next: by its failures, its answers and its news."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from tests import factories
from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


@pytest.mark.parametrize(
    ("status", "headers", "shortest", "longest"),
    [
        (403, {}, 27, 33),
        (404, {}, 27, 33),
        (500, {}, 1.8, 2.2),
        (429, {"Retry-After": "3600"}, 59.9, 60),
        (503, {"Retry-After": "1800"}, 29.9, 30),
    ],
)
def test_after_a_failure_a_source_is_left_alone(
    site: Site, status: int, headers: dict[str, str], shortest: float, longest: float
) -> None:
    site.pages[following.FEED] = Page(status=status, headers=headers)
    source = following.follow(site)

    following.read()

    polled = following.polling(source)
    assert (polled.failures, polled.trouble) == (1, f"The server answered {status}.")
    assert polled.paused_at is None
    assert shortest <= following.wait_minutes(polled) <= longest


def test_a_server_that_is_busy_is_asked_for_nothing_else_meanwhile(site: Site) -> None:
    site.pages[following.FEED] = Page(status=503, headers={"Retry-After": "1800"})
    following.follow(site)
    following.follow(site, "/other.xml", slug="other")

    following.read()

    assert len(site.log) == 2
    assert models.Host.objects.filter(next_allowed_at__gt=Now() + timedelta(minutes=29)).exists()


def test_each_further_failure_makes_the_pause_longer_by_as_much(site: Site) -> None:
    site.pages[following.FEED] = Page(status=404)
    source = following.follow(site)
    waits = []

    for _ in range(3):
        following.let_time_pass()
        following.read()
        waits.append(following.wait_minutes(following.polling(source)))

    assert [round(wait / 30) for wait in waits] == [1, 2, 3]


def test_what_the_source_asks_for_decides_when_it_is_polled_next(site: Site) -> None:
    site.pages["/ttl.xml"] = sites.feed(extra="<ttl>120</ttl>")
    fresh = {"Cache-Control": "max-age=10800"}
    site.pages["/fresh.xml"] = Page(sites.feed().body, headers=fresh)
    week = {"Cache-Control": "max-age=604800"}
    site.pages["/week.xml"] = Page(sites.feed().body, headers=week)
    polled = {
        hours: following.follow(site, path, slug=f"every-{hours}")
        for path, hours in (("/ttl.xml", 2), ("/fresh.xml", 3), ("/week.xml", 24))
    }

    following.read()

    for hours, source in polled.items():
        wait = following.wait_minutes(following.polling(source)) / 60
        assert 0.9 * hours - 0.01 <= wait <= 1.1 * hours


def test_a_source_with_nothing_new_is_polled_less_and_one_full_of_news_more(site: Site) -> None:
    site.pages[following.FEED] = sites.feed()
    source = following.follow(site)
    intervals = []

    for number in range(4):
        if number > 1:
            items = [sites.item(site.at(f"/{number}/{n}")) for n in range(3)]
            site.pages[following.FEED] = sites.feed(*items)
        following.let_time_pass()
        following.read()
        intervals.append(following.polling(source).interval_seconds)

    assert intervals == [900, 1125, 750, 500]


def test_a_changed_address_is_polled_afresh(site: Site) -> None:
    site.pages[following.FEED] = Page(status=404)
    source = following.follow(site)
    following.read()
    site.pages["/other.xml"] = sites.feed()

    factories.changed(source, external_url=site.at("/other.xml"))
    following.read()

    polled = following.polling(source)
    assert (polled.url, polled.failures, polled.trouble) == (site.at("/other.xml"), 0, "")
