"""Articles are read by the analyser that the settings choose; while a model is away, offline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.utils import timezone

from tracker.analysis import base, llm
from tracker.flagging import asking, confined

log = structlog.get_logger(__name__)

AWAY = "read offline: the model was away"
UNUSABLE = "read offline: the model's answer could not be used"


@dataclass(frozen=True)
class Analysis:
    """What an article reports, whether a model was asked, and whether one is to read it later."""

    findings: tuple[base.Finding, ...]
    is_by_model: bool = False
    is_awaiting_model: bool = False


def analyse(article: base.Article, since: datetime | None = None) -> Analysis:
    """Return what an article reports about what is tracked now.

    A model that is away is waited for, by AwayError, until its patience since ``since`` is over,
    and without end where that is None. Raises confined.UnreadError where reading fails.
    """
    if not asking.is_chosen():
        return Analysis(confined.read(article).findings)
    is_patient = since is None or timezone.now() < since + timedelta(seconds=settings.LLM_PATIENCE)
    if is_patient:
        asking.raise_if_away()
    read = confined.read(article)
    if not read.candidates and not read.findings:
        # Nothing that is tracked is so much as named.
        return Analysis(())
    try:
        return Analysis(asking.ask(read).findings, is_by_model=True)
    except asking.AwayError:
        if is_patient:
            raise
        return Analysis(_noted(read.findings, AWAY), is_awaiting_model=True)
    except llm.UnusableError as error:
        log.warning("flagging.answer_unusable", document=article.document, because=str(error))
        return Analysis(_noted(read.findings, UNUSABLE))


def _noted(findings: Iterable[base.Finding], note: str) -> tuple[base.Finding, ...]:
    """Return offline findings whose explanation says why they are that."""
    return tuple(
        replace(finding, explanation={**finding.explanation, "note": note}) for finding in findings
    )
