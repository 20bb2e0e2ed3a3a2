"""People named with or without their office, offices and groups named without a person."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.analysis import normalise
from tracker.analysis.mentions import naming
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.structure.sentences import Sentence

PERSON, OFFICE, GROUP, STATE = "person", "office", "group", "state"

_JUNIOR = re.compile(r"(?:,|(?<![\s,]))\s+(?:Jr|Sr)\b\.?")
_APPOSED = re.compile(r"^,\s+(?:(?:the|el|la|su|an?|una?)\s+)?(?:[\w.'’-]+\s+){0,3}$")
_LABEL = re.compile(r"(?P<who>[A-ZÁÉÍÓÚÑÜ][A-ZÁÉÍÓÚÑÜ .,'’-]{3,90}):")
_OF = re.compile(
    r"\b(?:meeting|visit|call|arrival|government|administration|reunion|visita|llegada|gobierno|"
    r"encuentro|administracion)\s+(?:of|de)\s+$"
)
_PLACED = re.compile(
    r"\b(?:of|for|in|at|from|de|del|para|en|desde|to|ante)\s+(?:the\s+|la\s+|el\s+)?$"
)
_FARTHEST = 100
_MOST_WORDS = 14
_MOST_BEFORE = 3


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
    for others in (scene.several(), scene.groups(), scene.offices(found), scene.states()):
        taken = [(actor.start, actor.end) for actor in found]
        found += [a for a in others if not any(a.start < end and s < a.end for s, end in taken)]
    return tuple(sorted(found, key=lambda actor: actor.start))


def last_name(name: str) -> str:
    """Return the folded last word of a name, without a Jr. behind it."""
    bare = _JUNIOR.sub("", name).split()
    return normalise.fold(bare[-1]).strip(".,") if bare else ""


def label(sentence: Sentence) -> str | None:
    """Return who is announced to speak from here on, as transcripts do: "THE PRESIDENT: …"."""
    match = _LABEL.match(sentence.text)
    return match["who"].strip() if match else None


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
        found = [self._official(m) for m in self.mentions if m.kind == "official"]
        taken = [(actor.start, actor.end) for actor in found]
        for first, last in self.words.runs():
            start, end = self.words.tokens[first].start, self.words.tokens[last].end
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            actor = self._named(first, last)
            if actor is not None:
                found.append(actor)
        return found

    def several(self) -> list[Actor]:
        """Return offices named together, each by itself: "ministras de Pesca y de Salud"."""
        found = []
        for index, head in enumerate(self.words.tokens):
            if head.folded not in self.words.lists["plural_heads"]:
                continue
            if behind := self.words.fields(index, 1):
                one, other = behind
                spans = (head.start, one.end), (other.start, other.end)
                names = [f"{head.text} {field.text}" for field in behind]
            elif ahead := self.words.fields(index, -1):
                other, one = ahead
                spans = (one.start, one.end), (other.start, head.end)
                names = [f"{field.text} {head.text}" for field in (one, other)]
            else:
                continue
            found += [Actor(*s, n, OFFICE) for s, n in zip(spans, names, strict=True)]
        return found

    def groups(self) -> list[Actor]:
        """Return delegations and the like, told apart by whose they are."""
        found = []
        for index, token in enumerate(self.words.tokens):
            if token.folded not in self.words.lists["groups"]:
                continue
            first = self.words.leftmost(index)
            whose = [
                i for i in range(first, min(index + 4, len(self.words.tokens))) if self._is_of(i)
            ]
            if not whose:
                continue
            last = max(index, *whose)
            start, end = self.words.tokens[first].start, self.words.tokens[last].end
            if not re.search(r"[,;:.]\s", self.text[start:end]):
                found.append(Actor(start, end, self.text[start:end], GROUP))
        return found

    def offices(self, people: Sequence[Actor]) -> list[Actor]:
        """Return offices without their holder: "the Foreign Minister", "el canciller"."""
        found = []
        for hit in self.heads:
            if any(person.start <= hit.start < person.end for person in people):
                continue
            index = self.words.at.get(hit.start)
            if index is None:
                continue
            first = self.words.leftmost(index)
            before = self.words.tokens[first - 1].folded if first else ""
            is_named = self.text[hit.start].isupper() or before in ("the", "el", "la", "su", "al")
            if is_named:
                end = self.words.office_end(hit.end)
                start = self.words.tokens[first].start
                found.append(Actor(start, end, self.text[start:end], OFFICE))
        return found

    def states(self) -> list[Actor]:
        """Return countries and parties named by themselves, and not as an adjective of a noun."""
        return [
            Actor(m.start, m.end, m.text, STATE, key=m.key)
            for m in self.mentions
            if m.kind in ("country", "party") and m.text[0].isupper()
        ]

    def _official(self, mention: Mention) -> Actor:
        start, office = self._office_before(mention.start)
        if not office:
            office = self._office_after(mention.end)
        return Actor(start, mention.end, mention.text, PERSON, office, mention.key)

    def _named(self, first: int, last: int) -> Actor | None:
        """Return the person whom the words name, if an office or a second name says that it is."""
        start, end = self.words.tokens[first].start, self.words.tokens[last].end
        if self._is_followed_by_thing(last):
            return None
        junior = _JUNIOR.match(self.text, end)
        end = junior.end() if junior else end
        name = self.text[start:end]
        begin, office = self._office_before(start)
        office = office or self._office_after(end)
        is_long = last > first and len(self.words.tokens[first].text) > 1
        is_of = _OF.search(self.folded[:start]) is not None
        if office or (is_long and (is_of or not self._is_place(start))):
            return Actor(begin, end, name, PERSON, office)
        if self.words.tokens[last].folded in self.known:
            return Actor(begin, end, name, PERSON)
        if not is_long and len(name) > _MOST_BEFORE and not self._is_place(start):
            return Actor(begin, end, name, PERSON, is_sure=False)
        return None

    def _is_followed_by_thing(self, last: int) -> bool:
        """Tell whether the next word makes a thing of the name: "Coastal Patrol Pact"."""
        following = self.words.tokens[last + 1 : last + 2]
        return any(
            token.text[0].isupper()
            and token.folded in self.words.lists["not_names"]
            and self.words.touches(last, last + 1)
            for token in following
        )

    def _is_place(self, start: int) -> bool:
        before = re.search(r"\b(\w+)\s+$", self.folded[:start])
        return before is not None and before.group(1) in (
            "in", "at", "near", "from", "en", "desde", "hacia", "of", "del", "into", "to", "de",
        )  # fmt: skip

    def _office_before(self, start: int) -> tuple[int, str]:
        """Return where the office before a name begins, and its words; the name's start without."""
        for hit in reversed(self.heads):
            if hit.end > start or start - hit.end > _FARTHEST:
                continue
            gap = self.folded[hit.end : start]
            if not self._is_office_tail(hit.end, gap, start):
                return start, ""
            index = self.words.at.get(hit.start)
            begin = (
                hit.start if index is None else self.words.tokens[self.words.leftmost(index)].start
            )
            return begin, self.text[begin:start].strip(" ,.")
        return start, ""

    def _is_office_tail(self, begin: int, gap: str, start: int) -> bool:
        """Tell whether only what the office is for stands between it and the name."""
        inner = gap.strip()
        if inner.strip(".,") == "":
            return True
        # "minister of fisheries of Ventosa": what follows "of" is no holder.
        if _PLACED.search(gap):
            return False
        if re.search(r"[;:.!?\"()]\s", gap.rstrip(" ,")) or "," in inner.rstrip(","):
            return False
        between = [t for t in self.words.tokens if begin <= t.start < start]
        if any(self._begins_a_name(token) for token in between):
            return False
        return len(between) <= _MOST_WORDS and all(
            token.text[0].isupper()
            or token.folded in self.words.lists["joins"]
            or token.folded in self.words.lists["fields"]
            or self.words.at[token.start] in self.words.places
            for token in between
        )

    def _begins_a_name(self, token: naming.Token) -> bool:
        """Tell whether a word behind an office begins the name of its holder."""
        is_name = self.words.is_name(self.words.at[token.start])
        return is_name and _PLACED.search(self.folded[: token.start]) is None

    def _office_after(self, end: int) -> str:
        """Return the office in apposition: "Ruiz, the minister of …"."""
        for hit in self.heads:
            if hit.start < end:
                continue
            if _APPOSED.match(self.text[end : hit.start]):
                stop = self.words.office_end(hit.end)
                # "Paz, the chief of staff Ana Ruiz": the office is that of the next.
                return (
                    "" if self.words.is_followed_by_name(stop) else self.text[end:stop].strip(" ,")
                )
            break
        return ""

    def _is_of(self, index: int) -> bool:
        token = self.words.tokens[index]
        if index == 0 and token.folded in self.words.lists["openers"]:
            return False
        return index in self.words.places or (
            token.text[0].isupper() and token.folded not in self.words.lists["groups"]
        )
