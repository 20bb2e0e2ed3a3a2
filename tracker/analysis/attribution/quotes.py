"""Voices, verbs of speech, quotations and questions, sentence by sentence."""

import re
from dataclasses import dataclass

from tracker.analysis import lexicon
from tracker.analysis.structure.sentences import Sentence

_MARK = re.compile(r"[\"“”«»]")


@dataclass(frozen=True)
class Voice:
    """Whoever is said to speak, as named there.

    ``kind`` is ``official`` or ``party`` (``key`` says which), ``country`` (a state named as
    acting), ``institution`` (an office), ``person`` (of no known office) or ``outsider``
    (opposition, analysts, journalists). ``country`` is the code of the country that it is of,
    ``also`` those of the countries that act with it ("Sulaco y Azuera").
    """

    kind: str
    name: str
    attributed_as: str
    key: str | None = None
    country: str | None = None
    also: tuple[str, ...] = ()
    is_carried: bool = False


def is_question(sentence: Sentence, language: str) -> bool:
    """Tell whether the sentence asks something, or is labelled as a journalist's question."""
    hits = lexicon.load(language).cues["question"].find(sentence.lowered, sentence.folded)
    is_labelled = any(
        hit.start == 0 and sentence.folded[hit.end :].lstrip().startswith(":") for hit in hits
    )
    return is_labelled or "¿" in sentence.text or sentence.text.rstrip("\"'”’») ").endswith("?")


def verbs(sentence: Sentence, language: str) -> tuple[lexicon.Hit, ...]:
    """Return the verbs of speech, and each "according to", by position."""
    cues, kept = lexicon.load(language).cues, list[lexicon.Hit]()
    hits = (cues[name].find(sentence.lowered, sentence.folded) for name in ("according", "speech"))
    for hit in sorted((*next(hits), *next(hits)), key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def quotations(sentence: Sentence, *, is_open: bool) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Return the spans of a sentence that stand in quotation marks, and whether one stays open."""
    spans, start = [], 0
    for mark in _MARK.finditer(sentence.text):
        opens = mark.group() in "“«" or (mark.group() == '"' and not is_open)
        if is_open and not opens:
            spans.append((start, mark.end()))
        if opens != is_open:
            is_open, start = opens, mark.start()
    if is_open:
        spans.append((start, len(sentence.text)))
    return tuple(spans), is_open
