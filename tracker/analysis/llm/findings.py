"""Answers become findings: each item is checked, and what fails is dropped and counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tracker.analysis import base
from tracker.analysis.llm import answers, developments, happenings, instructions, prompting, quoting
from tracker.analysis.llm.answers import Answer
from tracker.analysis.llm.prompting import Part, Question
from tracker.analysis.llm.quoting import DroppedError, Source
from tracker.outbound import objects

#: Under which findings of a model say who analysed.
NAME: Final = "llm"
_STATED = "commitment.stated"
# Whoever is not sure of a promise takes any forecast for one.
_LEAST_CERTAIN: Final = {"promises": 0.6, "deeds": 0.5, "meetings": 0.3, "agreements": 0.3}
_NOBODY: Final = {"name": None, "role": None}
_CHECKS: Final[Mapping[str, Callable[[Question, Source, Mapping[str, Any]], dict[str, Any]]]] = {
    "developments": developments.development,
    "meetings": happenings.meeting,
    "agreements": happenings.agreement,
    "promises": happenings.promise,
    "deeds": happenings.deed,
}


@dataclass(frozen=True)
class Checked:
    """What is believed of the answers about an article.

    ``dropped`` counts what is not, by the check that it failed. ``doubt`` says why nothing of it
    may be public without a person; '' where nothing is against it.
    """

    findings: tuple[base.Finding, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)
    doubt: str = ""


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
    besides = [each for each in found if not each.relation and not _is_told(each, meant)]
    doubt = _doubt(question.article, [answer for _, answer in told])
    shared = {
        "analyser": {"name": NAME, **(analyser or {})},
        "dropped": dropped,
        "doubt": doubt,
    }
    said = [_explained(each, shared) for each in (*reported, *meant, *silent, *besides)]
    known = {finding.record for finding in said if finding.record}
    rest = (each for each in offline if each.start >= read_until and each.record not in known)
    in_order = sorted([*said, *rest], key=lambda each: (each.start, each.kind, each.record))
    return Checked(tuple(in_order), dropped, doubt)


def _believed(
    question: Question, told: Sequence[tuple[Part, Answer]]
) -> tuple[list[base.Finding], dict[str, int]]:
    """Return what passes every check, and how much fails each."""
    dropped: Counter[str] = Counter()
    found: list[base.Finding] = []
    for part, answer in told:
        source = Source(question, part.start, part.end)
        for name, item in answers.loads(answer):
            try:
                found.append(_finding(name, question, source, item))
            except DroppedError as error:
                dropped[str(error)] += 1
    return _each_once(found), dict(sorted(dropped.items()))


def _finding(name: str, question: Question, source: Source, item: Any) -> base.Finding:
    if isinstance(item, dict) and item.get("speaker") is None:
        item = {**item, "speaker": _NOBODY}
    if not objects.fits(item, prompting.items()[name]):
        raise DroppedError("schema")
    if not _LEAST_CERTAIN.get(name, 0.0) <= item["certainty"] <= 1:
        raise DroppedError("certainty")
    start, end = source.place(item["quote"])
    fields = {"record": "", **_CHECKS[name](question, source, item)}
    if fields["record"]:
        fields.pop("proposed", None)
    return base.Finding(
        start=start,
        end=end,
        exact=question.article.text[start:end],
        # No machine is certain.
        confidence=min(round(float(item["certainty"]), 2), 0.99),
        **fields,
    )


def _each_once(found: Iterable[base.Finding]) -> list[base.Finding]:
    """Return findings without those that say the same of the same words: parts overlap."""
    kept: list[base.Finding] = []
    for finding in sorted(found, key=lambda each: -each.confidence):
        same = (each for each in kept if (each.kind, each.record) == (finding.kind, finding.record))
        if not any(quoting.overlap(finding, other) for other in same):
            kept.append(finding)
    return kept


def _is_told(finding: base.Finding, meant: Iterable[base.Finding]) -> bool:
    """Tell whether a new promise is but what a commitment on record is told of."""
    return finding.kind == _STATED and any(quoting.overlap(finding, other) for other in meant)


def _doubt(article: base.Article, told: Iterable[Answer]) -> str:
    orders = instructions.found(f"{article.title}\n{article.text}")
    if orders:
        return f"the text addresses machines: “{orders[0]}”"
    return next((answer.doubt for answer in told if answer.doubt), "")


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
