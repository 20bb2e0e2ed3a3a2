"""Following a site in a test: its source, reading until nothing is due, and time going by."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Now

from tests import factories
from tests.ingest import site as sites
from tests.ingest.site import Site
from tracker import ingest, models

HOSTS = 16
FEED = "/feed.xml"


def follow(site: Site, path: str = FEED, **fields: Any) -> models.Source:
    """Create a source at ``path`` of the site, as an editor does."""
    entered = {"slug": "courier", "name": "Courier feed", "publisher": "The Sulaco Courier"}
    return factories.source(
        **{**entered, "external_url": site.at(path), "reader": "feed", "language": "en", **fields}
    )


def read() -> None:
    """Poll and read until nothing is due."""
    while ingest.poll_sources(HOSTS) + ingest.read_articles(HOSTS):
        pass


def polling(source: models.Source) -> models.Polling:
    """Return how the polling of a source stands."""
    return models.Polling.objects.select_related("host", "source").get(source=source)


def wait_minutes(polled: models.Polling) -> float:
    """Return in how many minutes a source is polled next."""
    waits = models.Polling.objects.filter(pk=polled.pk).annotate(wait=F("next_poll_at") - Now())
    wait: timedelta = waits.values_list("wait", flat=True).get()
    return wait.total_seconds() / 60


def let_time_pass() -> None:
    """Make everything that waits due, as if its time had come."""
    past = Now() - timedelta(seconds=1)
    models.Polling.objects.update(next_poll_at=past)
    models.ListedArticle.objects.update(next_attempt_at=past)
    models.Host.objects.update(next_allowed_at=past)


def states() -> list[tuple[str, str, str]]:
    """Return what became of each listed article: path, state, and why."""
    rows = models.ListedArticle.objects.order_by("url").values_list("url", "state", "detail")
    return [("/" + url.split("/", 3)[3], state, detail) for url, state, detail in rows]


def listed(site: Site, extra: str = "", path: str = "/bases") -> models.Source:
    """Follow a feed that lists one article, and return its source."""
    site.pages[FEED] = sites.feed(sites.item(site.at(path), extra=extra))
    return follow(site)


def try_again(times: int) -> None:
    """Read so many times, each as if the time for that had come."""
    for _ in range(times):
        read()
        models.ListedArticle.objects.update(next_attempt_at=Now())
        models.Host.objects.update(next_allowed_at=Now())
