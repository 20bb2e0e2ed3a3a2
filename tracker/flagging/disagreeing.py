"""Reports that were read offline, and that the model, read later, does not bear out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tracker import kinds, models, recording
from tracker.analysis import base, llm, relations
from tracker.vocabularies import ReviewState

_OPPOSED = "the model says the opposite"


def onto_standing(
    snapshot: models.Snapshot, findings: Sequence[base.Finding]
) -> list[base.Finding]:
    """Return findings with each report in the words of the one that stands, if one does.

    So what the model says is added to that, whatever it means, and no article is reported twice.
    """
    standing = {report.subject.slug: report for report in _standing(snapshot)}
    return [
        _in_its_words(finding, snapshot, standing[finding.record])
        if finding.kind == kinds.REPORTED and finding.record in standing
        else finding
        for finding in findings
    ]


def mark_disagreements(
    change: recording.Change, snapshot: models.Snapshot, findings: Sequence[base.Finding]
) -> list[models.Development]:
    """Mark what was reported of ``snapshot`` offline where the model disagrees, and return that.

    Nothing is withdrawn: a person looks at what is marked first.
    """
    marked = []
    for report in _standing(snapshot):
        by: Any = report.explanation.get("analyser") or {}
        why = _disagreement(report, [f for f in findings if f.record == report.subject.slug])
        if why and by.get("name") != llm.NAME and report.review_state == ReviewState.FLAGGED:
            report.explanation = {**report.explanation, models.READINGS_DISAGREE: why}
            report.save(update_fields=["explanation"])
            change.touch(report)
            marked.append(report)
    return marked


def _standing(snapshot: models.Snapshot) -> list[models.Development]:
    """Return the reports that quote a snapshot."""
    rows = models.Development.objects.filter(
        kind=kinds.REPORTED, identity__citations__snapshot=snapshot
    )
    return list(rows.select_related("identity", "subject").distinct().order_by("-pk"))


def _in_its_words(
    finding: base.Finding, snapshot: models.Snapshot, report: models.Development
) -> base.Finding:
    quote = report.identity.citations.filter(snapshot=snapshot).order_by("pk")[0]
    return replace(finding, start=quote.start, end=quote.end, exact=quote.exact, further=())


def _disagreement(report: models.Development, said: Sequence[base.Finding]) -> str:
    if not any(finding.kind == kinds.REPORTED for finding in said):
        return llm.SILENT
    told = report.meanings.exclude(review_state=ReviewState.DISMISSED)
    told = told.exclude(explanation__analyser__name=llm.NAME)
    before = _sides(told.values_list("relation", flat=True))
    now = _sides(finding.relation or "" for finding in said)
    return _OPPOSED if before and now and not before & now else ""


def _sides(named: Iterable[str]) -> set[bool]:
    """Return for which sides of a commitment relations speak: True for it, False against it."""
    return {name in relations.FOR for name in named if name in relations.RELATIONS}
