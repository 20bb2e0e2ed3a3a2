"""The axes of a commitment that are computed from what people confirmed, never entered."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from tracker import vocabularies
from tracker.vocabularies import Consistency, Evidence, RelationKind, Side

AGAINST = {RelationKind.CONTRADICTS, RelationKind.BREAKS}
FOR = {RelationKind.REAFFIRMS, RelationKind.PROGRESSES, RelationKind.FULFILS}
_MERE_CLAIMS = {vocabularies.Stance.ALLEGATION, vocabularies.Stance.CALL}
_OWN_SIDES = {Side.HOLDER, Side.COUNTERPART}


class JudgedRelation(Protocol):
    """What is asked of a relation: the row itself is of a floor above."""

    relation: str
    side: str
    statement: Any
    event: Any
    citations: Any


def consistency(relations: Iterable[JudgedRelation]) -> Consistency:
    """Return how later words and deeds of the two sides agree with the commitment.

    Only confirmed relations are to be given. A third party's remark is not the holder's
    inconsistency. What the holder said last decides whether a contradiction still stands.
    """
    own = sorted(
        (r for r in relations if r.side in _OWN_SIDES and r.relation != RelationKind.MENTIONS),
        key=_order,
    )
    if any(_denies(relation) for relation in own):
        return Consistency.DENIED
    by_holder = [r for r in own if r.side == Side.HOLDER]
    stand = [r for r in by_holder if r.relation in AGAINST | {RelationKind.REAFFIRMS}]
    if stand and stand[-1].relation in AGAINST:
        return Consistency.REVERSED
    for kinds, result in (
        (AGAINST, Consistency.CONTRADICTED),
        ({RelationKind.QUALIFIES}, Consistency.QUALIFIED),
        ({RelationKind.REAFFIRMS}, Consistency.REAFFIRMED),
    ):
        if any(r.relation in kinds for r in own):
            return result
    return Consistency.CONSISTENT if own else Consistency.SINGLE_STATEMENT


def evidence(relations: Iterable[JudgedRelation]) -> tuple[Evidence, Evidence]:
    """Return the best evidence for and against among confirmed relations."""
    best = {True: Evidence.NONE_FOUND, False: Evidence.NONE_FOUND}
    for relation in relations:
        if relation.relation in FOR | AGAINST:
            direction = relation.relation in FOR
            level = _level(relation)
            if level.order > best[direction].order:
                best[direction] = level
    return best[True], best[False]


def _order(relation: JudgedRelation) -> tuple[date, int]:
    said: date | None = relation.statement.stated_date if relation.statement else None
    done: date | None = relation.event.start_date if relation.event else None
    # By the record and not by the row, which is another after each change of its record.
    return said or done or date.min, (relation.statement or relation.event).pk


def _denies(relation: JudgedRelation) -> bool:
    return (
        relation.side == Side.HOLDER
        and relation.relation in AGAINST
        and relation.statement is not None
        and relation.statement.stance == vocabularies.Stance.DENIAL
    )


def _level(relation: JudgedRelation) -> Evidence:
    """Return how strong a relation is: words alone, a document, a report, or the deed itself."""
    if relation.event is not None:
        concrete = vocabularies.CitationWeight.CONCRETE_ACTION
        is_concrete = any(citation.weight == concrete for citation in relation.citations.all())
        return Evidence.OPERATIONAL if is_concrete else Evidence.INDEPENDENT_REPORT
    if relation.statement is None or relation.statement.stance in _MERE_CLAIMS:
        return Evidence.CLAIM_ONLY
    attribution = relation.statement.attribution
    if attribution == vocabularies.Attribution.DOCUMENT:
        return Evidence.OFFICIAL_DOCUMENT
    if attribution == vocabularies.Attribution.OUTLET:
        return Evidence.INDEPENDENT_REPORT
    return Evidence.CLAIM_ONLY
