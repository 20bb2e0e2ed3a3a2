"""Reports that were read offline, and that the model, read later, does not bear out."""

from collections.abc import Iterable, Sequence
from typing import Any

from tracker import kinds, models, recording
from tracker.analysis import base, llm
from tracker.vocabularies import ReviewState

DISAGREE = "readings_disagree"
_SILENT = "the model says nothing of it"
_OPPOSED = "the model says the opposite"


def mark_disagreements(
    change: recording.Change, snapshot: models.Snapshot, findings: Sequence[base.Finding]
) -> list[models.Development]:
    """Mark what was reported of ``snapshot`` offline where the model disagrees, and return that.

    Nothing is withdrawn: a person looks at what is marked first.
    """
    standing = models.Development.objects.filter(
        kind=kinds.REPORTED,
        review_state=ReviewState.FLAGGED,
        identity__citations__snapshot=snapshot,
    ).exclude(explanation__analyser__name=llm.NAME)
    marked = []
    for report in standing.select_related("identity", "subject").distinct():
        why = _disagreement(report, [f for f in findings if f.record == report.subject.slug])
        if why:
            report.explanation = {**report.explanation, DISAGREE: why}
            report.save(update_fields=["explanation"])
            change.touch(report)
            marked.append(report)
    return marked


def _disagreement(report: models.Development, said: Sequence[base.Finding]) -> str:
    if not any(finding.kind == kinds.REPORTED for finding in said):
        return _SILENT
    told: Any = report.meanings.exclude(review_state=ReviewState.DISMISSED)
    before = _sides(told.values_list("relation", flat=True))
    now = _sides(finding.relation or "" for finding in said)
    return _OPPOSED if before and now and not before & now else ""


def _sides(relations: Iterable[str]) -> set[bool]:
    """Return for which sides of a commitment relations speak: True for it, False against it."""
    named = set(relations)
    return {True for _ in named & llm.FOR} | {False for _ in named & llm.AGAINST}
