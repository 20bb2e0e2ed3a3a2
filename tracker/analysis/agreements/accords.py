"""Agreements between parties by name, and what a sentence says was done to them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.analysis import lexicon
from tracker.analysis.mentions import people
from tracker.analysis.mentions.people import Actor
from tracker.analysis.structure.sentences import Sentence
from tracker.analysis.terms import terms

FILE = "accords"
EVENTS = (
    "signed",
    "ratified",
    "entered_into_force",
    "provisionally_applied",
    "extended",
    "amended",
    "suspended",
    "terminated",
    "announced",
)

_STOP = re.compile(r"[;:](?=\s)|\.\s|\?")
_BEFORE = re.compile(r"(?:[\w.'’&-]{1,60}+[ \u00a0]){0,5}$")
_TAIL = re.compile(
    r"(?:(?<!\s)\s+(?:of|on|for|to|with|between|in|de|del|sobre|para|con|entre|en)\s+(?:the\s+|la\s+|el\s+"
    r"|los\s+|las\s+)?[\w.'’&-]+(?:\s+(?:(?:and|y|e|of|de|del|the|la)\s+){0,4}[A-Z][\w.'’&-]*)*){0,2}"
)
_DATED = re.compile(
    r"(?<!\s)\s+(?:(?:on|in|at|el|en|de|del)\s+)?(?:\d|mon|tues|wednes|thurs|fri|satur|sun|lunes|martes|"
    r"miercoles|jueves|viernes|sabado|domingo|january|february|march|april|may\b|june|july|august|"
    r"september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre|today|yesterday|hoy|ayer|last|next|this week)"
)
_INFINITIVE = re.compile(r"\b(?:to|para|a)\s+$")
_PARTICIPLE = re.compile(r"(?:ed|ad[oa]s?|id[oa]s?|rit[oa]s?)$")
_BESIDE = re.compile(r"\b(?:in|by|under|with|en|segun|bajo|con|tras|after)\s+(?:\w+\s+)?$")
_INFLECTED = re.compile(r"(?:ed|s)$")
_NOMINAL = (" of", "tion", "sion", " de", " del", " to", "firma", "oga")
_ARTICLE = re.compile(r"\b(?P<the>the|this|that|its|their|el|la|los|las|este|esta|ese|su|al|del)\b")
_INDEFINITE = re.compile(r"\b(?:an?|un|una|new|nuevo|nueva)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_REACH = 14
_CLOSE = 5
_NEAR = 45
_NOT_OF_NAME = frozenset(
    {"the", "a", "an", "this", "that", "its", "their", "our", "his", "her", "and", "to", "of", "by",
     "el", "la", "los", "las", "un", "una", "este", "esta", "ese", "esa", "su", "sus", "y", "de",
     "del", "al", "con", "in", "on", "for", "with", "have", "has", "had", "was",
     "were", "is", "are", "be"}
)  # fmt: skip


@dataclass(frozen=True)
class Accord:
    """An instrument and what was done to it: spans of its name and of the deciding words."""

    sentence: int
    start: int
    end: int
    name: str
    event: str
    cue: lexicon.Hit
    actors: tuple[Actor, ...]
    features: Mapping[str, float]


def find(
    sentence: Sentence, language: str, actors: Sequence[Actor], *, is_question: bool = False
) -> list[Accord]:
    """Return every instrument in the sentence with the nearest of each event, likely or not."""
    scene = _Scene(sentence, language, actors, is_question=is_question)
    found: dict[str, Accord] = {}
    for accord in scene.accords():
        best = found.get(accord.event)
        if best is None or accord.features["gap"] < best.features["gap"]:
            found[accord.event] = accord
    return sorted(found.values(), key=lambda accord: accord.start)


def names(sentence: Sentence, language: str) -> list[tuple[int, int]]:
    """Return the spans of the instruments named in the sentence."""
    hits = lexicon.cues(FILE, language)["instruments"].find(sentence.lowered, sentence.folded)
    return [_name(sentence, hit) for hit in hits]


def _name(sentence: Sentence, hit: lexicon.Hit) -> tuple[int, int]:
    """Return the span of an instrument's name: what stands before the noun, and what it is on."""
    text = sentence.text
    start = hit.start
    before = _BEFORE.search(text, max(0, hit.start - 60), hit.start)
    for word in reversed(before.group().split() if before else []):
        folded = sentence.folded[start - len(word) - 1 : start].strip()
        is_part = folded not in _NOT_OF_NAME and (
            word[0].isupper() or "-" in word or start == hit.start
        )
        if not is_part or (_INFLECTED.search(folded) and not word[0].isupper()):
            break
        start -= len(word) + 1
    tail = _TAIL.match(text, hit.end)
    end = tail.end() if tail else hit.end
    dated = _DATED.search(sentence.folded, hit.end, end)
    end = dated.start() if dated else end
    return start, hit.end + len(text[hit.end : end].rstrip(" .,'’"))


