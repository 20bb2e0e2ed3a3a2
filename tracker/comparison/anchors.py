"""Where a quote stands in a later version of its text, found by its words and those around it."""

import re
from dataclasses import dataclass

from tracker.analysis import normalise

# As much of the words around a quote tells that it stands where it stood.
_NEIGHBOURS = 20
_PIECE = re.compile(r"\s+|[\"“”„«»]|['‘’ʼ`]|[-‐‑–—]|[^\s\"“”„«»'‘’ʼ`‐‑–—-]+")
_CLASSES = {" ": r"\s+", '"': '["“”„«»]', "'": "['‘’ʼ`]", "-": "[-‐‑–—]"}


@dataclass(frozen=True)
class Place:
    """Where the words stand, as code points, and whether among others than before."""

    start: int
    end: int
    is_moved: bool


def find(text: str, exact: str, prefix: str = "", suffix: str = "", near: int = 0) -> Place | None:
    """Return where ``exact`` stands in ``text``; None where it does not, word for word.

    Another layout or other typographic quotes and dashes make no other words. Of several places
    the one counts that has most of ``prefix`` before and ``suffix`` after it, then the one nearest
    to ``near``.
    """
    found = [
        (_around(text, match, prefix, suffix), -abs(match.start() - near), match)
        for match in re.finditer(_pattern(exact), text)
    ]
    if not found:
        return None
    (before, after), _, match = max(found, key=lambda candidate: (sum(candidate[0]), candidate[1]))
    kept = [
        is_shared >= min(len(words), _NEIGHBOURS)
        for is_shared, words in ((before, _plain(prefix)), (after, _plain(suffix)))
    ]
    return Place(match.start(), match.end(), is_moved=not any(kept))


def _pattern(exact: str) -> str:
    pieces = []
    for piece in _PIECE.findall(exact.strip()):
        plain = " " if piece.isspace() else normalise.lower(piece)
        pieces.append(_CLASSES.get(plain) or re.escape(piece))
    first, last = exact.strip()[:1], exact.strip()[-1:]
    opening = r"(?<!\w)" if re.match(r"\w", first) else ""
    closing = r"(?!\w)" if re.match(r"\w", last) else ""
    return f"{opening}{''.join(pieces)}{closing}"


def _around(text: str, match: "re.Match[str]", prefix: str, suffix: str) -> tuple[int, int]:
    """Return how many characters of what stood before, and after, still stand there."""
    # Twice as far: another layout may take more room.
    before = _plain(text[max(0, match.start() - 2 * len(prefix)) : match.start()])
    after = _plain(text[match.end() : match.end() + 2 * len(suffix)])
    return _shared(before[::-1], _plain(prefix)[::-1]), _shared(after, _plain(suffix))


def _plain(words: str) -> str:
    return "".join(normalise.lower(words).split())


def _shared(one: str, other: str) -> int:
    for index, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return index
    return min(len(one), len(other))
