"""Whether a server answers at its address: a few bytes on a socket, without a client library."""

import socket
import struct
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

ANSWER_SECONDS = 2.0
PROTOCOL = 3 << 16
TERMINATE = b"X\x00\x00\x00\x04"
CANNOT_CONNECT_NOW = b"C57P03\x00"  # starting up, recovering or shutting down


def answers(url: str) -> bool:
    """Return whether the server at ``url`` (``postgresql://`` or ``redis://``) takes commands."""
    parts = urlsplit(url)
    probe = _postgres_answers if parts.scheme == "postgresql" else _valkey_answers
    try:
        return probe(parts)
    except OSError:
        return False


def _postgres_answers(parts: SplitResult) -> bool:
    query = parse_qs(parts.query)
    words = ("user", unquote(parts.username or ""), "database", unquote(parts.path[1:]), "", "")
    body = struct.pack("!i", PROTOCOL) + "\0".join(words).encode()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(ANSWER_SECONDS)
        connection.connect(f"{query['host'][0]}/.s.PGSQL.{query['port'][0]}")
        connection.sendall(struct.pack("!i", len(body) + 4) + body)
        reply = connection.recv(1024)
        connection.sendall(TERMINATE)
    # A refusal for any other reason, such as too many clients, comes from a server that is up.
    return bool(reply) and CANNOT_CONNECT_NOW not in reply


def _valkey_answers(parts: SplitResult) -> bool:
    address = (parts.hostname, parts.port)
    with socket.create_connection(address, timeout=ANSWER_SECONDS) as connection:
        connection.sendall(f"AUTH {parts.password}\r\nPING\r\n".encode())
        with connection.makefile("rb") as replies:
            return [replies.readline(), replies.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
