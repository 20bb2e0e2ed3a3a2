"""The running service as those who call it from outside find it: with the worked example, read."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import BinaryIO
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from config import embedded
from config.embedded import processes

PROJECT = Path(__file__).resolve().parent.parent
LOCAL = PROJECT / ".local"
START_SECONDS = 60
STOP_SECONDS = 20
COMMAND_SECONDS = 300
# A worker does the same, but does not say when it is done.
READ = """
from django.utils import timezone
from tracker import flagging
while flagging.flag_waiting(50):
    pass
flagging.flag_calendar(timezone.now())
"""
_LOAD = """
from django.core import management
management.call_command("load_example")
"""


@dataclass(frozen=True)
class Service:
    """A web process: where it listens, the token of each account, and what it logs.

    ``environment`` is that in which commands of manage.py act on the same database.
    """

    url: str
    tokens: Mapping[str, str]
    log: Path
    environment: Mapping[str, str]


@contextmanager
def database(name: str, template: str = "") -> Iterator[dict[str, str]]:
    """Give the environment of a service with a database of its own, which is dropped on leaving.

    It is copied from ``template``, which is migrated, or else migrated itself.
    """
    # Else whoever stops us from outside would leave the processes and the database behind.
    signal.signal(signal.SIGTERM, _leave)
    embedded.ensure()
    server = os.environ["DATABASE_URL"]
    named = f"{urlsplit(server).path.lstrip('/')}_{name}"
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{named}")),
        "HAS_RATE_LIMITS": "false",
        "LOG_LEVEL": "WARNING",
    }
    environment.setdefault("SECRET_KEY", name)
    _remake(server, named, template)
    try:
        if not template:
            manage(["migrate"], environment)
        yield environment
    finally:
        _drop(server, named)


@contextmanager
def running(name: str, roles: Mapping[str, str], template: str = "") -> Iterator[Service]:
    """Serve the worked example from a database of its own, which is dropped on leaving.

    ``roles`` are those of the accounts that get a token, by the account's name; ``template`` is
    that of ``database``.
    """
    log = log_file(name)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with database(name, template) as environment:
        environment["PUBLIC_URL"] = url
        load_example(environment)
        tokens = {
            account: manage(["create_token", account, "--role", role], environment)
            for account, role in roles.items()
        }
        with log.open("wb") as output, _listening(port, environment, output):
            yield Service(url, tokens, log, environment)


def load_example(environment: Mapping[str, str]) -> None:
    """Load the worked example and have it read."""
    manage(["shell", "--no-imports", "-c", _LOAD + READ], environment)


def log_file(name: str) -> Path:
    """Return where the processes of a run of this name write what they say."""
    log = LOCAL / "log" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    return log


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(128 + number)


def _remake(server: str, database: str, template: str) -> None:
    _drop(server, database)
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    names = map(sql.Identifier, (database, template or "template1"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(make.format(*names))


def _drop(server: str, database: str) -> None:
    # Not WITH (FORCE): that is refused to all but superusers while autovacuum is at work there,
    # whereas a plain DROP ends autovacuum itself.
    end = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = %s AND usename = current_user
    """
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(end, [database])
        connection.execute(drop)


def manage(arguments: list[str], environment: Mapping[str, str]) -> str:
    """Return the last line that the command prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=COMMAND_SECONDS,
    )
    return done.stdout.rstrip().rpartition("\n")[2]


@contextmanager
def _listening(port: int, environment: Mapping[str, str], output: BinaryIO) -> Iterator[None]:
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    where = ["--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4"]
    web = subprocess.Popen(
        [*granian, *where, "config.wsgi:application"],
        cwd=PROJECT,
        env=environment,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz", web)
        yield
    finally:
        web.terminate()
        try:
            web.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            web.kill()
            web.wait()


def _wait_for(address: str, web: subprocess.Popen[bytes]) -> None:
    def has_settled() -> bool:
        return web.poll() is not None or _answers(address)

    if not processes.wait_until(has_settled, START_SECONDS) or web.poll() is not None:
        raise SystemExit(f"The service did not start: {address}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
            return True
    except OSError:
        return False


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
