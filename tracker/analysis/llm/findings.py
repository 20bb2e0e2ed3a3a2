"""Answers become findings: each item is checked, and what fails is dropped and counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tracker.analysis import base
from tracker.analysis.findings import confidence
from tracker.analysis.llm import developments, happenings, instructions, prompting, quoting
from tracker.analysis.llm.prompting import Part, Question
from tracker.analysis.llm.quoting import DroppedError, Source
from tracker.outbound import objects

#: Under which findings of a model say who analysed.
NAME: Final = "llm"
# Whoever is not sure of a promise takes any forecast for one.
_LEAST_CERTAIN: Final = {"promises": 0.6, "deeds": 0.5, "meetings": 0.3, "agreements": 0.3}
_CHECKS: Final[Mapping[str, Callable[[Source, Mapping[str, Any]], dict[str, Any]]]] = {
    "developments": developments.development,
    "meetings": happenings.meeting,
    "agreements": happenings.agreement,
    "promises": happenings.promise,
    "deeds": happenings.deed,
}


class UnusableError(Exception):
    """An answer that is not what was asked for; says in what."""


@dataclass(frozen=True)
class Answer:
    """The text of an answer; ``is_cut`` where it was too long, ``is_repaired`` if asked twice."""

    text: str
    is_cut: bool = False
    is_repaired: bool = False


@dataclass(frozen=True)
class Checked:
    """What is believed of the answers about an article.

    ``dropped`` counts what is not, by the check that it failed. ``doubt`` says why nothing of it
    may be public without a person; '' where nothing is against it.
    """

    findings: tuple[base.Finding, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)
    doubt: str = ""


def loads(answer: Answer) -> list[tuple[str, Any]]:
    """Return what an answer lists, each item with the name of its list; raises UnusableError."""
    found = objects.find(answer.text, is_cut=answer.is_cut)
    if found is None:
        raise UnusableError("it is not JSON")
    if not isinstance(found.get("developments"), list):
        raise UnusableError("it has no list of developments")
    lists = {name: found.get(name) for name in _CHECKS}
    return [
        (name, item) for name, items in lists.items() if isinstance(items, list) for item in items
    ]


def findings(
    question: Question,
    told: Sequence[tuple[Part, Answer]],
    offline: Sequence[base.Finding] = (),
    analyser: Mapping[str, str] | None = None,
) -> Checked:
    """Return what answers say, each with the part that it answers; raises UnusableError.

    ``offline`` are the findings of the offline reading: where it reports and the model is silent
    there is a mention, and behind the last part they stand. ``analyser`` names model and prompt.
    """
    found, dropped = _believed(question, told)
    meant = [finding for finding in found if finding.relation]
    reported = developments.reports(meant)
    read_until = max((part.end for part, _ in told), default=0)
    within = [finding for finding in offline if finding.start < read_until]
    silent = developments.unsaid(within, frozenset(report.record for report in reported))
    # A new promise may be but what a commitment on record is told of.
    besides = (
        each
        for each in found
        if not each.relation
        and not (each.kind == "commitment.stated" and any(quoting.overlap(each, m) for m in meant))
    )
    doubt = _doubt(question.article, [answer for _, answer in told])
    shared = {"analyser": {"name": NAME, **(analyser or {})}, "dropped": dropped, "doubt": doubt}
    said = [_explained(each, shared) for each in (*reported, *meant, *silent, *besides)]
    known = {finding.record for finding in said if finding.record}
    rest = (each for each in offline if each.start >= read_until and each.record not in known)
    in_order = sorted([*said, *rest], key=lambda each: (each.start, each.kind, each.record))
    return Checked(tuple(in_order), dropped, doubt)


def _believed(
    question: Question, told: Sequence[tuple[Part, Answer]]
) -> tuple[list[base.Finding], dict[str, int]]:
    """Return what passes every check, said of the same words but once, and how much fails each."""
    dropped: Counter[str] = Counter()
    found: list[base.Finding] = []
    for part, answer in told:
        source = Source(question, part.start, part.end)
        for name, item in loads(answer):
            try:
                found.append(_finding(name, source, item))
            except DroppedError as error:
                dropped[str(error)] += 1
    kept: list[base.Finding] = []
    # Parts overlap.
    for finding in sorted(found, key=lambda each: -each.confidence):
        same = (each for each in kept if (each.kind, each.record) == (finding.kind, finding.record))
        if not any(quoting.overlap(finding, other) for other in same):
            kept.append(finding)
    return kept, dict(sorted(dropped.items()))


def _finding(name: str, source: Source, item: Any) -> base.Finding:
    if isinstance(item, dict) and item.get("speaker") is None:
        item = {**item, "speaker": {"name": None, "role": None}}
    if not objects.fits(item, prompting.items()[name]):
        raise DroppedError("schema")
    if not _LEAST_CERTAIN.get(name, 0.0) <= item["certainty"] <= 1:
        raise DroppedError("certainty")
    start, end = source.place(item["quote"])
    fields = {"record": "", **_CHECKS[name](source, item)}
    if fields["record"]:
        fields.pop("proposed", None)
    sure, exact = confidence(float(item["certainty"])), source.article.text[start:end]
    return base.Finding(start=start, end=end, exact=exact, confidence=sure, **fields)


def _doubt(article: base.Article, told: Iterable[Answer]) -> str:
    """Return why nothing may be public without a person; '' where nothing is against it."""
    if orders := instructions.found(f"{article.title}\n{article.text}"):
        return f"the text addresses machines: “{orders[0]}”"
    if any(answer.is_cut for answer in told):
        return "the model's answer was cut"
    is_repaired = any(answer.is_repaired for answer in told)
    return "the model's answer had to be asked for twice" if is_repaired else ""


def _explained(finding: base.Finding, shared: Mapping[str, Any]) -> base.Finding:
    """Return a finding with what every explanation has, marked where there is a doubt."""
    quoted = {"text": finding.exact, "start": finding.start, "end": finding.end}
    told = {
        "matched": [],
        "decided_by": [quoted | {"cue": finding.kind}],
        "rule": f"model: {finding.relation or finding.kind}",
        "contributions": {"model": finding.confidence},
        **finding.explanation,
        **{name: value for name, value in shared.items() if value},
    }
    return replace(finding, explanation=told, is_doubtful=bool(shared["doubt"]))
