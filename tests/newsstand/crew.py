"""Two workers and their bell, as processes that can be killed and measured."""

import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tests import serving

WORKERS = 2
STOP_SECONDS = 20
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_PROC = Path("/proc")
_READER = "tracker.readers.sandbox_worker"


@dataclass
class Crew:
    """The processes at work: ``worker`` and ``reader`` are the roles that are measured.

    ``most_bytes`` is the most memory that one process of a role held, ``cpu_seconds`` what all
    of a role spent, those included that are gone.
    """

    environment: Mapping[str, str]
    output: BinaryIO
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    bell: subprocess.Popen[bytes] | None = None
    most_bytes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _spent: dict[int, tuple[str, float]] = field(default_factory=dict)

    def start(self) -> None:
        """Start the workers, and the bell if it does not ring yet."""
        names = [f"newsstand{number}@%h" for number in range(WORKERS)]
        work = ("worker", "--concurrency", "1", "--queues", "celery", "--hostname")
        self.workers = [self._celery(*work, name) for name in names]
        if self.bell is None:
            schedule = serving.LOCAL / "newsstand-schedule"
            self.bell = self._celery("beat", "--schedule", str(schedule), "--pidfile=")

    def kill(self) -> None:
        """Kill every process of every worker: none gets to finish anything."""
        self.measure()
        for worker in self.workers:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self.workers = []

    def stop(self) -> None:
        """Ask all of them to end, and wait for it."""
        self.measure()
        bell, self.bell = self.bell, None
        processes = [*self.workers, *([bell] if bell else [])]
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.workers = []

    def measure(self) -> None:
        """Note what the processes hold and have spent by now."""
        for number in self._processes():
            with suppress(FileNotFoundError, ProcessLookupError):
                command = (_PROC / str(number) / "cmdline").read_text().replace("\0", " ")
                role = "reader" if _READER in command else "worker"
                pages = int((_PROC / str(number) / "statm").read_text().split()[1])
                self.most_bytes[role] = max(self.most_bytes[role], pages * _PAGE_BYTES)
                self._spent[number] = role, _cpu_seconds(number)

    @property
    def cpu_seconds(self) -> dict[str, float]:
        """The CPU seconds that each role has spent, as of the last measuring."""
        spent: dict[str, float] = defaultdict(float)
        for role, seconds in self._spent.values():
            spent[role] += seconds
        return spent

    def _processes(self) -> Iterator[int]:
        """Give the workers' processes and all that descend from them."""
        children: dict[int, list[int]] = defaultdict(list)
        for entry in _PROC.iterdir():
            if entry.name.isdigit():
                with suppress(FileNotFoundError, ProcessLookupError):
                    children[int(_stat(int(entry.name))[1])].append(int(entry.name))
        waiting = [worker.pid for worker in self.workers]
        while waiting:
            number = waiting.pop()
            yield number
            waiting.extend(children[number])

    def _celery(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "config", *arguments],
            cwd=serving.PROJECT,
            env=dict(self.environment),
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


@contextmanager
def at_work(environment: Mapping[str, str], log: Path) -> Iterator[Crew]:
    """Have two workers at work, and end them on leaving."""
    with log.open("wb") as output:
        crew = Crew(environment, output)
        crew.start()
        try:
            yield crew
        finally:
            crew.stop()


def _stat(number: int) -> list[str]:
    """Return what the system says of a process, from its state on."""
    return (_PROC / str(number) / "stat").read_text().rpartition(")")[2].split()


def _cpu_seconds(number: int) -> float:
    user, system = _stat(number)[11:13]
    return (int(user) + int(system)) / _TICKS
