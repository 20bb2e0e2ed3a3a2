"""An editor at the desk: keys pressed in a browser, and what the page then says."""

import base64
import hashlib
import hmac
import time
from typing import Any

STEP_MS = 20_000
MOST_TABS = 120
_CODE_SECONDS = 30


class Editor:
    """Someone who signs in, and works by the keyboard."""

    def __init__(self, page: Any, url: str, name: str, password: str) -> None:
        self.page, self.url, self.name, self.password = page, url, name, password
        self.secret = ""
        page.set_default_timeout(STEP_MS)

    def go(self, path: str) -> None:
        """Open a page of the desk."""
        self.page.goto(self.url + path)

    def sign_in(self) -> None:
        """Give name and password."""
        self.go("/admin/")
        self.page.fill("#id_username", self.name)
        self.page.fill("#id_password", self.password)
        self.lead("Enter")

    def set_up_device(self) -> None:
        """Set up a device for one-time codes by the secret that the page shows."""
        self.secret = self.page.inner_text("code.secret").replace(" ", "")
        self.page.fill("[name=code]", self.code())
        self.lead("Enter")
        self.click("text=I have kept them")

    def code(self) -> str:
        """Return the code of this half minute (RFC 6238: SHA-1, six digits)."""
        padded = self.secret + "=" * (-len(self.secret) % 8)
        moment = (int(time.time()) // _CODE_SECONDS).to_bytes(8, "big")
        digest = hmac.new(base64.b32decode(padded, casefold=True), moment, hashlib.sha1).digest()
        start = digest[-1] & 15
        number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"

    def press(self, *keys: str) -> None:
        """Press keys, and wait until the page that they lead to is there."""
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_load_state("load")

    def lead(self, *keys: str) -> None:
        """Press keys of which the last leads to another page."""
        for key in keys[:-1]:
            self.page.keyboard.press(key)
        with self.page.expect_navigation():
            self.page.keyboard.press(keys[-1])

    def click(self, selector: str) -> None:
        """Press a button, or follow a link, that leads to another page."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def tab_to(self, selector: str) -> None:
        """Press Tab until what ``selector`` finds first has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")

    def say(self, selector: str, text: str) -> None:
        """Replace what a field says."""
        self.tab_to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, selector: str, label: str) -> None:
        """Choose from a list by typing what the choice begins with."""
        self.tab_to(selector)
        self.page.keyboard.type(label)
        chosen = self.page.eval_on_selector(selector, "e => e.selectedOptions[0].text")
        if chosen != label:
            raise AssertionError(f"{chosen!r} is chosen, and not {label!r}")

    def mark(self, selector: str, words: str) -> None:
        """Mark words of a text, as with the mouse."""
        self.page.eval_on_selector(
            selector,
            """(element, words) => {
                const node = element.firstChild, start = node.data.indexOf(words);
                const range = document.createRange();
                range.setStart(node, start);
                range.setEnd(node, start + words.length);
                const selection = document.getSelection();
                selection.removeAllRanges();
                selection.addRange(range);
            }""",
            words,
        )

    @property
    def key(self) -> int:
        """The key of the flag whose page is shown."""
        return int(self.page.url.partition("/admin/review/")[2].partition("/")[0])

    @property
    def notes(self) -> list[str]:
        """What the page says of what was done."""
        found: list[str] = self.page.locator("ul.messagelist li").all_inner_texts()
        return found
