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
# What is shorter shows nothing by itself.
_SHORTEST: Final = 20
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FULL, _LONG, _WORDS = 6.0, 300, 3.0


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
        if len(ranked.passage.sentence.text) >= _SHORTEST:
            of_paragraph.setdefault(ranked.passage.sentence.paragraph, ranked)
        if len(of_paragraph) == MOST:
            break
    return tuple(of_paragraph.values())


def ranking(reading: Reading, pair: pairs.Pair) -> list[Ranked]:
    """Return every sentence of the body with how well it shows a pair, in order."""
    model, observer, found = reading.weights[FILE][HEAD], _Observer(reading, pair), []
    for place, passage in enumerate(observer.scene.body):
        side = sides.side(passage.spoken.voice, pair.commitment, reading.home, reading.index)
        features = observer.features(passage, side, place)
        found.append(Ranked(passage, side, features, model.probability(features)))
    return found


class _Observer:
    """An article seen from one commitment."""

    def __init__(self, reading: Reading, pair: pairs.Pair) -> None:
        self.scene, self.reading, self.slug = reading.once(Scene), reading, pair.commitment.slug
        self.holders, self.others = reading.sides(pair.commitment)
        self.officials = set(pair.commitment.officials)
        self.terms = self.scene.terms.get(self.slug, {})
        self.own = reading.index.weighted_gist(pair.commitment, reading.language)
        self.total = math.fsum(self.own.values()) or 1.0

    def features(self, passage: Passage, side: str, place: int) -> dict[str, float]:
        """Return what speaks for a sentence, all between 0 and 1."""
        sentence, voice = passage.sentence, passage.spoken.voice
        hits = self.reading.term_hits[sentence.index].get(self.slug, ())
        here = {hit.term: hit.weight for hit in hits}
        published = self.reading.article.published
        years = map(int, _YEAR.findall(sentence.text) if published else ())
        return {
            "terms": _weighed(here),
            "terms_any": float(bool(here)),
            "terms_near": _weighed(self.terms.get(sentence.paragraph, {})),
            "words": self._shared(self.scene.stems[sentence.index]),
            "words_near": self._shared(self.scene.words[sentence.paragraph]),
            "quoted": passage.quoted,
            "voice_official": float(voice is not None and voice.key in self.officials),
            **{f"side_{name}": float(side == name) for name in sides.SIDES},
            **self._of_actors(passage),
            "place": place / len(self.scene.body),
            "length": min(1.0, len(sentence.text) / _LONG),
            "question": float(passage.is_question),
            "past_year": float(any(published and year < published.year for year in years)),
        }

    def _shared(self, words: frozenset[str]) -> float:
        shared = math.fsum(self.own[word] for word in words & self.own.keys())
        return min(1.0, shared / self.total * _WORDS)

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


def _weighed(terms: Mapping[str, float]) -> float:
    return min(1.0, math.fsum(terms.values()) / _FULL)
