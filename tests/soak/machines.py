"""The machines of a service of its own: two servers, workers, and whoever kills them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from config.embedded import processes
from config.embedded.places import Places
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey

PROJECT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 30.0
WORKERS = {
    "worker": ["--queues", "celery", "--beat"],
    "webhook-worker": ["--queues", "webhooks"],
}


class Machines:
    """PostgreSQL, Valkey and workers below ``root``; all can be killed and started again."""

    def __init__(self, root: Path, **variables: str) -> None:
        root.chmod(0o755)
        self.root = root
        self._stores = {name: Places(root, name) for name in ("postgres", "valkey")}
        for places in self._stores.values():
            places.make()
        self._postgres = Postgres(self._stores["postgres"])
        self._valkey = Valkey(self._stores["valkey"])
        self._workers: dict[str, subprocess.Popen[bytes]] = {}
        self._variables = variables
        self.kills: list[str] = []

    def start(self) -> None:
        """Start the servers, migrate, and start the workers."""
        self.start_postgres()
        self.start_valkey()
        self.manage("migrate", "--verbosity", "0")
        for name in WORKERS:
            self.start_worker(name)

    def stop(self) -> None:
        """End everything."""
        for worker in self._workers.values():
            if worker.poll() is None:
                # Its pool and its clock would live on.
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self._valkey.stop()
        self._postgres.stop()

    @property
    def environment(self) -> Mapping[str, str]:
        """What a process needs to be part of this service."""
        given = {"DATABASE_URL": self._url("postgres"), "REDIS_URL": self._url("valkey")}
        defaults = {"SECRET_KEY": "soak", "LOG_LEVEL": "WARNING", "PUBLIC_URL": "http://localhost"}
        loopback = {
            "OUTBOUND_ALLOWED_ADDRESSES": "127.0.0.0/8",
            "OUTBOUND_ALLOWED_PORTS": "*",
            "OUTBOUND_ALLOW_HTTP": "true",
        }
        own = {"DJANGO_SETTINGS_MODULE": "config.settings", **defaults, **loopback, **given}
        return {**os.environ, **own, **self._variables}

    def manage(self, *arguments: str) -> str:
        """Return what a management command prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    def run(self, module: str, *arguments: str, is_heard: bool = False) -> subprocess.Popen[str]:
        """Start a module of the tests as a process of the service, heard through a pipe or not."""
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE if is_heard else None,
            text=True,
        )

    def start_worker(self, name: str) -> None:
        """Start the worker of this name."""
        self._workers[name] = self._started(name, name)

    def start_another(self, name: str) -> None:
        """Start a second worker of this name, with a beat of its own where the first has one."""
        self._workers[f"another-{name}"] = self._started(name, f"another-{name}")

    def _started(self, name: str, own: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency", "1"]
        beat = self.root / f"{own}.beat"
        schedule = ["--schedule", str(beat)] if "--beat" in WORKERS[name] else []
        # A killed beat may leave a file behind that the next one cannot read.
        for left in self.root.glob(f"{beat.name}*"):
            left.unlink()
        with (self.root / f"{own}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--hostname", f"{own}@%h", *WORKERS[name], *schedule],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill_worker(self, name: str) -> None:
        """Kill a worker and the processes of its pool at once, as a power cut does."""
        worker = self._workers[name]
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.kills.append(name)

    def start_valkey(self) -> None:
        """Start the broker, empty."""
        self._stores["valkey"].remember_url(self._valkey.start())

    def kill_valkey(self) -> None:
        """Kill the broker, and with it all messages."""
        pid = int((self._stores["valkey"].data / "valkey.pid").read_text())
        os.kill(pid, signal.SIGKILL)
        processes.wait_until(lambda: not self._valkey.is_running(), STOP_SECONDS)
        self.kills.append("valkey")

    @contextmanager
    def full_valkey(self) -> Iterator[None]:
        """Have the broker refuse whatever needs memory, as one does that is full."""
        with redis.Redis.from_url(self._url("valkey")) as broker:
            broker.config_set("maxmemory", "1")
            try:
                yield
            finally:
                broker.config_set("maxmemory", "0")

    def has_logged(self, name: str, words: str) -> bool:
        """Return whether a worker's log holds these words."""
        return words in (self.root / f"{name}.log").read_text(encoding="utf-8")

    def is_alive(self, name: str) -> bool:
        """Return whether a worker runs that was started under this name."""
        return self._workers[name].poll() is None

    def start_postgres(self) -> None:
        """Start the database, which recovers what was committed."""
        self._stores["postgres"].remember_url(self._postgres.start())

    def kill_postgres(self) -> None:
        """Kill the database's main process; its others end by themselves."""
        pid = int((self._stores["postgres"].data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        processes.wait_until(lambda: not self._postgres.is_running(), STOP_SECONDS)
        self.kills.append("postgres")

    def value(self, query: str) -> int:
        """Return the one number that a query finds."""
        with psycopg.connect(self._url("postgres")) as connection:
            row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return int(row[0] or 0)

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """Return what a query finds."""
        with psycopg.connect(self._url("postgres")) as connection:
            return connection.execute(query.encode()).fetchall()

    def _url(self, name: str) -> str:
        url = self._stores[name].url()
        assert url is not None
        assert urlsplit(url).scheme
        return url
