"""What a passage may mean for a commitment: a suggestion, where it is likely enough to make."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tracker.analysis import normalise, weights
from tracker.analysis.attribution import sides
from tracker.analysis.links import pairs
from tracker.analysis.passages import Reading
from tracker.analysis.ranking import Ranked
from tracker.analysis.terms import gist, terms

FILE: Final = "relations"
NONE: Final = "mentions"
FOR: Final = ("reaffirms", "progresses", "fulfils")
AGAINST: Final = ("qualifies", "contradicts", "breaks", "challenges")
RELATIONS: Final = (*FOR, *AGAINST)
#: From how likely it is that a passage means anything, and how much of that on one side, a
#: relation is suggested.
MEANS, ONE_SIDED = 0.4, 0.7
_RESTRAINTS = frozenset({"refrain", "maintain"})
_WITH_CUES = ("side_holder", "side_third_party", "side_outlet", "quoted")
_SHOWN, _WORDS = 8, 4
_KINDS = ("success", "failure")


@dataclass(frozen=True)
class Meaning:
    """A relation, how likely it is, what speaks for it in log odds, and the words that do."""

    relation: str
    probability: float
    rule: str
    contributions: Mapping[str, float]
    words: tuple[terms.Token, ...] = ()


def meaning(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> Meaning | None:
    """Return what a passage may mean, or None where that is not likely or cannot be.

    A question, a hypothesis, history and what is told of others mean nothing, a promise that is
    turned is not kept, and "no plans" where it was said never to be is a qualification.
    """
    cues = pairs.scene(reading).cues(ranked.passage)
    if _says_nothing(reading, ranked, cues):
        return None
    found = features(reading, pair, ranked)
    likely = _likelihoods(reading.weights[FILE], found)
    kept = [name for name in FOR if not (cues & {"turning"} and name == "reaffirms")]
    means = 1.0 - likely[NONE]
    good = math.fsum(likely[name] for name in kept)
    bad = math.fsum(likely[name] for name in AGAINST)
    if means < MEANS or max(good, bad) < ONE_SIDED * (good + bad):
        return None
    relation, rule = max(kept if good > bad else AGAINST, key=likely.__getitem__), "learned"
    is_bound = pair.commitment.form in _RESTRAINTS and ranked.side == sides.HOLDER
    if is_bound and cues & {"no_plans"} and relation in {"reaffirms", "contradicts"}:
        relation, rule = "qualifies", "no plans where it was excluded"
    weighed = reading.weights[FILE][relation].contributions(found)
    heaviest = sorted(weighed.items(), key=lambda item: (-abs(item[1]), item[0]))[:_SHOWN]
    shown = {name: round(value, 3) for name, value in heaviest}
    return Meaning(relation, likely[relation], rule, shown, _words(reading, ranked, weighed))


def _says_nothing(reading: Reading, ranked: Ranked, cues: frozenset[str]) -> bool:
    passage, features = ranked.passage, ranked.features
    is_history = bool(features["past_year"]) and not passage.spoken.is_quoted
    is_supposed = "hypothetical" in cues and "negation" not in cues
    is_elsewhere = bool(features["stranger"]) and ranked.side == sides.OUTLET
    return passage.is_question or is_history or is_supposed or is_elsewhere


def features(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> dict[str, float]:
    """Return what speaks for one relation or another: cues, voices, criteria and words."""
    form = "restraint" if pair.commitment.form in _RESTRAINTS else "act"
    cues = sorted(pairs.scene(reading).cues(ranked.passage))
    brief = pairs.scene(reading).brevity
    found = {
        **ranked.features,
        f"form:{form}": 1.0,
        "brief": brief,
        **_of_criteria(reading, pair, ranked),
    }
    for cue in cues:
        found[f"cue:{cue}"] = found[f"{form}:{cue}"] = 1.0
        found.update({f"{name}:{cue}": ranked.features[name] for name in _WITH_CUES})
    for token in _tokens(ranked):
        found[_named(reading, form, token)] = 1.0
    return found


def _of_criteria(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> dict[str, float]:
    """Return how much a passage shares with what would break the commitment, and keep it."""
    commitment, language = pair.commitment, reading.language
    of_kind = {kind: [c.text for c in commitment.criteria if c.kind == kind] for kind in _KINDS}
    said = gist.stems(ranked.passage.sentence.folded, language)
    broken = _stems([commitment.violation, *of_kind["failure"]], language)
    kept = _stems([commitment.fulfilment, *of_kind["success"]], language)
    return {
        "violation": len(said & broken) / (len(broken) or 1),
        "violation_only": len(said & (broken - kept)) / (len(broken - kept) or 1),
        "fulfilment_only": len(said & (kept - broken)) / (len(kept - broken) or 1),
    }


def _stems(texts: list[str], language: str) -> frozenset[str]:
    return gist.stems(normalise.fold(" ".join(texts)), language)


def _tokens(ranked: Ranked) -> list[terms.Token]:
    return terms.tokens(ranked.passage.sentence.folded)


def _named(reading: Reading, form: str, token: terms.Token) -> str:
    stem = normalise.stem(token.word, reading.language)
    return f"{reading.language}:{form}:{stem}"


def _likelihoods(models: weights.Heads, found: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each relation is, and none; together they are certain."""
    scores = {name: model.score(found) for name, model in models.items()}
    highest = max(scores.values())
    powers = {name: math.exp(score - highest) for name, score in scores.items()}
    total = math.fsum(powers.values())
    return {name: power / total for name, power in powers.items()}


def _words(
    reading: Reading, ranked: Ranked, weighed: Mapping[str, float]
) -> tuple[terms.Token, ...]:
    """Return the words of the passage that speak most for the relation."""
    forms = ("restraint", "act")
    worth = {
        token: max(weighed.get(_named(reading, form, token), 0.0) for form in forms)
        for token in _tokens(ranked)
    }
    best = sorted(worth, key=lambda token: (-worth[token], token.start))[:_WORDS]
    return tuple(sorted((t for t in best if worth[t] > 0), key=lambda token: token.start))
