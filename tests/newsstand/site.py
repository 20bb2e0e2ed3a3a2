"""The outlets' sites, each at an address of its own under 127.0.0.0/8, and the log of who asked.

One listening socket serves them all: which outlet is meant is the address that was dialled.
"""

import asyncio
import hashlib
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.newsstand import hostile, press, printing

CRAWL_DELAY = 2.0
HOSTS_IN_A_NET = 250
_FORMS = tuple(printing.FORMS)


@dataclass(frozen=True)
class Request:
    """One request as the site saw it, by the monotonic clock."""

    began: float
    ended: float
    outlet: int
    path: str
    status: int
    agent: str
    is_conditional: bool


@dataclass
class Press:
    """What the sites hold now: ``versions`` and ``faults`` are by outlet and number."""

    outlets: int
    articles: int
    versions: dict[tuple[int, int], int] = field(default_factory=dict)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)
    hostile: tuple[str, ...] = ()
    crawl_delay: float = CRAWL_DELAY
    port: int = 0

    def url(self, outlet: int, path: str) -> str:
        """Return the address of a page of an outlet."""
        host = f"127.77.{outlet // HOSTS_IN_A_NET}.{outlet % HOSTS_IN_A_NET + 1}"
        return f"http://{host}:{self.port}{path}"

    def feed(self, outlet: int) -> str:
        """Return the address of the feed or press room of an outlet."""
        return self.url(outlet, f"/{form(outlet)}")

    def hostile_url(self, name: str) -> str:
        """Return the address of a feed that means ill, on a host of its own after the outlets'."""
        return self.url(self.outlets + self.hostile.index(name), f"/{name}")

    def printed(self, outlet: int) -> list[press.Article]:
        """Return the articles of an outlet."""
        return [press.article(outlet, number) for number in range(self.articles)]


def form(outlet: int) -> str:
    """Return the form in which an outlet announces its articles."""
    return _FORMS[outlet % len(_FORMS)]


def is_mislabelled(outlet: int) -> bool:
    """Return whether an outlet sends windows-1252 and calls it UTF-8: some that write Spanish."""
    return press.article(outlet, 0).language == "es" and outlet % 3 == 0


def has_crawl_delay(outlet: int) -> bool:
    """Return whether an outlet asks for a longer pause between two requests."""
    return outlet % 20 == 0


@contextmanager
def serving(
    outlets: int, articles: int, ill: tuple[str, ...] = (), crawl_delay: float = CRAWL_DELAY
) -> Iterator[Press]:
    """Serve the press, and the hostile sites of these names, from a thread; end it on leaving."""
    held = Press(outlets, articles, hostile=ill, crawl_delay=crawl_delay)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        runner = asyncio.run_coroutine_threadsafe(_start(held), loop).result(10)
        yield held
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _start(held: Press) -> web.AppRunner:
    app = web.Application()
    app.router.add_get("/{path:.*}", _answering(held))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    # It answers for every address of the loopback network, on Linux.
    await web.TCPSite(runner, "0.0.0.0", 0).start()  # noqa: S104
    held.port = runner.addresses[0][1]
    return runner


def _answering(held: Press) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        began, outlet, status = time.monotonic(), _outlet(request), 0
        headers = request.headers
        try:
            response = await _page(held, outlet, request)
            status = response.status
        finally:
            # Whoever hangs up on an endless answer has asked all the same.
            held.log.append(
                Request(
                    began=began,
                    ended=time.monotonic(),
                    outlet=outlet,
                    path=request.path,
                    status=status,
                    agent=headers.get("User-Agent", ""),
                    is_conditional="If-None-Match" in headers or "If-Modified-Since" in headers,
                )
            )
        return response

    return answer


def _outlet(request: web.Request) -> int:
    assert request.transport is not None
    _, _, net, host = request.transport.get_extra_info("sockname")[0].split(".")
    return int(net) * HOSTS_IN_A_NET + int(host) - 1


async def _page(held: Press, outlet: int, request: web.Request) -> web.StreamResponse:
    if outlet >= held.outlets:
        return await _ill(held, outlet, request)
    if request.path == "/robots.txt":
        return _robots(held, outlet)
    printed = held.printed(outlet)
    if request.path == f"/{form(outlet)}":
        content_type, write = printing.FORMS[form(outlet)]
        links = [(article, held.url(outlet, article.path)) for article in printed]
        if outlet % 2 == 0:
            links.append((press.article(outlet, held.articles), held.url(outlet, printing.PRIVATE)))
        return _unless_known(request, outlet, write(outlet, links), content_type)
    for article in printed:
        if request.path == article.path:
            return _article(held, article, request)
    return web.Response(status=404, text="Not found")


async def _ill(held: Press, outlet: int, request: web.Request) -> web.StreamResponse:
    name = held.hostile[outlet - held.outlets]
    if request.path == "/robots.txt" and name != "closed":
        return web.Response(status=404, text="Not found")
    return await hostile.SITES[name](request)


def _robots(held: Press, outlet: int) -> web.Response:
    """Return the rules of every second outlet; some ask for a delay as well."""
    if outlet % 2:
        return web.Response(status=404, text="Not found")
    delay = f"Crawl-delay: {held.crawl_delay}\n" if has_crawl_delay(outlet) else ""
    return web.Response(text=f"User-agent: *\nDisallow: /private/\n{delay}")


def _article(held: Press, article: press.Article, request: web.Request) -> web.Response:
    """Return an article as it stands now, or the fault that it has now."""
    key = (article.outlet, article.number)
    fault = held.faults.get(key, "")
    if fault == "error page":
        text = "<html><head><title>404 Not found</title></head><body><p>Sorry.</p></body></html>"
        return web.Response(text=text, content_type="text/html")
    if fault == "empty":
        return web.Response(text="<html><body></body></html>", content_type="text/html")
    if fault:
        return web.Response(status=int(fault), text="Not now")
    text = printing.article(article, held.versions.get(key, 0), len(held.log))
    return _written(article.outlet, text, "text/html")


def _unless_known(request: web.Request, outlet: int, text: str, content_type: str) -> web.Response:
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers={"ETag": tag})
    response = _written(outlet, text, content_type)
    response.headers["ETag"] = tag
    return response


def _written(outlet: int, text: str, content_type: str) -> web.Response:
    encoding = "cp1252" if is_mislabelled(outlet) else "utf-8"
    return web.Response(
        body=text.encode(encoding), headers={"Content-Type": f"{content_type}; charset=utf-8"}
    )
