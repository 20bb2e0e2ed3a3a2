"""Why a text that holds terms of a commitment is not about it: what was missing, or in the way."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final

from tracker.analysis import base, normalise
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.terms import groupings
from tracker.analysis.terms.terms import TermHit

EXCLUDED = "excluded"
GROUP = "group"
PLACE = "place"
PARTY = "party"
WEIGHT = "weight"
ORIGIN = "origin"

_SENTENCES: Final = {
    GROUP: (
        "The sentence, and those beside it, lack what it is watched for: {words}.",
        "A la oración y a las vecinas les falta lo que se busca: {words}.",
    ),
    EXCLUDED: (
        "The terms stand in a phrase that is excluded: {words}.",
        "Los términos están en una expresión excluida: {words}.",
    ),
    PLACE: (
        "The text names none of its places: {words}.",
        "El texto no nombra ninguno de sus lugares: {words}.",
    ),
    PARTY: (
        "The text names none of those who are bound: {words}.",
        "El texto no nombra a ninguno de los obligados: {words}.",
    ),
    WEIGHT: (
        "Its terms weigh too little here, or others stand nearer to them than its parties.",
        "Sus términos pesan poco aquí, u otros están más cerca de ellos que sus partes.",
    ),
    ORIGIN: (
        "These are the words in which it was first stated.",
        "Son las palabras en que se formuló por primera vez.",
    ),
}


@dataclass(frozen=True)
class Reason:
    """What was missing, or in the way; ``words`` are those that were looked for, or stood there."""

    code: str
    words: tuple[str, ...] = ()

    @property
    def explanation(self) -> dict[str, str]:
        """The same as a sentence, by language."""
        words = ", ".join(self.words)
        english, spanish = (sentence.format(words=words) for sentence in _SENTENCES[self.code])
        return {"en": english, "es": spanish}


@dataclass(frozen=True)
class Missed:
    """A commitment with the sentence that comes nearest to it, and why it is not about it."""

    commitment: base.Commitment
    passage: Passage
    hits: tuple[TermHit, ...]
    weight: float
    reasons: tuple[Reason, ...]


def missed(reading: Reading, linked: Set[str], told: Set[str]) -> list[Missed]:
    """Return each commitment of whose terms the text holds any, unless it is ``told`` of.

    The nearest come first: those whose terms weigh most in one sentence. What is ``linked`` and
    not told of is so in the words in which it was first stated.
    """
    nearest: dict[str, tuple[float, int]] = {}
    for number, found in enumerate(reading.found_terms):
        for slug, hits in found.items():
            weight = sum({hit.term: hit.weight for hit in hits}.values())
            if slug not in told and weight > nearest.get(slug, (0.0, 0))[0]:
                nearest[slug] = (weight, number)
    in_order = sorted(nearest.items(), key=lambda item: (-item[1][0], item[0]))
    return [
        _missed(reading, slug, weight, number, is_linked=slug in linked)
        for slug, (weight, number) in in_order
    ]


def _missed(reading: Reading, slug: str, weight: float, number: int, *, is_linked: bool) -> Missed:
    reasons = (Reason(ORIGIN),) if is_linked else tuple(_reasons(reading, number, slug))
    return Missed(
        commitment=reading.index.commitments[slug],
        passage=reading.passages[number],
        hits=tuple(reading.found_terms[number][slug]),
        weight=round(weight, 2),
        # Where all that is asked for is there, it is not enough.
        reasons=reasons or (Reason(WEIGHT),),
    )


def _reasons(reading: Reading, number: int, slug: str) -> Iterator[Reason]:
    commitment = reading.index.commitments[slug]
    for group in reading.lacking(number, slug):
        yield Reason(GROUP, group.any_of or group.all_of)
    phrases = tuple(_excluded(reading, number, slug))
    if phrases and slug not in reading.term_hits[number]:
        yield Reason(EXCLUDED, phrases)
    text = normalise.fold(f"{reading.article.title}\n{reading.article.text}")
    places = base.Group(any_of=commitment.places)
    if commitment.places and not groupings.holds(places, text, reading.language):
        yield Reason(PLACE, commitment.places)
    if reading.all_actors and not reading.all_actors & _bound(reading, commitment):
        yield Reason(PARTY, tuple(_names(reading, commitment)))


def _excluded(reading: Reading, number: int, slug: str) -> Iterator[str]:
    sentence = reading.passages[number].sentence
    own = [frozenset({slug})]
    found = reading.index.exclusions.find_in([sentence.folded], reading.language, own)[0]
    return (sentence.text[hit.start : hit.end] for hit in found if hit.key == slug)


def _bound(reading: Reading, commitment: base.Commitment) -> frozenset[str]:
    """Return the parties whose word or deed it is, or that of their officials."""
    index = reading.index
    officials = (index.officials[slug] for slug in commitment.officials if slug in index.officials)
    lines = (index.lineage(index.party_of(official)) for official in officials)
    return frozenset(commitment.holders).union(*lines)


def _names(reading: Reading, commitment: base.Commitment) -> Iterator[str]:
    for slug in commitment.holders:
        party = reading.index.parties.get(slug)
        yield party.names[0] if party and party.names else slug
