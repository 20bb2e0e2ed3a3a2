"""The rows that texts are read for, as the plain data that detectors take, and indexed.

Each process keeps the index that it has built, and what it was built from. The ledger says what
has been recorded since, so that a change is read for at once, and only what changed is loaded.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from tracker import models, partial_dates
from tracker.analysis import base
from tracker.analysis.mentions.index import Index

_REFRESHED = "record.refreshed"
_MERGED = "record.merged"
_BATCH = 1000
_ONE_AT_A_TIME = threading.Lock()

Keys = Collection[int] | None
"""Keys of the rows to load; None for all."""


@dataclass
class _Kept:
    """What is tracked, by type of record and key, as of a number of the ledger."""

    sequence: int = 0
    published_at: datetime | None = None
    rows: dict[str, dict[int, Any]] = field(default_factory=dict)
    index: Index | None = None


_kept = _Kept()


def index() -> Index:
    """Return the index of all that is tracked in public now; not to be changed."""
    head = models.LedgerHead.objects.values_list("sequence", "published_at").get(pk=1)
    with _ONE_AT_A_TIME:
        if _kept.index is None or (_kept.sequence, _kept.published_at) != head:
            _bring_up_to_date(_kept)
            _kept.sequence, _kept.published_at = head
        assert _kept.index is not None  # noqa: S101 - it was just built
        return _kept.index


def _bring_up_to_date(kept: _Kept) -> None:
    changed = _changed(kept)
    for record_type, load in _LOADERS.items():
        keys = None if changed is None else changed.get(record_type, ())
        if keys is None:
            kept.rows[record_type] = dict(load(None))
        elif keys:
            rows = {key: row for key, row in kept.rows[record_type].items() if key not in keys}
            kept.rows[record_type] = dict(sorted({**rows, **dict(load(keys))}.items()))
    tracked = base.Tracked(*(tuple(kept.rows[record_type].values()) for record_type in _LOADERS))
    if kept.index is None or tracked != kept.index.tracked:
        kept.index = Index(tracked, kept.index)


def _changed(kept: _Kept) -> dict[str, set[int]] | None:
    """Return the keys of what was recorded since, by type; None where all is to be loaded.

    The ledger's last entry that is known must still be there: another database has another past.
    What referred to a merged record refers to another now, in whatever rows that was.
    """
    since = Q(sequence__gt=kept.sequence, type__in=_LOADERS) & ~Q(event_type=_REFRESHED)
    entries = models.Revision.objects.filter(since | Q(sequence=kept.sequence))
    changed: dict[str, set[int]] = {record_type: set() for record_type in _LOADERS}
    is_same_past = False
    is_merged = False
    columns = ("sequence", "published_at", "event_type", "type", "record_id")
    for sequence, published_at, event_type, record_type, key in entries.values_list(*columns):
        is_merged |= event_type == _MERGED
        if sequence == kept.sequence:
            is_same_past = published_at == kept.published_at
        else:
            changed[record_type].add(key)
    if is_merged or not is_same_past:
        return None
    if changed["party"]:
        # What a party is part of, and whose office it is, shows in other rows too.
        offices = models.Tenure.objects.filter(party__in=changed["party"])
        changed["official"].update(offices.values_list("official", flat=True))
        changed["party"].update(kept.rows["party"])
    return changed


def _parties(keys: Keys) -> Iterator[tuple[int, base.Party]]:
    lineages = models.Party.objects.lineages()
    for party in _rows(models.Party, keys):
        slug = party.slug
        names = _names(party.name, party.other_names)
        yield party.pk, base.Party(slug, names, party.code, tuple(lineages[slug][1:]))


def _officials(keys: Keys) -> Iterator[tuple[int, base.Official]]:
    for official in _rows(models.Official, keys, "tenures__party__identity"):
        aliases = _names("", official.other_names)
        offices = tuple(_office(tenure) for tenure in official.tenures.all())
        yield official.pk, base.Official(official.slug, official.name, aliases, offices=offices)


def _office(tenure: models.Tenure) -> base.Office:
    end = tenure.end_date
    return base.Office(
        party=tenure.party.slug,
        role=tenure.role,
        country=tenure.party.country or None,
        first=tenure.start_date,
        last=partial_dates.last_day(end, tenure.end_precision) if end else None,
    )


def _commitments(keys: Keys) -> Iterator[tuple[int, base.Commitment]]:
    links = (
        "holders__identity",
        "towards__identity",
        "made_by__official__identity",
        "identity__citations__snapshot__document__identity",
    )
    for commitment in _rows(models.Commitment, keys, *links):
        quotes = commitment.own_citations
        yield (
            commitment.pk,
            base.Commitment(
                slug=commitment.slug,
                texts=_texts(commitment, "text", commitment.language),
                form=commitment.form,
                holders=tuple(party.slug for party in commitment.holders.all()),
                counterparts=tuple(party.slug for party in commitment.towards.all()),
                officials=tuple(s.official.slug for s in commitment.made_by.all() if s.official),
                places=tuple(commitment.watch.get("places", commitment.places)),
                stated_on=commitment.stated_date,
                stated_quotes=tuple(citation.exact for citation in quotes),
                stated_in=tuple(citation.snapshot.document.slug for citation in quotes),
                strength=commitment.strength,
                criteria=tuple(
                    base.Criterion(str(one.get("kind", "")), str(one.get("text", "")))
                    for one in commitment.criteria
                ),
                **watch(commitment.watch),
            ),
        )


def watch(entered: Mapping[str, Any]) -> dict[str, Any]:
    """Return what people entered of a commitment's watch as fields of ``base.Commitment``."""
    return {
        "terms": entered.get("terms", {}),
        "language_terms": entered.get("language_terms", {}),
        "groups": tuple(
            base.Group(tuple(group.get("any_of", ())), tuple(group.get("all_of", ())))
            for group in entered.get("groups", ())
        ),
        "exclusions": tuple(entered.get("exclusions", ())),
        "aliases": {slug: tuple(names) for slug, names in entered.get("aliases", {}).items()},
        "violation": entered.get("violation", ""),
        "fulfilment": entered.get("fulfilment", ""),
    }


