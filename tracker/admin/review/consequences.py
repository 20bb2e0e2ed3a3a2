"""What will happen when a flag is confirmed, in plain words."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker import kinds, models, vocabularies
from tracker.models import axes
from tracker.vocabularies import Side, Stance


@dataclass(frozen=True)
class _Said:
    """The statement that a confirmed flag would become."""

    pk: int
    stated_date: date | None
    stance: Stance


@dataclass
class _Candidate:
    """The relation that a confirmed flag would be."""

    relation: str
    side: str
    statement: Any
    event: Any = None
    citations: Any = None


def consequences(
    development: models.Development, commitment: models.Commitment | None
) -> list[str]:
    """Return what follows from confirming ``development``, on ``commitment`` where it is on one."""
    return list(_sentences(development, commitment))


def _sentences(
    development: models.Development, commitment: models.Commitment | None
) -> Iterator[str]:
    if not kinds.get(development.kind).is_public:
        yield "Nothing is published. Edit it to say what it means."
        return
    if development.is_public:
        yield "It is public already; from now on it is shown as confirmed by a person."
    else:
        yield "It is published, and told to everyone who asked."
    if development.report is not None and not development.report.is_public:
        yield "So is the report in which it was found."
    if commitment is None or not development.relation:
        return
    yield "Its first quote becomes a statement that counts for the commitment."
    before, after = commitment.consistency, _consistency(development, commitment)
    if before != after:
        labels = [vocabularies.Consistency(code).label["en"].lower() for code in (before, after)]
        yield f"The commitment, {labels[0]} until now, is shown as {labels[1]}."
    yield "Its verdict stays as it is: that is another decision."


def _consistency(development: models.Development, commitment: models.Commitment) -> str:
    """Return the consistency of the commitment with the flag confirmed."""
    confirmed = commitment.relations.confirmed().select_related("statement", "event")
    side = development.side or Side.THIRD_PARTY
    is_allegation = development.speaker_name and side == Side.THIRD_PARTY
    stance = Stance.ALLEGATION if is_allegation else Stance.POSITION
    # As it would be the latest of its day.
    said = _Said(sys.maxsize, development.occurred_date, stance)
    candidate = _Candidate(development.relation, side, said)
    return axes.consistency([*confirmed, candidate]).value
