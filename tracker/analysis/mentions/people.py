"""People named with or without their office, offices without a person, and states."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.analysis import normalise
from tracker.analysis.mentions import naming
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.structure.sentences import Sentence

PERSON, OFFICE, STATE = "person", "office", "state"

_JUNIOR = re.compile(r"(?:,|(?<![\s,]))\s+(?:Jr|Sr)\b\.?")
_APPOSED = re.compile(r"^,\s+(?:(?:the|el|la|su|an?|una?)\s+)?(?:[\w.'’-]+\s+){0,3}$")
_OF = re.compile(
    r"\b(?:meeting|visit|call|arrival|government|administration|reunion|visita|llegada|gobierno|"
    r"encuentro|administracion)\s+(?:of|de)\s+$"
)
_PLACED = re.compile(
    r"\b(?:of|for|in|at|from|de|del|para|en|desde|to|ante)\s+(?:the\s+|la\s+|el\s+)?$"
)
_BREAK = re.compile(r"[;:.!?\"()]\s")
_FARTHEST = 100
_MOST_WORDS = 14
_SHORT_NAME = 3


@dataclass(frozen=True)
class Actor:
    """Whoever is named: ``start`` to ``end`` of the sentence covers the office before a name too.

    ``sort`` is one of the above; ``key`` is the slug of a known official, or the code of a state.
    A name in one word without an office is not ``is_sure``.
    """

    start: int
    end: int
    name: str
    sort: str
    office: str = ""
    key: str | None = None
    is_sure: bool = True


def find(
    sentence: Sentence,
    language: str,
    mentions: Iterable[Mention] = (),
    known: frozenset[str] = frozenset(),
) -> tuple[Actor, ...]:
    """Return everyone named in the sentence, by position, without overlaps.

    ``mentions`` are names from a gazetteer with spans in the sentence, and ``known`` the folded
    last names of people named elsewhere in the text.
    """
    scene = _Scene(sentence, language, tuple(mentions), known)
    found = scene.people()
    for others in (scene.offices(), scene.states()):
        found += [a for a in others if not _overlaps(found, a.start, a.end)]
    return tuple(sorted(found, key=lambda actor: actor.start))


def _overlaps(actors: Iterable[Actor], start: int, end: int) -> bool:
    return any(start < actor.end and actor.start < end for actor in actors)


def last_name(name: str) -> str:
    """Return the folded last word of a name, without a Jr. behind it."""
    bare = _JUNIOR.sub("", name).split()
    return normalise.fold(bare[-1]).strip(".,") if bare else ""


class _Scene:
    """A sentence taken apart into words, asked for who is named in it."""

    def __init__(
        self,
        sentence: Sentence,
        language: str,
        mentions: tuple[Mention, ...],
        known: frozenset[str],
    ) -> None:
        self.text, self.folded = sentence.text, sentence.folded
        self.words = naming.Words(sentence, language, mentions)
        self.heads = naming.heads(language).find(sentence.lowered, sentence.folded)
        self.mentions = mentions
        self.known = known

    def people(self) -> list[Actor]:
        """Return those named by a name, known or not."""
        known = [self._official(m) for m in self.mentions if m.kind == "official"]
        tokens = self.words.tokens
        others = (
            self._named(first, last)
            for first, last in self.words.runs()
            if not _overlaps(known, tokens[first].start, tokens[last].end)
        )
        return [*known, *(actor for actor in others if actor)]

    def offices(self) -> Iterator[Actor]:
        """Yield offices, with or without their holder: "the Foreign Minister", "el canciller"."""
        for hit in self.heads:
            if (index := self.words.at.get(hit.start)) is None:
                continue
            first = self.words.leftmost(index)
            before = self.words.tokens[first - 1].folded if first else ""
            if self.text[hit.start].isupper() or before in ("the", "el", "la", "su", "al"):
                start, end = self.words.tokens[first].start, self.words.office_end(hit.end)
                yield Actor(start, end, self.text[start:end], OFFICE)

    def states(self) -> Iterator[Actor]:
        """Yield countries and parties named by themselves, and not as an adjective of a noun."""
        for m in self.mentions:
            if m.kind in ("country", "party") and m.text[0].isupper():
                yield Actor(m.start, m.end, m.text, STATE, key=m.key)

    def _official(self, mention: Mention) -> Actor:
        start, office = self._office(mention.start, mention.end)
        return Actor(start, mention.end, mention.text, PERSON, office, mention.key)

    def _named(self, first: int, last: int) -> Actor | None:
        """Return the person whom the words name, if an office or a second name says that it is."""
        start, end = self.words.tokens[first].start, self.words.tokens[last].end
        if self.words.is_of_thing(last):
            return None
        junior = _JUNIOR.match(self.text, end)
        end = junior.end() if junior else end
        name, (begin, office) = self.text[start:end], self._office(start, end)
        is_long = last > first and len(self.words.tokens[first].text) > 1
        is_placed = first > 0 and self.words.tokens[first - 1].folded in self.words.lists["placed"]
        is_of = is_long and _OF.search(self.folded[:start]) is not None
        is_known = self.words.tokens[last].folded in self.known
        if office or is_known or is_of or (is_long and not is_placed):
            return Actor(begin, end, name, PERSON, office)
        is_name = not is_long and len(name) > _SHORT_NAME and not is_placed
        return Actor(begin, end, name, PERSON, is_sure=False) if is_name else None

    def _office(self, start: int, end: int) -> tuple[int, str]:
        """Return where a name begins with the office before it, and the office; or that behind."""
        begin, office = self._office_before(start)
        return begin, office or self._office_after(end)

    def _office_before(self, start: int) -> tuple[int, str]:
        hit = next((h for h in reversed(self.heads) if h.end <= start), None)
        if hit is None or start - hit.end > _FARTHEST or not self._is_office_tail(hit.end, start):
            return start, ""
        index = self.words.at.get(hit.start)
        begin = hit.start
        if index is not None:
            begin = self.words.tokens[self.words.leftmost(index)].start
        return begin, self.text[begin:start].strip(" ,.")

    def _is_office_tail(self, begin: int, start: int) -> bool:
        """Tell whether only what the office is for stands between it and the name."""
        gap = self.folded[begin:start]
        inner = gap.strip()
        if not inner.strip(".,"):
            return True
        # "minister of fisheries of Ventosa": what follows "of" is no holder.
        if _PLACED.search(gap) or _BREAK.search(gap.rstrip(" ,")) or "," in inner.rstrip(","):
            return False
        between = [t for t in self.words.tokens if begin <= t.start < start]
        return len(between) <= _MOST_WORDS and all(self._is_of_office(t) for t in between)

    def _is_of_office(self, token: naming.Token) -> bool:
        """Tell whether a word behind an office says what it is for, and begins no name."""
        index = self.words.at[token.start]
        if self.words.is_name(index) and not _PLACED.search(self.folded[: token.start]):
            return False
        is_part = token.text[0].isupper() or index in self.words.places
        return is_part or self.words.is_of_office(token)

    def _office_after(self, end: int) -> str:
        """Return the office in apposition: "Ruiz, the minister of …"."""
        hit = next((hit for hit in self.heads if hit.start >= end), None)
        if hit is None or not _APPOSED.match(self.text[end : hit.start]):
            return ""
        stop = self.words.office_end(hit.end)
        # "Paz, the chief of staff Ana Ruiz": the office is that of the next.
        return "" if self.words.is_followed_by_name(stop) else self.text[end:stop].strip(" ,")
