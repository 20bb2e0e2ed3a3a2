"""Serving over standard input and output, and over HTTP: stateless, and for our own hosts."""

from typing import Any, Final
from urllib.parse import urlsplit

import anyio
import uvicorn
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.model_context import server

PATH: Final = "/mcp"
ALIVE: Final = "/livez"
MOST_BYTES: Final = 64 * 1024
"""Of a request: questions are short."""
_MOST_CONNECTIONS: Final = 256
_IDLE_SECONDS: Final = 30
_STOP_SECONDS: Final = 20


def over_stdio() -> None:
    """Answer whoever started this process, until it closes our standard input."""
    anyio.run(server.build().run_stdio_async)


def over_http(host: str, port: int) -> None:
    """Answer at ``PATH`` until told to stop."""
    config = uvicorn.Config(
        application(server.build()),
        host=host,
        port=port,
        # Log lines go the way of all others; who asked is nobody's business.
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    uvicorn.Server(config).run()


def application(built: MCPServer[Any]) -> ASGIApp:
    """Return the server as an ASGI application for our own hosts."""
    built.custom_route(ALIVE, methods=["GET"])(_alive)
    served = built.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=MOST_BYTES,
        # Checked does it by the hosts that Django knows.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return Checked(served)


async def _alive(request: Request) -> PlainTextResponse:
    del request
    return PlainTextResponse("ok\n")


class Checked:
    """Refuses what is no question, requests for hosts that are not ours, and foreign pages.

    So that no page makes a reader's browser ask a server of their own machine, and nobody holds
    a stream open on which nothing would ever come.
    """

    def __init__(self, served: ASGIApp) -> None:
        self.served = served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        refusal = _refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.served)(scope, receive, send)


def _refusal(scope: Scope) -> JSONResponse | None:
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if not _is_ours(headers.get("host", "")):
        return _problem(400, "unknown_host")
    if origin is not None and not _is_ours(urlsplit(origin).netloc):
        return _problem(403, "foreign_origin")
    if scope["path"] == PATH and scope["method"] != "POST":
        return _problem(405, "method_not_allowed", {"Allow": "POST"})
    return None


def _is_ours(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _problem(status: int, code: str, headers: dict[str, str] | None = None) -> JSONResponse:
    shown = {"type": "about:blank", "status": status, "code": code}
    return JSONResponse(shown, status, headers, media_type="application/problem+json")
