"""Findings in articles compared with what editors flag: by place, relation and speaker."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tracker import bars
from tracker.analysis import base, normalise, relations
from tracker.evaluating import findings
from tracker.evaluating.articles import Development, Labelled

_FOR, _AGAINST = frozenset(relations.FOR), frozenset(relations.AGAINST)
_FEWEST_LETTERS: Final = 12
_LONG_WORD: Final = 4
_TIERS: Final = (findings.PUBLIC, findings.WAITING, findings.REPORTED)
_OTHERS: Final[Mapping[str, str]] = {
    findings.MEETINGS: "status",
    findings.AGREEMENTS: "event",
    findings.PROMISES: "",
}

Line = Mapping[str, Any]


@dataclass
class Tally:
    """Counts by name, of which figures are made."""

    counts: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, whole: str) -> float | None:
        """Return one count as a share of another; None of nothing."""
        return round(self.counts[part] / self.counts[whole], 3) if self.counts[whole] else None


def figures(articles: Sequence[Labelled], lines: Mapping[str, Line]) -> dict[str, Any]:
    """Return how well articles were read; ``lines`` are the findings by article.

    ``pairs`` says whether an article is told to be about the right commitments, ``reports``
    whether passages and speakers are right, ``meanings`` what is said of meaning.
    """
    tally = Tally()
    for labelled in articles:
        line = lines.get(labelled.id, {})
        _count_pairs(tally, labelled, line)
        _count_reports(tally, labelled, line)
        for tier in (findings.PUBLIC, findings.WAITING):
            _count_meanings(tally, labelled, line, tier)
        for name, same in _OTHERS.items():
            _count_others(tally, labelled, line, name, same)
    return _figures(tally, len(articles))


def judged(labelled: Labelled, found: Iterable[base.Finding]) -> Iterator[bars.Judged]:
    """Yield each meaning found in an article, with whether an editor says the same."""
    for finding in found:
        relation = findings.RELATIONS.get(finding.kind, "")
        if relation in relations.RELATIONS:
            said = {"commitment": finding.record, "relation": relation, "quote": finding.exact}
            is_right = _verdict(labelled, said) == "right"
            yield bars.Judged(labelled.story, finding.kind, finding.confidence, is_right)


def _count_pairs(tally: Tally, labelled: Labelled, line: Line) -> None:
    known = {one.commitment for one in labelled.developments}
    must = {one.commitment for one in labelled.developments if one.is_must}
    told = {f["commitment"] for t in (findings.PUBLIC, findings.REPORTED) for f in line.get(t, ())}
    every = told | {f["commitment"] for f in line.get(findings.WAITING, ())}
    for name, said in (("pairs", every), ("told", told)):
        tally.counts[f"{name}_right"] += len(said & must)
        tally.counts[f"{name}_said"] += len(said & must) + len(said - known)
        tally.counts[f"{name}_wanted"] += len(must)


def _count_reports(tally: Tally, labelled: Labelled, line: Line) -> None:
    by_commitment: dict[str, list[Line]] = defaultdict(list)
    for passage in line.get(findings.REPORTED, ()):
        by_commitment[passage["commitment"]].append(passage)
    for commitment, passages in by_commitment.items():
        own = labelled.of(commitment)
        shown = [_at(labelled, passage, own) for passage in passages]
        tally.counts["reports"] += bool(own)
        tally.counts["reports_right"] += any(shown)
        for passage, at in zip(passages, shown, strict=True):
            if at and at[0].speaker:
                tally.counts["spoken"] += 1
                tally.counts["spoken_right"] += is_same_name(passage["speaker"], at[0].speaker)
            elif at:
                tally.counts["untold"] += 1
                tally.counts["invented"] += bool(passage["speaker"])
    every = [f for tier in _TIERS for f in line.get(tier, ())]
    for development in labelled.developments:
        if development.is_must:
            tally.counts["must"] += 1
            tally.counts["found"] += any(_at(labelled, f, [development]) for f in every)


def _count_meanings(tally: Tally, labelled: Labelled, line: Line, tier: str) -> None:
    reached: set[int] = set()
    for said in line.get(tier, ()):
        verdict = _verdict(labelled, said)
        tally.counts[f"{tier}_said"] += 1
        tally.counts[f"{tier}_{verdict}"] += 1
        if verdict == "right":
            at = _at(labelled, said, labelled.of(said["commitment"]))
            reached |= {id(one) for one in at if said["relation"] in one.relations}
    for one in labelled.developments:
        if one.is_must:
            is_hard = one.relations[0] in {"contradicts", "breaks"}
            tally.counts[f"{tier}_must"] += id(one) in reached
            tally.counts["hard"] += is_hard and tier == findings.PUBLIC
            tally.counts[f"{tier}_hard"] += is_hard and id(one) in reached


def _verdict(labelled: Labelled, said: Line) -> str:
    """Return right, flip (said for the other side), or wrong."""
    own = labelled.of(said["commitment"])
    at = _at(labelled, said, own)
    if any(said["relation"] in one.relations for one in at):
        return "right"
    sides = {_side(relation) for one in at or own for relation in one.relations}
    return "flip" if sides and sides == {-_side(said["relation"])} else "wrong"


def _side(relation: str) -> int:
    return (relation in _FOR) - (relation in _AGAINST)


def _at(labelled: Labelled, said: Line, own: Iterable[Development]) -> list[Development]:
    """Return the developments at whose place a quote stands: its words, or their paragraph."""
    quote = said["quote"]
    if "\n" in quote.strip() or len(_letters(quote)) < _FEWEST_LETTERS:
        return []
    return [one for one in own if any(_is_near(labelled, quote, gold) for gold in one.quotes)]


def _is_near(labelled: Labelled, quote: str, gold: str) -> bool:
    mine, theirs = _letters(quote), _letters(gold)
    text = f"{labelled.article.text}\n{labelled.article.title}"
    is_same = mine in theirs or theirs in mine
    return is_same or bool(_paragraphs(text, quote) & _paragraphs(text, gold))


def _paragraphs(text: str, quote: str) -> frozenset[int]:
    found, at = set(), text.find(quote)
    while at >= 0:
        found.add(text.count("\n", 0, at))
        at = text.find(quote, at + 1)
    return frozenset(found)


def _letters(text: str) -> str:
    return "".join(character for character in normalise.fold(text) if character.isalnum())


def is_same_name(one: str | None, other: str | None) -> bool:
    """Tell whether two names may be of one person: they share a longer word."""
    words = [
        {word for word in map(_letters, (name or "").split()) if len(word) >= _LONG_WORD}
        for name in (one, other)
    ]
    return bool(words[0] & words[1]) or bool(one and _letters(one) == _letters(other or ""))


def _count_others(tally: Tally, labelled: Labelled, line: Line, name: str, same: str) -> None:
    left = list(line.get(name, ()))
    wanted = labelled.labels.get(name, ())
    tally.counts[f"{name}_said"] += len(left)
    tally.counts[f"{name}_wanted"] += len(wanted)
    for gold in wanted:
        hit = next((f for f in left if _is_told(labelled, f, gold, same)), None)
        if hit is not None:
            left.remove(hit)
            tally.counts[f"{name}_right"] += 1


def _is_told(labelled: Labelled, said: Line, gold: Line, same: str) -> bool:
    is_like = not (same in said and same in gold) or said[same] == gold[same]
    return is_like and _is_near(labelled, said["quote"], gold["quote"])


def _figures(tally: Tally, articles: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: {
            "precision": tally.share(f"{name}_right", f"{name}_said"),
            "recall": tally.share(f"{name}_right", f"{name}_wanted"),
        }
        for name in ("pairs", "told", *_OTHERS)
    }
    for tier in (findings.PUBLIC, findings.WAITING):
        told[tier] = {
            "said": tally.counts[f"{tier}_said"],
            "right": tally.share(f"{tier}_right", f"{tier}_said"),
            "other_side": tally.share(f"{tier}_flip", f"{tier}_said"),
            "of_must": tally.share(f"{tier}_must", "must"),
            "of_contradictions_and_breaches": tally.share(f"{tier}_hard", "hard"),
        }
    told["reports"] = {
        "with_a_right_passage": tally.share("reports_right", "reports"),
        "found_of_must": tally.share("found", "must"),
        "speaker_right": tally.share("spoken_right", "spoken"),
        "speaker_invented": tally.share("invented", "untold"),
    }
    return {"articles": articles, **told}
