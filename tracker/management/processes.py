"""The service's processes, as the Procfile names them, for as long as a command needs them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from config import lifeline

STOP_SECONDS = 40


@contextmanager
def running(
    names: Sequence[str], root: Path, log: Path, environment: Mapping[str, str], port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Run processes of the Procfile, what they print going to ``log``, and stop them on leaving.

    The first that is named gets ``port``. They end with this process, also when it is killed.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    # The Procfile says `python`, which has to be the one that runs this.
    programs = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    # Not .env: that file is for Compose.
    honcho = [sys.executable, "-m", "honcho", "--no-colour", "--env", os.devnull]
    # The runner counts ports upwards from there, a hundred for each name.
    command = [*honcho, "start", "--port", str(port), *names]
    with log.open("wb") as output:
        runner = subprocess.Popen(  # noqa: S603 - our own Procfile
            command,
            cwd=root,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**environment, "PATH": programs, lifeline.STARTER: str(os.getpid())},
        )
        try:
            yield runner
        finally:
            _stop(runner)


def _stop(runner: subprocess.Popen[bytes]) -> None:
    """Ask once, as Ctrl-C may have done already, and insist only when that does not help."""
    if runner.poll() is None:
        runner.send_signal(signal.SIGTERM)
    try:
        runner.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        runner.kill()
        runner.wait()
