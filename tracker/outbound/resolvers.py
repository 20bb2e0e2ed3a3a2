"""A resolver and a socket factory that check each address by the policy of the request.

aiohttp asks the resolver for names only and the socket factory before every connect, so a
literal address, a second look-up and each of several addresses all pass here.
"""

import asyncio
import contextvars
import errno
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from tracker.outbound import address

# Look-ups block a thread each and outlive their caller's patience, so they must not share
# asyncio's own small pool, where a few dead name servers would hold up everybody.
LOOKUP_THREADS = 64


@dataclass
class Dial:
    """The connection of one hop: the addresses that it may reach, and the one that it reached."""

    policy: address.Policy
    is_resolving: bool = False
    is_connected: bool = False
    blocked: address.DestinationNotAllowed | None = None
    sockets: list[tuple[socket.socket, str]] = field(default_factory=list)
    resolved_address: str | None = None


# Without a dial nothing is allowed: a request that did not come through the client fails.
current: contextvars.ContextVar[Dial | None] = contextvars.ContextVar("dial", default=None)


class SystemResolver(AbstractResolver):
    """Asks the operating system, in threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="lookup")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return every address of ``host``; raises OSError where there is none."""
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
        )
        return [
            ResolveResult(
                hostname=host,
                host=_scoped(sockaddr),
                port=port,
                family=found_family,
                proto=proto,
                flags=socket.AI_NUMERICHOST,
            )
            for found_family, _type, proto, _name, sockaddr in found
        ]

    async def close(self) -> None:
        """Let the threads end on their own; a look-up cannot be interrupted."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class CheckedResolver(AbstractResolver):
    """Resolves once, without a cache, and refuses the name if any of its addresses is denied."""

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of ``host``, each of which may be dialled.

        Raises DestinationNotAllowed, or OSError where there is no address.
        """
        dial = current.get()
        if dial is None:
            raise address.DestinationNotAllowed("the look-up belongs to no request")
        dial.is_resolving = True
        found = await self._inner.resolve(host, port, family)
        if not found:
            raise OSError(errno.ENOENT, "no address")
        dial.is_resolving = False
        for result in found:
            address.check_dial(result["host"], result["port"], dial.policy)
        return found

    async def close(self) -> None:
        """Close the resolver inside."""
        await self._inner.close()


def open_socket(addr_info: aiohttp.AddrInfoType) -> socket.socket:
    """Return a socket to reach ``addr_info`` with, if the current request may.

    Raises PermissionError, which aiohttp reports as a failed connection; the refusal itself
    stays with the dial.
    """
    family, kind, protocol, _name, sockaddr = addr_info
    dial = current.get()
    if dial is None:
        raise PermissionError(errno.EACCES, "the connection belongs to no request")
    host, port = _scoped(sockaddr), int(sockaddr[1])
    try:
        address.check_dial(host, port, dial.policy)
    except address.DestinationNotAllowed as refusal:
        dial.blocked = refusal
        raise PermissionError(errno.EACCES, str(refusal)) from refusal
    dial.resolved_address = host
    opened = socket.socket(family, kind, protocol)
    dial.sockets.append((opened, host))
    return opened


def mark_connected() -> None:
    """Record on the current dial which of the sockets it opened won the race."""
    dial = current.get()
    if dial is not None:
        dial.is_connected = True
        for opened, host in dial.sockets:
            if opened.fileno() != -1:
                dial.resolved_address = host


def _scoped(sockaddr: tuple[object, ...]) -> str:
    """Return the address with its scope id, which the policy refuses."""
    host = str(sockaddr[0])
    has_scope = len(sockaddr) > 3 and sockaddr[3] and "%" not in host  # noqa: PLR2004
    return f"{host}%{sockaddr[3]}" if has_scope else host
