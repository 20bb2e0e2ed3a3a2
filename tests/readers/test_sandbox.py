"""What strangers wrote is read in a process that may be killed over it."""

import os
import select
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.readers.fetching import NOW, SITE, fetched, item, rss
from tests.readers.printing import pdf as printed
from tests.readers.test_extract import PARAGRAPH, page
from tracker.readers import base, sandbox

LONG = f"<article>{f'<p>{PARAGRAPH}</p>' * 30_000}</article>"


def test_a_listing_is_what_its_reader_finds() -> None:
    feed = rss(item(1, "<pubDate>Sun, 25 Jan 2026 10:00:00 -0500</pubDate>"), "<ttl>5</ttl>")

    listing = sandbox.listing("feed", fetched(feed))

    (entry,) = listing.entries
    assert (entry.url, entry.published) == (f"{SITE}/1", datetime(2026, 1, 25, 15, tzinfo=UTC))


def test_an_article_is_what_the_page_holds() -> None:
    found = sandbox.article(fetched(page(), "text/html"), base.Entry(SITE, author="Martin Decoud"))

    assert PARAGRAPH in found.text
    assert (found.author, found.language) == ("Martin Decoud", "en")


def test_a_pdf_and_a_plain_text_are_articles_too() -> None:
    entry = base.Entry(SITE, title="Decree 118", published=NOW, published_precision="day")

    paged = sandbox.article(fetched(printed([["No bases."], ["None."]]), "application/pdf"))
    plain = sandbox.article(fetched("No bases.\r\n", "text/plain; charset=utf-8"), entry)

    assert (paged.text, paged.page_at(11)) == ("No bases.\n\nNone.", 2)
    assert (plain.text, plain.title, plain.published) == ("No bases.", "Decree 118", "2026-01-26")


def test_an_article_that_leads_to_the_front_page_is_nothing_to_read() -> None:
    front = fetched(page(), "text/html", url=f"{SITE}/")

    with pytest.raises(base.NothingToReadError, match="front page"):
        sandbox.article(front, base.Entry(f"{SITE}/2026/no-bases"))
    assert PARAGRAPH in sandbox.article(front, base.Entry(SITE)).text


@pytest.mark.parametrize(
    ("body", "content_type", "said"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg", "but image/jpeg"),
        (b"PK\x03\x04\x00\x00 word", "", "but binary"),
        (b'{"a": 1}', "application/json; charset=utf-8", "but application/json"),
    ],
)
def test_a_picture_or_an_archive_is_no_article(body: bytes, content_type: str, said: str) -> None:
    with pytest.raises(base.Unreadable, match=said):
        sandbox.article(fetched(body, content_type))


def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(base.Unreadable, match="A web page stands"):
        sandbox.listing("feed", fetched("<html></html>"))
    with pytest.raises(base.NothingToReadError, match="no article text"):
        sandbox.article(fetched("<html></html>", "text/html"))


def test_hostile_mark_up_costs_its_time_and_no_more() -> None:
    with pytest.raises(sandbox.TookTooLong, match=r"within 0\.3 seconds"):
        sandbox.article(fetched(LONG, "text/html"), seconds=0.3)

    assert PARAGRAPH in sandbox.article(fetched(page(), "text/html")).text


def test_mark_up_that_fills_the_memory_is_given_up() -> None:
    reader = sandbox._Reader(memory_bytes=120 * 1024 * 1024)
    try:
        filling = reader.ask("article", (fetched(LONG, "text/html"), None), 30)
        after = reader.ask("article", (fetched(page(), "text/html"), None), 30)
    finally:
        reader.close()

    assert filling == ("memory", "")
    assert PARAGRAPH in after[1].text


def test_a_child_that_was_killed_is_followed_by_another() -> None:
    sandbox.article(fetched(page(), "text/html"))
    process = sandbox._READER._process
    assert process is not None
    process.kill()
    process.wait()

    with pytest.raises(base.Unreadable, match="broke down"):
        sandbox.article(fetched(page(), "text/html"))
    assert PARAGRAPH in sandbox.article(fetched(page(), "text/html")).text


def test_a_child_ends_with_its_parent_and_sees_none_of_its_secrets() -> None:
    program = (
        "import os, sys\n"
        "from tests.readers.test_sandbox import fetched, page\n"
        "from tracker.readers import sandbox\n"
        "sandbox.article(fetched(page(), 'text/html'))\n"
        "print(sandbox._READER._process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "SECRET_KEY": "nobody-may-know"},
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    secrets = Path(f"/proc/{child}/environ").read_bytes()
    ended = os.pidfd_open(child)
    parent.kill()
    parent.communicate()

    assert b"PYTHONPATH=" in secrets
    assert b"nobody-may-know" not in secrets
    assert select.select([ended], [], [], 20)[0] == [ended]
    os.close(ended)
