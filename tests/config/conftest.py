"""Projects of their own, with embedded servers, and processes that hold these."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from config.embedded import locks, processes
from config.embedded.places import Places

CODE = Path(__file__).resolve().parents[2]
HOLDER = """
import os, sys
from pathlib import Path
from config import embedded
embedded.ensure(Path(sys.argv[1]))
print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], flush=True)
sys.stdin.read()
"""


class Holder:
    """A process that has called ``ensure`` and lives until it is killed."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=CODE,
            env=environment,
        )

    def urls(self) -> tuple[str, str]:
        """Return DATABASE_URL and REDIS_URL as they are once ``ensure`` has returned."""
        assert self.process.stdout is not None
        database_url, redis_url = self.process.stdout.readline().split()
        return database_url, redis_url

    def kill(self) -> None:
        """End the process as the kernel does when memory runs out."""
        self.process.kill()
        self.process.communicate()


class Project:
    """A project folder without servers so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.postgres = Places(root, "postgres")
        self.valkey = Places(root, "valkey")
        self._holders: list[Holder] = []

    def environment(self, **variables: str) -> dict[str, str]:
        """Return this process's environment without the servers it names, and ``variables``."""
        given = {"DATABASE_URL", "REDIS_URL"}
        kept = {name: value for name, value in os.environ.items() if name not in given}
        return {**kept, **variables}

    def hold(self, **variables: str) -> Holder:
        """Return a new holder, which may not have the servers yet."""
        holder = Holder(self.root, self.environment(**variables))
        self._holders.append(holder)
        return holder

    def postmaster(self) -> int:
        """Return the process id of PostgreSQL's main process."""
        return int((self.postgres.data / "postmaster.pid").read_text().split()[0])

    def valkey_server(self) -> int:
        """Return Valkey's process id."""
        return int((self.valkey.data / "valkey.pid").read_text())

    def supervisor(self, places: Places) -> int:
        """Return the process id of the supervisor of one server."""
        return int(places.supervisor_lock.read_text())

    def has_postmaster(self, pid: int) -> bool:
        """Return whether ``pid`` is PostgreSQL and lives."""
        return processes.is_running(pid, str(self.postgres.data.resolve()))

    def has_valkey_server(self, pid: int) -> bool:
        """Return whether ``pid`` is Valkey and lives."""
        return processes.is_running(pid, str(self.valkey.data / "valkey.conf"))

    def close(self) -> None:
        """End all holders and, without waiting for it to happen by itself, the servers."""
        for holder in self._holders:
            holder.kill()
        for places in (self.postgres, self.valkey):
            lock = places.supervisor_lock
            if lock.exists() and locks.is_seized(lock):
                os.kill(self.supervisor(places), signal.SIGTERM)
                descriptor = locks.open_file(lock)
                assert locks.share(descriptor, 20.0)
                os.close(descriptor)
        if url := self.postgres.url():
            shutil.rmtree(parse_qs(urlsplit(url).query)["host"][0], ignore_errors=True)
        if self.postgres.data.is_symlink():
            shutil.rmtree(self.postgres.data.resolve().parent)


@pytest.fixture
def project() -> Iterator[Project]:
    """Give a project folder that everybody may enter, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        root.chmod(0o755)
        project = Project(root)
        yield project
        project.close()


def store_pledge(url: str) -> None:
    """Commit a row that ``SELECT number FROM pledge`` finds again as 7."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE pledge AS SELECT 7 AS number")


def value(url: str, query: str) -> object:
    """Return the first value of the first row that ``query`` has at ``url``."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]
