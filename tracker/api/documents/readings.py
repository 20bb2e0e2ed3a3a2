"""What the detectors see in a document, for editors: nothing of it is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import flagging, kinds, models, serializers, vocabularies
from tracker.api.documents import reading_serializers
from tracker.api.http import base
from tracker.api.records import lookup
from tracker.detectors import base as detected
from tracker.detectors import linking, missing, passages, reading, watched
from tracker.text import sentences, terms

MOST_CANDIDATES: Final = 200
MOST_MISSED: Final = 50
_MISSING: Final = {
    missing.GROUP: (
        "The sentence, and those beside it, lack what it is watched for: {words}.",
        "A la oración y a las vecinas les falta lo que se busca: {words}.",
    ),
    missing.EXCLUDED: (
        "The terms stand in a phrase that is excluded: {words}.",
        "Los términos están en una expresión excluida: {words}.",
    ),
    missing.PLACE: (
        "The text names none of its places: {words}.",
        "El texto no nombra ninguno de sus lugares: {words}.",
    ),
    missing.PARTY: (
        "The text names none of those who are bound: {words}.",
        "El texto no nombra a ninguno de los obligados: {words}.",
    ),
    missing.WEIGHT: (
        "Its terms weigh too little here, or others stand nearer to them than its parties.",
        "Sus términos pesan poco aquí, u otros están más cerca de ellos que sus partes.",
    ),
    missing.ORIGIN: (
        "These are the words in which it was first stated.",
        "Son las palabras en que se formuló por primera vez.",
    ),
}
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


class DocumentReading(base.View):
    """What the detectors see in one document."""

    lookup_field = "slug"
    required_scopes = {"GET": frozenset({vocabularies.Scope.WRITE, vocabularies.Scope.REVIEW})}

    @extend_schema(
        operation_id="documents_reading_retrieve", responses=reading_serializers.ReadingSerializer
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return candidates with their scores, findings, and why nothing was flagged.

        The document's latest text is read against what is tracked now. Of a judge that is asked
        over the network only what it has answered before is used.
        """
        del request
        found = lookup.find("document", slug, "/reading")
        rows = models.Snapshot.objects.filter(document=found.key).select_related("document__record")
        snapshot = rows.order_by("-number").first()
        if snapshot is None:
            raise lookup.not_found()
        return Response(_read(snapshot))


def _read(snapshot: models.Snapshot) -> dict[str, Any]:
    article = flagging.article(snapshot)
    prepared = watched.index()
    judge = flagging.judge(is_asking=False)
    findings = reading.read(article, prepared.tracked, prepared, judge)
    scene = passages.Reading(article, prepared)
    seen = linking.weighed(scene)
    linked = {link.commitment.slug for link in seen if link.is_certain}
    missed = missing.missed(scene, linked, {finding.record for finding in findings})
    outcome = _outcome(findings, missed)
    en, es = _OUTCOMES[outcome]
    return {
        "document": serializers.reference(snapshot.document),
        "snapshot": snapshot.number,
        "flagged_at": serializers.show_moment(snapshot.flagged_at),
        "attempts": snapshot.attempts,
        "trouble": snapshot.why_unread,
        "characters": len(snapshot.text),
        "characters_read": flagging.read_until(snapshot.text),
        "detector": {"name": flagging.DETECTOR, "version": reading.VERSION},
        "outcome": outcome,
        "explanation": {"en": en, "es": es},
        "findings": [_finding(finding) for finding in findings],
        "candidates": [_candidate(scene, link) for link in seen[:MOST_CANDIDATES]],
        "missed": [_missed(each) for each in missed[:MOST_MISSED]],
    }


def _outcome(findings: Sequence[detected.Finding], missed: Sequence[missing.Missed]) -> str:
    if any(kinds.get(finding.kind).is_public for finding in findings):
        return "flagged"
    if findings:
        return "mentioned_only"
    return "terms_only" if missed else "no_terms"


def _finding(finding: detected.Finding) -> dict[str, Any]:
    shown = asdict(finding)
    record_type = kinds.get(finding.kind).record_type
    is_tracked = bool(finding.record)
    shown["record"] = serializers.address(record_type, finding.record) if is_tracked else None
    shown["occurred"] = finding.occurred.isoformat() if finding.occurred else None
    shown["participants"] = [
        {"name": name, "official": official} for name, official in finding.participants
    ]
    shown["explanation"] = dict(finding.explanation)
    return shown


def _candidate(scene: passages.Reading, candidate: linking.Link) -> dict[str, Any]:
    sentence = candidate.passage.sentence
    return {
        "commitment": serializers.address("commitment", candidate.commitment.slug),
        "exact": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "is_linked": candidate.is_certain,
        "probability": round(candidate.probability, 3),
        "contributions": linking.contributions(scene, candidate),
        "terms": _terms(sentence, candidate.hits),
    }


def _missed(missed: missing.Missed) -> dict[str, Any]:
    sentence = missed.passage.sentence
    return {
        "commitment": serializers.address("commitment", missed.commitment.slug),
        "exact": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "weight": missed.weight,
        "terms": _terms(sentence, missed.hits),
        "reasons": [_reason(reason) for reason in missed.reasons],
    }


def _reason(reason: missing.Reason) -> dict[str, Any]:
    en, es = _MISSING[reason.code]
    words = ", ".join(reason.words)
    return {
        "code": reason.code,
        "words": list(reason.words),
        "en": en.format(words=words),
        "es": es.format(words=words),
    }


def _terms(sentence: sentences.Sentence, hits: Iterable[terms.TermHit]) -> list[dict[str, Any]]:
    return [
        {
            "term": hit.term,
            "weight": hit.weight,
            "start": sentence.start + hit.start,
            "end": sentence.start + hit.end,
        }
        for hit in hits
    ]
