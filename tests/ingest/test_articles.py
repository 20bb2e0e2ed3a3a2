"""Articles: fetched politely, tried again as long as it makes sense, stored or given up."""

import pytest
from django.db.models.functions import Now

from tests import factories, refusing
from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tests.outbound import loopback
from tests.readers.printing import pdf as printed
from tracker import ingest, models
from tracker.ingest import articles, troubles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

WHOLE = "Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said on Sunday. " * 4


def listed(site: Site, extra: str = "", path: str = "/bases") -> models.Source:
    """Follow a feed that lists one article, and return its source."""
    site.pages[following.FEED] = sites.feed(sites.item(site.at(path), extra=extra))
    return following.follow(site)


def try_again(times: int) -> None:
    for _ in range(times):
        following.read()
        models.ListedArticle.objects.update(next_attempt_at=Now())
        models.Host.objects.update(next_allowed_at=Now())


def test_a_page_that_is_not_there_is_asked_for_a_few_times_and_given_up(site: Site) -> None:
    listed(site)

    try_again(7)

    assert len(site.asked("/bases")) == 5
    assert following.states() == [("/bases", "failed", "The server answered 404.")]
    assert models.Document.objects.count() == 0


def test_a_page_that_is_gone_is_asked_for_once(site: Site) -> None:
    site.pages["/bases"] = Page(status=410)
    listed(site)

    try_again(2)

    assert len(site.asked("/bases")) == 1
    assert following.states() == [("/bases", "failed", "The server answered 410.")]


def test_a_server_that_comes_back_is_read_after_all(site: Site) -> None:
    site.pages["/bases"] = loopback.reset
    listed(site)
    try_again(6)
    assert following.states()[0][1] == "waiting"
    site.pages["/bases"] = sites.article()

    following.read()

    assert following.states() == [("/bases", "read", "")]


def test_where_the_page_cannot_be_read_the_text_of_the_feed_has_to_do(site: Site) -> None:
    site.pages["/bases"] = Page(status=410)
    content = f"<content:encoded><![CDATA[<p>{WHOLE}</p>]]></content:encoded>"
    listed(site, content)

    following.read()

    assert following.states() == [("/bases", "read", "The server answered 410.")]
    document = models.Document.objects.get()
    assert document.snapshots.get().text.startswith("Costaguana will not host foreign bases")
    assert factories.shown(document)["text_kind"] == "full"


def test_where_nothing_else_can_be_had_the_excerpt_is_kept_as_one(site: Site) -> None:
    site.pages["/bases"] = Page(status=410)
    listed(site, "<description>&lt;p&gt;Costaguana rules out bases.&lt;/p&gt;</description>")

    following.read()

    document = models.Document.objects.get()
    assert document.snapshots.get().text == "Costaguana rules out bases."
    assert factories.shown(document)["text_kind"] == "excerpt"


def test_what_moved_for_good_is_known_by_its_new_address(site: Site) -> None:
    site.pages["/bases"] = Page(status=301, headers={"Location": "/2026/bases"})
    site.pages["/2026/bases"] = sites.article()
    listed(site)

    following.read()

    assert models.Document.objects.get().canonical_url == site.at("/2026/bases")


def test_a_page_to_which_all_are_sent_for_a_while_is_not_taken_for_each(site: Site) -> None:
    site.pages["/bases"] = Page(status=302, headers={"Location": "/moved/bases"})
    site.pages["/moved/bases"] = sites.article()
    listed(site)

    following.read()

    assert models.Document.objects.get().canonical_url == site.at("/bases")


def test_an_article_that_leads_to_the_front_page_is_not_one(site: Site) -> None:
    site.pages["/bases"] = Page(status=301, headers={"Location": "/"})
    site.pages["/"] = sites.article("The Sulaco Courier")
    listed(site)

    try_again(6)

    assert models.Document.objects.count() == 0
    assert following.states()[0][1] == "failed"


def test_what_is_not_allowed_is_never_asked_for(site: Site) -> None:
    site.pages["/robots.txt"] = Page("User-agent: OnRecord\nDisallow: /bases")
    listed(site)

    following.read()

    assert site.paths() == ["/robots.txt", following.FEED]
    assert following.states() == [("/bases", "failed", "Its robots.txt forbids it.")]


def test_being_taken_up_counts_so_that_no_article_takes_its_reader_down_for_ever(
    site: Site,
) -> None:
    host = waiting(site)

    taken = articles.Readings().take(host)

    assert taken is not None
    assert models.ListedArticle.objects.get().attempts == 1
    assert articles.Readings().take(host) is None


