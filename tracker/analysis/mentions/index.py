"""Tracked records, indexed once for many articles: names, key terms, parties by code."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from tracker.analysis import base, lexicon, normalise
from tracker.analysis.mentions import gazetteer, offices
from tracker.analysis.mentions.titles import Titles
from tracker.analysis.terms import gist, suggestions, terms

_SHORTEST_SURNAME = 4
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III"})


@lru_cache
def _country_forms() -> frozenset[str]:
    return frozenset(normalise.fold(name.surface) for name in gazetteer.country_names())


@lru_cache
def _country_words() -> frozenset[str]:
    return frozenset(word for form in _country_forms() for word in form.split())


def _surname(name: str) -> tuple[str, ...]:
    """Return the last name by itself, unless it is short, a common word or a country's name."""
    words = [word for word in name.replace(",", "").split() if word.strip(".") not in _SUFFIXES]
    last = words[-1] if len(words) > 1 else ""
    folded = normalise.fold(last)
    is_common = any(folded in lexicon.frequencies(language) for language in lexicon.LANGUAGES)
    is_safe = len(last) >= _SHORTEST_SURNAME and folded not in _country_forms() and not is_common
    return (last,) if is_safe else ()


class Index:
    """What is looked up while reading: built once for a :class:`base.Tracked`."""

    officials: Mapping[str, base.Official]
    names: gazetteer.Gazetteer
    roles: Mapping[frozenset[str], tuple[str, ...]]

    def __init__(self, tracked: base.Tracked, former: "Index | None" = None) -> None:
        """Index what is tracked; from a ``former`` index is taken what has stayed the same."""
        self.tracked = tracked
        self.parties = {party.slug: party for party in tracked.parties}
        self.by_code = {party.code: party for party in tracked.parties if party.code}
        self.officials = {official.slug: official for official in tracked.officials}
        self.commitments = {commitment.slug: commitment for commitment in tracked.commitments}
        self.commitments_of: dict[str, list[str]] = defaultdict(list)
        for commitment in tracked.commitments:
            for official in commitment.officials:
                self.commitments_of[official].append(commitment.slug)
        self._lineages = {p.slug: frozenset((p.slug, *p.ancestors)) for p in tracked.parties}
        if former is not None and _naming(former.tracked) == _naming(tracked):
            self.names, self.roles = former.names, former.roles
        else:
            self.names, self.roles = gazetteer.Gazetteer(self._names()), self._by_role()
        self.terms = terms.TermIndex(
            entry
            for c in tracked.commitments
            for entry in key_terms(c, self.officials, self.parties)
        )
        self.exclusions = terms.TermIndex(
            terms.Entry(c.slug, phrase, 0.0) for c in tracked.commitments for phrase in c.exclusions
        )
        self._all_officials = self.officials
        self._titles: dict[str, Titles] = {}
        self._weighted: dict[tuple[str, str], Mapping[str, float]] = {}
        self._criteria: dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = {}

    def on(self, day: date | None) -> "Index":
        """Return the same index with each official in the office of that day; costs nothing."""
        same = copy.copy(self)
        same.officials = _InOffice(self._all_officials, day)
        return same

    def titles(self, language: str) -> Titles:
        """Return the names of all agreements, as they are found in texts of a language."""
        if language not in self._titles:
            self._titles[language] = Titles(self.tracked.agreements, language)
        return self._titles[language]

    def holder(
        self, office: str, among: frozenset[str], besides: frozenset[str] = frozenset()
    ) -> str | None:
        """Return the one official of a party ``among`` these whose role is that office.

        Those ``besides`` are named themselves, and not by their office.
        """
        wanted = offices.words(office)
        known = [
            slug
            for slug in self.roles.get(wanted, ())
            if slug not in besides
            and any(offices.words(role) == wanted for role in self.officials[slug].role.values())
            and self.lineage(self.party_of(self.officials[slug])) & among
        ]
        return known[0] if len(known) == 1 else None

    def weighted_gist(self, commitment: base.Commitment, language: str) -> Mapping[str, float]:
        """Return the telling stems of a commitment's own words; the rarer, the weightier."""
        key = commitment.slug, language
        if key not in self._weighted:
            own = (*commitment.terms, *commitment.language_terms.get(language, ()))
            text = " ".join((commitment.texts.get(language, ""), *own))
            names = _name_words(_names(commitment, self.officials, self.parties))
            stems = gist.stems(normalise.fold(text), language, names)
            known = suggestions.commonness_by_stem(language)
            self._weighted[key] = {stem: max(0.5, 7.0 - known.get(stem, 2.0)) for stem in stems}
        return self._weighted[key]

    def criteria_gist(
        self, commitment: base.Commitment, language: str
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Return the telling stems of what would break a commitment, and of what would keep it."""
        key = commitment.slug, language
        if key not in self._criteria:
            criteria = commitment.criteria
            broken = commitment.violation, *(c.text for c in criteria if c.kind == "failure")
            kept = commitment.fulfilment, *(c.text for c in criteria if c.kind == "success")
            self._criteria[key] = (
                gist.stems(normalise.fold(" ".join(broken)), language),
                gist.stems(normalise.fold(" ".join(kept)), language),
            )
        return self._criteria[key]

    def lineage(self, party: str | None) -> frozenset[str]:
        """Return the slugs of a party and those above it."""
        return self._lineages.get(party or "", frozenset())

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
        """Yield the names of countries, parties and officials; those of a state are a country's."""
        own = {normalise.fold(name) for party in self.tracked.parties for name in party.names}
        yield from (n for n in gazetteer.country_names() if normalise.fold(n.surface) not in own)
        named = [(party.slug, party.names) for party in self.tracked.parties]
        named += [pair for c in self.tracked.commitments for pair in c.aliases.items()]
        for slug, names in named:
            if slug in self.parties or slug in self.officials:
                yield from (gazetteer.Name(name, *self._named(slug)) for name in names)
        for official in self.tracked.officials:
            for name in {official.name, *official.aliases, *_surname(official.name)}:
                yield gazetteer.Name(name, "official", official.slug)

    def _named(self, slug: str) -> tuple[str, str]:
        """Return as what, and by which key, a party or official is named."""
        party = self.parties.get(slug)
        if party is None:
            return "official", slug
        return ("country", party.code) if party.code else ("party", slug)

    def _by_role(self) -> Mapping[frozenset[str], tuple[str, ...]]:
        """Return who holds or held an office, by its telling words."""
        found: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
        for official in self.tracked.officials:
            for office in official.offices or (base.Office(role=official.role),):
                for role in office.role.values():
                    found[offices.words(role)][official.slug] = None
        return {key: tuple(slugs) for key, slugs in found.items()}


def _naming(tracked: base.Tracked) -> tuple[object, ...]:
    """Return what names and roles are made of."""
    aliases = [c.aliases for c in tracked.commitments if c.aliases]
    return tracked.parties, tracked.officials, aliases


def key_terms(
    commitment: base.Commitment,
    officials: Mapping[str, base.Official],
    parties: Mapping[str, base.Party],
) -> Iterator[terms.Entry]:
    """Yield the key terms of a commitment; where none are given, those that its words suggest."""
    given: Mapping[str, Mapping[str, float]]
    given = {"": commitment.terms, **commitment.language_terms}
    if not any(given.values()):
        given = suggested_terms(commitment.texts, _names(commitment, officials, parties))
    for language, weighted in given.items():
        for term, weight in weighted.items():
            yield terms.Entry(commitment.slug, term, weight, language)


def suggested_terms(
    texts: Mapping[str, str], names: Iterable[str]
) -> Mapping[str, Mapping[str, float]]:
    """Return the weighted key terms that texts suggest, by language.

    The words of ``names`` say who, in these texts, and not what.
    """
    return suggestions.widened(suggestions.suggest(texts, _name_words(names)), texts)


def _name_words(names: Iterable[str]) -> frozenset[str]:
    """Return the folded words of names, those of countries among them."""
    return _country_words().union(*(normalise.fold(name).split() for name in names))


def _names(
    commitment: base.Commitment,
    officials: Mapping[str, base.Official],
    parties: Mapping[str, base.Party],
) -> Iterator[str]:
    yield from (officials[slug].name for slug in commitment.officials if slug in officials)
    for slug in (*commitment.holders, *commitment.counterparts):
        # The names of ministries hold words that tell ("foreign"); those of states do not.
        yield from parties[slug].names if slug in parties and parties[slug].code else ()


class _InOffice(dict[str, base.Official]):
    """Officials by slug, each as of one day; worked out when asked for."""

    def __init__(self, officials: Mapping[str, base.Official], day: date | None) -> None:
        super().__init__(officials)
        self._day, self._known = day, dict[str, base.Official]()

    def __getitem__(self, slug: str) -> base.Official:
        if slug not in self._known:
            self._known[slug] = super().__getitem__(slug).on(self._day)
        return self._known[slug]
