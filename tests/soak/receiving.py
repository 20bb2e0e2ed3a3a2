"""``python -m tests.soak.receiving``: a receiver that verifies, counts, and now and then fails.

It prints its port. ``PUT /secrets`` takes the secrets by path, ``GET /report`` tells how often
each message came. What stands in no report was never accepted.
"""

import asyncio
import collections
import hashlib

import standardwebhooks
from aiohttp import web

REFUSED_OF_100 = 3
_VERIFIERS: dict[str, standardwebhooks.Webhook] = {}
_ACCEPTED: collections.Counter[str] = collections.Counter()
_REFUSED: set[str] = set()
_BAD: list[str] = []


async def accept(request: web.Request) -> web.Response:
    """Take a message; refuse a few of them once, and whatever is signed wrongly."""
    body = await request.read()
    webhook_id = request.headers["webhook-id"]
    verifier = _VERIFIERS.get(request.path)
    if verifier is not None:
        try:
            verifier.verify(body, dict(request.headers))
        except standardwebhooks.WebhookVerificationError:
            _BAD.append(webhook_id)
            return web.Response(status=401)
    chance = int(hashlib.sha256(webhook_id.encode()).hexdigest(), 16) % 100
    if verifier is not None and chance < REFUSED_OF_100 and webhook_id not in _REFUSED:
        _REFUSED.add(webhook_id)
        return web.Response(status=500)
    _ACCEPTED[f"{request.path} {webhook_id}"] += 1
    return web.Response(status=204)


async def take_secrets(request: web.Request) -> web.Response:
    """Verify from now on what comes to these paths."""
    for path, secret in (await request.json()).items():
        _VERIFIERS[path] = standardwebhooks.Webhook(secret)
    return web.Response(status=204)


async def report(_: web.Request) -> web.Response:
    """Tell what was accepted, refused once, and signed wrongly."""
    return web.json_response({"accepted": _ACCEPTED, "refused": len(_REFUSED), "bad": _BAD})


def _announce(port: int) -> None:
    print(port, flush=True)  # noqa: T201 - whoever started this reads it


async def _made() -> web.Application:
    application = web.Application()
    application.router.add_put("/secrets", take_secrets)
    application.router.add_get("/report", report)
    application.router.add_post("/{path:.*}", accept)
    return application


async def main() -> None:
    """Serve until killed."""
    runner = web.AppRunner(await _made(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    _announce(runner.addresses[0][1])
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
