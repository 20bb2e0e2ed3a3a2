"""How predictions compare with the labels: links, relations, and what is proposed as new."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.analysis import relations
from tracker.evaluating.cases import Case

RELATIONS = ("reaffirms", "contradicts", "progresses", "fulfils", "breaks", "mentions")
PROPOSALS = ("meetings", "agreements", "new_commitments")
_EXHAUSTIVE = {"meetings": "meet_exhaustive", "new_commitments": "nc_exhaustive"}
_LONG_WORD = 4
_HALF = 0.5
# On passages a qualification counts against, and a challenge as a mention.
_COUNTED_AS = {"qualifies": "contradicts", "challenges": "mentions"}

Figures = dict[str, float]


@dataclass
class Tally:
    """Counts over cases, which add up; the figures follow from them."""

    counts: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Count what ``other`` counted as well."""
        self.counts.update(other.counts)
        self.confusion.update(other.confusion)

    def figures(self) -> Figures:
        """Return every figure by name: shares are 0 to 1, and those in ``…_of`` are counts."""
        n = self.counts
        precision = _ratio(n["matched"], n["matched"] + n["surplus"])
        recall = _ratio(n["matched"], n["matched"] + n["missed"])
        figures: Figures = {
            "cases": n["cases"],
            "link_precision": precision,
            "link_recall": recall,
            "link_f1": _f1(precision, recall),
            "false_alarms": _ratio(n["alarms"], n["empty"]),
            "false_alarms_of": n["empty"],
            "relation_accuracy": _ratio(n["right"], n["matched"]),
            "relation_macro_f1": self._macro_f1(),
            "links_matched": n["matched"],
            "flips": _ratio(n["flips"], n["matched"]),
            "sided_links": n["sided"],
            "joint_precision": _ratio(n["right"], n["matched"] + n["surplus"]),
            "joint_recall": _ratio(n["right"], n["matched"] + n["missed"]),
            "evidence": n["evidence"],
            "evidence_wrong": n["evidence_wrong"],
        }
        for kind in PROPOSALS:
            found = n[f"{kind} found"]
            said = found + n[f"{kind} surplus"]
            figures[f"{kind}_f1"] = _f1(_ratio(found, said), _ratio(found, n[f"{kind} gold"]))
            figures[f"{kind}_of"] = n[f"{kind} gold"]
        return figures

    def _macro_f1(self) -> float:
        scores = []
        for relation in RELATIONS:
            said = sum(n for (_, given), n in self.confusion.items() if given == relation)
            was = sum(n for (gold, _), n in self.confusion.items() if gold == relation)
            right = self.confusion[relation, relation]
            if was:
                scores.append(_f1(_ratio(right, said), _ratio(right, was)))
        return _ratio(sum(scores), len(scores))


def score(cases: Iterable[Case], predictions: Mapping[str, Mapping[str, Any]]) -> Tally:
    """Return the counts over ``cases``; a case without a prediction was read as saying nothing."""
    total = Tally()
    for case in cases:
        total.add(score_one(case, predictions.get(case.id, {})))
    return total


def score_one(case: Case, prediction: Mapping[str, Any]) -> Tally:
    """Return the counts of one case."""
    tally = Tally()
    tally.counts["cases"] = 1
    _count_links(tally, case, prediction.get("links", ()))
    for kind, is_same in _SAME.items():
        _count_proposals(tally, case, kind, is_same, list(prediction.get(kind, ())))
    for quote in prediction.get("evidence", ()):
        tally.counts["evidence"] += 1
        exact = case.passage[quote["start"] : quote["end"]]
        tally.counts["evidence_wrong"] += exact != quote["exact"]
    return tally


def is_right(case: Case, link: Mapping[str, Any]) -> bool | None:
    """Return whether a link and its relation are right; None where the link is tolerated."""
    accepted = case.gold.get(link["commitment_id"])
    if accepted is None:
        return None if link["commitment_id"] in case.tolerated else False
    return _plain(link["relation"]) in accepted


def is_same(kind: str, gold: Any, said: Any) -> bool:
    """Return whether what is said of a meeting, an agreement or a promise is what was labelled."""
    return _SAME[kind](gold, said)


def _count_links(tally: Tally, case: Case, links: Iterable[Mapping[str, Any]]) -> None:
    gold = {link["commitment_id"]: link["relation"] for link in case.labels["gold"]}
    seen: set[str] = set()
    surplus = 0
    for link in links:
        slug = link["commitment_id"]
        if slug in gold and slug not in seen:
            seen.add(slug)
            accepted = case.gold[slug]
            said = _plain(link["relation"])
            _count_relation(tally, said if said in accepted else gold[slug], said)
        elif slug not in gold and slug not in case.tolerated:
            surplus += 1
    tally.counts["surplus"] += surplus
    tally.counts["missed"] += len(gold.keys() - seen)
    if not gold:
        tally.counts["empty"] += 1
        tally.counts["alarms"] += surplus > 0


def _count_relation(tally: Tally, best: str, said: str) -> None:
    """Count a link that is right; ``best`` is the label nearest to what was said."""
    tally.counts["matched"] += 1
    tally.counts["right"] += best == said
    tally.confusion[best, said] += 1
    tally.counts["sided"] += best in relations.RELATIONS
    tally.counts["flips"] += (best in relations.FOR and said in relations.AGAINST) or (
        best in relations.AGAINST and said in relations.FOR
    )


def _count_proposals(
    tally: Tally, case: Case, kind: str, is_same: Callable[[Any, Any], bool], said: list[Any]
) -> None:
    for gold in case.labels[kind]:
        tally.counts[f"{kind} gold"] += 1
        hit = next((one for one in said if is_same(gold, one)), None)
        if hit is not None:
            said.remove(hit)
            tally.counts[f"{kind} found"] += 1
    if kind not in _EXHAUSTIVE or case.labels[_EXHAUSTIVE[kind]]:
        tally.counts[f"{kind} surplus"] += len(said)


def _last_names(names: Iterable[str]) -> set[str]:
    return {name.split()[-1].strip(".,").lower() for name in names if name.strip()}


def _words(text: str, least: int = 1) -> set[str]:
    return {word.strip(".,;:()«»“”\"'").lower() for word in text.split() if len(word) >= least}


def _is_same_meeting(gold: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    named = _last_names(gold["participants"]) & _last_names(said.get("participants", ()))
    return bool(named) and gold["status"] == said.get("status")


def _is_same_agreement(gold: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    shared = _words(gold["name"], _LONG_WORD) & _words(said.get("name", ""), _LONG_WORD)
    return bool(shared) and gold["event"] == said.get("event")


def _is_same_commitment(gold: Mapping[str, Any], said: str) -> bool:
    mine, theirs = _words(gold["span"]), _words(said)
    return _ratio(len(mine & theirs), len(mine | theirs)) >= _HALF


_SAME: Mapping[str, Callable[[Any, Any], bool]] = {
    "meetings": _is_same_meeting,
    "agreements": _is_same_agreement,
    "new_commitments": _is_same_commitment,
}


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _plain(relation: str) -> str:
    """Return the relation that one is counted as: on passages, two of them count otherwise."""
    return _COUNTED_AS.get(relation, relation)
