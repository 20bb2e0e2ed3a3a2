"""Messages for Mattermost's incoming webhooks: Markdown, in which no mention calls anybody."""

import re
from typing import Any, Final

from tracker.representations.chat.messages import Message, can_be_linked, fitting

MOST_OF_A_HEADING: Final = 300
MOST_OF_A_STATEMENT: Final = 500
MOST_OF_A_QUOTE: Final = 1500
MOST_OF_A_BYLINE: Final = 300
"""Together, with two links, they are within the 4000 characters that every server takes."""
MOST_OF_A_LABEL: Final = 100
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!~|>])")
_CALLING: Final = re.compile(r"(@|://|:(?=[a-zA-Z0-9_+-]+:))")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_ZERO_WIDTH: Final = "\u200b"


def render(message: Message) -> dict[str, Any]:
    """Return the body of the request."""
    lines = [f"#### {fitting(message.heading, MOST_OF_A_HEADING, escaped)}"]
    if message.statement:
        lines.append(fitting(message.statement, MOST_OF_A_STATEMENT, escaped))
    if message.quote:
        lines.append(f"> {fitting(message.quote, MOST_OF_A_QUOTE, _quoted)}")
    if message.byline:
        lines.append(f"— {fitting(message.byline, MOST_OF_A_BYLINE, escaped)}")
    ending = [_link(message.link_label, message.link)]
    if message.source_label and can_be_linked(message.source_url):
        ending.append(_link(message.source_label, message.source_url))
    if message.judgement:
        ending.insert(0, f"*{escaped(message.judgement)}*")
    return {"text": "\n\n".join([*lines, " · ".join(ending)])}


def escaped(text: str) -> str:
    """Return ``text`` with a backslash before what is markup.

    Where Mattermost knows no backslash, as in ``@all``, addresses and emojis, a character
    without width keeps it from calling, linking and drawing.
    """
    text = _ENTITY.sub("&amp;", text)
    return _CALLING.sub(rf"\1{_ZERO_WIDTH}", _MARKUP.sub(r"\\\1", text)).replace("<", "&lt;")


def _quoted(text: str) -> str:
    return f"“{escaped(text)}”"


def _link(label: str, url: str) -> str:
    within = url.replace("(", "%28").replace(")", "%29")
    return f"[{fitting(label, MOST_OF_A_LABEL, escaped)}]({within})"
