"""Copies of cited pages in a public archive: asked for where it is wished, shown where cited."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.ingest.site import Page, Site, serving
from tracker import archiving, ingest, models, recording, redacting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

URL = "https://courier.example/bases"
SAVE = f"/save/{URL}"
KEPT = f"/web/20260301120000/{URL}"


@pytest.fixture
def archive(settings: Settings) -> Iterator[Site]:
    """Give an archive on loopback that keeps the page, and have the deployment ask it."""
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.1/32"]
    settings.OUTBOUND_ALLOWED_PORTS = ["*"]
    settings.OUTBOUND_ALLOW_HTTP = True
    with serving() as site:
        settings.ARCHIVE_SAVE_URL = site.at("/save/")
        site.pages[SAVE] = Page("", 302, headers={"Location": KEPT})
        site.pages[KEPT] = Page("<html>The page, as kept.</html>")
        yield site


def read(text: str = factories.ARTICLE, ago: timedelta = timedelta()) -> models.Snapshot:
    """Store a text as it was fetched some time ago."""
    details = {"title": "No bases", "outlet": "The Sulaco Courier", "language": "en"}
    entry = ingest.Entry(
        factories.source().slug, text, URL, details, "page 1", b"<html></html>", "text/html"
    )
    with recording.change("reading", is_machine=True) as change:
        return ingest.store(change, entry, timezone.now() - ago, is_agreed=True)


def cited(ago: timedelta = timedelta()) -> models.Agreement:
    """Return a record that cites a page read some time ago."""
    quote = {"document": read(ago=ago).document.slug, "exact": factories.QUOTE}
    return factories.agreement(citations=[quote])


def archive_url(row: models.Record) -> str:
    (citation,) = factories.shown(row)["citations"]
    return str(citation["archive_url"])


def test_a_cited_page_is_kept_and_the_copy_shown(archive: Site) -> None:
    agreement = cited()
    before = factories.stored(agreement)

    assert archiving.ask_for_copies(10) == 1
    assert archiving.save_copies(10) == 1

    assert archive_url(agreement) == archive.at(KEPT)
    assert archive.paths() == [SAVE, KEPT]
    revision = models.Revision.objects.filter(record=agreement.pk).latest("sequence")
    assert revision.event_type == "record.refreshed"
    assert factories.stored(agreement).changed_at == before.changed_at
    assert archiving.ask_for_copies(10) == archiving.save_copies(10) == 0


def test_an_archive_that_says_where_in_a_header_is_believed(archive: Site) -> None:
    cited()
    archive.pages[SAVE] = Page("Kept.", headers={"Content-Location": KEPT})
    archiving.ask_for_copies(10)

    assert archiving.save_copies(10) == 1
    assert models.Snapshot.objects.get().archive_url == archive.at(KEPT)


def test_nobody_is_asked_unless_it_is_wished(archive: Site, settings: Settings) -> None:
    cited()
    settings.ARCHIVE_SAVE_URL = ""

    assert archiving.ask_for_copies(10) == archiving.save_copies(10) == 0
    assert archive.log == []


@pytest.mark.parametrize("page", [Page("Too many.", 429), Page("", 520), Page("Try later.")])
def test_an_archive_that_fails_is_asked_later_and_at_last_no_more(
    archive: Site, page: Page
) -> None:
    agreement = cited()
    archive.pages[SAVE] = page
    archiving.ask_for_copies(10)

    for attempts in range(1, 5):
        assert archiving.save_copies(10) == 0
        copy = models.ArchiveCopy.objects.get()
        assert (copy.attempts, copy.detail != "") == (attempts, True)
        assert (copy.next_attempt_at is None) is (attempts == 4)
        models.ArchiveCopy.objects.exclude(next_attempt_at=None).update(next_attempt_at=Now())

    assert archiving.save_copies(10) == 0
    assert len(archive.log) == 4
    assert archive_url(agreement).startswith("/v1/documents/")


def test_only_what_was_read_lately_and_is_the_latest_is_worth_a_copy(archive: Site) -> None:
    cited(timedelta(days=2))
    assert archiving.ask_for_copies(10) == 0

    read("Something else, which nobody cites.")

    assert archiving.ask_for_copies(10) == 0
    assert archive.log == []


def test_a_redacted_page_s_copy_is_no_longer_told(archive: Site) -> None:
    agreement = cited()
    archiving.ask_for_copies(10)
    archiving.save_copies(10)

    with recording.change("Emilia Gould", "court order", is_withdrawing=True) as change:
        document = models.Document.objects.select_related("identity").get()
        redacting.redact(change, document, factories.NOW)

    assert archive_url(agreement).startswith("/v1/documents/")
    assert models.Snapshot.objects.get().archive_url == ""
    assert models.ArchiveCopy.objects.count() == 0
    bodies = models.Revision.objects.values_list("body", flat=True)
    assert not [body for body in bodies if b"courier.example" in bytes(body)]