class _Scene:
    def __init__(
        self, sentence: Sentence, language: str, actors: Sequence[Actor], *, is_question: bool
    ) -> None:
        self.sentence = sentence
        self.scan = lexicon.Scan(FILE, language, sentence.lowered, sentence.folded)
        self.actors = actors
        self.is_question = is_question
        self.nouns = self._hits("instruments")

    def accords(self) -> Iterator[Accord]:
        """Yield every instrument with every event whose words stand in its clause."""
        for event, cue in self._cues() if self.nouns else ():
            for noun in self.nouns:
                if cue.start < noun.end and noun.start < cue.end:
                    continue
                gap = self._gap(cue, noun)
                is_one = gap <= _REACH and not self._is_cut(cue, noun)
                if is_one and self._is_done(event, cue, noun):
                    yield self._accord(event, cue, noun, gap)

    def _cues(self) -> list[tuple[str, lexicon.Hit]]:
        """Return the words of every event; the longest of those that overlap."""
        found = [(event, hit) for event in EVENTS for hit in self._hits(event)]
        found.sort(key=lambda pair: (pair[1].start - pair[1].end, pair[1].start))
        kept: list[tuple[str, lexicon.Hit]] = []
        for event, hit in found:
            if all(hit.end <= other.start or other.end <= hit.start for _, other in kept):
                kept.append((event, hit))
        return sorted(kept, key=lambda pair: pair[1].start)

    def _is_done(self, event: str, cue: lexicon.Hit, noun: lexicon.Hit) -> bool:
        """Tell whether the words report a deed on the noun: not a wish, a plan or a description."""
        folded = self.sentence.folded
        _, end = _name(self.sentence, noun)
        # "the memorandum signed in April" and "the UN-brokered truce" describe it.
        is_attribute = cue.start >= end and not folded[end : cue.start].strip()
        is_attribute = is_attribute and _PARTICIPLE.search(cue.words) is not None
        is_joined = folded[cue.start - 1 : cue.start] == "-"
        is_wish = self._is_near("unreal", cue) or _INFINITIVE.search(folded[: cue.start])
        between = folded[cue.end : noun.start] if cue.end <= noun.start else ""
        is_beside = _BESIDE.search(between) is not None
        # "in the pact we got them to …" tells what came of it.
        is_beside |= event == "announced" and _BESIDE.search(folded[: noun.start]) is not None
        return not (is_attribute or is_joined or is_wish or is_beside)

    def _accord(self, event: str, cue: lexicon.Hit, noun: lexicon.Hit, gap: int) -> Accord:
        start, end = _name(self.sentence, noun)
        features = self._features(event, cue, noun, gap)
        return Accord(
            sentence=self.sentence.index,
            start=start,
            end=end,
            name=self.sentence.text[start:end],
            event=event,
            cue=cue,
            actors=tuple(self.actors),
            features={name: value for name, value in features.items() if value},
        )

    def _features(
        self, event: str, cue: lexicon.Hit, noun: lexicon.Hit, gap: int
    ) -> dict[str, float]:
        folded = self.sentence.folded
        article = folded[max(0, noun.start - 30) : noun.start]
        is_active = cue.end <= noun.start
        is_nominal = cue.words.endswith(_NOMINAL)
        states = {a.key for a in self.actors if a.sort == people.STATE}
        return {
            "gap": 0.1 + gap / _REACH,
            "close": float(gap <= _CLOSE),
            "active": float(is_active),
            "nominal": float(is_nominal),
            f"event:{event}": 1.0,
            "old": float(self._is_near("old", cue)),
            "fresh": float(bool(self._hits("fresh"))),
            "definite": float(bool(_ARTICLE.search(article))),
            "indefinite": float(bool(_INDEFINITE.search(article))),
            "named": float(self.sentence.text[noun.start].isupper()),
            "pair": float(len(states) > 1 or bool(self._hits("pairs"))),
            "year": float(bool(_YEAR.search(folded))),
            "question": float(self.is_question),
        }

    def _is_near(self, name: str, cue: lexicon.Hit) -> bool:
        return any(
            hit.end <= cue.end and cue.start - hit.end <= _NEAR and hit.start < cue.start + 1
            for hit in self._hits(name)
        )

    def _gap(self, cue: lexicon.Hit, noun: lexicon.Hit) -> int:
        first, last = sorted(((cue.start, cue.end), (noun.start, noun.end)))
        return len(terms.tokens(self.sentence.folded[first[1] : last[0]]))

    def _is_cut(self, cue: lexicon.Hit, noun: lexicon.Hit) -> bool:
        between = self.sentence.folded[min(cue.end, noun.end) : max(cue.start, noun.start)]
        return _STOP.search(between) is not None

    def _hits(self, name: str) -> tuple[lexicon.Hit, ...]:
        return self.scan.hits(name)
