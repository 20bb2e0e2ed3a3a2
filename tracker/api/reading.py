"""What the detectors see in a document, for editors: nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import flagging, kinds, models, serializers, vocabularies
from tracker.api import doors, reading_shapes, records
from tracker.detectors import base, candidates, passages, reading, watched

MOST_CANDIDATES: Final = 200
_OUTCOMES: Final = {
    "flagged": (
        "Something was found that is flagged.",
        "Se halló algo que se señala.",
    ),
    "mentioned_only": (
        "Commitments are mentioned, but nothing new is said of them; see the rules.",
        "Se mencionan compromisos, pero no se dice nada nuevo de ellos; véanse las reglas.",
    ),
    "terms_only": (
        "Key terms of commitments occur, but they weigh too little or no party is near.",
        "Aparecen términos clave de compromisos, pero pesan poco o no hay una parte cerca.",
    ),
    "no_terms": (
        "Nothing of what is tracked is named.",
        "No se nombra nada de lo que se sigue.",
    ),
}


class DocumentReading(doors.Door):
    """What the detectors see in one document."""

    lookup_field = "slug"
    required_scopes = {"GET": frozenset({vocabularies.Scope.WRITE, vocabularies.Scope.REVIEW})}

    @extend_schema(
        operation_id="documents_reading_retrieve", responses=reading_shapes.ReadingSerializer
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return candidates with their scores, findings, and why nothing was flagged.

        The document's latest text is read against what is tracked now. Of a judge that is asked
        over the network only what it has answered before is used.
        """
        del request
        found = records.find("document", slug, "/reading")
        rows = models.Snapshot.objects.filter(document=found.key).select_related("document__record")
        snapshot = rows.order_by("-number").first()
        if snapshot is None:
            raise records.not_found()
        return Response(_read(snapshot))


def _read(snapshot: models.Snapshot) -> dict[str, Any]:
    article = flagging.article(snapshot)
    prepared = watched.index()
    judge = flagging.judge(is_asking=False)
    findings = reading.read(article, prepared.tracked, prepared, judge)
    seen = candidates.candidates(passages.Reading(article, prepared))
    outcome = _outcome(findings, seen)
    en, es = _OUTCOMES[outcome]
    return {
        "document": serializers.reference(snapshot.document),
        "snapshot": snapshot.number,
        "flagged_at": serializers.show_moment(snapshot.flagged_at),
        "detector": {"name": flagging.DETECTOR, "version": reading.VERSION},
        "outcome": outcome,
        "explanation": {"en": en, "es": es},
        "findings": [_finding(finding) for finding in findings],
        "candidates": [_candidate(candidate) for candidate in seen[:MOST_CANDIDATES]],
    }


def _outcome(findings: Sequence[base.Finding], seen: Sequence[candidates.Candidate]) -> str:
    if any(kinds.get(finding.kind).is_public for finding in findings):
        return "flagged"
    if findings:
        return "mentioned_only"
    return "terms_only" if seen else "no_terms"


def _finding(finding: base.Finding) -> dict[str, Any]:
    shown = asdict(finding)
    record_type = kinds.get(finding.kind).record_type
    shown["record"] = serializers.address(record_type, finding.record)
    shown["occurred"] = finding.occurred.isoformat() if finding.occurred else None
    shown["participants"] = [
        {"name": name, "official": official} for name, official in finding.participants
    ]
    shown["explanation"] = dict(finding.explanation)
    return shown


def _candidate(candidate: candidates.Candidate) -> dict[str, Any]:
    sentence = candidate.passage.sentence
    return {
        "commitment": serializers.address("commitment", candidate.commitment),
        "exact": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "is_linked": candidate.score is not None,
        "score": candidate.score,
        "actor": candidate.actor,
        "terms": [
            {
                "term": hit.term,
                "weight": hit.weight,
                "start": sentence.start + hit.start,
                "end": sentence.start + hit.end,
            }
            for hit in candidate.hits
        ],
    }
