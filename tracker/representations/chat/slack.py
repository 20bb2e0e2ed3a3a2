"""Messages for Slack's incoming webhooks: blocks whose texts are plain, so that none is markup."""

from typing import Any, Final

from tracker.representations.chat.messages import Message, can_be_linked, quoted, shortened

MOST_OF_A_HEADER: Final = 150
MOST_OF_A_TEXT: Final = 3000
MOST_OF_A_CONTEXT: Final = 300


def render(message: Message) -> dict[str, Any]:
    """Return the body of the request; ``text`` is what notifications show."""
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": _plain(shortened(message.heading, MOST_OF_A_HEADER))}
    ]
    if message.statement:
        blocks.append(_section(shortened(message.statement, MOST_OF_A_TEXT)))
    if message.quote:
        blocks.append(_section(quoted(message.quote, MOST_OF_A_TEXT)))
    if message.byline:
        blocks.append(_context(message.byline))
    if message.judgement:
        blocks.append(_context(message.judgement))
    links = [_link(message.link, message.link_label)]
    if message.source_label and can_be_linked(message.source_url):
        links.append(_link(message.source_url, message.source_label))
    text = {"type": "mrkdwn", "text": " · ".join(links), "verbatim": True}
    blocks.append({"type": "section", "text": text})
    return {
        "text": escaped(shortened(message.heading, MOST_OF_A_TEXT // 6)),
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def escaped(text: str) -> str:
    """Return ``text`` as mrkdwn shows it: ``<!channel>`` calls nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _plain(text)}


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [_plain(shortened(text, MOST_OF_A_CONTEXT))]}


def _link(url: str, label: str) -> str:
    return f"<{escaped(url)}|{escaped(shortened(label, 100)).replace('|', '¦')}>"
