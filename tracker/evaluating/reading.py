"""Articles read for evaluation: offline, or by answers that a language model gave elsewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from tracker import flagging
from tracker.analysis import base, llm, reading, weights
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading
from tracker.evaluating.articles import Library

Line = Mapping[str, Any]


@dataclass
class Answered:
    """Findings by article, what was dropped of the answers, and the parts left unanswered."""

    findings: dict[str, list[base.Finding]] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    unanswered: list[str] = field(default_factory=list)
    parts: int = 0


def offline(
    library: Library, learned: weights.Weights | None = None
) -> dict[str, list[base.Finding]]:
    """Return what the offline analyser finds in each article, as ingestion would."""
    index = Index(library.tracked)
    return {
        one.id: flagging.read(one.article, library.tracked, index, learned)
        for one in library.articles
    }


def asked(library: Library) -> Answered:
    """Return what the language model that the settings name says of each article.

    Raises flagging.AwayError where it cannot be asked.
    """
    index, told = Index(library.tracked), Answered()
    for one in library.articles:
        prepared = Reading(one.article, index)
        found, candidates = tuple(reading.find(prepared)), llm.candidates(prepared)
        checked = flagging.ask(flagging.Read(one.article, index, found, candidates))
        told.findings[one.id] = list(checked.findings)
        told.dropped.update(checked.dropped)
    return told


def requests(library: Library) -> Iterator[dict[str, Any]]:
    """Yield what a language model would be asked, a line for each part of an article."""
    index = Index(library.tracked)
    for one in library.articles:
        for part in llm.requests(_question(Reading(one.article, index), index)):
            yield part.line(one.id)


def answered(library: Library, lines: Iterable[Line], model: str) -> Answered:
    """Return what answers say of each article; those to other prompts count for nothing."""
    index, told = Index(library.tracked), Answered()
    given = {
        (line["article"], line["part"]): line["answer"]
        for line in lines
        if line["prompt"] == llm.VERSION
    }
    analyser = {"model": model, "prompt": llm.VERSION}
    for one in library.articles:
        prepared = Reading(one.article, index)
        question = _question(prepared, index)
        parts = llm.requests(question)
        told.parts += len(parts)
        told.unanswered += [
            f"{one.id} {p.number}" for p in parts if (one.id, p.number) not in given
        ]
        said = [
            (part, llm.Answer(orjson.dumps(given[one.id, part.number]).decode()))
            for part in parts
            if (one.id, part.number) in given
        ]
        found = reading.find(prepared)
        checked = llm.findings(question, said, found, analyser) if said else None
        told.findings[one.id] = list(checked.findings) if checked else found
        told.dropped.update(checked.dropped if checked else {})
    return told


def _question(prepared: Reading, index: Index) -> llm.Question:
    candidates = tuple(index.commitments[slug] for slug in llm.candidates(prepared))
    return llm.Question(prepared.article, index, candidates)
