"""Events of the ledger as messages in chat: one module for each service, bytes of JSON out."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson

from tracker import vocabularies
from tracker.representations.chat import challenges, discord, events, mattermost, slack, teams
from tracker.representations.chat.messages import Message

_RENDERERS: Final[Mapping[str, Callable[[Message], dict[str, Any]]]] = {
    vocabularies.EndpointFormat.SLACK: slack.render,
    vocabularies.EndpointFormat.TEAMS: teams.render,
    vocabularies.EndpointFormat.DISCORD: discord.render,
    vocabularies.EndpointFormat.MATTERMOST: mattermost.render,
}


def event(envelope: bytes, service: str, language: str) -> bytes:
    """Return what is posted of the event in ``envelope``: the same bytes whenever it is asked."""
    return _rendered(events.message(orjson.loads(envelope), language), service)


def challenge(code: str, home: str, service: str, language: str) -> bytes:
    """Return what is posted to find out who reads a channel; ``code`` is '' where none is asked."""
    return _rendered(challenges.message(code, home, language), service)


def _rendered(message: Message, service: str) -> bytes:
    return orjson.dumps(_RENDERERS[service](message))
