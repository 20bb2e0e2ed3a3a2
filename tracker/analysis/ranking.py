"""Which passages of an article show best what it says of a commitment."""

import math
import re
from collections.abc import Mapping
from functools import cached_property

from tracker.analysis import base, lexicon
from tracker.analysis.links.features import Scene
from tracker.analysis.passages import Passage
from tracker.analysis.relations import sides
from tracker.analysis.terms import gist

_CUES = (
    "negation",
    "denial",
    "open",
    "keep",
    "deed",
    "undoing",
    "breach",
    "retreat",
    "fulfilment",
    "progress",
    "doing",
    "hypothetical",
    "background",
    "call",
    "allegation",
    "future",
    "promise",
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"\d")


class Ranker:
    """An article asked how well each of its sentences shows what it says of one commitment."""

    def __init__(self, scene: Scene, slug: str) -> None:
        self.scene, self.slug = scene, slug
        self.reading = scene.reading
        self.commitment = self.reading.index.commitments[slug]
        self.holders, self.others = self.reading.sides(self.commitment)
        self.own = self.reading.index.weighted_gist(self.commitment, self.reading.language)
        self.total = math.fsum(self.own.values()) or 1.0
        self.of = self.scene.terms.get(slug, {})
        self.numbers = sorted(n for n in self.of if n >= 0)
        self.officials = set(self.commitment.officials)

    def candidates(self) -> list[Passage]:
        return [p for p in self.reading.passages if p.is_body]

    def features(self, passage: Passage) -> dict[str, float]:
        s = passage.sentence
        hits = {h.term: h.weight for h in self.reading.term_hits[s.index].get(self.slug, ())}
        words = gist.stems(s.folded, self.reading.language)
        paragraph = s.paragraph
        named = {m.key for m in passage.mentions if m.kind == "official"}
        actors = self.scene.actors_at_sentence[s.index]
        voice = passage.spoken.voice
        side = (
            sides.side(voice, self.commitment, self.reading.home, self.reading.index)
            if voice
            else ""
        )
        key = voice.key if voice else None
        cues = self.scene.cues(s.index)
        body = self.scene.positions
        place = body.get(s.index, 0) / max(1, len(body))
        near = self.of.get(paragraph, {})
        around = {**self.of.get(paragraph - 1, {}), **self.of.get(paragraph + 1, {})}
        dist = min((abs(n - paragraph) for n in self.numbers), default=9)
        years = [int(y) for y in _YEAR.findall(s.text)]
        now = self.reading.article.published.year if self.reading.article.published else 0
        para_words = self.scene.words.get(paragraph, frozenset())
        return {
            "terms": min(1.0, math.fsum(hits.values()) / 6),
            "terms_any": float(bool(hits)),
            "terms_near": min(1.0, math.fsum(near.values()) / 6),
            "terms_around": min(1.0, math.fsum(around.values()) / 6),
            "distance": min(1.0, dist / 5),
            "words": min(1.0, math.fsum(self.own.get(w, 0.0) for w in words) / self.total * 3),
            "words_near": min(
                1.0, math.fsum(self.own.get(w, 0.0) for w in para_words) / self.total * 3
            ),
            "quoted": min(1.0, sum(b - a for a, b in passage.quotations) / max(1, len(s.text))),
            "spoken": float(voice is not None),
            "carried": float(voice is not None and voice.is_carried),
            "side_holder": float(side == "holder"),
            "side_counterpart": float(side == "counterpart"),
            "side_third": float(side == "third_party"),
            "side_unknown": float(side == "unknown"),
            "voice_official": float(key in self.officials) if key else 0.0,
            "voice_person": float(voice is not None and voice.kind == "person"),
            "turn": float(passage.block.is_turn),
            "holder": float(bool(self.holders & actors)),
            "official": float(bool(named & self.officials)),
            "official_near": float(
                bool(self.scene.officials_at.get(paragraph, set()) & self.officials)
            ),
            "stranger": float(
                bool(actors - self.holders - self.others) and not actors & self.holders
            ),
            "place": place,
            "early": float(place < 0.15),
            "late": float(place > 0.8),
            "length": min(1.0, len(s.text) / 300),
            "tiny": float(len(s.text) < 50),
            "question": float(passage.is_question),
            "past_year": float(any(y < now for y in years)),
            "figure": float(bool(_FIGURE.search(s.text))),
            **{f"cue_{c}": float(c in cues) for c in _CUES},
            **(
                {
                    f"cue_{c}_terms": float(c in cues and bool(near or hits))
                    for c in ("negation", "breach", "keep", "doing", "promise")
                }
            ),
        }
