"""The press as sources that a newsroom follows, and how far their reading has come."""

from tests.newsstand import hostile, site
from tracker import editing, models, recording

TYPES = {"page": "page"}


def follow(held: site.Press) -> None:
    """Create a source for each outlet, and one for each site that means ill."""
    with recording.change("Antonia Avellanos", "followed") as change:
        for outlet in range(held.outlets):
            reader = TYPES.get(site.form(outlet), "feed")
            _source(change, f"outlet-{outlet}", held.feed(outlet), reader)
        for name in held.hostile:
            _source(change, name, held.hostile_url(name), "feed")


def documents() -> int:
    """Return how many articles were read."""
    return models.Document.objects.count()


def waiting() -> int:
    """Return how many articles wait to be read, and sources that were never asked."""
    articles = models.ListedArticle.objects.waiting().count()
    return articles + models.polled().filter(polling__last_polled_at=None).count()


def unflagged() -> int:
    """Return how many texts wait to be read for what they report."""
    return models.Snapshot.objects.unflagged().count()


def _source(change: recording.Change, slug: str, url: str, reader: str) -> None:
    entered = {"slug": slug, "name": slug, "external_url": url, "reader": reader, "tier": "press"}
    editing.create(change, "source", entered)


HOSTILE_NAMES = tuple(hostile.SITES)
