"""What happened that a saved search asks for, since its last mail."""

from dataclasses import dataclass
from typing import Final

from tracker import filters, kinds, models

MOST_READ: Final = 5_000
"""How many events of the ledger one look goes through."""

_WITHDRAWALS: Final = kinds.FOLLOW_UPS - {"development.corrected"}


@dataclass(frozen=True)
class News:
    """The latest event of each record that is to be told, oldest first; up to where was read."""

    revisions: list[models.Revision]
    last_sequence: int


def news(search: models.SavedSearch) -> News:
    """Return what is to be told of what the ledger holds beyond the last mail.

    Of what was flagged and withdrawn in between nothing is told; of what an earlier mail told
    of, every correction is, whatever the search asks for.
    """
    rows = models.Revision.objects.after(search.last_sequence)
    read = list(rows.values_list("sequence", "event_type", "record", "facets")[:MOST_READ])
    follow_ups = {record for _, event_type, record, _ in read if event_type in kinds.FOLLOW_UPS}
    known = _known(search, follow_ups)
    latest: dict[int, int] = {}
    for sequence, event_type, record, found in read:
        if event_type in kinds.FOLLOW_UPS:
            if record in known or (record in latest and event_type not in _WITHDRAWALS):
                latest[record] = sequence
            else:
                latest.pop(record, None)
        elif filters.takes(search, event_type, found):
            latest[record] = sequence
    told = models.Revision.objects.filter(sequence__in=latest.values()).order_by("sequence")
    last_sequence = read[-1][0] if read else search.last_sequence
    return News(list(told.defer("envelope", "facets")), last_sequence)


def _known(search: models.SavedSearch, records: set[int]) -> set[int]:
    """Return those of these records that an earlier mail told of."""
    mails = search.mails.filter(records__overlap=list(records)) if records else ()
    return {record for mail in mails for record in mail.records} & records
