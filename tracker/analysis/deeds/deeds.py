"""Deeds that a sentence reports as done: a vote, a law, a ruling, a deployment, a measure."""

from dataclasses import dataclass

from tracker.analysis import lexicon
from tracker.analysis.structure.sentences import Sentence

FILE = "deeds"
KINDS = (
    "law",
    "decree",
    "ruling",
    "vote",
    "deployment",
    "operation",
    "construction",
    "delivery",
    "measure",
    "incident",
)
_NEAR = 50


@dataclass(frozen=True)
class Deed:
    """A deed of one kind, and the words in the sentence that report it."""

    sentence: int
    kind: str
    cue: lexicon.Hit


def find(sentence: Sentence, language: str) -> Deed | None:
    """Return the first deed that the sentence reports as done, if it reports one."""
    scan = lexicon.Scan(FILE, language, sentence.lowered, sentence.folded)
    found = [
        Deed(sentence.index, kind, hit)
        for kind in KINDS
        for hit in scan.hits(kind)
        if not scan.any("unreal", hit.start - _NEAR, hit.end)
    ]
    return min(found, key=lambda deed: deed.cue.start, default=None)
