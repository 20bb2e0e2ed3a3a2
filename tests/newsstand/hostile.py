"""Sites that mean ill or are badly ill: what each of them answers."""

import asyncio
import functools
import gzip
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import pairwise

from aiohttp import web

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    + "]><rss version='2.0'><channel><title>&i;</title></channel></rss>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    "<rss version='2.0'><channel><title>&f;</title></channel></rss>"
)
RETRY_AFTER = 3600

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _saying(text: str, status: int = 200, **headers: str) -> Behaviour:
    async def say(request: web.Request) -> web.StreamResponse:
        plain = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(text=text, status=status, headers=plain, content_type="application/xml")

    return say


def _redirecting(where: str) -> Behaviour:
    async def redirect(request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": where})

    return redirect


async def _pour(request: web.Request) -> web.StreamResponse:
    """Answer without end."""
    response = web.StreamResponse()
    await response.prepare(request)
    with suppress(ConnectionError):
        while True:
            await response.write(b"<item>" * 10_000)
    return response


async def _drip(request: web.Request) -> web.StreamResponse:
    """Answer a byte at a time."""
    response = web.StreamResponse()
    await response.prepare(request)
    with suppress(ConnectionError):
        while True:
            await response.write(b"<")
            await asyncio.sleep(0.5)
    return response


async def _bomb(request: web.Request) -> web.StreamResponse:
    """Answer little that unpacks to a lot."""
    return web.Response(body=_packed(), headers={"Content-Encoding": "gzip"})


@functools.cache
def _packed() -> bytes:
    return gzip.compress(b"<item>" * 20_000_000, compresslevel=1)


# The part of the address by which each is known.
SITES: dict[str, Behaviour] = {
    "laughs": _saying(LAUGHS),
    "external": _saying(EXTERNAL),
    "web-page": _saying("<!doctype html><html><body>We have moved</body></html>"),
    "pour": _pour,
    "drip": _drip,
    "bomb": _bomb,
    "loop": _redirecting("/loop"),
    "inwards": _redirecting("http://10.0.0.1/rss"),
    "to-a-file": _redirecting("file:///etc/passwd"),
    "busy": _saying("Not now", 429, Retry_After=str(RETRY_AFTER)),
    "ill": _saying("Not now", 503),
    "gone": _saying("Gone", 410),
    # Its robots.txt cannot be had either.
    "closed": _saying("Not now", 500),
}
