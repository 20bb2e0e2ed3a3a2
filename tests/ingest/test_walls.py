"""Words that are not the outlet's: walls, notices and footers never become an article."""

import pytest

from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

WHOLE = "Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said on Sunday. " * 4
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
    following.listed(site)

    following.try_again(6)

    assert models.Document.objects.count() == 0
    assert following.states()[0][1] == "failed"


@pytest.mark.parametrize("words", WALLS.values(), ids=WALLS)
def test_the_whole_text_in_the_feed_counts_more_than_a_wall_and_at_once(
    site: Site, words: str
) -> None:
    site.pages["/bases"] = shows(words)
    following.listed(site, f"<content:encoded><![CDATA[<p>{WHOLE}</p>]]></content:encoded>")

    following.read()

    document = models.Document.objects.get()
    assert document.snapshots.get().text.startswith("Costaguana will not host foreign bases")
    assert (document.text_kind, document.title) == ("full", "No bases")


def test_a_page_that_holds_much_less_than_the_feed_gives_way_to_it(site: Site) -> None:
    site.pages["/bases"] = sites.article()
    whole = WHOLE * 4
    following.listed(site, f"<content:encoded><![CDATA[<p>{whole}</p>]]></content:encoded>")

    following.read()

    assert models.Snapshot.objects.get().text == whole.strip()


def test_a_short_page_is_an_article_where_the_feed_says_as_little(site: Site) -> None:
    words = "The Ministry of Norland announces that the port of Sulaco opens again on Monday."
    site.pages["/bases"] = shows(words)
    following.listed(site, f"<description>{words}</description>")

    following.read()

    assert following.states() == [("/bases", "read", "")]
    assert models.Document.objects.get().text_kind == "full"


def test_what_a_script_would_have_to_make_is_taken_from_the_feed_at_once(site: Site) -> None:
    site.pages["/bases"] = shows("To use this web application, please enable JavaScript.")
    following.listed(site, f"<description>{WHOLE}</description>")

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
    following.listed(site)

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
    following.listed(site)

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

    following.try_again(6)

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
    following.listed(site)

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
    following.listed(site)

    following.read()

    assert following.states()[0][2] == "protocol: the content encoding is unknown"
    host = models.Host.objects.get()
    assert host.failures == 0
    following.try_again(6)
    assert following.states()[0][1] == "failed"


def test_a_page_that_is_watched_may_be_short_but_no_wall(site: Site) -> None:
    for path, words in (("/port", "The port of Sulaco is closed."), ("/wall", "Loading...")):
        site.pages[path] = shows(words)
        following.follow(site, path, slug=path[1:], reader="watch")

    following.try_again(6)

    assert [state for _, state, _ in following.states()] == ["read", "failed"]
    assert models.Snapshot.objects.get().text == "The port of Sulaco is closed."
    assert models.Recheck.objects.count() == 1
