"""What a passage may mean for a commitment: a suggestion, where it is likely enough to make."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tracker.analysis import lexicon, normalise, weights
from tracker.analysis.attribution import sides
from tracker.analysis.links import pairs
from tracker.analysis.links.scene import Scene
from tracker.analysis.passages import Reading
from tracker.analysis.ranking import Ranked
from tracker.analysis.terms import gist, terms
from tracker.analysis.weights.logistic import Model

FILE: Final = "relations"
NONE: Final = "mentions"
FOR: Final = ("reaffirms", "progresses", "fulfils")
AGAINST: Final = ("qualifies", "contradicts", "breaks", "challenges")
RELATIONS: Final = (*FOR, *AGAINST)
# Whoever is bound, and the outlet, contradict or break; others claim it.
_OF_SIDE: Final = {
    sides.HOLDER: AGAINST[:-1],
    sides.OUTLET: AGAINST[:-1],
    sides.THIRD_PARTY: AGAINST[-1:],
}
#: From how likely it is that a passage means anything, and how much of that on one side, a
#: relation is suggested.
MEANS, ONE_SIDED = 0.4, 0.7
LEARNED, NO_PLANS = "learned", "no plans where it was excluded"
#: Why a passage is said to mean nothing.
QUESTION, HISTORY, HYPOTHESIS = "question", "history", "hypothesis"
ELSEWHERE, UNLIKELY, TWO_SIDED = "elsewhere", "unlikely", "two_sided"
_RESTRAINTS = frozenset({"refrain", "maintain"})
_SHOWN, _WORDS = 8, 4


@dataclass(frozen=True)
class Meaning:
    """How likely each relation is, and none; the one suggested, and by which rule, if any.

    ``silence`` says why there is none; ``contributions`` speak for it, or against it, in log
    odds, and ``words`` most.
    """

    likely: Mapping[str, float]
    relation: str | None = None
    rule: str = ""
    silence: str = ""
    contributions: Mapping[str, float] = field(default_factory=dict)
    words: tuple[terms.Token, ...] = ()

    @property
    def likeliest(self) -> tuple[tuple[str, float], ...]:
        """The two likeliest relations with how likely they are."""
        in_order = sorted(RELATIONS, key=lambda name: -self.likely[name])
        return tuple((name, round(self.likely[name], 3)) for name in in_order[:2])


def meaning(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> Meaning:
    """Return how likely a passage means what, and the relation that is suggested, if any.

    A question, a hypothesis, history and what is told of others mean nothing, a promise that is
    turned is not kept, "no plans" where it was said never to be is a qualification, and what a
    third party holds against it is a claim.
    """
    found, models = features(reading, pair, ranked), reading.weights[FILE]
    likely = _likelihoods(models, found)
    is_hedged = _is_hedged(pair, ranked, found)
    kept = FOR[1:] if "cue:turning" in found else FOR
    good, bad = (math.fsum(likely[name] for name in names) for names in (kept, AGAINST))
    named = kept if good > bad else _OF_SIDE.get(ranked.side, AGAINST)
    silence = _silence(ranked, found)
    if not silence and not is_hedged:
        if 1.0 - likely[NONE] < MEANS:
            silence = UNLIKELY
        elif max(good, bad) < ONE_SIDED * (good + bad):
            silence = TWO_SIDED
    if silence:
        return Meaning(likely, silence=silence)
    relation = "qualifies" if is_hedged else max(named, key=likely.__getitem__)
    return Meaning(
        likely,
        relation,
        NO_PLANS if is_hedged else LEARNED,
        contributions=models[relation].heaviest(found, _SHOWN),
        words=_words(reading, pair, ranked, models[relation]),
    )


def _silence(ranked: Ranked, found: Mapping[str, float]) -> str:
    """Return why a passage says nothing, whatever is likely; or the empty text."""
    why = {
        QUESTION: ranked.passage.is_question,
        HISTORY: bool(found["past_year"]) and not ranked.passage.spoken.is_quoted,
        HYPOTHESIS: "cue:hypothetical" in found and "cue:negation" not in found,
        ELSEWHERE: bool(found["stranger"]) and ranked.side == sides.OUTLET,
    }
    return next((code for code, holds in why.items() if holds), "")


def _is_hedged(pair: pairs.Pair, ranked: Ranked, found: Mapping[str, float]) -> bool:
    """Tell whether its own side has "no plans" for what it said never to do."""
    is_bound = pair.commitment.form in _RESTRAINTS and ranked.side == sides.HOLDER
    return is_bound and "cue:no_plans" in found and bool(found["terms_any"])


def features(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> dict[str, float]:
    """Return what speaks for one relation or another: cues, voices, criteria and words."""
    sentence, form = ranked.passage.sentence, _form(pair)
    found = {
        **ranked.features,
        f"form:{form}": 1.0,
        "brief": reading.once(Scene).brevity,
        **_of_criteria(reading, pair, ranked),
    }
    for cue, words in lexicon.load(reading.language).cues.items():
        if words.find(sentence.lowered, sentence.folded):
            found[f"cue:{cue}"] = found[f"{form}:{cue}"] = 1.0
    for token in terms.tokens(sentence.folded):
        found[_named(reading, form, token)] = 1.0
    return found


def _of_criteria(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> dict[str, float]:
    """Return how much a passage shares with what would break the commitment, and keep it."""
    commitment = pair.commitment
    said = reading.once(Scene).stems[ranked.passage.sentence.index]

    def stems(sentence: str, kind: str) -> frozenset[str]:
        texts = [sentence, *(c.text for c in commitment.criteria if c.kind == kind)]
        return gist.stems(normalise.fold(" ".join(texts)), reading.language)

    broken, kept = stems(commitment.violation, "failure"), stems(commitment.fulfilment, "success")
    told = {
        "violation": broken,
        "violation_only": broken - kept,
        "fulfilment_only": kept - broken,
    }
    return {name: len(said & words) / (len(words) or 1) for name, words in told.items()}


def _form(pair: pairs.Pair) -> str:
    return "restraint" if pair.commitment.form in _RESTRAINTS else "act"


def _named(reading: Reading, form: str, token: terms.Token) -> str:
    return f"{reading.language}:{form}:{normalise.stem(token.word, reading.language)}"


def _likelihoods(models: weights.Heads, found: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each relation is, and none; together they are certain."""
    scores = {name: model.score(found) for name, model in models.items()}
    highest = max(scores.values())
    powers = {name: math.exp(score - highest) for name, score in scores.items()}
    total = math.fsum(powers.values())
    return {name: power / total for name, power in powers.items()}


def _words(
    reading: Reading, pair: pairs.Pair, ranked: Ranked, model: Model
) -> tuple[terms.Token, ...]:
    """Return the words of the passage that speak most for the relation."""
    worth = {
        token: model.weights.get(_named(reading, _form(pair), token), 0.0)
        for token in terms.tokens(ranked.passage.sentence.folded)
    }
    best = sorted(
        (t for t in worth if worth[t] > 0), key=lambda token: (-worth[token], token.start)
    )
    return tuple(sorted(best[:_WORDS], key=lambda token: token.start))
