"""Feeds of every form that sites announce their articles in."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.readers.fetching import SITE, fetched, item, rss
from tracker import readers
from tracker.readers import base

READ = readers.get("feed").read

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es-MX"><title>El Diario de Sulaco</title>
<entry><title type="html">Ruiz: &amp;laquo;no habr&amp;aacute; bases&amp;raquo;</title>
<id>tag:diario.example,2026:7</id><link rel="alternate" href="/7.html"/>
<author><name>Martin Decoud</name></author>
<published>2026-01-25T10:00:00-05:00</published><updated>2026-01-25T18:30:00Z</updated>
<content type="html">&lt;p&gt;No habrá bases.&lt;/p&gt;</content></entry></feed>"""
RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{SITE}"><title>Courier</title>
</channel><item rdf:about="{SITE}/7"><title>No bases</title><link>{SITE}/7</link>
<dc:date>2026-01-25</dc:date><dc:creator>Ana Ruiz</dc:creator></item></rdf:RDF>"""
RSS_091 = (
    '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>'
    f"<title>Courier</title>{item(7)}</channel></rss>"
)
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "language": "en",
"items": [{"id": "7", "url": "/7", "title": "No bases", "content_text": "There will be none.",
"authors": [{"name": "Ana Ruiz"}, {"name": "Martin Decoud"}],
"date_published": "2026-01-25T15:00:00Z", "date_modified": "2026-01-25T18:30:00Z"}]}"""
NEWS_SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{SITE}/7</loc>
<lastmod>2026-01-25T18:30:00Z</lastmod><news:news><news:publication><news:name>Courier</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-01-25</news:publication_date><news:title>No bases</news:title>
</news:news></url></urlset>"""
SITEMAP_INDEX = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{SITE}/a.xml</loc></sitemap><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>"""

TEN = datetime(2026, 1, 25, 15, tzinfo=UTC)
DAY = datetime(2026, 1, 25, tzinfo=UTC)
LATER = datetime(2026, 1, 25, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("feed", "announced"),
    [
        (
            ATOM,
            base.Entry(
                url=f"{SITE}/7.html",
                guid="tag:diario.example,2026:7",
                title="Ruiz: «no habrá bases»",
                author="Martin Decoud",
                published=TEN,
                published_precision="minute",
                modified=LATER,
                language="es",
                html="<p>No habrá bases.</p>",
            ),
        ),
        (
            RDF,
            base.Entry(
                url=f"{SITE}/7",
                guid=f"{SITE}/7",
                title="No bases",
                author="Ana Ruiz",
                published=DAY,
                published_precision="day",
            ),
        ),
        (RSS_091, base.Entry(url=f"{SITE}/7", title="No bases 7")),
        (
            JSON_FEED,
            base.Entry(
                url=f"{SITE}/7",
                guid="7",
                title="No bases",
                author="Ana Ruiz, Martin Decoud",
                published=TEN,
                published_precision="minute",
                modified=LATER,
                language="en",
                text="There will be none.",
            ),
        ),
        (
            NEWS_SITEMAP,
            base.Entry(
                url=f"{SITE}/7",
                title="No bases",
                published=DAY,
                published_precision="day",
                modified=LATER,
                language="en",
            ),
        ),
    ],
    ids=["atom", "rdf", "rss 0.91", "json feed", "news sitemap"],
)
def test_every_form_of_feed_announces_its_article(feed: str, announced: base.Entry) -> None:
    assert READ(fetched(feed)).entries == (announced,)


def test_a_sitemap_index_says_where_its_parts_stand() -> None:
    listing = READ(fetched(SITEMAP_INDEX))

    assert (listing.entries, listing.further) == ((), (f"{SITE}/a.xml", f"{SITE}/b.xml.gz"))


