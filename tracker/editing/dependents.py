"""What depends on a record that people change: commitments whose computed axes it bears on."""

from collections.abc import Iterable

from tracker import models, recording


def concerned(row: models.Record) -> set[models.Commitment]:
    """Return the commitments on which a statement or an event bears."""
    if not isinstance(row, (models.Statement, models.Event)):
        return set()
    relations = row.relations.select_related("commitment__identity")
    return {relation.commitment for relation in relations}


def follow_up(
    change: recording.Change, row: models.Record, before: Iterable[models.Commitment] = ()
) -> None:
    """Touch ``row``; bring the commitments on which it bears or bore ``before`` up to date."""
    change.touch(row)
    if isinstance(row, models.Commitment):
        row.compute_axes(change.now)
    bring_up_to_date(change, {*before, *concerned(row)})


def bring_up_to_date(change: recording.Change, commitments: Iterable[models.Commitment]) -> None:
    """Compute the axes of ``commitments`` and touch them: their bodies tell what bears on them."""
    for commitment in commitments:
        commitment.compute_axes(change.now)
        change.touch(commitment)
