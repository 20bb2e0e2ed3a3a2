"""An article as it is asked about commitments: what stands in which paragraph, by whom."""

import heapq
import math
from collections import Counter, defaultdict
from functools import cached_property

from tracker.analysis import lexicon
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.terms import gist

_HEAD_PARAGRAPHS, _HEAD_SENTENCES = 3, 8
_ARTICLE = 1500
#: The number that stands for the title among those of paragraphs.
TITLE = -1


class Scene:
    """The terms, words, actors and officials of an article by paragraph; the title is one."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.body = tuple(passage for passage in reading.passages if passage.is_body)
        self.terms: dict[str, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
        self.actors: Counter[str] = Counter()
        self.actors_at: dict[int, set[str]] = defaultdict(set)
        self.officials: Counter[str] = Counter()
        self.officials_at: dict[int, set[str]] = defaultdict(set)
        self._cues: dict[int, frozenset[str]] = {}
        self._words: dict[int, frozenset[str]] = {}
        for mention in reading.titled:
            self._name(mention, TITLE)
        for hit in reading.index.terms.find(reading.titled_folded, reading.language):
            self.terms[hit.key][TITLE][hit.term] = hit.weight
        for passage in self.body:
            self._take(passage)

    def _take(self, passage: Passage) -> None:
        paragraph = passage.sentence.paragraph
        for slug, hits in self.reading.term_hits[passage.sentence.index].items():
            self.terms[slug][paragraph].update({hit.term: hit.weight for hit in hits})
        for mention in passage.mentions:
            self._name(mention, paragraph)

    def _name(self, mention: Mention, paragraph: int) -> None:
        named = self.reading.index.actors(mention)
        self.actors.update(named)
        self.actors_at[paragraph] |= named
        if mention.kind == "official":
            self.officials[mention.key] += 1
            self.officials_at[paragraph].add(mention.key)

    @cached_property
    def brevity(self) -> float:
        """How brief the text is: 1 for a sentence, 0 from the length of a short article on."""
        length = sum(len(passage.sentence.text) for passage in self.body)
        return max(0.0, 1.0 - length / _ARTICLE)

    @cached_property
    def head(self) -> frozenset[int]:
        """The title and the first paragraphs, by number."""
        first = self.body[0].sentence.paragraph if self.body else 0
        numbers = (p.sentence.paragraph for p in self.body[:_HEAD_SENTENCES])
        return frozenset({TITLE, *(n for n in numbers if n < first + _HEAD_PARAGRAPHS)})

    @cached_property
    def states(self) -> int:
        """How often states are named, at least one."""
        return sum(n for actor, n in self.actors.items() if self.is_state(actor)) or 1

    def is_state(self, actor: str) -> bool:
        """Tell whether an actor is a state or organisation, tracked or not."""
        parties = self.reading.index.parties
        return actor not in parties or parties[actor].code is not None

    def share(self, parties: frozenset[str]) -> float:
        """Return which share of all namings of states is of these parties."""
        return min(1.0, sum(self.actors[party] for party in parties) / self.states)

    @cached_property
    def words(self) -> dict[int, frozenset[str]]:
        """The telling stems of each paragraph."""
        found: dict[int, frozenset[str]] = defaultdict(frozenset)
        found[TITLE] = gist.stems(self.reading.titled_folded, self.reading.language)
        for passage in self.body:
            found[passage.sentence.paragraph] |= self.words_of(passage)
        return found

    def words_of(self, passage: Passage) -> frozenset[str]:
        """Return the telling stems of a sentence."""
        number = passage.sentence.index
        if number not in self._words:
            language = self.reading.language
            self._words[number] = gist.stems(passage.sentence.folded, language)
        return self._words[number]

    def weight(self, slug: str) -> float:
        """Return what the terms of a commitment in one paragraph weigh at most."""
        return self._weights.get(slug, 0.0)

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {
            slug: max(math.fsum(own.values()) for own in paragraphs.values())
            for slug, paragraphs in self.terms.items()
        }

    def heaviest_beside(self, slug: str) -> float:
        """Return what the terms of any other commitment in one paragraph weigh at most."""
        return next((weight for weight, other in self._two_heaviest if other != slug), 0.0)

    @cached_property
    def _two_heaviest(self) -> list[tuple[float, str]]:
        return heapq.nlargest(2, ((weight, slug) for slug, weight in self._weights.items()))

    def alike(self, slug: str) -> set[str]:
        """Return the commitments that have a term in common with this one, in one paragraph."""
        own = self.terms.get(slug, {})
        return {
            other
            for number, terms in own.items()
            for term in terms
            for other in self._owners[number, term]
            if other != slug
        }

    @cached_property
    def _owners(self) -> dict[tuple[int, str], list[str]]:
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for slug, paragraphs in self.terms.items():
            for number, terms in paragraphs.items():
                for term in terms:
                    found[number, term].append(slug)
        return found

    def cues(self, passage: Passage) -> frozenset[str]:
        """Return the names of the lists of cues of which a sentence has any."""
        number, sentence = passage.sentence.index, passage.sentence
        if number not in self._cues:
            self._cues[number] = frozenset(
                name
                for name, cues in lexicon.load(self.reading.language).cues.items()
                if cues.find(sentence.lowered, sentence.folded)
            )
        return self._cues[number]
