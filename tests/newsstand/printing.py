"""How an outlet's feed and its articles are written, in each form that outlets use."""

import html
import json
from collections.abc import Callable, Sequence
from email.utils import format_datetime

from tests.newsstand import press

PRIVATE = "/private/draft.html"
PARAGRAPH = 3
_TEMPLATE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<title>{title} | Outlet {outlet}</title><script type="application/ld+json">{linked}</script></head>
<body><nav><a href="/">Home</a> <a href="/about">About this outlet and its people</a></nav>
<main><article><h1>{title}</h1>{paragraphs}</article></main>
<aside><h2>Most read</h2><a href="/2026/other.html">What everybody else reads today</a></aside>
<footer>Outlet {outlet}, visit {visit}</footer></body></html>"""

Links = Sequence[tuple[press.Article, str]]


def article(printed: press.Article, version: int, visit: int) -> str:
    """Return the page of an article; what stands around it differs at every visit."""
    linked = {
        "@type": "NewsArticle",
        "headline": press.headline(printed),
        "datePublished": printed.published.isoformat(),
        "publisher": {"name": f"Outlet {printed.outlet}"},
    }
    said = press.sentences(printed, version)
    paragraphs = [" ".join(said[at : at + PARAGRAPH]) for at in range(0, len(said), PARAGRAPH)]
    return _TEMPLATE.format(
        language=printed.language,
        title=html.escape(press.headline(printed)),
        outlet=printed.outlet,
        linked=json.dumps(linked, ensure_ascii=False),
        paragraphs="".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs),
        visit=visit,
    )


def rss(outlet: int, links: Links) -> str:
    """Return an RSS feed, whose identifiers are all the same."""
    items = "".join(
        f"<item><title>{html.escape(press.headline(printed))}</title><link>{url}?utm_source=rss</link>"
        f'<guid isPermaLink="false">same</guid>'
        f"<pubDate>{format_datetime(printed.published)}</pubDate></item>"
        for printed, url in links
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>Outlet {outlet}</title>{items}</channel></rss>"
    )


def atom(outlet: int, links: Links) -> str:
    """Return an Atom feed, without dates."""
    entries = "".join(
        f"<entry><title>{html.escape(press.headline(printed))}</title><id>{url}</id>"
        f'<link href="{url}"/></entry>'
        for printed, url in links
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Outlet {outlet}</title>{entries}</feed>"
    )


def json_feed(outlet: int, links: Links) -> str:
    """Return a JSON Feed."""
    items = [
        {"id": url, "url": url, "title": press.headline(printed),
         "date_published": printed.published.isoformat()}
        for printed, url in links
    ]  # fmt: skip
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": f"Outlet {outlet}",
                       "items": items}, ensure_ascii=False)  # fmt: skip


def sitemap(outlet: int, links: Links) -> str:
    """Return a news sitemap."""
    pages = "".join(
        f"<url><loc>{url}</loc><news:news><news:publication><news:name>Outlet {outlet}</news:name>"
        f"<news:language>{printed.language}</news:language></news:publication>"
        f"<news:publication_date>{printed.published.isoformat()}</news:publication_date>"
        f"<news:title>{html.escape(press.headline(printed))}</news:title></news:news></url>"
        for printed, url in links
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{pages}</urlset>'
    )


def press_room(outlet: int, links: Links) -> str:
    """Return a page that lists the articles."""
    rows = "".join(
        f'<li><time datetime="{printed.published.date()}"></time>'
        f'<a href="{url}">{html.escape(press.headline(printed))}</a></li>'
        for printed, url in links
    )
    return (
        f'<!doctype html><html lang="{links[0][0].language}"><head><meta charset="utf-8">'
        f"<title>Outlet {outlet}</title></head><body><main><ul>{rows}</ul></main></body></html>"
    )


FORMS: dict[str, tuple[str, Callable[[int, Links], str]]] = {
    "rss": ("application/rss+xml", rss),
    "atom": ("application/atom+xml", atom),
    "json": ("application/feed+json", json_feed),
    "sitemap": ("application/xml", sitemap),
    "page": ("text/html", press_room),
}
