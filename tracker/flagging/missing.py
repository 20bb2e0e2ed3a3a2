"""Why nothing was told of a commitment that a text came near to: what was missing or in the way."""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from tracker import kinds
from tracker.analysis import base, commitments, ranking, relations
from tracker.analysis.links import pairs
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.terms import terms

GROUP, EXCLUDED, PLACE, PARTY = "group", "excluded", "place", "party"
EARLY, ORIGIN, WEIGHT = "early", "origin", "weight"
_MOST_LACKS = 2
#: Features of pairs by what they lack where they could be better, and those better at nought.
_LACKS: Final[Mapping[str, tuple[str, ...]]] = {
    WEIGHT: ("terms_best", "terms_heaviest", "ahead"),
    "wording": ("words_all", "words_best"),
    "prominence": ("holder", "holder_share"),
    "counterpart": ("counterpart",),
    "officials": ("officials", "official_ours"),
    "publisher": ("publisher_other",),
    "rivals": ("behind", "rival_holder"),
}
_BETTER_AT_NOUGHT = frozenset({"publisher_other", "behind", "rival_holder"})


@dataclass(frozen=True)
class Reason:
    """What was missing, or in the way; ``words`` are those that were looked for, or stood there."""

    code: str
    words: tuple[str, ...] = ()

    @property
    def explanation(self) -> dict[str, str]:
        """The same as a sentence, by language."""
        words = ", ".join(self.words)
        return {code: said.format(words=words) for code, said in _sentences()[self.code].items()}


@dataclass(frozen=True)
class Missed:
    """A commitment with the sentence that comes nearest to it, and why it is not told of.

    ``probability`` is how likely the text is about it, if that was weighed. Where it is told of
    and no more is said, ``likeliest`` are the two likeliest relations.
    """

    commitment: base.Commitment
    passage: Passage
    hits: tuple[terms.TermHit, ...]
    reasons: tuple[Reason, ...]
    probability: float | None = None
    likeliest: tuple[tuple[str, float], ...] = ()

    @property
    def weight(self) -> float:
        """What its terms weigh in the sentence, each once."""
        return round(terms.weight(self.hits), 2)


@lru_cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def codes() -> tuple[str, ...]:
    """Return every code of a reason."""
    return tuple(_sentences())


def missed(reading: Reading, found: Sequence[base.Finding]) -> list[Missed]:
    """Return what is reported of and no more said, then what came near and is not reported of."""
    meant = {finding.record for finding in found if finding.kind in commitments.KINDS.values()}
    told = {finding.record for finding in found if finding.kind == kinds.REPORTED}
    weighed = {pair.commitment.slug: pair for pair in pairs.pairs(reading)}
    unsaid = [_unsaid(reading, pair) for slug, pair in weighed.items() if slug in told - meant]
    near = _near(reading, weighed.values(), told)
    return unsaid + [_unlinked(reading, slug, n, weighed.get(slug)) for slug, n in near.items()]


def _unsaid(reading: Reading, pair: pairs.Pair) -> Missed:
    """Return a commitment that is only reported of, with the passage likeliest to mean anything."""
    shown = [
        (ranked, relations.meaning(reading, pair, ranked)) for ranked in ranking.best(reading, pair)
    ]
    ranked, weighed = min(shown, key=lambda each: each[1].likely[relations.NONE])
    return Missed(
        **_shown(reading, pair.commitment.slug, ranked.passage.sentence.index),
        reasons=(Reason(weighed.silence or relations.UNLIKELY),),
        probability=pair.probability,
        likeliest=weighed.likeliest,
    )


