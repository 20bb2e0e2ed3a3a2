"""A reader of the pages: follows links, fills forms, and looks for what keeps others out."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from sinks import Channel, Mails

STEP_MS = 20_000
COMMAND_SECONDS = 120


class Reader:
    """Someone without an account, their mailbox, and their newsroom's channel."""

    def __init__(
        self, page: Any, folder: Path, given: dict[str, Any], mails: Mails, channel: Channel
    ) -> None:
        self.page, self.folder, self.given = page, folder, given
        self.mails, self.channel = mails, channel
        self.url = str(given["url"])
        self.managing = self.told = ""
        page.set_default_timeout(STEP_MS)

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.url + path)

    def follow(self, selector: str) -> None:
        """Follow a link, or press a button, that leads to another page."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def text(self, selector: str = "main") -> str:
        """Return what stands there, in one line."""
        return " ".join(self.page.inner_text(selector).split())

    def work(self) -> None:
        """Have workers do what waits."""
        subprocess.run(
            self.given["work"],
            cwd=self.given["project"],
            env=self.given["environment"],
            check=True,
            capture_output=True,
            timeout=COMMAND_SECONDS,
        )

    def ask(self, path: str) -> Any:
        """Return the API's answer to anyone."""
        return _answer(urllib.request.Request(self.url + path))  # noqa: S310 - our own address

    def write(self, account: str, method: str, path: str, body: dict[str, Any]) -> Any:
        """Return the API's answer to what a program with the token of an account writes."""
        headers = {
            "Authorization": f"Bearer {self.given['tokens'][account]}",
            "Content-Type": "application/json",
            "If-Match": "*",
        }
        content = json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - our own address
            self.url + path, content, headers, method=method
        )
        return _answer(request)

    def barriers(self) -> list[str]:
        """Return what axe finds on the page that is open."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


def _answer(request: urllib.request.Request) -> Any:
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise AssertionError(error.read().decode()) from error
