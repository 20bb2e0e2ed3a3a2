"""Which judge the settings choose, and how much it may read at once."""

import functools
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from tracker.analysis import base, judges
from tracker.analysis.judges import endpoint, llm, nli, onnx
from tracker.redis_store import answers, store


def judge(*, is_asking: bool = True) -> judges.Judge:
    """Return the judge that the settings choose.

    One that is not ``is_asking`` calls no server and loads no model: it knows only what was
    answered before. Raises onnx.UnavailableError where the model chosen cannot be run.
    """
    if llm.Llm.backend == settings.JUDGE:
        return _llm(is_asking=is_asking)
    if nli.Nli.backend == settings.JUDGE:
        return nli.Nli(_model(settings.JUDGE_MODEL))
    return judges.RULES


def chosen() -> tuple[object, ...]:
    """Return the settings that choose the judge, and what it depends on."""
    names = ("JUDGE", "JUDGE_URL", "JUDGE_MODEL", "JUDGE_API_KEY", "JUDGE_TIMEOUT", "REDIS_URL")
    return tuple(getattr(settings, name) for name in names)


def left_to_rules(findings: Iterable[base.Finding]) -> list[str]:
    """Return why the rules decided on any of ``findings`` although another judge was chosen."""
    told = (finding.explanation.get("judge") for finding in findings)
    return sorted({by["note"] for by in told if isinstance(by, dict) and "note" in by})


def at_once(limit: int) -> int:
    """Return how many of ``limit`` texts to take at once, so that none waits out its lease."""
    return limit if judges.Rules.backend == settings.JUDGE else 1


def _llm(*, is_asking: bool) -> llm.Llm:
    asked = endpoint.Endpoint(
        settings.JUDGE_URL,
        settings.JUDGE_MODEL,
        settings.JUDGE_API_KEY,
        float(settings.JUDGE_TIMEOUT),
    )
    return llm.Llm(
        model=asked.model,
        where=asked.url,
        # What is lost with Redis is asked again; in PostgreSQL it would only grow.
        memory=answers.Answers(store.at(settings.REDIS_URL), llm.Llm.backend),
        ask=functools.partial(endpoint.ask, asked) if is_asking else None,
    )


@functools.cache
def _model(folder: str) -> onnx.Onnx:
    return onnx.load(Path(folder))
