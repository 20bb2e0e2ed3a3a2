"""In which orders a list of each type of record can be asked for: by its changes and its dates."""

import functools
from collections.abc import Mapping
from typing import Final

from tracker import models
from tracker.filters import keysets

ORDERINGS_OF_LEDGER: Final = ("-changed_at", "changed_at")
"""The orders in which lists as of a moment can be had as well."""
ORDERINGS: Final[Mapping[str, tuple[str, ...]]] = {
    record_type: (
        *ORDERINGS_OF_LEDGER,
        *(f"{way}{column}" for column in model.ORDERED_BY for way in ("", "-")),
    )
    for record_type, model in models.RECORDS.items()
}
"""What ``ordering`` can be, by type of record; the default first, ``-`` for the last first."""


@functools.cache
def order(record_type: str, ordering: str) -> keysets.Order:
    """Return the order of rows that an ``ordering`` of this type of record means.

    Rows of one date stand in the order of their keys.
    """
    column = ordering.removeprefix("-")
    model = models.RECORDS[record_type]
    has_gaps = column in model.ORDERED_BY and model._meta.get_field(column).null
    return keysets.Order((column, "pk"), ordering.startswith("-"), has_gaps)
