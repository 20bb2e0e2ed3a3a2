"""What happened that a saved search asks for, since its last mail."""

from dataclasses import dataclass
from typing import Final

from tracker import filters, kinds, models

MOST_READ: Final = 5_000
"""How many events of the ledger one look goes through."""

_REOPENED: Final = "development.reopened"
_REVIEWED: Final = frozenset({"development.corrected", _REOPENED})
_COLUMNS: Final = ("sequence", "event_type", "record_id", "facets", "changed", "is_withdrawal")


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
    read = list(rows.only(*_COLUMNS)[:MOST_READ])
    follow_ups = {row.record_id for row in read if _is_follow_up(row)}
    known = _known(search, follow_ups)
    latest: dict[int, int] = {}
    for row in read:
        if _is_told(search, row, is_known=row.record_id in known, is_news=row.record_id in latest):
            latest[row.record_id] = row.sequence
        elif _is_follow_up(row):
            latest.pop(row.record_id, None)
    told = models.Revision.objects.filter(sequence__in=latest.values()).order_by("sequence")
    last_sequence = read[-1].sequence if read else search.last_sequence
    return News(list(told.defer("envelope", "facets")), last_sequence)


def _is_follow_up(row: models.Revision) -> bool:
    return kinds.is_follow_up(row.event_type, row.changed)


def _is_told(
    search: models.SavedSearch, row: models.Revision, *, is_known: bool, is_news: bool
) -> bool:
    """Return whether an event belongs in the next mail.

    ``is_known`` says that an earlier mail told of its record, ``is_news`` that the next one does.
    """
    if _is_follow_up(row) and is_known:
        return True
    if row.event_type in _REVIEWED and not row.is_withdrawal and is_news:
        return True
    if row.event_type in kinds.FOLLOW_UPS and not _is_back(row):
        return False
    kind = row.facets["kind"][0] if _is_back(row) else row.event_type
    return filters.takes(search, kind, row.facets)


def _is_back(row: models.Revision) -> bool:
    """Return whether an event shows in public again what was dismissed, as news of its kind."""
    was_shown = "review_state" in row.changed
    return row.event_type == _REOPENED and not row.is_withdrawal and not was_shown


def _known(search: models.SavedSearch, records: set[int]) -> set[int]:
    """Return those of these records that an earlier mail told of."""
    mails = search.mails.filter(records__overlap=list(records)) if records else ()
    return {record for mail in mails for record in mail.records} & records
