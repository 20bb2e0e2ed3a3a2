"""Pages read again: what is edited, taken away, brought back, or only fails to be read."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client as Reader

from tests import factories, refusing
from tests.api import expect
from tests.ingest import pages
from tests.ingest.pages import EDITED, ENGLISH
from tests.ingest.site import Page, Site
from tracker import editing, ingest, models, recording
from tracker.ingest import rechecks
from tracker.outbound import client
from tracker.webhooks import fanout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

GONE = pages.answer(b"Not here.", 404)


def test_what_was_read_from_a_page_is_read_again_after_a_quarter_of_an_hour() -> None:
    pages.read(ENGLISH, pages.after(0))

    recheck = models.Recheck.objects.get()
    assert (recheck.host.name, recheck.first_read_at) == ("https://courier.example", pages.after(0))
    assert recheck.next_check_at == pages.after(15)


def test_what_was_handed_in_as_text_is_not_asked_for() -> None:
    factories.snapshot(ENGLISH, pages.URL)

    assert models.Recheck.objects.count() == 0


def test_an_unchanged_page_makes_no_version_and_no_revision() -> None:
    pages.read(ENGLISH, pages.after(0))
    revisions = models.Revision.objects.count()

    recheck = pages.look(pages.showing(ENGLISH), pages.after(15))

    assert (recheck.last_checked_at, recheck.next_check_at) == (pages.after(15), pages.after(60))
    assert pages.versions() == [(1, "first")]
    assert models.Revision.objects.count() == revisions


def test_another_markup_around_the_same_words_is_no_change() -> None:
    pages.read(ENGLISH, pages.after(0))
    redesigned = pages.showing(ENGLISH, "<style>p {color: red}</style><meta name='x' content='y'>")

    assert pages.look(redesigned, pages.after(15)).pending == ""


def test_an_edit_counts_when_the_page_shows_it_twice() -> None:
    first = pages.read(ENGLISH, pages.after(0))

    suspected = pages.look(pages.showing(EDITED), pages.after(15))
    assert (suspected.pending_since, suspected.next_check_at) == (pages.after(15), pages.after(25))
    assert pages.versions() == [(1, "first")]
    confirmed = pages.look(pages.showing(EDITED), pages.after(25))

    assert (confirmed.pending, confirmed.pending_since) == ("", None)
    assert confirmed.next_check_at == pages.after(60)
    assert pages.versions() == [(1, "first"), (2, "substantive")]
    second = models.Snapshot.objects.get(number=2)
    assert (second.fetched_at, second.document) == (pages.after(25), first.document)
    assert second.raw.content == pages.html(EDITED)
    assert pages.told() == [("source.changed", "silent_edit")]


def test_what_a_page_shows_once_was_never_published() -> None:
    pages.read(ENGLISH, pages.after(0))

    pages.look(pages.showing(EDITED), pages.after(15))
    recheck = pages.look(pages.showing(ENGLISH), pages.after(25))

    assert (recheck.pending, recheck.next_check_at) == ("", pages.after(60))
    assert pages.versions() == [(1, "first")]


def test_there_and_back_is_two_changes() -> None:
    pages.read(ENGLISH, pages.after(0))
    for minute, text in ((15, EDITED), (25, EDITED), (60, ENGLISH), (70, ENGLISH)):
        pages.look(pages.showing(text), pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "substantive"), (3, "reverted")]
    assert pages.told() == [("source.changed", "silent_edit"), ("source.changed", "reverted")]


def test_typography_there_and_back_is_told_to_nobody() -> None:
    quoted = f"{ENGLISH}\n\n“We’ll host no base” – so the ministry."
    straight = quoted.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
    snapshot = pages.read(quoted, pages.after(0))
    quote = {"document": snapshot.document.slug, "exact": "“We’ll host no base”"}
    factories.agreement(citations=[quote])
    for minute, text in ((15, straight), (25, straight), (60, quoted), (70, quoted)):
        pages.look(pages.showing(text), pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "cosmetic"), (3, "cosmetic")]
    assert pages.told() == []


def test_a_wall_that_was_read_first_is_replaced_by_the_article_and_accuses_nobody() -> None:
    wall = "The Courier wishes to know more about you. " + "Choose below what we may learn. " * 12
    first = pages.read(wall, pages.after(0))
    exact = "The Courier wishes to know more about you."
    factories.agreement(citations=[{"document": first.document.slug, "exact": exact}])
    for minute in (15, 25):
        pages.look(pages.showing(ENGLISH), pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "misread")]
    assert models.Snapshot.objects.get(number=2).text.startswith("No bases")
    assert pages.told() == []
    for minute in (60, 70):
        pages.look(pages.showing(EDITED), pages.after(minute))
    assert pages.versions()[2:] == [(3, "substantive")]
    assert pages.told() == [("source.changed", "silent_edit")]


def test_a_page_that_has_been_edited_before_and_is_replaced_by_another_is_told() -> None:
    pages.read(ENGLISH, pages.after(0))
    other = "\n\n".join(f"Item {n} of a new programme, on matter number {n}." for n in range(40))
    for minute, text in ((15, EDITED), (25, EDITED), (60, other), (70, other)):
        pages.look(pages.showing(text), pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "substantive"), (3, "substantive")]


def test_a_later_date_on_the_page_declares_the_edit() -> None:
    dated = '<meta property="article:modified_time" content="2026-03-01T{}:00Z">'
    pages.read(ENGLISH, pages.after(0), dated.format("08:00"))
    for minute in (15, 25):
        pages.look(pages.showing(EDITED, dated.format("12:10")), pages.after(minute))

    assert pages.told() == [("source.changed", "declared_edit")]


def test_a_page_that_shows_something_else_each_time_is_not_asked_every_ten_minutes() -> None:
    pages.read(ENGLISH, pages.after(0))
    found = [
        pages.look(
            pages.showing(f"{ENGLISH}\n\nReaders now: {n} people."), pages.after(15 + 10 * n)
        )
        for n in range(4)
    ]

    assert [recheck.next_check_at for recheck in found] == [
        pages.after(25),
        pages.after(35),
        pages.after(45),
        pages.after(60),
    ]
    assert pages.versions() == [(1, "first")]


def counted(text: str, readers: int) -> str:
    """Return a text with the number of its readers in the midst of it."""
    head, _, tail = text.partition("\n\n")
    return f"{head}\n\nThis report has {readers} readers now.\n\n{tail}"


def test_an_edit_counts_though_a_counter_in_the_text_shows_another_number_each_time() -> None:
    pages.read(counted(ENGLISH, 10), pages.after(0))
    for minute, text in ((15, ENGLISH), (25, ENGLISH), (60, EDITED), (70, EDITED)):
        pages.look(pages.showing(counted(text, minute)), pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "substantive")]
    assert "will host" in models.Snapshot.objects.get(number=2).text
    assert models.Recheck.objects.get().pending_text == ""
    pages.look(pages.showing(counted(EDITED, 99)), pages.after(400))
    pages.look(pages.showing(counted(EDITED, 98)), pages.after(410))
    assert len(pages.versions()) == 2


def test_a_page_with_a_counter_in_its_text_comes_back() -> None:
    pages.read(counted(ENGLISH, 10), pages.after(0))
    pages.look(GONE, pages.after(15))
    pages.look(GONE, pages.after(25))
    for minute in (60, 70):
        pages.look(pages.showing(counted(ENGLISH, minute)), pages.after(minute))

    assert pages.versions()[1:] == [(2, "unavailable"), (3, "substantive")]


def test_a_page_that_is_gone_twice_is_unavailable_and_keeps_its_text(client: Reader) -> None:
    first = pages.read(ENGLISH, pages.after(0))
    pages.look(GONE, pages.after(15))
    pages.look(pages.answer(b"", 410), pages.after(25))

    assert pages.versions() == [(1, "first"), (2, "unavailable")]
    assert models.Snapshot.objects.get(number=2).text == first.text
    body = expect.json(client.get(f"/v1/documents/{first.document.slug}"))
    assert body["is_available"] is False
    assert pages.told() == [("source.unavailable", "removed")]
    (development,) = expect.json(client.get("/v1/developments?kind=source.unavailable"))["results"]
    (quote,) = development["citations"]
    assert (quote["snapshot"], quote["exact"]) == (1, "No bases")
    pages.look(GONE, pages.after(60))
    assert len(pages.versions()) == 2


def test_a_page_that_comes_back_is_available_again() -> None:
    first = pages.read(ENGLISH, pages.after(0))
    for minute, shown in (
        (15, GONE),
        (25, GONE),
        (60, pages.showing(ENGLISH)),
        (70, pages.showing(ENGLISH)),
    ):
        pages.look(shown, pages.after(minute))

    assert pages.versions() == [(1, "first"), (2, "unavailable"), (3, "reverted")]
    assert factories.shown(first.document)["is_available"] is True
    assert pages.told() == [("source.unavailable", "restored")]


def test_whoever_was_told_that_a_page_is_gone_is_told_that_it_is_back() -> None:
    endpoint = factories.WebhookEndpointFactory.create(event_types=["source.unavailable"])
    pages.read(ENGLISH, pages.after(0))
    for minute, shown in ((15, GONE), (25, GONE), (60, pages.showing(ENGLISH))):
        pages.look(shown, pages.after(minute))
        pages.told()
    fanout.fan_out(100)
    pages.look(pages.showing(ENGLISH), pages.after(70))
    pages.told()
    fanout.fan_out(100)

    sent = endpoint.deliveries.order_by("revision").values_list("revision__event_type", flat=True)
    assert list(sent) == ["source.unavailable", "development.corrected"]
    development = models.Development.objects.get()
    assert (development.kind, development.title) == (
        "source.unavailable",
        "Text available again: No bases",
    )
    assert development.summary["es"] == "Texto disponible de nuevo: No bases."


@pytest.mark.parametrize(
    "shown",
    [
        pages.answer(b"", 200),
        pages.answer(b"<html><body></body></html>"),
        pages.answer(pages.html("Sorry, the page that you are looking for was not found.")),
        pages.answer(pages.html("Subscribe now. Two months for one peso. Cancel at any time.")),
        pages.answer(pages.html(ENGLISH), url="https://courier.example/"),
        pages.answer(b"", 403),
        pages.answer(b"", 500),
        client.Failure("timeout_read", "no answer within 30 seconds"),
    ],
    ids=["empty", "no text", "excuse", "wall", "front page", "403", "500", "no answer"],
)
def test_what_cannot_be_read_is_never_a_deletion(shown: client.Answer | client.Failure) -> None:
    pages.read(ENGLISH, pages.after(0))
    for minute in (15, 25, 60):
        recheck = pages.look(shown, pages.after(minute))

    assert pages.versions() == [(1, "first")]
    assert (recheck.failures, recheck.pending) == (3, "")
    assert recheck.detail
    assert recheck.next_check_at is not None
    assert recheck.next_check_at > pages.after(60)
    assert recheck.last_checked_at == pages.after(0)
    assert pages.told() == []


def test_what_keeps_failing_is_given_up_when_its_time_is_over() -> None:
    pages.read(ENGLISH, pages.after(0))
    models.Recheck.objects.update(failures=9)

    assert pages.look(pages.answer(b"", 500), pages.after(60)).next_check_at is not None
    assert pages.look(pages.answer(b"", 500), pages.after(31 * 1440)).next_check_at is None


def test_what_commitments_cite_is_read_daily() -> None:
    snapshot = pages.read(ENGLISH, pages.after(0))
    models.Recheck.objects.update(next_check_at=None)
    assert ingest.watch_cited() == 0
    exact = "no foreign troops would be stationed in the country"
    factories.commitment(citations=[{"document": snapshot.document.slug, "exact": exact}])

    assert ingest.watch_cited() == 1
    assert pages.look(pages.showing(ENGLISH), pages.after(40 * 1440)).next_check_at == pages.after(
        41 * 1440
    )


def test_a_page_fetched_by_another_way_is_suspected_too() -> None:
    first = pages.read(ENGLISH, pages.after(0))

    again = pages.read(EDITED, pages.after(5))

    assert again == first
    recheck = models.Recheck.objects.get()
    assert (recheck.pending != "", recheck.next_check_at) == (True, pages.after(15))
    pages.look(pages.showing(EDITED), pages.after(15))
    assert pages.versions() == [(1, "first"), (2, "substantive")]


def test_a_withdrawn_document_s_page_is_left_alone() -> None:
    first = pages.read(ENGLISH, pages.after(0))
    models.Recheck.objects.update(next_check_at=factories.NOW - timedelta(days=300))
    assert models.Recheck.objects.due().count() == 1

    with recording.change("Emilia Gould") as change:
        editing.delete(change, first.document, factories.NOW)

    assert models.Recheck.objects.due().count() == 0


def test_whose_lease_ran_out_notes_nothing() -> None:
    pages.read(ENGLISH, pages.after(0))
    [slow] = models.Recheck.objects.all().claim(1, -1)
    pages.look(pages.showing(ENGLISH), pages.after(15))

    rechecks.Look(slow, {}).answered(pages.showing(EDITED), pages.after(16))

    assert models.Recheck.objects.get().pending == ""


def due(site: Site) -> models.Snapshot:
    """Return what was read from the site long ago, and is to be read again now."""
    snapshot = pages.read(ENGLISH, pages.after(0), url=site.at("/bases"))
    models.Recheck.objects.update(next_check_at=Now() - timedelta(seconds=1))
    return snapshot


def test_pages_are_asked_for_as_politely_as_anything_else(site: Site) -> None:
    site.pages["/bases"] = Page(pages.html(EDITED))
    due(site)

    visited = [ingest.check_pages(10, 0) for _ in range(3)]

    assert visited == [1, 1, 0]
    assert site.paths() == ["/robots.txt", "/bases"]
    assert site.asked("/bases")[0].headers["user-agent"].startswith("OnRecord")
    assert models.Recheck.objects.get().pending != ""


def test_what_robots_forbid_is_not_asked_for_again(site: Site) -> None:
    site.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /bases", content_type="text/plain")
    due(site)

    visited = [ingest.check_pages(10, 0) for _ in range(3)]

    assert visited == [1, 1, 0]
    assert site.paths() == ["/robots.txt"]
    recheck = models.Recheck.objects.get()
    assert (recheck.failures, recheck.detail) == (1, "Its robots.txt forbids it.")
    assert pages.versions() == [(1, "first")]


def test_what_a_page_shows_and_cannot_be_stored_is_looked_at_again_later(site: Site) -> None:
    site.pages["/bases"] = Page(pages.html(EDITED))
    due(site)
    refusing.refuse("tracker_recheck", "NEW.pending <> ''", on="UPDATE")

    visited = [ingest.check_pages(10, 0) for _ in range(3)]

    assert visited == [1, 1, 0]
    recheck = models.Recheck.objects.get()
    assert (recheck.failures, recheck.leased_until) == (1, None)
    assert recheck.detail == "It could not be stored (ProgrammingError)."
    assert not models.Host.objects.exclude(leased_until=None).exists()
