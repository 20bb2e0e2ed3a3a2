"""Messages for Discord's webhooks: one embed, in which no mention calls anybody."""

import string
from typing import Any, Final

from tracker.representations.chat.messages import Message, can_be_linked, fitting

MOST_OF_A_TITLE: Final = 256
MOST_OF_A_STATEMENT: Final = 600
MOST_OF_A_QUOTE: Final = 1800
MOST_OF_A_BYLINE: Final = 300
"""Together, with two links, they are within the 4096 characters of a description."""
MOST_OF_A_LABEL: Final = 100
_MARKUP: Final = frozenset(string.punctuation)


def render(message: Message) -> dict[str, Any]:
    """Return the body of the request."""
    lines = []
    if message.statement:
        lines.append(fitting(message.statement, MOST_OF_A_STATEMENT, escaped))
    if message.quote:
        lines.append("> " + fitting(message.quote, MOST_OF_A_QUOTE, _quoted))
    if message.byline:
        lines.append("— " + fitting(message.byline, MOST_OF_A_BYLINE, escaped))
    if message.source_label and can_be_linked(message.source_url):
        lines.append(_link(message.source_label, message.source_url))
    lines.append(_link(message.link_label, message.link))
    embed: dict[str, Any] = {
        "title": fitting(message.heading, MOST_OF_A_TITLE, escaped),
        "url": message.link,
        "description": "\n\n".join(lines),
    }
    if message.judgement:
        embed["footer"] = {"text": message.judgement}
    return {"embeds": [embed], "allowed_mentions": {"parse": []}}


def escaped(text: str) -> str:
    """Return ``text`` with a backslash, which Discord leaves out, before each mark of ASCII."""
    return "".join(f"\\{each}" if each in _MARKUP else each for each in text)


def _quoted(text: str) -> str:
    return f"“{escaped(text)}”"


def _link(label: str, url: str) -> str:
    within = url.replace("(", "%28").replace(")", "%29")
    return f"[{fitting(label, MOST_OF_A_LABEL, escaped)}]({within})"