def test_whose_lease_ran_out_stores_nothing(site: Site) -> None:
    host = waiting(site)
    slow = articles.Readings().take(host)
    assert slow is not None
    models.ListedArticle.objects.update(leased_until=None)
    following.read()
    before = models.Revision.objects.count()

    slow.failed(troubles.Trouble(troubles.Severity.GONE, "Too late."), factories.NOW)

    assert models.Revision.objects.count() == before
    assert following.states() == [("/bases", "read", "")]


def waiting(site: Site) -> models.Host:
    """Return the host of an article that waits to be read."""
    site.pages["/bases"] = sites.article()
    listed(site)
    ingest.poll_sources(16)
    ingest.poll_sources(16)
    return models.Host.objects.get()


def test_a_quote_from_a_pdf_names_its_page(site: Site) -> None:
    body = printed([["Gaceta Oficial 118"], ["No habrá bases en Sulaco."]])
    site.pages["/118.pdf"] = Page(body, content_type="application/pdf")
    listed(site, path="/118.pdf")

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

    try_again(7)

    assert models.Document.objects.count() == 2
    assert following.states() == [
        ("/0", "read", ""),
        ("/1", "failed", "It could not be stored (ProgrammingError)."),
        ("/2", "read", ""),
    ]
    assert len(site.asked("/1")) == 5
    assert not models.Host.objects.exclude(leased_until=None).exists()


CONSENT = (
    "We value your privacy. We and our 845 partners store and access information on a device, such "
    "as cookies, and process personal data for personalised ads and content, ad measurement and "
    "audience research. You can manage your choices below. Accept all. Reject all."
)
WALLS = {
    "consent": CONSENT,
    "consent in Spanish": "Antes de continuar. Usamos cookies y datos para dar servicios y medir "
    "la interacción. Si eliges Aceptar todo, también usaremos cookies para mostrar anuncios "
    "personalizados y contenido personalizado. Rechazar todo. Más opciones.",
    "loading": "Loading...",
    "redirect": "Redirecting to the story.",
    "opening": "Opening",
    "footer": "Información Prensa Derechos de autor Contactar Creadores Publicidad Términos",
    "oops": "Oops! That page can’t be found. It looks like nothing was found at this location.",
    "moved": "The story that you are looking for may have been moved or removed.",
    "subscribe": "This report is for subscribers only. Subscribe for one peso a month.",
}


def shows(words: str) -> Page:
    """Return a page that shows these words where its article should be."""
    return Page(
        f"<html><head><title>Courier</title></head><body><main><p>{words}</p></main></body>"
    )


@pytest.mark.parametrize("words", WALLS.values(), ids=WALLS)
def test_a_wall_in_place_of_an_article_never_becomes_a_document(site: Site, words: str) -> None:
    site.pages["/bases"] = shows(words)
    listed(site)

    try_again(6)

    assert models.Document.objects.count() == 0
    assert following.states()[0][1] == "failed"


@pytest.mark.parametrize("words", WALLS.values(), ids=WALLS)
def test_the_whole_text_in_the_feed_counts_more_than_a_wall_and_at_once(
    site: Site, words: str
) -> None:
    site.pages["/bases"] = shows(words)
    listed(site, f"<content:encoded><![CDATA[<p>{WHOLE}</p>]]></content:encoded>")

    following.read()

    document = models.Document.objects.get()
    assert document.snapshots.get().text.startswith("Costaguana will not host foreign bases")
    assert (document.text_kind, document.title) == ("full", "No bases")


def test_a_page_that_holds_much_less_than_the_feed_gives_way_to_it(site: Site) -> None:
    site.pages["/bases"] = sites.article()
    whole = WHOLE * 4
    listed(site, f"<content:encoded><![CDATA[<p>{whole}</p>]]></content:encoded>")

    following.read()

    assert models.Snapshot.objects.get().text == whole.strip()


def test_a_short_page_is_an_article_where_the_feed_says_as_little(site: Site) -> None:
    words = "The Ministry of Norland announces that the port of Sulaco opens again on Monday."
    site.pages["/bases"] = shows(words)
    listed(site, f"<description>{words}</description>")

    following.read()

    assert following.states() == [("/bases", "read", "")]
    assert models.Document.objects.get().text_kind == "full"


