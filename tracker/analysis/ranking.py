"""Which passages of an article show best what it says of a commitment."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tracker.analysis.attribution import sides
from tracker.analysis.links import pairs
from tracker.analysis.links.scene import Scene
from tracker.analysis.passages import Passage, Reading

FILE: Final = "ranking"
HEAD: Final = "ranking"
MOST: Final = 3
_CUES = (
    *("negation", "denial", "open", "keep", "deed", "undoing", "breach", "retreat", "fulfilment"),
    *("progress", "doing", "hypothetical", "background", "call", "allegation", "future"),
    "promise",
)
_WITH_TERMS = ("negation", "breach", "keep", "doing", "promise")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"\d")
_FULL, _FAR, _LONG, _TINY, _WORDS = 6.0, 5, 300, 50, 3.0
_FIRST, _LAST = 0.15, 0.8


@dataclass(frozen=True)
class Ranked:
    """A sentence of the body, whose side it takes, by what it was ranked, and how well."""

    passage: Passage
    side: str
    features: Mapping[str, float]
    score: float


def best(reading: Reading, pair: pairs.Pair) -> tuple[Ranked, ...]:
    """Return the passages that show the pair best, each of another paragraph, the best first."""
    of_paragraph: dict[int, Ranked] = {}
    for ranked in sorted(ranking(reading, pair), key=lambda each: -each.score):
        of_paragraph.setdefault(ranked.passage.sentence.paragraph, ranked)
        if len(of_paragraph) == MOST:
            break
    return tuple(of_paragraph.values())


def ranking(reading: Reading, pair: pairs.Pair) -> list[Ranked]:
    """Return every sentence of the body with how well it shows a pair, in order."""
    model = reading.weights[FILE][HEAD]
    observer = _Observer(pairs.scene(reading), pair)
    found = []
    for place, passage in enumerate(observer.scene.body):
        side, features = observer.features(passage, place)
        found.append(Ranked(passage, side, features, model.probability(features)))
    return found


class _Observer:
    """An article seen from one commitment."""

    def __init__(self, scene: Scene, pair: pairs.Pair) -> None:
        self.scene, self.reading, self.pair = scene, scene.reading, pair
        commitment = pair.commitment
        self.holders, self.others = self.reading.sides(commitment)
        self.officials = set(commitment.officials)
        self.terms = scene.terms.get(commitment.slug, {})
        self.own = self.reading.index.weighted_gist(commitment, self.reading.language)
        self.total = math.fsum(self.own.values()) or 1.0

    def features(self, passage: Passage, place: int) -> tuple[str, dict[str, float]]:
        """Return the side that a sentence takes, and what speaks for it, all between 0 and 1."""
        side, of_voice = self._of_voice(passage)
        terms = self._of_terms(passage)
        has_terms = bool(terms["terms_any"] or terms["terms_near"])
        cues = self.scene.cues(passage)
        return side, {
            **terms,
            **of_voice,
            **self._of_actors(passage),
            **self._of_form(passage, place),
            **{f"cue_{name}": float(name in cues) for name in _CUES},
            **{f"cue_{name}_terms": float(has_terms and name in cues) for name in _WITH_TERMS},
        }

    def _of_terms(self, passage: Passage) -> dict[str, float]:
        number = passage.sentence.paragraph
        slug = self.pair.commitment.slug
        hits = self.reading.term_hits[passage.sentence.index].get(slug, ())
        here = {hit.term: hit.weight for hit in hits}
        near = self.terms.get(number, {})
        around = {**self.terms.get(number - 1, {}), **self.terms.get(number + 1, {})}
        far = min((abs(n - number) for n in self.terms if n >= 0), default=_FAR)
        return {
            "terms": _weighed(here),
            "terms_any": float(bool(here)),
            "terms_near": _weighed(near),
            "terms_around": _weighed(around),
            "distance": min(1.0, far / _FAR),
            "words": self._shared(self.scene.words_of(passage)),
            "words_near": self._shared(self.scene.words[number]),
        }

    def _shared(self, words: frozenset[str]) -> float:
        shared = math.fsum(self.own[word] for word in sorted(words & self.own.keys()))
        return min(1.0, shared / self.total * _WORDS)

    def _of_voice(self, passage: Passage) -> tuple[str, dict[str, float]]:
        voice, reading = passage.spoken.voice, self.reading
        side = sides.side(voice, self.pair.commitment, reading.home, reading.index)
        inside = sum(end - start for start, end in passage.quotations)
        return side, {
            "quoted": inside / max(1, len(passage.sentence.text)),
            "spoken": float(voice is not None),
            "carried": float(voice is not None and voice.is_carried),
            "turn": float(passage.block.is_turn),
            "voice_official": float(voice is not None and voice.key in self.officials),
            "voice_person": float(voice is not None and voice.kind == "person"),
            **{f"side_{name}": float(side == name) for name in sides.SIDES},
        }

    def _of_actors(self, passage: Passage) -> dict[str, float]:
        actors = self.reading.actors(passage)
        named = {m.key for m in passage.mentions if m.kind == "official"}
        near = self.scene.officials_at[passage.sentence.paragraph]
        strangers = actors - self.holders - self.others
        return {
            "holder": float(bool(self.holders & actors)),
            "official": float(bool(named & self.officials)),
            "official_near": float(bool(near & self.officials)),
            "stranger": float(bool(strangers) and not actors & self.holders),
        }

    def _of_form(self, passage: Passage, place: int) -> dict[str, float]:
        text, published = passage.sentence.text, self.reading.article.published
        where = place / len(self.scene.body)
        is_past = published is not None and any(
            int(year) < published.year for year in _YEAR.findall(text)
        )
        return {
            "place": where,
            "early": float(where < _FIRST),
            "late": float(where > _LAST),
            "length": min(1.0, len(text) / _LONG),
            "tiny": float(len(text) < _TINY),
            "question": float(passage.is_question),
            "past_year": float(is_past),
            "figure": float(bool(_FIGURE.search(text))),
        }


def _weighed(terms: Mapping[str, float]) -> float:
    return min(1.0, math.fsum(terms.values()) / _FULL)


def shown(reading: Reading) -> frozenset[int]:
    """Return the sentences, by index, that show a commitment which the article is about."""
    return reading.once(_shown)


def _shown(reading: Reading) -> frozenset[int]:
    told = (pair for pair in pairs.pairs(reading) if pair.is_told)
    return frozenset(r.passage.sentence.index for pair in told for r in best(reading, pair))
