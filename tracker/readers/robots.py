"""What a site's robots.txt allows, by RFC 9309."""

from dataclasses import dataclass

import protego

from tracker.readers import decode

# The standard has crawlers read at least this much; more is no honest file.
LARGEST = 500 * 1024


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
    return Rules(protego.Protego.parse(text))