def _meetings(keys: Keys) -> Iterator[tuple[int, base.Meeting]]:
    links = ("participants__official__identity", "parties__identity")
    for meeting in _rows(models.Meeting, keys, *links):
        yield (
            meeting.pk,
            base.Meeting(
                slug=meeting.slug,
                titles=tuple(_texts(meeting, "title", "").values()),
                participants=tuple(
                    p.official.slug for p in meeting.participants.all() if p.official is not None
                ),
                parties=tuple(party.slug for party in meeting.parties.all()),
                kind=meeting.kind,
                status=meeting.status,
                starts_on=meeting.starts_at.date() if meeting.starts_at else None,
                ends_on=meeting.ends_at.date() if meeting.ends_at else None,
                place=meeting.place or None,
            ),
        )


def _agreements(keys: Keys) -> Iterator[tuple[int, base.Agreement]]:
    for agreement in _rows(models.Agreement, keys, "memberships__party__identity"):
        titles = _texts(agreement, "title", "").values()
        short = _texts(agreement, "short_title", "").values()
        yield (
            agreement.pk,
            base.Agreement(
                slug=agreement.slug,
                names=tuple(dict.fromkeys(name for name in (*titles, *short) if name)),
                parties=tuple(m.party.slug for m in agreement.memberships.all()),
                status=agreement.status,
                signed_on=agreement.signed_date,
            ),
        )


def _events(keys: Keys) -> Iterator[tuple[int, base.Event]]:
    for event in _rows(models.Event, keys, "parties__identity"):
        yield (
            event.pk,
            base.Event(
                slug=event.slug,
                titles=tuple(_texts(event, "title", "").values()),
                kind=event.kind,
                parties=tuple(party.slug for party in event.parties.all()),
                starts_on=event.start_date,
                ends_on=event.end_date,
            ),
        )


def _rows(model: Any, keys: Keys, *links: str) -> Iterator[Any]:
    """Return the public rows with what is linked, a batch at a time."""
    rows = model.objects.public().select_related("identity").prefetch_related(*links).order_by("pk")
    wanted = rows.defer("body") if keys is None else rows.defer("body").filter(pk__in=keys)
    loaded: Iterator[Any] = wanted.iterator(_BATCH)
    return loaded


def _names(name: str, others: list[dict[str, str]]) -> tuple[str, ...]:
    given = [name, *(other["name"] for other in others)]
    return tuple(dict.fromkeys(words for words in given if words))


def _texts(record: models.Record, field: str, language: str) -> dict[str, Any]:
    """Return a field in every language that it is known in."""
    translated = {
        code: words[field] for code, words in record.translations.items() if words.get(field)
    }
    return {language: getattr(record, field), **translated}


# In the order of the fields of base.Tracked.
_LOADERS: Mapping[str, Callable[[Keys], Iterable[tuple[int, Any]]]] = {
    "party": _parties,
    "official": _officials,
    "commitment": _commitments,
    "meeting": _meetings,
    "agreement": _agreements,
    "event": _events,
}
