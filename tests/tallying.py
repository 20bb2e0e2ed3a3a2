"""What programs of other tools say: their steps are run, and what passed and failed is counted."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

STEP_SECONDS = 300


class Tally:
    """How much passed and failed so far: steps of our own, and checks that programs print."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def count(self, name: str, *, is_good: bool) -> None:
        """Print and count one result."""
        print(f"{'passed' if is_good else 'failed'} {name}", flush=True)  # noqa: T201
        self.passed += is_good
        self.failed += not is_good

    def take(self, name: str, command: list[str], folder: Path) -> bool:
        """Run a step; return whether it succeeded, having shown what it printed if it did not."""
        done = _run(command, folder)
        if done.returncode:
            print(done.stdout)  # noqa: T201
        self.count(name, is_good=done.returncode == 0)
        return done.returncode == 0

    def listen(self, language: str, command: list[str], folder: Path) -> None:
        """Run a program that prints ``passed …`` and ``failed …``, and count these lines."""
        done = _run(command, folder)
        checks = [line.partition(" ") for line in done.stdout.splitlines()]
        for word, _, name in checks:
            if word in {"passed", "failed"}:
                self.count(f"{language}: {name}", is_good=word == "passed")
        if done.returncode and not any(word == "failed" for word, _, _ in checks):
            print(done.stdout)  # noqa: T201
            self.count(f"{language}: the program ends well", is_good=False)


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in ``folder``; one that cannot be run or does not end has failed."""
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=STEP_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, str(error))


def _environment(folder: Path) -> Mapping[str, str]:
    """Return the environment in which the generator of Python finds its formatter."""
    programs = os.pathsep.join([str(folder / "venv" / "bin"), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": programs}
