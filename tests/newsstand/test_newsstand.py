"""The press in small: two readers at once, and everything holds that holds in the large."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from pytest_django import Settings

from tests.newsstand import checks, edits, following, site
from tracker import flagging, ingest, models

HOSTS = 4
ILL = ("laughs", "web-page", "loop", "inwards", "busy", "closed")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small(settings: Settings) -> Iterator[site.Press]:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.77.0.0/16"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True
    settings.FETCH_SPACING_SECONDS = 0.15
    with site.serving(outlets=6, articles=4, ill=ILL, crawl_delay=0.3) as held:
        yield held


def test_two_readers_read_every_article_once_and_see_every_edit(small: site.Press) -> None:
    following.follow(small)

    at_once(
        lambda: ingest.poll_sources(HOSTS, 0) + ingest.read_articles(HOSTS, 0), following.waiting
    )

    assert checks.problems(small) == []
    assert following.documents() == 24
    troubled = models.Polling.objects.exclude(trouble="").order_by("source__identity__slug")
    assert [row.source.slug for row in troubled.select_related("source__identity")] == sorted(ILL)

    planned = edits.plan(small, edited=4, of_one_word=2)
    for change in (edits.strike, edits.heal):
        change(small, planned)
        edits.look_again(small, planned)
        at_once(lambda: ingest.check_pages(HOSTS, 0), lambda: edits.still_due(small, planned))
    while flagging.flag_waiting(100):
        pass

    assert list(edits.problems(small, planned)) == []
    assert checks.lasting(small) == []


def at_once(work: Callable[[], int], left: Callable[[], int]) -> None:
    """Have two threads do ``work`` until nothing is left."""

    def do() -> None:
        try:
            while left():
                work()
        finally:
            connection.close()

    readers = [threading.Thread(target=do) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(60)
