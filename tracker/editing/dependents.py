"""What depends on a record that people change: commitments whose computed axes it bears on."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from tracker import models, recording

_YEAR: Final = timedelta(days=367)
_MONTH: Final = timedelta(days=models.DUE_SOON_DAYS + 2)


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
    _look_again(change, row)
    if isinstance(row, models.Commitment):
        row.compute_axes(change.now)
    bring_up_to_date(change, {*before, *concerned(row)})


def _look_again(change: recording.Change, row: models.Record) -> None:
    """Have the clock look at once at ``row``, and at commitments near their day by a holder's zone.

    A date of which only the year is known stands a year before its last day.
    """
    if isinstance(row, models.Clocked):
        models.look_again(type(row)._default_manager.filter(pk=row.pk))
    if isinstance(row, models.Party):
        today = change.now.date()
        near = (today - _YEAR, today + _MONTH)
        models.look_again(models.Commitment.objects.filter(holders=row.pk, due_date__range=near))


def bring_up_to_date(change: recording.Change, commitments: Iterable[models.Commitment]) -> None:
    """Compute the axes of ``commitments`` and touch them: their bodies tell what bears on them."""
    # In one order, as each is locked, so that two who change what bears on them wait in no ring.
    for commitment in sorted(commitments, key=lambda each: each.pk):
        commitment.compute_axes(change.now)
        change.touch(commitment)
