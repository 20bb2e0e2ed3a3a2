"""Scratch copies of the checkout in which pytest runs, each with databases of its own."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests import serving
from tests.mutants import promises

SIDE_BY_SIDE = 2
_NOT_COPIED = shutil.ignore_patterns(".*", "node_modules")
_PYTEST = [sys.executable, "-m", "pytest", "-q", "--reuse-db", "-p", "no:cacheprovider"]
# Redis has sixteen databases: these are not those of ``make run`` and ``make test``.
_FIRST_REDIS = 14


@dataclass(frozen=True)
class Outcome:
    """How pytest ended: its exit status, None where the time was up."""

    status: int | None
    seconds: float
    output: str


@dataclass(frozen=True)
class Copy:
    """A scratch copy of the checkout; ``template`` is the database that its tests start from."""

    folder: Path
    number: int
    template: str

    def run(self, arguments: Sequence[str], limit: float, **environment: str) -> Outcome:
        """Run pytest on a database as the migrations leave it."""
        database = f"{self.template}_{self.number}"
        _remake(f"test_{database}", self.template)
        redis = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{_FIRST_REDIS + self.number}")
        servers = {"DATABASE_URL": _address(database), "REDIS_URL": urlunsplit(redis)}
        started = time.monotonic()
        with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
            process = subprocess.Popen(
                [*_PYTEST, *arguments],
                cwd=self.folder,
                env=os.environ | servers | {"PYTHONDONTWRITEBYTECODE": "1"} | environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            with suppress(subprocess.TimeoutExpired):
                process.wait(limit)
            status = process.poll()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            said.seek(0)
            return Outcome(status, time.monotonic() - started, said.read())

    @contextmanager
    def mutated(self, module: str, code: str) -> Iterator[None]:
        """Have the copy hold ``code`` for a module; on leaving it is as it was."""
        path = self.folder / module
        # Renamed, it keeps its time and so what Python compiled of it.
        kept = path.rename(path.with_suffix(".kept"))
        try:
            path.write_text(code, encoding="utf-8")
            yield
        finally:
            kept.replace(path)


@contextmanager
def copies() -> Iterator["queue.Queue[Copy]"]:
    """Give the copies that pytest can run in at once."""
    free: queue.Queue[Copy] = queue.Queue()
    with tempfile.TemporaryDirectory(prefix="mutants-") as home, serving.database("mutants") as own:
        template = urlsplit(own["DATABASE_URL"]).path.lstrip("/")
        for number in range(SIDE_BY_SIDE):
            folder = Path(home) / str(number)
            shutil.copytree(promises.PROJECT, folder, ignore=_NOT_COPIED)
            free.put(Copy(folder, number, template))
        try:
            yield free
        finally:
            for number in range(SIDE_BY_SIDE):
                _remake(f"test_{template}_{number}")


@contextmanager
def taken(free: "queue.Queue[Copy]") -> Iterator[Copy]:
    """Give one of the copies, which nobody else has meanwhile."""
    copy = free.get()
    try:
        yield copy
    finally:
        free.put(copy)


def _address(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def _remake(database: str, template: str = "") -> None:
    """Drop a database, and make it anew from ``template`` where one is given."""
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    name = sql.Identifier(database)
    with psycopg.connect(_address("postgres"), autocommit=True) as connection:
        connection.execute(ended, [database])
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        if template:
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(made.format(name, sql.Identifier(template)))
