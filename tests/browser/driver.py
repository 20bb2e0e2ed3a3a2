"""The driver of the browser, and how steps reach the service: by programs and by commands."""

import json
import shutil
import sys
import urllib.request
from pathlib import Path
from typing import Any

from tests import serving
from tests.tallying import Tally
from tracker.webhooks import receiver

HERE = Path(__file__).resolve().parent
MADE = serving.LOCAL / "browser"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PROGRAMS = ("browsing.py", "desk_steps.py", "editor.py", "site_steps.py", "reader.py", "sinks.py")
# What a worker does, until nothing is left.
SEND = """
from tracker.webhooks import delivery, fanout
while fanout.fan_out(500) or delivery.send_due():
    pass
"""


def chromium() -> str:
    """Return where the browser is. Raises SystemExit where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit(f"None of {', '.join(BROWSERS)} is installed.")
    return found


def make_driver(tally: Tally) -> bool:
    """Install what drives the browser, in an environment whose packages do not meet ours."""
    MADE.mkdir(parents=True, exist_ok=True)
    for name in PROGRAMS:
        shutil.copyfile(HERE / name, MADE / name)
    packages = ["-r", str(HERE / "requirements.txt")]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    install = ["venv/bin/python", "-m", "pip", "install", *quiet, *packages]
    return tally.take(
        "an environment is made", [sys.executable, "-m", "venv", "venv"], MADE
    ) and tally.take("the driver is installed", install, MADE)


def shell(service: serving.Service, program: str) -> Any:
    """Return what a program in the service's own environment prints as JSON."""
    return json.loads(serving.manage(["shell", "--no-imports", "-c", program], service.environment))


class Program:
    """An account's program that asks the API."""

    def __init__(self, service: serving.Service, account: str) -> None:
        self._service, self._token = service, service.tokens[account]

    def ask(self, path: str, body: Any = None) -> Any:
        """Return the answer of the API."""
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
        }
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - our own address
            self._service.url + path, content, headers
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    def subscribe(self, heard: receiver.Receiver) -> None:
        """Subscribe a receiver to everything."""
        wanted = {"external_url": heard.url, "event_types": ["*"], "has_backfill": True}
        heard.secrets.append(self.ask("/v1/webhook-endpoints", wanted)["secret"])

    def changes(self, after: int) -> list[dict[str, Any]]:
        """Return all that was published after a place in the ledger."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.ask(f"/v1/changes?after={after}&limit=1000")
            found += page["results"]
            after = page["last_sequence"]
            if page["next"] is None:
                return found
