"""Starting, watching and stopping a server's process, as a child or as an orphan taken over."""

import errno
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

PROC = Path("/proc")  # Linux only; elsewhere there is ps
TAIL_BYTES = 3000
TAIL_LINES = 20
# A supervisor may run as root and the server as somebody else: secrets stay out of its reach.
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")

_children: dict[int, subprocess.Popen[bytes]] = {}


class StartError(Exception):
    """A server could not be started; the message is for the person at the terminal."""


@dataclass(frozen=True)
class Account:
    """The operating system's user and group that a process runs as."""

    uid: int
    gid: int


def wait_until(condition: Callable[[], bool], seconds: float, interval: float = 0.02) -> bool:
    """Return whether ``condition`` became true within ``seconds``."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() >= deadline:
            return False
        pause.wait(interval)
    return True


def run(
    command: Sequence[str], account: Account | None, timeout: float
) -> subprocess.CompletedProcess[bytes]:
    """Return the finished ``command``, run as ``account`` (None: as ourselves)."""
    try:
        return subprocess.run(  # noqa: S603 - every word is ours
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=timeout,
            cwd="/",
            env=_environment(),
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    except subprocess.TimeoutExpired:
        raise StartError(f"{command[0]} took longer than {timeout:.0f} seconds.") from None
    except OSError as error:
        raise StartError(f"{command[0]} cannot be run: {error.strerror}.") from None


def launch(command: Sequence[str], log: Path, account: Account | None = None) -> int:
    """Start a server whose output is appended to ``log`` and return its process id."""
    try:
        with log.open("ab") as output:
            child = subprocess.Popen(  # noqa: S603 - every word is ours
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=_environment(),
                umask=0o077,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
    except OSError as error:
        raise StartError(f"{command[0]} cannot be run: {error.strerror}.") from None
    _children[child.pid] = child
    return child.pid


def is_running(pid: int, argument: str) -> bool:
    """Return whether ``pid`` is a live process that was started with ``argument``.

    A process id in a file may by now be somebody else's, or a zombie that nobody reaps.
    """
    if pid in _children:
        return _children[pid].poll() is None
    look = _is_running_by_proc if PROC.joinpath("self").exists() else _is_running_by_ps
    return look(pid, argument)


def titled(title: str) -> list[int]:
    """Return the ids of the processes whose command line, as they show it, begins so."""
    if PROC.joinpath("self").exists():
        shown = [(path.parent.name, _read(path)) for path in PROC.glob("[0-9]*/cmdline")]
    else:
        lines = _ps("-ax", "-o", "pid=,command=").splitlines()
        shown = [
            (pid, command) for pid, _, command in (line.strip().partition(" ") for line in lines)
        ]
    return [int(pid) for pid, command in shown if command.startswith(title)]


def stop(pid: int, argument: str, steps: Iterable[tuple[Signals, float]]) -> None:
    """End the process by sending each signal and giving it so many seconds, until it is gone."""
    for signal, seconds in steps:
        if not is_running(pid, argument):
            return
        os.kill(pid, signal)
        wait_until(lambda: not is_running(pid, argument), seconds)


def tail(log: Path, start: int = 0) -> str:
    """Return the last lines of ``log``, none of them from before the byte ``start``."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(start, size - TAIL_BYTES))
            lines = file.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-TAIL_LINES:])


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def _is_running_by_proc(pid: int, argument: str) -> bool:
    process = PROC / str(pid)
    try:
        # The second field, the name in brackets, may hold spaces and brackets of its own.
        state = process.joinpath("stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        arguments = process.joinpath("cmdline").read_bytes().split(b"\0")
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ESRCH):
            return False
        raise
    return state not in "ZX" and os.fsencode(argument) in arguments


def _is_running_by_ps(pid: int, argument: str) -> bool:
    answer = _ps("-o", "stat=,command=", "-p", str(pid)).strip()
    return bool(answer) and not answer.startswith("Z") and argument in answer


def _ps(*options: str) -> str:
    return subprocess.run(  # noqa: S603 - every word is ours
        ["/bin/ps", "-ww", *options], capture_output=True, check=False, text=True
    ).stdout


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # the process has just ended