def test_what_a_script_would_have_to_make_is_taken_from_the_feed_at_once(site: Site) -> None:
    site.pages["/bases"] = shows("To use this web application, please enable JavaScript.")
    listed(site, f"<description>{WHOLE}</description>")

    following.read()

    assert len(site.asked("/bases")) == 1
    assert models.Snapshot.objects.get().text == WHOLE.strip()
    assert models.Document.objects.get().text_kind == "excerpt"


def test_what_stands_before_an_offer_to_subscribe_is_an_excerpt_without_the_offer(
    site: Site,
) -> None:
    page = str(sites.article().body)
    offer = "<p>This report is for subscribers only.</p><p>Two months for one peso.</p>"
    site.pages["/bases"] = Page(page.replace("</article>", f"{offer}</article>"))
    listed(site)

    following.read()

    assert models.Document.objects.get().text_kind == "excerpt"
    assert models.Snapshot.objects.get().text.endswith("the lighthouse on the Great Isabel.")


def test_a_teaser_that_says_in_its_structured_data_that_readers_pay_stays_an_excerpt(
    site: Site,
) -> None:
    paid = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}'
    )
    body = str(
        shows("Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said.").body
    )
    site.pages["/bases"] = Page(body.replace("</head>", f"{paid}</script></head>"))
    listed(site)

    following.read()

    assert models.Document.objects.get().text_kind == "excerpt"


def test_the_same_text_under_two_titles_of_a_host_is_a_wall(site: Site) -> None:
    notice = " ".join(f"Our readers choose plan {n} of {n} for reading." for n in range(9))
    items = []
    for path, title in (("/bases", "No bases in Sulaco"), ("/port", "Freedonia opens its port")):
        site.pages[path] = shows(notice)
        items.append(sites.item(site.at(path), title))
    site.pages[following.FEED] = sites.feed(*items)
    following.follow(site)

    try_again(6)

    first, second = following.states()
    assert first == ("/bases", "read", "")
    reason = f"The page shows the text of another: {site.at('/bases')}"
    assert second == ("/port", "failed", reason)


def test_one_article_at_two_addresses_of_a_host_is_read_at_both(site: Site) -> None:
    site.pages["/bases"] = site.pages["/world/bases"] = sites.article()
    items = [sites.item(site.at(path)) for path in ("/bases", "/world/bases")]
    site.pages[following.FEED] = sites.feed(*items)
    following.follow(site)

    following.read()

    assert {state for _, state, _ in following.states()} == {"read"}


@pytest.mark.parametrize(
    ("canonical", "known_as"),
    [("/true/bases", "/true/bases"), ("/other", "/bases"), ("", "/bases")],
)
def test_what_a_service_leads_to_is_known_by_the_address_that_it_gives_itself(
    site: Site, canonical: str, known_as: str
) -> None:
    site.pages["/bases"] = Page(status=302, headers={"Location": "/true/bases"})
    head = f'<link rel="canonical" href="{canonical}"></head>' if canonical else "</head>"
    site.pages["/true/bases"] = Page(str(sites.article().body).replace("</head>", head))
    listed(site)

    following.read()

    assert models.Document.objects.get().canonical_url == site.at(known_as)


def test_a_post_without_a_title_is_called_by_its_first_words(site: Site) -> None:
    site.pages["/bases"] = shows("To use this web application, please enable JavaScript.")
    post = f"<link>{site.at('/bases')}</link><description>{WHOLE}</description>"
    site.pages[following.FEED] = sites.feed(post)
    following.follow(site)

    following.read()

    title = f"{WHOLE[:81]} Costaguana will …"
    assert models.Document.objects.get().title == title


def test_a_body_in_an_encoding_that_was_not_asked_for_is_no_trouble_of_its_host(site: Site) -> None:
    site.pages["/bases"] = Page("x", headers={"Content-Encoding": "br"})
    listed(site)

    following.read()

    assert following.states()[0][2] == "protocol: the content encoding is unknown"
    host = models.Host.objects.get()
    assert host.failures == 0
    try_again(6)
    assert following.states()[0][1] == "failed"


def test_a_page_that_is_watched_may_be_short_but_no_wall(site: Site) -> None:
    for path, words in (("/port", "The port of Sulaco is closed."), ("/wall", "Loading...")):
        site.pages[path] = shows(words)
        following.follow(site, path, slug=path[1:], reader="watch")

    try_again(6)

    assert [state for _, state, _ in following.states()] == ["read", "failed"]
    assert models.Snapshot.objects.get().text == "The port of Sulaco is closed."
    assert models.Recheck.objects.count() == 1
