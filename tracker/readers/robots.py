"""What a site's robots.txt allows, by RFC 9309."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import protego

from tracker.readers import decode

# The standard has crawlers read at least this much; more is no honest file.
LARGEST = 500 * 1024
_AGENT_FIELDS = frozenset({"user-agent", "useragent", "user agent"})
# With the misspellings that are as common as they are clear.
_FIELDS = frozenset(
    {"allow", "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw", "crawl-delay"}
)
_TOKEN = re.compile(r"\*|[A-Za-z_-]+")


@dataclass(frozen=True)
class Rules:
    """The rules of one site; ``is_unreachable`` forbids everything until they can be read."""

    parsed: protego.Protego | None = None
    is_unreachable: bool = False

    def allows(self, url: str, agent: str) -> bool:
        """Return whether ``agent`` may ask for ``url``."""
        if self.parsed is None:
            return not self.is_unreachable
        return bool(self.parsed.can_fetch(url, agent))

    def crawl_delay(self, agent: str) -> float | None:
        """Return how many seconds ``agent`` should leave between requests, where it is said."""
        if self.parsed is None:
            return None
        delay = self.parsed.crawl_delay(agent)
        return None if delay is None else float(delay)


def rules(body: bytes, status: int) -> Rules:
    """Return the rules that an answer of this status states.

    Without a file (4xx) all is allowed. While the site cannot say (5xx, or 429), nothing is.
    """
    if status >= 500 or status == 429:  # noqa: PLR2004 - the class of a server's own errors
        return Rules(is_unreachable=True)
    if not 200 <= status < 300:  # noqa: PLR2004 - the class of successes
        return Rules()
    text, _ = decode.decode(body[:LARGEST])
    return Rules(protego.Protego.parse("\n".join(_lines(text))))


def _lines(text: str) -> Iterator[str]:
    """Give the lines that count, as the parser takes them.

    By the standard an unknown line is as if it were not there, even between two that name agents;
    and an agent's name ends where something else than a letter, "-" or "_" follows.
    """
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        field = name.strip().lower()
        if field in _AGENT_FIELDS:
            token = _TOKEN.match(value.strip())
            yield f"user-agent: {token.group() if token else value.strip()}"
        elif field in _FIELDS:
            yield f"{field}: {value.strip()}"
