"""Pages as a site would answer them, handed to what reads a document's page again."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests import factories
from tests.analysis import stories
from tracker import flagging, ingest, models, recording
from tracker.ingest import fetch_failures, fetching, rechecks
from tracker.outbound import client
from tracker.readers import base, sandbox

URL = "https://courier.example/bases"
ENGLISH = "\n\n".join(stories.REPORTS[0])
EDITED = ENGLISH.replace("will not host", "will host")


def html(text: str, head: str = "", lang: str = "en") -> bytes:
    """Return a page that holds ``text`` among what pages hold besides."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    return (
        f'<!doctype html><html lang="{lang}"><head><title>No bases</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a></nav><article><h1>No bases</h1>{paragraphs}</article>"
        "<footer>Imprint</footer></body></html>"
    ).encode()


def answer(body: bytes, status: int = 200, url: str = URL) -> client.Answer:
    """Return an answer with this body."""
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return client.Answer(status, headers, body, False, "192.0.2.1", 1, url)


def read(
    text: str, now: datetime, head: str = "", formerly: str = "", url: str = URL
) -> models.Snapshot:
    """Store a page as it was first read, and return the version that it makes.

    ``formerly`` is what another, earlier way of reading made of its bytes.
    """
    fetched = fetching.fetched(answer(html(text, head)), now)
    found = sandbox.article(fetched, base.Entry(url))
    if formerly:
        found = replace(found, text=formerly, extractor="page 1")
    dated = {"modified_at": found.modified} if found.modified else {}
    entry = ingest.Entry(
        source=factories.source().slug,
        text=found.text,
        url=url,
        details={"title": "No bases", "outlet": "The Sulaco Courier", "language": "en", **dated},
        extractor=found.extractor,
        raw=fetched.body,
        raw_type=fetched.content_type,
    )
    with recording.change("reading", is_machine=True) as change:
        return ingest.store(change, entry, now)


def look(shown: client.Answer | client.Failure, now: datetime) -> models.Recheck:
    """Have the page read again at ``now``, when it shows this, and return what is then known."""
    [claimed] = models.Recheck.objects.all().claim(1, 60)
    attempt = rechecks.Look(claimed, {})
    trouble = fetch_failures.of(shown, now)
    if trouble is not None:
        attempt.failed(trouble, now)
    elif isinstance(shown, client.Answer):
        attempt.answered(shown, now)
    return models.Recheck.objects.get()


def versions() -> list[tuple[int, str]]:
    """Return the number of each version, and what sort of change it was."""
    rows = models.Snapshot.objects.order_by("number")
    return [(row.number, str(row.drift)) for row in rows]


def after(minutes: float) -> datetime:
    """Return the moment so many minutes after the page was first read."""
    return factories.NOW + timedelta(minutes=minutes)


def showing(text: str, head: str = "") -> client.Answer:
    """Return a page that shows a text now."""
    return answer(html(text, head))


def told() -> list[tuple[str, str]]:
    """Return what was told of edits, by kind and rule, in order."""
    while flagging.flag_waiting(10):
        pass
    rows = models.Development.objects.filter(kind__startswith="source.").order_by("pk")
    return [(row.kind, row.explanation["rule"]) for row in rows]
