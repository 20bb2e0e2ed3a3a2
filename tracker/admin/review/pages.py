"""What the page of a flag shows: its evidence, the record, and how it stands in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from django.urls import reverse
from django.utils import timezone

from tracker import kinds, models, partial_dates, reviewing, vocabularies
from tracker.admin.review.consequences import consequences
from tracker.admin.review.quotes import Quote, quotes
from tracker.admin.review.reasons import reasons
from tracker.reviewing import queue

_MOST_EARLIER: Final = 5


@dataclass(frozen=True)
class Place:
    """Where a flag stands in a list of the queue, and which are beside it.

    ``looked_at`` holds the keys of the flags that others look at.
    """

    entries: Sequence[queue.Entry]
    key: int
    looked_at: frozenset[int] = frozenset()

    @cached_property
    def at(self) -> int | None:
        """The place, counted from zero; None where it is not in the list."""
        return queue.position(self.entries, self.key)

    @property
    def number(self) -> int:
        """The place as people count."""
        return (self.at or 0) + 1

    @property
    def alike(self) -> list[queue.Flag]:
        """The flags that tell of the same."""
        flags = [] if self.at is None else self.entries[self.at].flags
        return [flag for flag in flags if flag.key != self.key]

    @property
    def before(self) -> int | None:
        """The key of the flag before."""
        return self.entries[self.at - 1].key if self.at else None

    @property
    def after(self) -> int | None:
        """The key of the next flag that nobody else looks at; the first ones come last."""
        at = -1 if self.at is None else self.at
        around = [*self.entries[at + 1 :], *self.entries[: max(at, 0)]]
        free = (entry.key for entry in around if entry.key not in self.looked_at)
        return next(free, None)


class Flag:
    """A development on the desk, with what a person needs to decide on it."""

    def __init__(self, row: models.Development) -> None:
        self.row = row
        self.quotes: list[Quote] = quotes(row)
        self.commitment = _commitment(row)

    @property
    def kind(self) -> kinds.Kind:
        """The kind, with its label and explanation."""
        return kinds.get(self.row.kind)

    @property
    def is_report(self) -> bool:
        """Whether it is neutral, and what it means is said by others."""
        return self.row.kind == kinds.REPORTED

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return bool(self.row.review_state == vocabularies.ReviewState.FLAGGED)

    @property
    def can_be_corrected(self) -> bool:
        """Whether a text reports it, and not the calendar alone."""
        return reviewing.is_of_words(self.kind)

    @property
    def reasons(self) -> list[str]:
        """Why it was flagged."""
        return reasons(self.row)

    @property
    def consequences(self) -> list[str]:
        """What happens when it is confirmed."""
        return consequences(self.row, self.commitment)

    @property
    def side(self) -> str:
        """Whose side the speaker is on, in words."""
        return vocabularies.Side(self.row.side).label["en"].lower() if self.row.side else ""

    @property
    def record(self) -> models.Record:
        """What it is about."""
        subject = self.row.subject
        return self.commitment or getattr(subject, subject.type)

    @property
    def occurred(self) -> str | None:
        """The day of it, as exact as it is known."""
        return partial_dates.show_date(self.row.occurred_date, self.row.occurred_precision)

    @property
    def held(self) -> models.HeldDecision | None:
        """The decision that is held on it."""
        held: models.HeldDecision | None = getattr(self.row, "held_decision", None)
        return held if held is not None and not held.refusal else None

    @property
    def held_for(self) -> int:
        """For how many seconds it is held still."""
        return seconds_left(self.held, timezone.now()) if self.held else 0

    @property
    def record_page(self) -> str:
        """The address of the record's page on the desk."""
        subject = self.row.subject
        return reverse(f"admin:tracker_{subject.type}_change", args=[subject.pk])

    @cached_property
    def meanings(self) -> list[models.Development]:
        """What a report was taken to mean."""
        return list(self.row.meanings.order_by("pk")) if self.is_report else []

    @cached_property
    def earlier(self) -> Sequence[models.Statement]:
        """What the same speaker said before, the latest first."""
        official, party = self.row.speaker_official_id, self.row.speaker_party_id
        said = models.Statement.objects.standing().select_related("identity")
        if official is not None:
            said = said.filter(official=official)
        elif party is not None:
            said = said.filter(party=party, official=None)
        else:
            return []
        return list(said.defer("body").order_by("-stated_date", "-pk")[:_MOST_EARLIER])


def found(key: int) -> models.Development | None:
    """Return the development with this key, and what its page shows of it."""
    rows = models.Development.objects.select_related(
        "identity", "subject", "report", "speaker_official", "speaker_party", "held_decision__actor"
    )
    return rows.defer("body").filter(pk=key).first()


def seconds_left(held: models.HeldDecision, now: datetime) -> int:
    """Return for how many seconds a decision can still be undone."""
    return max(0, round((held.due_at - now).total_seconds()))


def _commitment(row: models.Development) -> models.Commitment | None:
    if row.subject.type != vocabularies.RecordType.COMMITMENT:
        return None
    rows = models.Commitment.objects.prefetch_related("holders").select_related("identity")
    return rows.defer("body").get(pk=row.subject_id)
