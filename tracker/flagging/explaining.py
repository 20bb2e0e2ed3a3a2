"""What the detectors see in a stored text, and why nothing was flagged; nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracker import kinds, models, watched
from tracker.analysis import base, passages, ranking, reading
from tracker.analysis.links import pairs
from tracker.analysis.terms.terms import TermHit
from tracker.flagging import missing, prose, storing

MOST_CANDIDATES: Final = 200
MOST_MISSED: Final = 50

_OUTCOMES: Final = {
    "flagged": {
        "en": "Something was found that is flagged.",
        "es": "Se halló algo que se señala.",
    },
    "mentioned_only": {
        "en": "Something was found that only a person can tell of; see why under what was missed.",
        "es": "Se halló algo que solo una persona puede confirmar; véase por qué en lo omitido.",
    },
    "terms_only": {
        "en": "Key terms of commitments occur, but the text is not about these.",
        "es": "Aparecen términos clave de compromisos, pero el texto no trata de estos.",
    },
    "no_terms": {
        "en": "Nothing of what is tracked is named.",
        "es": "No se nombra nada de lo que se sigue.",
    },
}


@dataclass(frozen=True)
class Candidate:
    """A commitment weighed for an article, and the passage that shows it best.

    ``contributions`` speak for it and against, in log odds; ``hits`` are its terms there.
    """

    pair: pairs.Pair
    passage: passages.Passage
    hits: tuple[TermHit, ...]
    contributions: dict[str, float]


@dataclass(frozen=True)
class Explanation:
    """A version of a text as it is read now.

    ``outcome`` is ``flagged``, ``mentioned_only``, ``terms_only`` or ``no_terms``.
    """

    snapshot: models.Snapshot
    outcome: str
    findings: Sequence[base.Finding]
    candidates: Sequence[Candidate]
    missed: Sequence[missing.Missed]
    detector: str = storing.DETECTOR
    detector_version: str = reading.VERSION

    @property
    def characters(self) -> int:
        """How long the text is."""
        return len(self.snapshot.text)

    @property
    def characters_read(self) -> int:
        """How much of it is read: of a very long text, the beginning."""
        return prose.read_until(self.snapshot.text)

    @property
    def sentences(self) -> dict[str, str]:
        """The outcome as a sentence, by language."""
        return _OUTCOMES[self.outcome]


def explain(snapshot: models.Snapshot) -> Explanation:
    """Read a version of a text against what is tracked now, and return what is seen in it.

    It is read offline, whatever the analyser: no language model is asked.
    """
    scene = passages.Reading(prose.article(snapshot), watched.index())
    findings = reading.find(scene)
    missed = missing.missed(scene, findings)
    return Explanation(
        snapshot=snapshot,
        outcome=_outcome(findings, missed),
        findings=findings,
        candidates=[
            _candidate(scene, pair, best[0].passage)
            for pair in pairs.pairs(scene)[:MOST_CANDIDATES]
            if (best := ranking.best(scene, pair))
        ],
        missed=missed[:MOST_MISSED],
    )


def _candidate(scene: passages.Reading, pair: pairs.Pair, passage: passages.Passage) -> Candidate:
    hits = scene.term_hits[passage.sentence.index].get(pair.commitment.slug, ())
    return Candidate(pair, passage, tuple(hits), pairs.contributions(scene, pair))


def _outcome(findings: Sequence[base.Finding], missed: Sequence[missing.Missed]) -> str:
    if any(kinds.get(finding.kind).is_public for finding in findings):
        return "flagged"
    if findings:
        return "mentioned_only"
    return "terms_only" if missed else "no_terms"
