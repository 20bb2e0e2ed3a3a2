"""In which lane what belongs: by its relation to a commitment, or by its kind."""

from typing import Any, Final

from tracker import kinds, models
from tracker.site.timeline_chart import Lane
from tracker.vocabularies import RelationKind, Verdict

SILENT: Final = "commitment.silent"
VERDICT_CHANGED: Final = "commitment.verdict_changed"

_OF_KIND: Final = {
    "commitment.stated": Lane.FOR,
    SILENT: Lane.SILENCE,
    VERDICT_CHANGED: Lane.VERDICT,
}
_OF_FAMILY: Final = {"meeting": Lane.DEED, "event": Lane.DEED, "agreement": Lane.ACTION}
_TONES: Final = {
    Verdict.KEPT: "for",
    Verdict.UPHELD_SO_FAR: "for",
    Verdict.BROKEN: "against",
    Verdict.NOT_YET_RATED: "none",
}


def of_relation(relation: str | None) -> Lane:
    """Return the lane of what was said with this relation to a commitment, or with none."""
    if relation in models.EVIDENCE_FOR:
        return Lane.FOR
    if relation in models.EVIDENCE_AGAINST:
        return Lane.AGAINST
    return Lane.QUALIFIED if relation == RelationKind.QUALIFIES else Lane.REPORTED


def of_development(kind: str, relation: str | None) -> Lane:
    """Return the lane of a development."""
    if kind in _OF_KIND:
        return _OF_KIND[kind]
    if kinds.get(kind).from_clock:
        return Lane.DEADLINE
    return _OF_FAMILY.get(kinds.get(kind).record_type) or of_relation(relation)


def relation_to(body: dict[str, Any], slug: str) -> dict[str, Any] | None:
    """Return how words or a deed bear on the commitment ``slug``, or else on any."""
    relations: list[dict[str, Any]] = body.get("relations") or []
    own = [each for each in relations if each["commitment"]["slug"] == slug]
    return next(iter(own or relations), None)


def tone(verdict: str) -> str:
    """Return the tone in which a verdict is drawn; open where it is neither for nor against."""
    return _TONES.get(Verdict(verdict), "open")
