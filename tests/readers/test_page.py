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
