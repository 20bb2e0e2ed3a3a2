"""People named with or without their office, offices without a person, and states."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.analysis import normalise
from tracker.analysis.mentions import naming
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.structure.sentences import Sentence

PERSON, OFFICE, STATE = "person", "office", "state"

_JUNIOR = re.compile(r"(?:,|(?<![\s,]))\s+(?:Jr|Sr)\b\.?")
_OFFICE = "[MFCPN]{0,4}H{1,3}(?:[JjFMCP]{0,12}[FMCP])?"
# Before a name the office may name a place: "alcalde de Sulaco Ana Ruiz".
_BEFORE = "[MFCPN]{0,4}H{1,3}(?:[JjFMCP]|(?<=[Jj])N){0,12}(?<![Jj])"
# Behind one: "Ana Ruiz, the minister of mines", but not "Ruiz, chief of staff Tom Hale".
_BEHIND = "(?=,(?P<behind>[^H,|]{0,4}(?>H{1,3}(?:[JjFMCP]{0,12}[FMCP])?))(?![NO]))"
_NAME = "N(?:[jp]{0,3}N){0,6}"
_NAMED = re.compile(
    f"(?:(?P<office>{_BEFORE}),?)?(?P<name>(?:{_NAME}[jp]{{0,3}})?O{{1,4}}|{_NAME}(?![jp]{{0,3}}N|C))(?:{_BEHIND})?"
)
_OFFICES = re.compile(_OFFICE)
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
    mentions = tuple(mentions)
    words = naming.Words(sentence, language, mentions)
    named = (_named(words, match, mentions, known) for match in _NAMED.finditer(words.letters))
    found = [actor for actor in named if actor is not None]
    states = (
        Actor(m.start, m.end, m.text, STATE, key=m.key)
        for m in mentions
        if m.kind in ("country", "party") and m.text[0].isupper()
    )
    for others in (_offices(words), states):
        found += [a for a in others if not _overlaps(found, a.start, a.end)]
    return tuple(sorted(found, key=lambda actor: actor.start))


def _overlaps(actors: Iterable[Actor], start: int, end: int) -> bool:
    return any(start < actor.end and actor.start < end for actor in actors)


def last_name(name: str) -> str:
    """Return the folded last word of a name, without a Jr. behind it."""
    bare = _JUNIOR.sub("", name).split()
    return normalise.fold(bare[-1]).strip(".,") if bare else ""


def _named(
    words: naming.Words, match: re.Match[str], mentions: Iterable[Mention], known: frozenset[str]
) -> Actor | None:
    """Return the person whom words name, if an office or a second name says that it is one."""
    start, end = words.span(*match.span("name"))
    begin = words.span(*match.span("office"))[0] if match["office"] else start
    office = words.text[begin:start]
    if match["behind"] and not office:
        office = words.text[slice(*words.span(*match.span("behind")))]
    office = office.strip(" ,.")
    if match["name"].endswith("O"):
        one = next(m for m in mentions if m.kind == "official" and start < m.end and m.start < end)
        return Actor(begin, one.end, one.text, PERSON, office, one.key)
    junior = _JUNIOR.match(words.text, end)
    name = words.text[start : junior.end() if junior else end]
    first, last = words.at[match.start("name")], words.at[match.end("name") - 1]
    before = [token.folded for token in words.tokens[max(0, first - 2) : first]]
    is_placed = bool(words.lists["placed"].intersection(before[-1:]))
    is_placed &= not words.lists["occasions"].intersection(before[:-1])
    is_long = last > first and len(words.tokens[first].text) > 1
    actor = Actor(begin, start + len(name), name, PERSON, office)
    if office or words.tokens[last].folded in known or (is_long and not is_placed):
        return actor
    is_name = not is_long and len(name) > _SHORT_NAME and not is_placed
    return replace(actor, is_sure=False) if is_name else None


def _offices(words: naming.Words) -> Iterator[Actor]:
    """Yield offices, with or without their holder: "the Foreign Minister", "el canciller"."""
    for match in _OFFICES.finditer(words.letters):
        start, end = words.span(*match.span())
        first = words.at[match.start()]
        before = words.tokens[first - 1].folded if first else ""
        head = words.tokens[words.at[words.letters.index("H", match.start())]]
        if head.text[0].isupper() or before in ("the", "el", "la", "su", "al"):
            yield Actor(start, end, words.text[start:end], OFFICE)
