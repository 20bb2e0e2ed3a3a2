"""Words in a text that are addressed to a machine that reads it; the words are in the lexicon."""

import base64
import binascii
import re
from functools import cache
from typing import Final

from tracker.analysis import lexicon, normalise

FILE: Final = "instructions"
_LONGEST = 80
# Zero-width characters are read over; letters of the block of tags are seen by machines alone.
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{32,}={0,2}")
_LEAST_READABLE = 0.95


def found(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` that read like orders to a machine, by position."""
    plain = _UNSEEN.sub("", text)
    decoded = [(m.start(), _decoded(m.group())) for m in _ENCODED.finditer(plain)]
    hidden = [(m.start(), "invisible letters") for m in _TAGS.finditer(plain)]
    said = [*_said(plain), *hidden, *((at, words) for at, words in decoded if words)]
    return tuple(words[:_LONGEST] for _, words in sorted(said))


def _said(plain: str) -> list[tuple[int, str]]:
    lowered, folded = normalise.lower(plain), normalise.fold(plain)
    cues = [lexicon.cues(FILE, language)["orders"] for language in lexicon.LANGUAGES]
    spans = [(hit.start, hit.end) for cue in cues for hit in cue.find(lowered, folded)]
    # Folded, a text has no lines, where the labels of a conversation begin.
    spans += [match.span() for match in _any("marks", "{}").finditer(folded)]
    spans += [match.span() for match in _any("roles", "^ *(?:{}):").finditer(plain)]
    return [(start, plain[start:end]) for start, end in spans]


@cache
def _any(name: str, shape: str) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, lexicon.table(FILE, "en")[name])))
    return re.compile(shape.format(words), re.MULTILINE | re.IGNORECASE)


def _decoded(letters: str) -> str:
    """Return the sentence that letters in base64 spell; '' where they spell none."""
    try:
        text = base64.b64decode(letters + "=" * (-len(letters) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    readable = sum(letter.isalpha() or letter in " .,:;-'" for letter in text)
    return text if " " in text and readable >= _LEAST_READABLE * len(text) else ""
