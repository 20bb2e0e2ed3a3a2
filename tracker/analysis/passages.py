"""An article taken apart once for all detectors: sentences, names, voices, and its day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from tracker.analysis import base, lexicon, normalise, weights
from tracker.analysis.attribution import quotes, speakers
from tracker.analysis.dates import dates
from tracker.analysis.mentions import people
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.mentions.index import Index
from tracker.analysis.structure import blocks, sentences
from tracker.analysis.terms import groupings
from tracker.analysis.terms.terms import TermHit

_LOOK_BACK = 4

Made = TypeVar("Made")


@dataclass(frozen=True)
class Passage(speakers.Part):
    """A sentence with the names in it and who says what; all spans are in the sentence."""

    is_question: bool = False
    spoken: speakers.Spoken = speakers.NOBODY

    @property
    def is_body(self) -> bool:
        """Whether it is of the article itself, and no journalist asks it."""
        return self.block.role == blocks.BODY and not self.block.is_asked


class Reading:
    """An article being read with an index of what is tracked."""

    def __init__(
        self, article: base.Article, index: Index, learned: weights.Weights | None = None
    ) -> None:
        """Read with the weights ``learned``, or else with those that are shipped."""
        self.article, self.language = article, article.language
        self.index = index.on(article.published)
        self.weights = weights.shipped() if learned is None else learned
        self.titled_folded = normalise.fold(article.title)
        #: The names in the title, and in the text.
        self.titled = self.index.names.find(article.title)
        self._mentions = self.index.names.find(article.text)
        self.passages = self._passages()
        self._made: dict[Callable[[Reading], Any], Any] = {}

    def once(self, make: Callable[["Reading"], Made]) -> Made:
        """Return what ``make`` makes of this reading, and make it but once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @cached_property
    def folded(self) -> str:
        """The text, folded."""
        return normalise.fold(self.article.text)

    @cached_property
    def anchor(self) -> dates.Anchor | None:
        """The article's day, if known."""
        if self.article.published is None:
            return None
        return dates.Anchor(self.article.published, self.article.published_precision)

    @cached_property
    def home(self) -> str | None:
        """The code of the country that the article names first: whose "government" it is."""
        named = (*self.titled, *self._mentions)
        return next((m.key for m in named if m.kind == "country"), None)

    def actors(self, passage: Passage) -> frozenset[str]:
        """Return the parties, and countries that are not tracked, named in a sentence."""
        return self._actors(passage.mentions)

    def actors_before(self, passage: Passage) -> frozenset[str]:
        """Return the actors of the nearest sentence before that names any, else of the title."""
        end = passage.sentence.index
        earlier = reversed(self.passages[max(0, end - _LOOK_BACK) : end])
        return next(filter(None, map(self.actors, earlier)), self._actors(self.titled))

    @cached_property
    def all_actors(self) -> frozenset[str]:
        """Every actor that the text or its title names."""
        return self._actors((*self.titled, *self._mentions))

    def _actors(self, mentions: Iterable[Mention]) -> frozenset[str]:
        return frozenset().union(*map(self.index.actors, mentions))

    @cached_property
    def found_terms(self) -> tuple[dict[str, list[TermHit]], ...]:
        """The key terms in each sentence, in order, by commitment, wherever they stand."""
        parts = [passage.sentence.folded for passage in self.passages]
        return tuple(_by_key(hits, ()) for hits in self.index.terms.find_in(parts, self.language))

    @cached_property
    def term_hits(self) -> tuple[dict[str, list[TermHit]], ...]:
        """The key terms in each sentence, in order, by commitment, without excluded phrases.

        Where the sentence and those beside it lack a group of the commitment, it has none.
        """
        parts = [passage.sentence.folded for passage in self.passages]
        concerned = [frozenset(found) for found in self.found_terms]
        excluded = self.index.exclusions.find_in(parts, self.language, concerned)
        return tuple(
            {
                slug: own
                for slug, own in _by_key(chain(*found.values()), barred).items()
                if not self.lacking(number, slug)
            }
            for number, (found, barred) in enumerate(zip(self.found_terms, excluded, strict=True))
        )

    def lacking(self, number: int, slug: str) -> tuple[base.Group, ...]:
        """Return the groups of a commitment that a sentence and those beside it lack."""
        groups = self.index.commitments[slug].groups
        near = self.passages[max(0, number - 1) : number + 2] if groups else ()
        folded = " ".join(passage.sentence.folded for passage in near)
        return tuple(group for group in groups if not groupings.holds(group, folded, self.language))

    def sides(self, commitment: base.Commitment) -> tuple[frozenset[str], frozenset[str]]:
        """Return the parties that a commitment binds, and those that it is made to."""
        index, holders = self.index, frozenset(commitment.holders)
        if not holders:
            officials = (index.officials[s] for s in commitment.officials if s in index.officials)
            holders = holders.union(*(index.lineage(index.party_of(each)) for each in officials))
        return holders, frozenset(commitment.counterparts)

    def _passages(self) -> tuple[Passage, ...]:
        found = self._cast(self._sentences())
        follower = speakers.Speakers(self.index, self.language, self.article.publisher, self.home)
        spoken = follower.follow(found)
        return tuple(replace(p, spoken=said) for p, said in zip(found, spoken, strict=True))

    def _sentences(self) -> Iterator[Passage]:
        """Yield the sentences with the names, verbs of speech and quotations in each."""
        split = sentences.split(self.article.text, self.language)
        layout = blocks.classify(split, self.article.text, self.language)
        cues = lexicon.load(self.language).cues
        paragraph, is_open = -1, False
        for sentence, own in zip(split, self._by_sentence(split), strict=True):
            is_open = is_open and sentence.paragraph == paragraph
            paragraph = sentence.paragraph
            quoted, is_open = quotes.quotations(sentence, is_open=is_open)
            yield Passage(
                sentence,
                layout[paragraph],
                mentions=own,
                verbs=quotes.verbs(sentence, self.language),
                outsiders=cues["outsider"].find(sentence.lowered, sentence.folded),
                institutions=cues["institution"].find(sentence.lowered, sentence.folded),
                quotations=quoted,
                is_question=quotes.is_question(sentence, self.language),
            )

    def _by_sentence(self, split: Sequence[sentences.Sentence]) -> list[tuple[Mention, ...]]:
        """Return the names in each sentence, with spans in it."""
        found: list[list[Mention]] = [[] for _ in split]
        number = 0
        for m in self._mentions:
            while number < len(split) and split[number].end < m.end:
                number += 1
            if number < len(split) and split[number].start <= m.start:
                start = split[number].start
                found[number].append(replace(m, start=m.start - start, end=m.end - start))
        return [tuple(own) for own in found]

    def _cast(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return the passages with whoever is named in each; a surname stands for its person."""
        first = [(p, people.find(p.sentence, self.language, p.mentions)) for p in passages]
        people_named = (a for _, actors in first for a in actors if a.sort == people.PERSON)
        known = frozenset(people.last_name(actor.name) for actor in people_named if actor.is_sure)
        return [
            replace(p, actors=actors)
            if all(actor.is_sure for actor in actors)
            else replace(p, actors=people.find(p.sentence, self.language, p.mentions, known))
            for p, actors in first
        ]


def _by_key(hits: Iterable[TermHit], excluded: Iterable[TermHit]) -> dict[str, list[TermHit]]:
    """Return the hits of each key, without those that an excluded phrase of it overlaps."""
    barred = [(hit.key, hit.start, hit.end) for hit in excluded]
    found: dict[str, list[TermHit]] = defaultdict(list)
    for hit in hits:
        if not any(
            key == hit.key and start < hit.end and hit.start < end for key, start, end in barred
        ):
            found[hit.key].append(hit)
    return dict(found)
