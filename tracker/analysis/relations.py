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
DENIED, DONE = "denied by its side", "asserted though excluded"
#: Why a passage is said to mean nothing.
QUESTION, HISTORY, HYPOTHESIS = "question", "history", "hypothesis"
ELSEWHERE, UNLIKELY, TWO_SIDED = "elsewhere", "unlikely", "two_sided"
_RESTRAINTS = frozenset({"refrain", "maintain"})
_WITH_CUES = ("side_holder", "side_third_party", "side_outlet", "quoted")
_DENIES = frozenset({"negation", "denial"})
_KEEPS = _DENIES | {"keep", "promise", "undoing"}
_UNPLAIN = frozenset({"hypothetical", "background", "breach", "retreat"})
_PLAINLY = 0.6
_SHOWN, _WORDS = 8, 4
_KINDS = ("success", "failure")


@dataclass(frozen=True)
class Weighed:
    """How likely each relation is, and none; the one suggested and why, or why there is none."""

    likely: Mapping[str, float]
    relation: str | None = None
    rule: str = ""
    silence: str = ""

    @property
    def likeliest(self) -> tuple[tuple[str, float], ...]:
        """The two likeliest relations with how likely they are."""
        in_order = sorted(RELATIONS, key=lambda name: -self.likely[name])
        return tuple((name, round(self.likely[name], 3)) for name in in_order[:2])


@dataclass(frozen=True)
class Meaning:
    """A relation, how likely it is, what speaks for it in log odds, and the words that do."""

    relation: str
    probability: float
    rule: str
    contributions: Mapping[str, float]
    words: tuple[terms.Token, ...] = ()


def meaning(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> Meaning | None:
    """Return what a passage may mean, or None where that is not likely or cannot be."""
    weighed = weigh(reading, pair, ranked)
    if weighed.relation is None:
        return None
    model = reading.weights[FILE][weighed.relation]
    spoken_for = model.contributions(features(reading, pair, ranked))
    heaviest = sorted(spoken_for.items(), key=lambda item: (-abs(item[1]), item[0]))[:_SHOWN]
    return Meaning(
        weighed.relation,
        weighed.likely[weighed.relation],
        weighed.rule,
        {name: round(value, 3) for name, value in heaviest},
        _words(reading, ranked, spoken_for),
    )


def weigh(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> Weighed:
    """Return how likely a passage means what, and the relation that is suggested, if any.

    A question, a hypothesis, history and what is told of others mean nothing, a promise that is
    turned is not kept, "no plans" where it was said never to be is a qualification, and what a
    third party holds against it is a claim.
    """
    cues = pairs.scene(reading).cues(ranked.passage)
    likely = _likelihoods(reading.weights[FILE], features(reading, pair, ranked))
    silence = _silence(ranked, cues)
    if silence:
        return Weighed(likely, silence=silence)
    plain = _plain(pair, ranked, cues)
    if plain is not None:
        return Weighed({**likely, plain[0]: max(likely[plain[0]], _PLAINLY)}, *plain)
    kept = [name for name in FOR if name != "reaffirms" or _may_reaffirm(pair, ranked, cues)]
    good = math.fsum(likely[name] for name in kept)
    bad = math.fsum(likely[name] for name in AGAINST)
    if 1.0 - likely[NONE] < MEANS:
        return Weighed(likely, silence=UNLIKELY)
    if max(good, bad) < ONE_SIDED * (good + bad):
        return Weighed(likely, silence=TWO_SIDED)
    named = kept if good > bad else _OF_SIDE.get(ranked.side, AGAINST)
    return Weighed(likely, max(named, key=likely.__getitem__), LEARNED)


def _silence(ranked: Ranked, cues: frozenset[str]) -> str:
    """Return why a passage says nothing, whatever is likely; or the empty text."""
    passage, seen = ranked.passage, ranked.features
    why = {
        QUESTION: passage.is_question,
        HISTORY: bool(seen["past_year"]) and not passage.spoken.is_quoted,
        HYPOTHESIS: "hypothetical" in cues and "negation" not in cues,
        ELSEWHERE: bool(seen["stranger"]) and ranked.side == sides.OUTLET,
    }
    return next((code for code, holds in why.items() if holds), "")


def _plain(pair: pairs.Pair, ranked: Ranked, cues: frozenset[str]) -> tuple[str, str] | None:
    """Return the relation that a sentence with a key term says in plain words, and the rule.

    They are few: a denial by its own side, "no plans" where it said never, and the thing done.
    """
    if not ranked.features["terms_any"] or pair.commitment.form not in _RESTRAINTS:
        return None
    is_own = ranked.side == sides.HOLDER
    if is_own and "no_plans" in cues:
        return "qualifies", NO_PLANS
    if pair.commitment.form != "refrain" or cues & _UNPLAIN:
        return None
    if is_own and cues & _DENIES and not cues & {"turning", "open"}:
        return "reaffirms", DENIED
    if (is_own or ranked.side == sides.OUTLET) and "doing" in cues and not cues & _DENIES:
        return "contradicts", DONE
    return None


def _may_reaffirm(pair: pairs.Pair, ranked: Ranked, cues: frozenset[str]) -> bool:
    """Tell whether a passage may keep a promise: none that turns it, or does what is barred."""
    is_bare = pair.commitment.form in _RESTRAINTS and bool(ranked.features["terms_any"])
    return "turning" not in cues and (not is_bare or bool(cues & _KEEPS))


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
    said = pairs.scene(reading).words_of(ranked.passage)
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
