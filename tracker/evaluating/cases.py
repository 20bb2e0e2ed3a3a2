"""Labelled passages and the commitments that they are labelled for, as files hold them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker import partial_dates
from tracker.analysis import base, lexicon

# A case without these says nothing of them.
_OPTIONAL: Mapping[str, Any] = {
    "tolerate": (),
    "meetings": (),
    "agreements": (),
    "new_commitments": (),
    "meet_exhaustive": True,
    "nc_exhaustive": True,
    "ambiguous": False,
}
_NEEDED = ("passage", "lang", "gold")


@dataclass(frozen=True)
class Case:
    """A passage with what it says of the tracked commitments; ``labels`` is the line as given."""

    id: str
    story: str
    labels: Mapping[str, Any]

    @property
    def passage(self) -> str:
        """The text to read."""
        return str(self.labels["passage"])

    @property
    def gold(self) -> dict[str, frozenset[str]]:
        """The relations that are right for each commitment concerned, the best one too."""
        return {
            str(link["commitment_id"]): frozenset({link["relation"], *link.get("accept", ())})
            for link in self.labels["gold"]
        }

    @property
    def tolerated(self) -> frozenset[str]:
        """The commitments whose link is neither needed nor wrong."""
        return frozenset(str(link["commitment_id"]) for link in self.labels["tolerate"])

    def article(self) -> base.Article:
        """Return the passage as an article of its language and day."""
        published, precision = _first_day(self.labels.get("published"))
        return base.Article(
            text=self.passage,
            language=str(self.labels["lang"]),
            published=published,
            published_precision=precision,
        )


@dataclass(frozen=True)
class Corpus:
    """Cases, what is tracked for them, and a hash of the two files that they came from."""

    cases: tuple[Case, ...]
    tracked: base.Tracked
    digest: str

    def only(self, wanted: Iterable[Case]) -> "Corpus":
        """Return the corpus with these cases alone."""
        return replace(self, cases=tuple(wanted))


def load(tracked_path: Path, cases_path: Path, *, suggests_terms: bool = False) -> Corpus:
    """Return what the two files hold; ``suggests_terms`` passes over the terms given there.

    Raises ValueError where a line or an entry is not of the format.
    """
    tracked_bytes, cases_bytes = tracked_path.read_bytes(), cases_path.read_bytes()
    digest = sha256(tracked_bytes + b"\n" + cases_bytes).hexdigest()
    try:
        entries = json.loads(tracked_bytes)
        cases = tuple(_case(line) for line in lines(cases_bytes))
        return Corpus(cases, tracked(entries, suggests_terms=suggests_terms), digest)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not in the format of labelled passages: {error!r}") from error


def _case(line: Mapping[str, Any]) -> Case:
    labels = {**_OPTIONAL, **line}
    labels.update({name: labels[name] for name in _NEEDED})
    return Case(str(labels["id"]), str(labels["story"]), labels)


def tracked(entries: Sequence[Mapping[str, Any]], *, suggests_terms: bool) -> base.Tracked:
    """Return commitments in the format of labelled passages as what a text is read for.

    The first of an entry's parties is bound, the others are its counterparts. ``party_names`` of
    any entry say what a party is called that is no country.
    """
    codes = {
        code: None
        for entry in entries
        for code in (*entry["parties"], *(o.get("country") for o in entry.get("officials", ())))
        if code
    }
    names = dict(lexicon.countries())
    for entry in entries:
        given = entry.get("party_names", {})
        names.update({code: tuple(called) for code, called in given.items()})
    agreements = {
        str(entry["agreement"]): tuple(slug(code) for code in entry["parties"])
        for entry in entries
        if entry.get("agreement")
    }
    return base.Tracked(
        parties=tuple(
            base.Party(slug(code), names.get(code, (code,)), code=code) for code in sorted(codes)
        ),
        officials=_officials(entries),
        commitments=tuple(_commitment(entry, suggests_terms=suggests_terms) for entry in entries),
        agreements=tuple(
            base.Agreement(slug(name), (name,), parties) for name, parties in agreements.items()
        ),
    )


def _officials(entries: Iterable[Mapping[str, Any]]) -> tuple[base.Official, ...]:
    """Return everyone named once, with the aliases of every entry; the first country holds."""
    merged: dict[str, base.Official] = {}
    for given in (one for entry in entries for one in entry.get("officials", ())):
        key, aliases = slug(given["name"]), tuple(given.get("aliases", ()))
        known = merged.get(key)
        if known is not None:
            both = tuple(dict.fromkeys((*known.aliases, *aliases)))
            merged[key] = replace(known, aliases=both)
            continue
        country = given.get("country")
        role = given.get("role")
        merged[key] = base.Official(
            slug=key,
            name=given["name"],
            aliases=aliases,
            party=slug(country) if country else None,
            role={"en": role} if role else {},
            country=country,
        )
    return tuple(merged.values())


def _commitment(entry: Mapping[str, Any], *, suggests_terms: bool) -> base.Commitment:
    parties = tuple(slug(code) for code in entry["parties"])
    texts = {"en": entry["text"], "es": entry.get("text_es")}
    return base.Commitment(
        slug=entry["id"],
        texts={language: text for language, text in texts.items() if text},
        form=entry.get("form") or "",
        holders=parties[:1],
        counterparts=parties[1:],
        officials=tuple(slug(one["name"]) for one in entry.get("officials", ())),
        terms={} if suggests_terms else dict(entry.get("key_terms") or {}),
        stated_on=_first_day(entry.get("stated_on"))[0],
        violation=entry.get("violation") or "",
        fulfilment=entry.get("fulfilment") or "",
        strength=entry.get("strength") or "",
        criteria=tuple(
            base.Criterion(one["kind"], one["text"]) for one in entry.get("criteria") or ()
        ),
    )


def lines(content: bytes) -> list[Mapping[str, Any]]:
    """Return what a file of JSON Lines holds."""
    return [json.loads(line) for line in content.splitlines() if line.strip()]


def _first_day(written: str | None) -> tuple[date | None, str]:
    """Return the first day of a date that may be a month or year, and its precision."""
    return partial_dates.parse_date(written) if written else (None, "day")


def slug(name: str) -> str:
    """Return a name as a slug."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
