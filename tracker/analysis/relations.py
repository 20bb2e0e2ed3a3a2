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
from tracker.analysis.terms import terms
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
DENIED, DONE = "denied by its side", "asserted though excluded"
#: Why a passage is said to mean nothing.
QUESTION, HISTORY, HYPOTHESIS = "question", "history", "hypothesis"
ELSEWHERE, UNLIKELY, TWO_SIDED = "elsewhere", "unlikely", "two_sided"
_RESTRAINTS = frozenset({"refrain", "maintain"})
_DENIES = frozenset({"negation", "denial"})
_KEEPS = _DENIES | {"keep", "promise", "undoing"}
_UNPLAIN = frozenset({"hypothetical", "background", "breach", "retreat"})
_PLAINLY, _LEAST = 0.6, 0.15
# Of a text of few sentences less was learned, and more is asked.
_BRIEF = 0.2
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
    cues = frozenset(name[4:] for name in found if name.startswith("cue:"))
    plain, rule = _plain(pair, ranked, cues)
    if plain:
        likely = {**likely, plain: max(likely[plain], _PLAINLY)}
    weighed = likely if _may_reaffirm(pair, ranked, cues) else _without(likely, "reaffirms")
    good, bad = (math.fsum(weighed[name] for name in names) for names in (FOR, AGAINST))
    named = FOR if good > bad else _OF_SIDE.get(ranked.side, AGAINST)
    relation = plain or max(named, key=weighed.__getitem__)
    silence = _silence(ranked, found)
    if not silence and not plain:
        if 1.0 - weighed[NONE] < MEANS or weighed[relation] < _LEAST:
            silence = UNLIKELY
        elif max(good, bad) < (ONE_SIDED + _BRIEF * found["brief"]) * (good + bad):
            silence = TWO_SIDED
    if silence:
        return Meaning(likely, silence=silence)
    return Meaning(
        likely,
        relation,
        rule or LEARNED,
        contributions=models[relation].heaviest(found, _SHOWN),
        words=_words(reading, pair, ranked, models[relation]),
    )


def _without(likely: Mapping[str, float], barred: str) -> dict[str, float]:
    """Return how likely the others are where one relation cannot be."""
    left = (1.0 - likely[barred]) or 1.0
    return {name: 0.0 if name == barred else value / left for name, value in likely.items()}


def _silence(ranked: Ranked, found: Mapping[str, float]) -> str:
    """Return why a passage says nothing, whatever is likely; or the empty text."""
    why = {
        QUESTION: ranked.passage.is_question,
        HISTORY: bool(found["past_year"]) and not ranked.passage.spoken.is_quoted,
        HYPOTHESIS: "cue:hypothetical" in found and "cue:negation" not in found,
        ELSEWHERE: bool(found["stranger"]) and ranked.side == sides.OUTLET,
    }
    return next((code for code, holds in why.items() if holds), "")


def _plain(pair: pairs.Pair, ranked: Ranked, cues: frozenset[str]) -> tuple[str, str]:
    """Return the relation that a sentence with a key term says in plain words, and the rule.

    They are few: a denial by its own side, "no plans" where it said never, and the thing done.
    """
    form, is_own = pair.commitment.form, ranked.side == sides.HOLDER
    if not ranked.features["terms_any"] or form not in _RESTRAINTS:
        return "", ""
    if is_own and "no_plans" in cues:
        return "qualifies", NO_PLANS
    if form != "refrain" or cues & _UNPLAIN:
        return "", ""
    if is_own and cues & _DENIES and not cues & {"turning", "open"}:
        return "reaffirms", DENIED
    if (is_own or ranked.side == sides.OUTLET) and "doing" in cues and not cues & _DENIES:
        return "contradicts", DONE
    return "", ""


def _may_reaffirm(pair: pairs.Pair, ranked: Ranked, cues: frozenset[str]) -> bool:
    """Tell whether a passage may keep a promise: none that turns it, or does what is barred."""
    is_bare = pair.commitment.form in _RESTRAINTS and bool(ranked.features["terms_any"])
    return "turning" not in cues and (not is_bare or bool(cues & _KEEPS))


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
    said = reading.once(Scene).stems[ranked.passage.sentence.index]
    broken, kept = reading.index.criteria_gist(pair.commitment, reading.language)
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
