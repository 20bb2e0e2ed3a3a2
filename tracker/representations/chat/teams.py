"""Messages for Microsoft Teams: an Adaptive Card, as a workflow's webhook posts it in a channel.

What others wrote stands in text runs, which know no Markdown.
"""

from typing import Any, Final

from tracker.representations.chat.messages import Message, can_be_linked, quoted, shortened

MOST_OF_A_HEADING: Final = 300
MOST_OF_A_TEXT: Final = 4000
"""A message has at most 28 kB, in UTF-16."""
_ZERO_WIDTH: Final = "\u200b"


def render(message: Message) -> dict[str, Any]:
    """Return the body of the request."""
    heading = shortened(message.heading, MOST_OF_A_HEADING)
    body = [_block(heading, weight="Bolder", size="Medium")]
    if message.statement:
        body.append(_block(shortened(message.statement, MOST_OF_A_TEXT)))
    if message.quote:
        body.append(_block(quoted(message.quote, MOST_OF_A_TEXT), size="Large"))
    if message.byline:
        body.append(_block(shortened(message.byline, MOST_OF_A_HEADING)))
    if message.judgement:
        body.append(_block(message.judgement, is_subtle=True))
    actions = [_action(message.link_label, message.link)]
    if message.source_label and can_be_linked(message.source_url):
        actions.append(_action(shortened(message.source_label, 60), message.source_url))
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": escaped(heading),
        "msteams": {"width": "Full"},
        "body": body,
        "actions": actions,
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "attachments": [attachment]}


def escaped(text: str) -> str:
    """Return ``text`` without what a card takes for its own: ``{{DATE(…)}}`` and mentions."""
    text = text.replace("{{", "{" + _ZERO_WIDTH + "{")
    return text.replace("<at>", "<" + _ZERO_WIDTH + "at>")


def _block(
    text: str, weight: str = "Default", size: str = "Default", is_subtle: bool = False
) -> dict[str, Any]:
    run = {"type": "TextRun", "text": escaped(text), "weight": weight, "size": size}
    return {"type": "RichTextBlock", "inlines": [{**run, "isSubtle": is_subtle}]}


def _action(title: str, url: str) -> dict[str, str]:
    return {"type": "Action.OpenUrl", "title": title, "url": url}
