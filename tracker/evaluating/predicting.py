"""What a reading of a passage comes to, in the form that predictions are scored in."""

from collections.abc import Iterable
from typing import Any

from tracker import flagging, kinds
from tracker.analysis import base, commitments, relations, weights
from tracker.analysis.mentions.index import Index
from tracker.evaluating.cases import Case, Corpus
from tracker.evaluating.findings import event

Prediction = dict[str, Any]

_HELD = {"meeting.held": "held"}
_PLANNED = "planned"
_NEW = "commitment.stated"


def read_all(corpus: Corpus, learned: weights.Weights | None = None) -> dict[str, Prediction]:
    """Return the prediction of every case by its id, each read as ingestion reads an article.

    Without weights ``learned`` for it, those of the service are read with.
    """
    index = Index(corpus.tracked)
    read = {
        case.id: flagging.read(case.article(), corpus.tracked, index, learned)
        for case in corpus.cases
    }
    return {case.id: predict(case, read[case.id], corpus.tracked) for case in corpus.cases}


def predict(case: Case, findings: Iterable[base.Finding], tracked: base.Tracked) -> Prediction:
    """Return what ``findings`` say of a case; of several on one commitment, the surest.

    A report without a meaning counts as a mention, and both give way to whatever means more.
    """
    found = list(findings)
    names = {agreement.slug: agreement.names[0] for agreement in tracked.agreements}
    return {
        "id": case.id,
        "links": _links(found),
        "meetings": [_meeting(f) for f in found if f.kind.startswith("meeting.")],
        "agreements": [_agreement(f, names) for f in found if f.kind.startswith("agreement.")],
        "new_commitments": [_span(f) for f in found if f.kind == _NEW],
        "evidence": [{"start": f.start, "end": f.end, "exact": f.exact} for f in found],
    }


def _links(findings: Iterable[base.Finding]) -> list[dict[str, Any]]:
    best: dict[str, base.Finding] = {}
    for finding in findings:
        if _is_of_a_commitment(finding) and not _is_for_review(finding):
            known = best.get(finding.record)
            if known is None or _weight(finding) > _weight(known):
                best[finding.record] = finding
    return [
        {
            "commitment_id": slug,
            "relation": finding.relation or relations.NONE,
            "confidence": finding.confidence,
        }
        for slug, finding in best.items()
    ]


def _is_of_a_commitment(finding: base.Finding) -> bool:
    """Return whether it is a report on a commitment, or what one means."""
    is_said = finding.relation is not None or finding.kind == kinds.REPORTED
    return is_said and bool(finding.record)


def _is_for_review(finding: base.Finding) -> bool:
    """Return whether a person is asked if it is about the commitment: that claims no link."""
    return finding.explanation.get("rule") == commitments.FOR_REVIEW


def _weight(finding: base.Finding) -> tuple[bool, float]:
    return finding.relation not in {None, relations.NONE}, finding.confidence


def _meeting(finding: base.Finding) -> dict[str, Any]:
    return {
        "participants": [name for name, _ in finding.participants],
        "status": _HELD.get(finding.kind, _PLANNED),
    }


def _agreement(finding: base.Finding, names: dict[str, str]) -> dict[str, Any]:
    proposed = finding.proposed or {}
    name = names.get(finding.record) or str(proposed.get("name") or finding.exact)
    return {"name": name, "event": event(finding)}


def _span(finding: base.Finding) -> str:
    return str((finding.proposed or {}).get("span") or finding.exact)
