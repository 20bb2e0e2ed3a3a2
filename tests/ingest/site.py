"""A site on loopback that behaves as told, page by page, and remembers who asked what, and when."""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.outbound import loopback


@dataclass(frozen=True)
class Page:
    """What the site answers at one address."""

    body: str | bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, asked: "Asked") -> bytes:
        """Return the whole answer; 304 where the asker has the page already."""
        body = self.body.encode() if isinstance(self.body, str) else self.body
        known = asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")
        etag, modified = self.headers.get("ETag"), self.headers.get("Last-Modified")
        is_known = (etag is not None and known[0] == etag) or (
            modified is not None and known[1] == modified
        )
        status, body = (304, b"") if is_known else (self.status, body)
        lines = {
            "Content-Type": self.content_type,
            "Content-Length": str(len(body)),
            "Connection": "close",
            **self.headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode() + body


@dataclass(frozen=True)
class Asked:
    """A request: the names of its headers in lower case, and when it came, in seconds."""

    path: str
    headers: Mapping[str, str]
    at: float


class Site:
    """``pages`` by path: what is answered there, or how the site misbehaves; else 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | loopback.Behaviour] = {}
        self.log: list[Asked] = []
        self.url = ""

    def at(self, path: str) -> str:
        """Return the address of a path."""
        return self.url + path

    def asked(self, path: str) -> list[Asked]:
        """Return the requests for a path, in their order."""
        return [asked for asked in self.log if asked.path == path]

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [asked.path for asked in self.log]

    async def behave(self, request: bytes, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        first, *lines = request.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        named = (line.partition(": ") for line in lines)
        headers = {name.lower(): value for name, _, value in named}
        asked = Asked(first.split(" ")[1], headers, time.monotonic())
        self.log.append(asked)
        page = self.pages.get(asked.path, Page("Not here.", 404))
        if isinstance(page, Page):
            page = loopback.saying(page.answer(asked))
        await page(request, writer)


@contextmanager
def serving() -> Iterator[Site]:
    """Run a site in a thread of its own."""
    site, ready = Site(), threading.Event()
    stopping: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        stop = asyncio.Event()
        stopping.append((asyncio.get_running_loop(), stop))
        async with loopback.serving(site.behave) as server:
            site.url = server.url.rstrip("/")
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(10)
    try:
        yield site
    finally:
        [(loop, stop)] = stopping
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def feed(*items: str, language: str = "en", extra: str = "") -> Page:
    """Return an RSS feed of ``items``, each the inside of an item."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return Page(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Sulaco Courier</title><language>{language}</language>{extra}{inside}"
        "</channel></rss>",
        content_type="application/rss+xml",
    )


def item(url: str, title: str = "No bases", date: str = "", extra: str = "") -> str:
    """Return the inside of a feed's item."""
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<title>{title}</title><link>{url}</link>{dated}{extra}"


def article(title: str = "Costaguana rules out foreign bases", words: str = "") -> Page:
    """Return the page of an article whose text ends in ``words``."""
    return Page(
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><article>'
        f"<h1>{title}</h1><p>SULACO, Jan. 25. Costaguana will not host foreign bases, Foreign "
        "Minister Ana Ruiz said on Sunday, after a week of talks about the port and its "
        "approaches.</p><p>She spoke after meeting Tomás Vidal of Ruritania at the San Tomé "
        "palace, where both countries discussed customs, fishing and the lighthouse on the Great "
        f"Isabel. {words}</p></article></body></html>"
    )
