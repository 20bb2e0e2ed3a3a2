"""What is no feed or page, or a bomb in the shape of one, is unreadable and nothing else."""

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.fetching import SITE, fetched, item, rss
from tracker import readers
from tracker.readers import base

READ = readers.get("feed").read
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
EXTERNAL = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
XML = '<?xml version="1.0"?>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (rss(item(1, "<x>&lol9;</x>"), head=XML + LAUGHS), "document type of its own"),
        (rss(item(1, "<x>&file;</x>"), head=XML + EXTERNAL), "document type of its own"),
        (rss(item(1), head=f"{XML}<!DOCTYPE rss SYSTEM 'x' []>"), "document type of its own"),
        (rss(item(1), head=XML + LAUGHS).encode("utf-16"), "document type of its own"),
        (rss(item(1), head=XML + LAUGHS).encode("utf-16-be"), "document type of its own"),
        ("<!-- moved --><!DOCTYPE html><html><body>Our feeds</body></html>", "A web page"),
        ("<html><body><h1>Our feeds have moved</h1></body></html>", "A web page"),
        ('{"error": "not found"}', "no JSON Feed"),
        ('{"items": 1}', "no JSON Feed"),
        ('{"items": ' + "[" * 100_000, "not JSON"),
        ("Service unavailable", "not XML"),
        ("", "not XML"),
        (b"\x00" * 100, "not XML"),
        ("<opml version='2.0'><body/></opml>", "no feed"),
        (gzip.compress(b"0" * (11 * 1024 * 1024)), "larger than 10 MB"),
        (b"\x1f\x8b" + b"0" * 50, "does not decompress"),
    ],
)
def test_what_is_no_feed_or_a_bomb_is_refused_with_the_reason(
    body: bytes | str, reason: str
) -> None:
    with pytest.raises(base.Unreadable, match=reason):
        READ(fetched(body))


def test_an_external_document_type_alone_is_not_fetched_and_does_no_harm() -> None:
    head = f'{XML}<!DOCTYPE rss PUBLIC "-//X//Y" "https://127.0.0.1:1/x.dtd">'

    assert len(READ(fetched(rss(item(1), head=head))).entries) == 1


def test_a_sitemap_may_come_compressed() -> None:
    sitemap = f"<urlset><url><loc>{SITE}/7</loc></url></urlset>"

    listing = READ(fetched(gzip.compress(sitemap.encode()), "application/gzip"))

    assert [entry.url for entry in listing.entries] == [f"{SITE}/7"]


STARTS = [
    b"",
    b"\xff\xfe<\x00",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"<rss><channel><item><link>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><updated>",
    b"<urlset><url><loc>",
    b'{"items": [{"url": "',
    b"<html><main><a href='",
    b"%PDF-1.7\n",
    b"\x1f\x8b\x08\x00",
    zlib.compress(b"<rss/>"),
]


@pytest.mark.parametrize("code", sorted(readers.READERS))
@given(start=st.sampled_from(STARTS), body=st.binary(max_size=300), label=st.text(max_size=30))
def test_whatever_comes_is_read_or_unreadable(
    code: str, start: bytes, body: bytes, label: str
) -> None:
    with contextlib.suppress(base.Unreadable):
        listing = readers.get(code).read(fetched(start + body, f"text/html; charset={label}"))
        assert all(entry.url.startswith("https://courier.example/") for entry in listing.entries)


@given(st.text(alphabet="<>&;!/[]abr s=\"'\n", max_size=200))
def test_whatever_mark_up_stands_in_a_feed_breaks_nothing(text: str) -> None:
    listing = READ(fetched(rss(item(1) + text)))

    assert listing.entries[0].url == f"{SITE}/1"