def _near(reading: Reading, weighed: Iterable[pairs.Pair], told: set[str]) -> dict[str, int]:
    """Return the nearest sentence of each commitment whose terms the text has, or that may be it.

    Those whose terms weigh most in one sentence come first.
    """
    nearest: dict[str, tuple[float, int]] = {
        pair.commitment.slug: (0.0, best[0].passage.sentence.index)
        for pair in weighed
        if pair.is_likely and (best := ranking.best(reading, pair))
    }
    for number, hits_of in enumerate(reading.found_terms):
        for slug, hits in hits_of.items():
            weight = terms.weight(hits)
            if weight > nearest.get(slug, (0.0, 0))[0]:
                nearest[slug] = (weight, number)
    in_order = sorted(nearest.items(), key=lambda item: (-item[1][0], item[0]))
    return {slug: number for slug, (_, number) in in_order if slug not in told}


def _unlinked(reading: Reading, slug: str, number: int, pair: pairs.Pair | None) -> Missed:
    firm = list(_firm(reading, number, slug, pair))
    lacking = [] if firm else list(_soft(reading, slug, pair))
    return Missed(
        **_shown(reading, slug, number),
        # Where nothing can be named, it is not enough.
        reasons=tuple(firm or lacking) or (Reason(WEIGHT),),
        probability=pair.probability if pair else None,
    )


def _shown(reading: Reading, slug: str, number: int) -> dict[str, Any]:
    return {
        "commitment": reading.index.commitments[slug],
        "passage": reading.passages[number],
        "hits": tuple(reading.found_terms[number].get(slug, ())),
    }


def _firm(reading: Reading, number: int, slug: str, pair: pairs.Pair | None) -> Iterator[Reason]:
    """Yield what alone keeps a commitment from being told of."""
    commitment = reading.index.commitments[slug]
    for group in reading.lacking(number, slug):
        yield Reason(GROUP, group.any_of or group.all_of)
    phrases = tuple(_excluded(reading, number, slug))
    if phrases and slug not in reading.term_hits[number]:
        yield Reason(EXCLUDED, phrases)
    if not pairs.is_in_place(reading, commitment):
        yield Reason(PLACE, commitment.places)
    if pair is not None and pair.features["early"]:
        yield Reason(EARLY)
    elif pair is not None and pair.is_told:
        yield Reason(ORIGIN)


def _soft(reading: Reading, slug: str, pair: pairs.Pair | None) -> Iterator[Reason]:
    """Yield that nobody who is bound is named, and what an article below the bar lacks most."""
    commitment, index = reading.index.commitments[slug], reading.index
    holders, _ = reading.sides(commitment)
    is_named = not reading.all_actors or bool(reading.all_actors & holders)
    if not is_named:
        parties = (index.parties.get(slug) for slug in commitment.holders)
        yield Reason(PARTY, tuple(p.names[0] if p.names else p.slug for p in parties if p))
    officials = [index.officials[s].name for s in commitment.officials if s in index.officials]
    for code in _heaviest(reading, pair) if pair else ():
        if is_named or code != "prominence":
            yield Reason(code, tuple(officials) if code == "officials" else ())


def _heaviest(reading: Reading, pair: pairs.Pair) -> list[str]:
    """Return what a pair would gain most by, in log odds, were it there: two things at most."""
    given, model = pair.features, reading.weights[pairs.FILE][pairs.HEAD].weights
    possible = {
        "officials": bool(pair.commitment.officials),
        "counterpart": bool(pair.commitment.counterparts),
    }
    lost = {
        code: math.fsum(
            model.get(name, 0.0) * ((name not in _BETTER_AT_NOUGHT) - given[name]) for name in names
        )
        for code, names in _LACKS.items()
        if possible.get(code, True)
    }
    heaviest = sorted(lost, key=lambda code: (-lost[code], code))
    return [code for code in heaviest if lost[code] > 0][:_MOST_LACKS]


def _excluded(reading: Reading, number: int, slug: str) -> Iterator[str]:
    sentence = reading.passages[number].sentence
    own = [frozenset({slug})]
    found = reading.index.exclusions.find_in([sentence.folded], reading.language, own)[0]
    return (sentence.text[hit.start : hit.end] for hit in found if hit.key == slug)
