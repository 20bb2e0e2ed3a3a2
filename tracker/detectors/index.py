"""Tracked records, indexed once for many articles: names, key terms, parties by code."""

from collections.abc import Iterator
from functools import lru_cache

from tracker.detectors import base
from tracker.text import gazetteer, normalise, terms

_SHORTEST_SURNAME = 4
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III"})


@lru_cache
def _country_names() -> tuple[gazetteer.Name, ...]:
    return tuple(gazetteer.country_names())


@lru_cache
def _country_forms() -> frozenset[str]:
    return frozenset(normalise.fold(name.surface) for name in _country_names())


def _surname(name: str) -> tuple[str, ...]:
    """Return the last name by itself, unless it is short or also that of a country."""
    words = [word for word in name.replace(",", "").split() if word.strip(".") not in _SUFFIXES]
    last = words[-1] if len(words) > 1 else ""
    is_safe = len(last) >= _SHORTEST_SURNAME and normalise.fold(last) not in _country_forms()
    return (last,) if is_safe else ()


class Index:
    """What is looked up while reading: built once for a :class:`base.Tracked`."""

    def __init__(self, tracked: base.Tracked) -> None:
        self.tracked = tracked
        self.parties = {party.slug: party for party in tracked.parties}
        self.by_code = {party.code: party for party in tracked.parties if party.code}
        self.officials = {official.slug: official for official in tracked.officials}
        self.commitments = {commitment.slug: commitment for commitment in tracked.commitments}
        self.names = gazetteer.Gazetteer(self._names())
        self.weights = {c.slug: dict(c.terms) or self._suggested(c) for c in tracked.commitments}
        self.terms = terms.TermIndex(
            (slug, term, weight)
            for slug, weights in self.weights.items()
            for term, weight in weights.items()
        )
        self.exclusions = terms.TermIndex(
            (c.slug, phrase, 0.0) for c in tracked.commitments for phrase in c.exclusions
        )

    def lineage(self, party: str | None) -> frozenset[str]:
        """Return the slugs of a party and those above it."""
        known = self.parties.get(party or "")
        return frozenset((known.slug, *known.ancestors)) if known else frozenset()

    def party_of_code(self, code: str | None) -> str | None:
        """Return the slug of the party of a country, if that is tracked."""
        party = self.by_code.get(code or "")
        return party.slug if party else None

    def party_of(self, official: base.Official) -> str | None:
        """Return the party that an official speaks for: their own, else their country's."""
        return official.party or self.party_of_code(official.country)

    def actors(self, mention: gazetteer.Mention) -> frozenset[str]:
        """Return the parties that a mention stands for; an untracked country as its code."""
        if mention.kind == "country":
            party = self.party_of_code(mention.key)
            return self.lineage(party) if party else frozenset((f"country:{mention.key}",))
        if mention.kind == "official":
            return self.lineage(self.party_of(self.officials[mention.key]))
        return self.lineage(mention.key)

    def _names(self) -> Iterator[gazetteer.Name]:
        yield from self._country_surfaces()
        for official in self.tracked.officials:
            for name in {official.name, *official.aliases, *_surname(official.name)}:
                yield gazetteer.Name(name, "official", official.slug)

    def _country_surfaces(self) -> Iterator[gazetteer.Name]:
        """Yield the names of countries and parties; those of a state are its country's too."""
        own: set[str] = set()
        for party in self.tracked.parties:
            for name in party.names:
                own.add(normalise.fold(name))
                kind, key = ("country", party.code) if party.code else ("party", party.slug)
                yield gazetteer.Name(name, kind, key)
        yield from (name for name in _country_names() if normalise.fold(name.surface) not in own)

    def _suggested(self, commitment: base.Commitment) -> dict[str, float]:
        names = {
            normalise.fold(token)
            for name in (*_country_names(), *self._officials_of(commitment))
            for token in name.surface.split()
        }
        return terms.suggest_terms(commitment.texts, frozenset(names))

    def _officials_of(self, commitment: base.Commitment) -> Iterator[gazetteer.Name]:
        for slug in commitment.officials:
            if slug in self.officials:
                yield gazetteer.Name(self.officials[slug].name, "official", slug)
