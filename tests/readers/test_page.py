"""Pages that list articles, and pages that are watched for edits."""

from datetime import UTC, datetime

import pytest

from tests.readers.fetching import SITE, fetched
from tracker import readers
from tracker.readers import base

PRESS_ROOM = """<!doctype html><html lang="es-CG"><head><title> Sala de  prensa </title>
</head><body>
<header><a href="/a-very-long-headline-in-the-header">Lo que todos leen en la portada</a></header>
<nav><a href="/treaties">All treaties of the Republic</a></nav><main>
<ul><li><time datetime="2026-01-25T10:00:00-05:00">ayer</time>
<a href="/prensa/no-habra-bases">Ruiz: no habrá bases en Sulaco</a></li>
<li><a href="prensa/firma?utm_source=x">Costaguana firma el acuerdo</a> 2026-01-20</li>
<li><a href="/gaceta/118.pdf">118</a></li>
<li><a href="https://other.example/story">Una historia de otro sitio web</a></li>
<li><a href="/prensa/firma">Costaguana firma el acuerdo</a></li>
<li><a href="/tag/bases">Todo lo que hay sobre las bases</a></li>
<li><a href="/prensa/foto.jpg">La foto de la firma en grande</a></li>
<li><a href="/prensa">Leer más</a></li>
<li><a href="mailto:prensa@gob.example">Escriba a la sala de prensa</a></li></ul>
</main><footer><a href="/legal-notice-of-the-ministry">Aviso legal y de protección</a></footer>
</body></html>"""
AT = f"{SITE}/"


def test_a_press_room_lists_its_articles_and_not_what_stands_around_them() -> None:
    listing = readers.get("page").read(fetched(PRESS_ROOM, "text/html", AT))

    assert (listing.title, listing.language) == ("Sala de prensa", "es")
    assert listing.entries == (
        base.Entry(
            f"{SITE}/prensa/no-habra-bases",
            title="Ruiz: no habrá bases en Sulaco",
            published=datetime(2026, 1, 25, 15, tzinfo=UTC),
            published_precision="minute",
        ),
        base.Entry(
            f"{SITE}/prensa/firma?utm_source=x",
            title="Costaguana firma el acuerdo",
            published=datetime(2026, 1, 20, tzinfo=UTC),
            published_precision="day",
        ),
        base.Entry(f"{SITE}/gaceta/118.pdf", title="118"),
    )


def test_links_are_seen_from_where_the_page_says_it_stands() -> None:
    page = (
        '<base href="https://www.courier.example/2026/"><body>'
        '<a href="bases">There will be no bases, says Ruiz</a></body>'
    )

    (entry,) = readers.get("page").read(fetched(page, "text/html", AT)).entries

    assert entry.url == "https://www.courier.example/2026/bases"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body><p>No links</p></body></html>", "nothing that looks like an article"),
        ('<?xml version="1.0"?><rss><channel/></rss>', "no web page"),
        ('{"items": []}', "no web page"),
        ("%PDF-1.7", "no web page"),
        ("", "no web page"),
    ],
)
def test_a_page_that_lists_nothing_is_unreadable(body: str, reason: str) -> None:
    with pytest.raises(base.Unreadable, match=reason):
        readers.get("page").read(fetched(body, "text/html"))


def test_a_watched_page_is_its_own_one_article_in_the_right_letters() -> None:
    page = "<html><body><p>No habrá bases.</p></body></html>"

    listing = readers.get("watch").read(fetched(page.encode("cp1252"), "text/html", AT))

    assert listing.entries == (base.Entry(AT, html=page),)


def test_a_watched_pdf_is_named() -> None:
    listing = readers.get("watch").read(fetched(b"%PDF-1.7\n", "application/pdf", AT))

    assert listing.entries == (base.Entry(AT),)


@pytest.mark.parametrize(
    ("body", "content_type", "entry"),
    [
        ("No bases.", "text/plain", base.Entry(AT, text="No bases.")),
        ("<p>No bases.</p>", "text/html", base.Entry(AT, html="<p>No bases.</p>")),
        ("<html><p>No bases.", "", base.Entry(AT, html="<html><p>No bases.")),
    ],
)
def test_what_is_posted_is_one_article(body: str, content_type: str, entry: base.Entry) -> None:
    assert readers.get("push").read(fetched(body, content_type, AT)).entries == (entry,)


def listed(main: str, lang: str = "es") -> list[tuple[str, str, str]]:
    """Return path, title and day of the articles that a page with this in its main part lists."""
    page = f'<html lang="{lang}"><body><main>{main}</main></body></html>'
    entries = readers.get("page").read(fetched(page, "text/html", AT)).entries
    return [
        (
            entry.url.removeprefix(SITE),
            entry.title,
            entry.published.date().isoformat() if entry.published else "",
        )
        for entry in entries
    ]


def test_a_title_in_the_header_of_an_article_is_one() -> None:
    main = '<article><header><h2><a href="/3">Boletín 3</a></h2></header><p>Texto.</p></article>'

    assert listed(main) == [("/3", "Boletín 3", "")]


@pytest.mark.parametrize(
    ("lang", "shown", "day"),
    [
        ("es", "20 de enero de 2026", "2026-01-20"),
        ("es", "03/01/2026", "2026-01-03"),
        ("en", "January 20, 2026", "2026-01-20"),
        ("en", "01/20/2026", "2026-01-20"),
        ("es", "20.01.2026", "2026-01-20"),
    ],
)
def test_a_short_title_with_a_date_in_words_or_figures_beside_it_is_an_article(
    lang: str, shown: str, day: str
) -> None:
    main = f'<ul><li>{shown} <a href="/acuerdo">Acuerdo firmado</a></li><li><a href="/mas">Más</a>'

    assert listed(main, lang) == [("/acuerdo", "Acuerdo firmado", day)]


def test_further_pages_and_legal_notices_are_no_articles() -> None:
    title = "A title as long as those of articles"
    main = "".join(
        f'<p><a href="{path}">{title}</a></p>'
        for path in ("/news?page=2", "/privacy-policy", "/aviso-legal", "/1", "/news?paged=3&x=1")
    )

    assert listed(main) == [("/1", title, "")]


def test_an_article_on_a_host_below_the_site_s_is_listed_and_one_of_another_site_is_not() -> None:
    main = "".join(
        f'<p><a href="https://{host}/1">There will be no bases, says {host}</a></p>'
        for host in ("news.courier.example", "courier.example", "notcourier.example", "example")
    )

    paths = [path for path, _, _ in listed(main)]

    assert paths == ["https://news.courier.example/1", "/1"]


@pytest.mark.parametrize(
    "words", ["Descargar", "PDF", "Descargar PDF (2,3 MB)", "/g.pdf", "Ver más"]
)
def test_a_gazette_is_called_what_stands_beside_the_link_to_it(words: str) -> None:
    main = f'<table><tr><td>Gaceta 118 del 20 de enero de 2026</td><td><a href="/g.pdf">{words}</a>'

    assert listed(main) == [("/g.pdf", "Gaceta 118 del 20 de enero de 2026", "2026-01-20")]
