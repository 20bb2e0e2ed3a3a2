"""What happened around a commitment, as editors see it: what waits or was dismissed as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tracker import models, partial_dates, vocabularies
from tracker.admin.record_pages import opening

_MOST: Final = 40
_QUOTE_LENGTH: Final = 200
_VERDICT_CHANGED: Final = "commitment.verdict_changed"


@dataclass(frozen=True)
class Entry:
    """One thing that happened: its day, what sort it is, its words, its state, and its page."""

    when: tuple[date | None, str]
    sort: str
    words: str
    state: str
    page: str
    quote: str = ""

    @property
    def day(self) -> str:
        """The day, as far as it is known."""
        return partial_dates.show_date(*self.when) or "undated"

    @property
    def excerpt(self) -> str:
        """The quote, or as much of it as a list holds."""
        is_short = len(self.quote) <= _QUOTE_LENGTH
        return self.quote if is_short else f"{self.quote[:_QUOTE_LENGTH]}…"


def timeline(commitment: models.Commitment) -> list[Entry]:
    """Return what was flagged, said, done and decided about ``commitment``, the latest first."""
    entries = [*_developments(commitment), *_relations(commitment), *_verdicts(commitment)]
    return sorted(entries, key=lambda entry: entry.when[0] or date.min, reverse=True)[:_MOST]


def _developments(commitment: models.Commitment) -> Iterator[Entry]:
    rows = models.Development.objects.filter(subject=commitment.identity)
    rows = rows.exclude(kind=_VERDICT_CHANGED)  # its line stands there
    latest = rows.select_related("identity").prefetch_related("identity__citations")
    for row in latest.order_by("-occurred_date", "-pk")[:_MOST]:
        quote = next((citation.exact for citation in row.own_citations), "")
        state = vocabularies.ReviewState(row.review_state).label["en"]
        yield Entry(
            when=(row.occurred_date, row.occurred_precision),
            sort="Flagged",
            words=row.title,
            state=state if row.is_public else f"{state}, not public",
            page=opening.address(row),
            quote=quote,
        )


def _relations(commitment: models.Commitment) -> Iterator[Entry]:
    rows = commitment.relations.select_related("statement__identity", "event__identity")
    for relation in rows.order_by("-pk")[:_MOST]:
        by: Any = relation.by
        if by.slug.startswith(models.SAID_IN):
            continue  # its development stands there
        is_said = isinstance(by, models.Statement)
        when = (
            (by.stated_date, by.stated_precision)
            if is_said
            else (by.start_date, by.start_precision)
        )
        relates = vocabularies.RelationKind(relation.relation).label["en"]
        sort = "Said" if is_said else "Done"
        yield Entry(when, sort, by.heading, relates, opening.address(by))


def _verdicts(commitment: models.Commitment) -> Iterator[Entry]:
    for line in commitment.assessments.all():
        verdict = vocabularies.Verdict(line.verdict).label["en"]
        page = opening.address(commitment, "verdict")
        yield Entry((line.effective_date, "day"), "Decided", verdict, line.assessor, page)
