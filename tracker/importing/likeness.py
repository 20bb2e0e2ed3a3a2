"""Records that a row may repeat: of the same name and party, or of nearly the same words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tracker import models
from tracker.serializers import search

NEARLY: Final = 0.8
"""Of how many words of two commitments together both have, so that one may repeat the other."""
_DATED: Final = 7
"""How many characters of a date have to agree: its year and month."""


@dataclass(frozen=True)
class Known:
    """What is compared of a record, of a stored one or a row of the file."""

    slug: str
    title: str
    names: frozenset[str]
    places: frozenset[str]
    """Parties and countries: two that name none in common are two."""
    day: str = ""
    words: frozenset[str] = frozenset()
    label: str = ""
    """The row, where it is not stored."""


def of_draft(record_type: str, draft: Mapping[str, Any], values: Mapping[str, Any]) -> Known:
    """Return what is compared of a row of a file."""
    names = [draft.get("name"), draft.get("title"), draft.get("short_title")]
    names += [each.get("name") for each in draft.get("other_names") or () if isinstance(each, dict)]
    parties = [each.get("party") for each in values.get("tenures", ())]
    parties += [each.get("party") for each in values.get("memberships", ())]
    parties += [*values.get("parties", ()), *values.get("holders", ())]
    return Known(
        "",
        next((str(name) for name in reversed(names[:3]) if name), ""),
        _folded(names if record_type != "commitment" else ()),
        _places(parties, str(draft.get("country") or "")),
        str(draft.get("starts_at") or draft.get("signed_date") or ""),
        _words(draft.get("text")) if record_type == "commitment" else frozenset(),
    )


def stored(record_type: str) -> Iterator[Known]:
    """Yield what is compared of each record of a type that is not withdrawn."""
    paths = {
        "party": (),
        "official": ("tenures__party",),
        "agreement": ("parties",),
        "meeting": ("parties",),
        "commitment": ("holders",),
    }[record_type]
    rows = models.records_of(record_type).standing().select_related("identity")
    rows = rows.defer("body").prefetch_related(*(f"{path}__identity" for path in paths))
    for row in rows.iterator(chunk_size=1000):
        yield _of_row(record_type, row)


def _of_row(record_type: str, row: Any) -> Known:
    names = [getattr(row, name, "") for name in ("name", "title", "short_title")]
    names += [each.get("name") for each in getattr(row, "other_names", ())]
    if isinstance(row, models.Official):
        parties = [tenure.party for tenure in row.tenures.all()]
    elif isinstance(row, models.Commitment):
        parties = list(row.holders.all())
    elif isinstance(row, models.Party):
        parties = []
    else:
        parties = list(row.parties.all())
    day = getattr(row, "starts_at", None) or getattr(row, "signed_date", None)
    return Known(
        row.slug,
        row.heading,
        _folded(names if record_type != "commitment" else ()),
        _places(parties, getattr(row, "country", "") if isinstance(row, models.Party) else ""),
        day.isoformat() if day else "",
        _words(row.text) if record_type == "commitment" else frozenset(),
    )


class Likeness:
    """All that a row may repeat, by name and by words; rows of the file are added as they come.

    ``coming`` are these rows: words that many of them have tell as little as those of many records.
    """

    def __init__(self, known: Iterable[Known], coming: Iterable[Known]) -> None:
        self._named: dict[str, list[Known]] = {}
        self._worded: dict[str, list[Known]] = {}
        self._frequency: Counter[str] = Counter()
        found = list(known)
        for each in (*found, *coming):
            self._frequency.update(each.words)
        for each in found:
            self.add(each)

    def add(self, known: Known) -> None:
        """Have rows below be compared with ``known``."""
        for name in known.names:
            self._named.setdefault(name, []).append(known)
        for word in self._telling(known.words):
            self._worded.setdefault(word, []).append(known)

    def similar(self, row: Known) -> Known | None:
        """Return what ``row`` likely repeats."""
        for name in sorted(row.names):
            for known in self._named.get(name, ()):
                if _fit(row, known):
                    return known
        for word in self._telling(row.words):
            for known in self._worded.get(word, ()):
                if _fit(row, known) and _resemblance(row.words, known.words) >= NEARLY:
                    return known
        return None

    def _telling(self, words: frozenset[str]) -> list[str]:
        """Return the rarest words: two texts that share so many share one of these."""
        rarest = sorted(words, key=lambda word: (self._frequency[word], word))
        return rarest[: len(words) - int(NEARLY * len(words)) + 1] if words else []


def _fit(one: Known, other: Known) -> bool:
    """Return whether neither party nor day tells two records apart."""
    if one.places and other.places and not one.places & other.places:
        return False
    return not (one.day and other.day) or one.day[:_DATED] == other.day[:_DATED]


def _resemblance(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _folded(names: Iterable[Any]) -> frozenset[str]:
    return frozenset(filter(None, (search.folded(name) for name in names if isinstance(name, str))))


def _words(text: Any) -> frozenset[str]:
    return frozenset(search.folded(text).split()) if isinstance(text, str) else frozenset()


def _places(parties: Iterable[Any], country: str) -> frozenset[str]:
    found = {country}
    for party in parties:
        if isinstance(party, models.Party):
            found |= {party.slug, party.country}
    return frozenset(filter(None, found))
