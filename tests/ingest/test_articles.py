"""Articles: fetched politely, tried again as long as it makes sense, stored or given up."""

import pytest

from tests import factories, refusing
from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tests.outbound import loopback
from tests.readers.printing import pdf as printed
from tracker import ingest, models
from tracker.ingest import articles, fetch_failures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

WHOLE = "Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said on Sunday. " * 4


def test_a_page_that_is_not_there_is_asked_for_a_few_times_and_given_up(site: Site) -> None:
    following.listed(site)

    following.try_again(7)

    assert len(site.asked("/bases")) == 5
    assert following.states() == [("/bases", "failed", "The server answered 404.")]
    assert models.Document.objects.count() == 0


def test_a_page_that_is_gone_is_asked_for_once(site: Site) -> None:
    site.pages["/bases"] = Page(status=410)
    following.listed(site)

    following.try_again(2)

    assert len(site.asked("/bases")) == 1
    assert following.states() == [("/bases", "failed", "The server answered 410.")]


def test_a_server_that_comes_back_is_read_after_all(site: Site) -> None:
    site.pages["/bases"] = loopback.reset
    following.listed(site)
    following.try_again(6)
    assert following.states()[0][1] == "waiting"
    site.pages["/bases"] = sites.article()

    following.read()

    assert following.states() == [("/bases", "read", "")]


def test_where_the_page_cannot_be_read_the_text_of_the_feed_has_to_do(site: Site) -> None:
    site.pages["/bases"] = Page(status=410)
    content = f"<content:encoded><![CDATA[<p>{WHOLE}</p>]]></content:encoded>"
    following.listed(site, content)

    following.read()

    assert following.states() == [("/bases", "read", "The server answered 410.")]
    document = models.Document.objects.get()
    assert document.snapshots.get().text.startswith("Costaguana will not host foreign bases")
    assert factories.shown(document)["text_kind"] == "full"


def test_where_nothing_else_can_be_had_the_excerpt_is_kept_as_one(site: Site) -> None:
    site.pages["/bases"] = Page(status=410)
    following.listed(
        site, "<description>&lt;p&gt;Costaguana rules out bases.&lt;/p&gt;</description>"
    )

    following.read()

    document = models.Document.objects.get()
    assert document.snapshots.get().text == "Costaguana rules out bases."
    assert factories.shown(document)["text_kind"] == "excerpt"


def test_what_moved_for_good_is_known_by_its_new_address(site: Site) -> None:
    site.pages["/bases"] = Page(status=301, headers={"Location": "/2026/bases"})
    site.pages["/2026/bases"] = sites.article()
    following.listed(site)

    following.read()

    assert models.Document.objects.get().canonical_url == site.at("/2026/bases")


def test_a_page_to_which_all_are_sent_for_a_while_is_not_taken_for_each(site: Site) -> None:
    site.pages["/bases"] = Page(status=302, headers={"Location": "/moved/bases"})
    site.pages["/moved/bases"] = sites.article()
    following.listed(site)

    following.read()

    assert models.Document.objects.get().canonical_url == site.at("/bases")


def test_an_article_that_leads_to_the_front_page_is_not_one(site: Site) -> None:
    site.pages["/bases"] = Page(status=301, headers={"Location": "/"})
    site.pages["/"] = sites.article("The Sulaco Courier")
    following.listed(site)

    following.try_again(6)

    assert models.Document.objects.count() == 0
    assert following.states()[0][1] == "failed"


def test_what_is_not_allowed_is_never_asked_for(site: Site) -> None:
    site.pages["/robots.txt"] = Page("User-agent: OnRecord\nDisallow: /bases")
    following.listed(site)

    following.read()

    assert site.paths() == ["/robots.txt", following.FEED]
    assert following.states() == [("/bases", "failed", "Its robots.txt forbids it.")]


def test_being_taken_up_counts_so_that_no_article_takes_its_reader_down_for_ever(
    site: Site,
) -> None:
    host = waiting(site)

    taken = articles.ArticleQueue().take(host)

    assert taken is not None
    assert models.ListedArticle.objects.get().attempts == 1
    assert articles.ArticleQueue().take(host) is None


def test_whose_lease_ran_out_stores_nothing(site: Site) -> None:
    host = waiting(site)
    slow = articles.ArticleQueue().take(host)
    assert slow is not None
    models.ListedArticle.objects.update(leased_until=None)
    following.read()
    before = models.Revision.objects.count()

    slow.failed(fetch_failures.Trouble(fetch_failures.Severity.GONE, "Too late."), factories.NOW)

    assert models.Revision.objects.count() == before
    assert following.states() == [("/bases", "read", "")]


def waiting(site: Site) -> models.Host:
    """Return the host of an article that waits to be read."""
    site.pages["/bases"] = sites.article()
    following.listed(site)
    ingest.poll_sources(16)
    ingest.poll_sources(16)
    return models.Host.objects.get()


def test_a_quote_from_a_pdf_names_its_page(site: Site) -> None:
    body = printed([["Gaceta Oficial 118"], ["No habrá bases en Sulaco."]])
    site.pages["/118.pdf"] = Page(body, content_type="application/pdf")
    following.listed(site, path="/118.pdf")

    following.read()

    snapshot = models.Snapshot.objects.get()
    assert snapshot.text == "Gaceta Oficial 118\n\nNo habrá bases en Sulaco."
    assert snapshot.pages == [0, 20]
    commitment = factories.commitment(
        citations=[{"document": snapshot.document.slug, "exact": "No habrá bases"}]
    )
    assert [citation["page"] for citation in factories.shown(commitment)["citations"]] == [2]


def test_an_article_that_cannot_be_stored_holds_up_no_other_and_is_given_up(site: Site) -> None:
    paths = [f"/{number}" for number in range(3)]
    site.pages |= {path: sites.article(words=f"Part {path}.") for path in paths}
    site.pages[following.FEED] = sites.feed(*(sites.item(site.at(path)) for path in paths))
    following.follow(site)
    refusing.refuse("tracker_snapshot", "strpos(NEW.text, 'Part /1.') > 0")

    following.try_again(7)

    assert models.Document.objects.count() == 2
    assert following.states() == [
        ("/0", "read", ""),
        ("/1", "failed", "It could not be stored (ProgrammingError)."),
        ("/2", "read", ""),
    ]
    assert len(site.asked("/1")) == 5
    assert not models.Host.objects.exclude(leased_until=None).exists()
