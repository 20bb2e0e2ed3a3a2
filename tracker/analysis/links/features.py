"""What speaks for an article being about a commitment: terms, words, actors, officials, rivals."""

import math
from collections import Counter, defaultdict
from functools import cached_property

from tracker.analysis import base, lexicon
from tracker.analysis.passages import Reading
from tracker.analysis.terms import gist

_HEAD_PARAGRAPHS = 3
_COMMONEST = 7.0


class Scene:
    """An article asked for the features of its pairs with commitments."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._cues: dict[int, frozenset[str]] = {}
        passages = reading.passages
        body = [p for p in passages if p.is_body]
        first = body[0].sentence.paragraph if body else 0
        self.head = {
            p.sentence.paragraph
            for p in body[:8]
            if p.sentence.paragraph < first + _HEAD_PARAGRAPHS
        }
        self.terms: dict[str, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
        for passage, found in zip(passages, reading.term_hits, strict=True):
            for slug, hits in found.items():
                if passage.is_body:
                    self.terms[slug][passage.sentence.paragraph].update(
                        {h.term: h.weight for h in hits}
                    )
        self.actors: Counter[str] = Counter()
        self.actors_at: dict[int, set[str]] = defaultdict(set)
        self.officials: Counter[str] = Counter()
        self.officials_at: dict[int, set[str]] = defaultdict(set)
        for passage in body:
            for mention in passage.mentions:
                paragraph = passage.sentence.paragraph
                named = reading.index.actors(mention)
                self.actors.update(named)
                self.actors_at[paragraph] |= named
                if mention.kind == "official":
                    self.officials[mention.key] += 1
                    self.officials_at[paragraph].add(mention.key)
        for mention in reading.titled:
            self.actors.update(reading.index.actors(mention))
            self.actors_at[-1] |= reading.index.actors(mention)
            if mention.kind == "official":
                self.officials[mention.key] += 1
                self.officials_at[-1].add(mention.key)
        title = reading.index.terms.find(reading.titled_folded, reading.language)
        for hit in title:
            self.terms[hit.key][-1][hit.term] = hit.weight
        self.states = sum(n for actor, n in self.actors.items() if self._is_state(actor)) or 1

    def _is_state(self, actor: str) -> bool:
        parties = self.reading.index.parties
        return actor not in parties or parties[actor].code is not None

    def candidates(self) -> list[str]:
        """Return the commitments that the article may be about, by slug."""
        known = self.reading.index.commitments
        by_official = self.reading.index.commitments_of
        slugs = {slug for slug in self.terms if self.terms[slug]}
        slugs |= {slug for official in self.officials for slug in by_official.get(official, ())}
        return sorted(slug for slug in slugs if slug in known)

    @cached_property
    def words(self) -> dict[int, frozenset[str]]:
        """The telling stems of each paragraph."""
        found: dict[int, set[str]] = defaultdict(set)
        for passage in self.reading.passages:
            if passage.is_body:
                found[passage.sentence.paragraph] |= gist.stems(
                    passage.sentence.folded, self.reading.language
                )
        found[-1] = set(gist.stems(self.reading.titled_folded, self.reading.language))
        return {n: frozenset(words) for n, words in found.items()}

    @cached_property
    def actors_at_sentence(self) -> list[frozenset[str]]:
        return [self.reading.actors(p) for p in self.reading.passages]

    @cached_property
    def positions(self) -> dict[int, int]:
        return {
            p.sentence.index: n for n, p in enumerate(q for q in self.reading.passages if q.is_body)
        }

    def cues(self, index: int) -> frozenset[str]:
        if index not in self._cues:
            s = self.reading.passages[index].sentence
            known = lexicon.load(self.reading.language).cues
            self._cues[index] = frozenset(
                n for n, c in known.items() if c.find(s.lowered, s.folded)
            )
        return self._cues[index]

    @cached_property
    def all_words(self) -> frozenset[str]:
        return frozenset().union(*self.words.values())

    def score(self, slug: str) -> float:
        """Return how much of a commitment's matter one paragraph holds at most."""
        return max(
            (math.fsum(own.values()) for own in self.terms.get(slug, {}).values()), default=0.0
        )

    def features(self, slug: str) -> dict[str, float]:
        commitment = self.reading.index.commitments[slug]
        return {**self._of_terms(slug), **self._of_words(commitment), **self._of_actors(commitment)}

    def _of_terms(self, slug: str) -> dict[str, float]:
        found = self.terms.get(slug, {})
        distinct: dict[str, float] = {}
        for own in found.values():
            distinct.update(own)
        head = {}
        for n in (-1, *self.head):
            head.update(found.get(n, {}))
        best = self.score(slug)
        return {
            "terms_best": min(1.0, best / 6),
            "terms_all": min(1.0, math.fsum(distinct.values()) / 10),
            "terms_several": min(1.0, len(distinct) / 5),
            "terms_heaviest": min(1.0, max(distinct.values(), default=0.0) / 3),
            "terms_spread": min(1.0, len(found) / 5),
            "terms_head": min(1.0, math.fsum(head.values()) / 6),
            "terms_none": float(not distinct),
        }

    def _of_words(self, commitment: base.Commitment) -> dict[str, float]:
        own = self.reading.index.weighted_gist(commitment, self.reading.language)
        total = math.fsum(own.values()) or 1.0
        best = max(
            (math.fsum(own.get(w, 0.0) for w in words) for words in self.words.values()),
            default=0.0,
        )
        return {
            "words_all": math.fsum(w for stem, w in own.items() if stem in self.all_words) / total,
            "words_best": min(1.0, best / total),
        }

    def _of_actors(self, commitment: base.Commitment) -> dict[str, float]:
        holders, others = self.reading.sides(commitment)
        officials = set(commitment.officials)
        named = officials & self.officials.keys()
        ours = [
            o
            for o in named
            if self.reading.index.lineage(
                self.reading.index.party_of(self.reading.index.officials[o])
            )
            & holders
        ]
        holder_n = sum(self.actors[h] for h in holders if h in self.actors)
        paragraphs = self.terms.get(commitment.slug, {})
        near = max(
            (
                math.fsum(own.values())
                for n, own in paragraphs.items()
                if any(holders & self.actors_at[m] for m in (n - 1, n, n + 1, -1))
            ),
            default=0.0,
        )
        head = set().union(*(self.actors_at[n] for n in (-1, *self.head)))
        head_officials = set().union(*(self.officials_at[n] for n in (-1, *self.head)))
        publisher = self.reading.index.lineage(self.reading.article.publisher)
        rival = self._rival(commitment, holders)
        return {
            "holder": float(holder_n > 0),
            "holder_share": min(1.0, holder_n / self.states),
            "holder_head": float(bool(holders & head)),
            "holder_near": min(1.0, near / 6),
            "counterpart": float(bool(others & self.actors.keys())),
            "no_counterpart": float(not others),
            "officials": min(1.0, len(named) / 2),
            "official_ours": float(bool(ours)),
            "official_head": float(bool(named & head_officials)),
            "publisher": float(bool(publisher & holders)),
            "publisher_other": float(bool(publisher) and not publisher & holders),
            "early": float(self._is_early(commitment)),
            **rival,
        }

    def _is_early(self, commitment: base.Commitment) -> bool:
        anchor = self.reading.anchor
        return bool(anchor and commitment.stated_on and anchor.last < commitment.stated_on)

    def _rival(self, commitment: base.Commitment, holders: frozenset[str]) -> dict[str, float]:
        mine = self.score(commitment.slug)
        best, alike = 0.0, 0.0
        mine_n = sum(self.actors[h] for h in holders) / self.states
        own = self.terms.get(commitment.slug, {})
        for slug in self.terms:
            if slug == commitment.slug or slug not in self.reading.index.commitments:
                continue
            best = max(best, self.score(slug))
            other = self.terms[slug]
            shared = any(set(own[n]) & set(other.get(n, {})) for n in own)
            if shared:
                theirs, _ = self.reading.sides(self.reading.index.commitments[slug])
                if theirs != holders:
                    share = sum(self.actors[h] for h in theirs) / self.states
                    alike = max(alike, min(1.0, share) - min(1.0, mine_n))
        return {
            "ahead": min(1.0, max(0.0, mine - best) / 6),
            "behind": min(1.0, max(0.0, best - mine) / 6),
            "rival_holder": max(0.0, alike),
        }
