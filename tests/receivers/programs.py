"""The receivers of docs/webhooks.md as programs: written out, started, and what they print."""

import re
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PAGE = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"
START_SECONDS = 30.0
POLL_SECONDS = 0.05
_PROGRAM = re.compile(
    r"<!-- (?P<name>[a-z.]+): run as it stands -->\n```\w+\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def shown() -> dict[str, str]:
    """Return the code of each receiver of the page, by its file's name."""
    return {match["name"]: match["code"] for match in _PROGRAM.finditer(PAGE.read_text("utf-8"))}


def written(name: str, folder: Path) -> Path:
    """Return the file into which the receiver of this name was written."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(shown()[name], encoding="utf-8")
    return path


class Heard:
    """The lines that a program printed so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def read(self, output: IO[str]) -> None:
        """Keep each line as it comes, to the end."""
        self.lines.extend(line.rstrip("\n") for line in output)

    def count(self, word: str) -> int:
        """Return how many lines begin with these words."""
        return sum(f"{line} ".startswith(f"{word} ") for line in self.lines)


@contextmanager
def listening(
    command: Sequence[str], folder: Path, port: int, environment: Mapping[str, str]
) -> Iterator[Heard]:
    """Run a receiver while the block lasts, from when it listens on ``port``."""
    heard = Heard()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=None, text=True
    )
    assert process.stdout is not None
    reader = threading.Thread(target=heard.read, args=[process.stdout], daemon=True)
    reader.start()
    try:
        _wait_for(port, process)
        yield heard
    finally:
        process.terminate()
        process.wait()
        reader.join()
        process.stdout.close()


def post(url: str, headers: Mapping[str, str], body: bytes) -> int:
    """Return the status with which a receiver answers a message."""
    request = urllib.request.Request(url, body, dict(headers))  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=START_SECONDS) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            post(f"http://127.0.0.1:{port}/", {}, b"{}")
        except urllib.error.URLError:
            threading.Event().wait(POLL_SECONDS)
        else:
            return
    raise RuntimeError(f"the receiver did not start: {process.args!r}")