@pytest.mark.parametrize(
    ("channel", "asked"),
    [
        ("<ttl>45</ttl>", timedelta(minutes=45)),
        ("<ttl>-1</ttl>", None),
        ("<ttl>99999999999</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            timedelta(hours=6),
        ),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 24),
        ("", None),
    ],
)
def test_a_feed_says_how_long_to_stay_away(channel: str, asked: timedelta | int | None) -> None:
    hours = timedelta(hours=asked) if isinstance(asked, int) else asked

    assert READ(fetched(rss(item(1), channel))).ttl == hours


def test_a_repeated_guid_hides_no_article_and_a_repeated_address_makes_no_second() -> None:
    guid = '<guid isPermaLink="false">same</guid>'
    feed = rss(
        item(1, guid)
        + item(2, guid)
        + item(1, guid.replace("same", "changed"))
        + f"<item><title>again</title><link>{SITE}/2?utm_source=rss#top</link></item>"
    )

    assert [entry.url for entry in READ(fetched(feed)).entries] == [f"{SITE}/1", f"{SITE}/2"]


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("", (None, "")),
        ("Sun, 25 Jan 2026 10:00:00 -0500", (TEN, "minute")),
        ("Sun, 25 Jan 2026 10:00:00 EST", (TEN, "minute")),
        ("dom, 25 ene 2026 10:00:00 -0500", (TEN, "minute")),
        ("2026-01-25", (DAY, "day")),
        ("2026-01", (datetime(2026, 1, 1, tzinfo=UTC), "month")),
        ("2026-01-25T10:00:00", (DAY, "day")),
        ("Sun, 25 Jan 0000 10:00:00 -0500", (None, "")),
        ("Fri, 31 Dec 9999 23:59:59 -0500", (None, "")),
        ("0001-01-01T00:00:00Z", (None, "")),
        ("9999-12-31T23:59:59Z", (None, "")),
        ("Thu, 01 Jan 1970 00:00:00 GMT", (None, "")),
        ("Tue, 27 Jan 2026 11:59:00 GMT", (datetime(2026, 1, 27, 11, 59, tzinfo=UTC), "minute")),
        ("Tue, 27 Jan 2026 12:01:00 GMT", (None, "")),
        ("yesterday", (None, "")),
    ],
)
def test_a_date_is_kept_as_exact_as_it_is_known(
    said: str, understood: tuple[datetime | None, str]
) -> None:
    (entry,) = READ(fetched(rss(item(1, f"<pubDate>{said}</pubDate>")))).entries

    assert (entry.published, entry.published_precision) == understood
    assert entry.url == f"{SITE}/1"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("<link>/7?id=A&amp;b=1</link>", f"{SITE}/7?id=A&b=1"),
        (f"<guid>{SITE}/7</guid>", f"{SITE}/7"),
        (f"<link>https://count.example/x</link><feedburner:origLink>{SITE}/7</feedburner:origLink>",
         f"{SITE}/7"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>https://[::1</link>", None),
        ("<link>https://</link>", None),
        (f"<link>{SITE}/{'x' * 2000}</link>", None),
        ('<guid isPermaLink="false">7</guid>', None),
    ],
)  # fmt: skip
def test_an_article_is_announced_by_an_address_on_the_web(link: str, address: str | None) -> None:
    listing = READ(fetched(rss(f"<item><title>No bases</title>{link}</item>")))

    assert [entry.url for entry in listing.entries] == ([address] if address else [])


def test_spanish_in_windows_1252_labelled_utf_8_is_read_right() -> None:
    feed = rss(item(1).replace("No bases", "Habrá más año “nuevo”")).encode("cp1252")

    (entry,) = READ(fetched(feed, "text/xml; charset=utf-8")).entries

    assert entry.title == "Habrá más año “nuevo” 1"


def test_a_malformed_feed_gives_what_can_be_read_in_it() -> None:
    feed = rss(item(1) + "<item><title>a & b</title><br><link>/2</link></item>" + item(3))

    assert [entry.url for entry in READ(fetched(feed)).entries] == [
        f"{SITE}/1",
        f"{SITE}/2",
        f"{SITE}/3",
    ]


