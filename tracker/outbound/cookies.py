"""Cookies within one chain of redirects: sites set one and send back, to see whether it is kept."""

from collections import defaultdict
from collections.abc import MutableMapping
from http.cookies import SimpleCookie

from yarl import URL

MOST_BYTES = 4096


class Cookies:
    """What each origin has set on the way, given back to that origin alone, and then forgotten."""

    def __init__(self) -> None:
        self._of: dict[URL, dict[str, str]] = defaultdict(dict)

    def keep(self, origin: URL, said: SimpleCookie) -> None:
        """Keep what an answer of ``origin`` set."""
        self._of[origin].update({one.key: one.coded_value for one in said.values()})

    def give_back(self, origin: URL, headers: MutableMapping[str, str]) -> None:
        """Add to ``headers`` what ``origin`` has set; nothing where that is too much."""
        said = "; ".join(f"{name}={value}" for name, value in self._of[origin].items())
        if 0 < len(said) <= MOST_BYTES:
            headers["Cookie"] = said