def test_an_empty_feed_is_a_feed() -> None:
    assert READ(fetched(rss("", "<title>Courier</title>"))).title == "Courier"


def test_what_atom_says_of_the_last_change_alone_is_when_it_was_published_too() -> None:
    feed = ATOM.replace("<published>2026-01-25T10:00:00-05:00</published>", "")

    (entry,) = READ(fetched(feed)).entries

    assert (entry.published, entry.published_precision, entry.modified) == (LATER, "minute", LATER)


ANA = "<author><name>Ana Ruiz</name><email>ana@x.example</email></author>"
MARTIN = "<author><name>Martin Decoud</name></author>"


@pytest.mark.parametrize(
    ("authors", "named"),
    [
        (ANA + "<author><name>Luis Vidal</name></author>", "Ana Ruiz, Luis Vidal"),
        (ANA, "Ana Ruiz"),
        ("<author><email>ana@x.example</email></author>", ""),
        ("<author><name>ana@x.example</name></author>" + MARTIN, "Martin Decoud"),
    ],
)
def test_of_the_authors_of_an_atom_entry_all_are_named_and_no_mail_address(
    authors: str, named: str
) -> None:
    (entry,) = READ(fetched(ATOM.replace(MARTIN, authors))).entries

    assert entry.author == named


def test_the_author_of_an_atom_feed_is_that_of_an_entry_that_names_none() -> None:
    feed = ATOM.replace(MARTIN, "").replace("<entry>", f"{ANA}<entry>")

    (entry,) = READ(fetched(feed)).entries

    assert entry.author == "Ana Ruiz"


@pytest.mark.parametrize(
    ("author", "named"),
    [
        ("<author>ana@x.example (Ana Ruiz)</author>", "Ana Ruiz"),
        ("<author>ana@x.example</author>", ""),
        ("<author>Ana Ruiz &lt;ana@x.example&gt;</author>", "Ana Ruiz"),
        ("<dc:creator>Ana Ruiz</dc:creator>", "Ana Ruiz"),
    ],
)
def test_the_author_of_an_rss_item_is_a_name(author: str, named: str) -> None:
    channel = "<managingEditor>desk@x.example (The Desk)</managingEditor>"

    (entry,) = READ(fetched(rss(item(1, author), channel))).entries

    assert entry.author == named


def test_the_author_of_a_json_feed_is_that_of_its_items() -> None:
    feed = """{"version": "https://jsonfeed.org/version/1.1", "authors": [{"name": "Ana Ruiz"}],
    "items": [{"id": "7", "external_url": "/7"}, {"id": "8", "title": "Nowhere"}]}"""

    listing = READ(fetched(feed))

    assert [(entry.url, entry.author) for entry in listing.entries] == [(f"{SITE}/7", "Ana Ruiz")]
    assert listing.skipped == 1


def test_entries_without_an_address_are_counted() -> None:
    listing = READ(fetched(rss(item(1) + "<item><title>a</title></item><item/>")))

    assert (len(listing.entries), listing.skipped) == (1, 2)


@pytest.mark.parametrize(
    "prolog",
    [
        "<!-- <item>a[b]</item> -->",
        '<?xml-stylesheet href="a.xsl"?><!-- [x] --><!DOCTYPE rss>',
        "<!-- a --> <!-- <!DOCTYPE rss [ ]> -->",
    ],
)
def test_what_a_comment_before_the_feed_holds_is_nothing(prolog: str) -> None:
    (entry,) = READ(fetched(rss(item(1), head=f'<?xml version="1.0"?>{prolog}'))).entries

    assert entry.url == f"{SITE}/1"


@pytest.mark.parametrize(
    "prolog", ['<!DOCTYPE rss [<!ENTITY a "b">]>', "<!-- --><!DOCTYPE rss [", "<!-- "]
)
def test_a_document_type_of_its_own_is_refused_behind_comments_too(prolog: str) -> None:
    with pytest.raises(base.Unreadable):
        READ(fetched(rss(item(1), head=f'<?xml version="1.0"?>{prolog}')))
