"""What detectors are given and what they give back: plain, frozen, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True)
class Party:
    """A party; ``code`` is that of a state or organisation, ``ancestors`` are slugs."""

    slug: str
    names: tuple[str, ...] = ()
    code: str | None = None
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Office:
    """An office that an official held for a time; ``role`` is its name, by language."""

    party: str | None = None
    role: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    first: date | None = None
    last: date | None = None

    def covers(self, day: date | None) -> bool:
        """Tell whether the office was held on ``day``; without one, whether it has no end."""
        if day is None:
            return self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Official:
    """Someone quoted by name; ``role`` is the office held, by language.

    ``offices`` are those that were held over time, where that is known.
    """

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    party: str | None = None
    role: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    offices: tuple[Office, ...] = ()

    def on(self, day: date | None) -> "Official":
        """Return the official in the office of that day, the latest of several, or of today."""
        if not self.offices:
            return self
        held = [office for office in self.offices if office.covers(day)]
        held = held or [office for office in self.offices if office.covers(None)]
        if not held:
            return replace(self, party=None, role={}, country=None)
        office = max(held, key=lambda office: office.first or date.min)
        return replace(self, party=office.party, role=office.role, country=office.country)


@dataclass(frozen=True)
class Group:
    """A concept of which one word, or every word, must stand in a sentence or beside it."""

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """What would show that a commitment was kept (``success``) or not (``failure``)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Commitment:
    """A commitment and what it is watched by; parties, officials and documents are slugs.

    ``terms`` weigh key terms of all languages together, ``language_terms`` those of one language;
    where there are none they are suggested from ``texts``. ``stated_quotes`` are the words of its
    own citations. ``groups`` bar the terms of every sentence that lacks one of them; ``aliases``
    are further names of parties and officials, by slug. ``violation`` and ``fulfilment`` say what
    would break or keep it.
    """

    slug: str
    texts: Mapping[str, str]
    form: str
    holders: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)
    language_terms: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    exclusions: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    stated_on: date | None = None
    stated_quotes: tuple[str, ...] = ()
    stated_in: tuple[str, ...] = ()
    violation: str = ""
    fulfilment: str = ""
    strength: str = ""
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """A meeting that is tracked; ``participants`` are slugs of officials."""

    slug: str
    titles: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    kind: str = "meeting"
    status: str = "confirmed"
    starts_on: date | None = None
    ends_on: date | None = None
    place: str | None = None


@dataclass(frozen=True)
class Agreement:
    """An agreement that is tracked, with every name that it goes by."""

    slug: str
    names: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    status: str = "proposed"
    signed_on: date | None = None


@dataclass(frozen=True)
class Event:
    """A deed that is tracked, by every title that it goes by."""

    slug: str
    titles: tuple[str, ...] = ()
    kind: str = "other"
    parties: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Tracked:
    """All that a text is read for."""

    parties: tuple[Party, ...] = ()
    officials: tuple[Official, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Article:
    """A text to read; ``published`` is the first day that its precision allows.

    ``publisher`` is the slug of the party that publishes an official text, its first person.
    """

    text: str
    language: str
    published: date | None = None
    published_precision: str = "day"
    document: str | None = None
    title: str = ""
    publisher: str | None = None


@dataclass(frozen=True)
class Speaker:
    """Who says it, and as what the text names them."""

    name: str
    official: str | None = None
    party: str | None = None
    role: str = ""
    attributed_as: str = ""


@dataclass(frozen=True)
class Passage:
    """Words of the article, ``exact`` between ``start`` and ``end``, and who says them."""

    start: int
    end: int
    exact: str
    speaker: Speaker | None = None
    side: str | None = None


@dataclass(frozen=True)
class Finding:
    """A development that the text reports, with the sentences that say so.

    ``start`` and ``end`` count code points of the article's text, which between them is ``exact``.
    ``further`` are more passages of a report, two at most, the better first. What ``is_doubtful``
    is for a person, however sure it is.
    ``explanation`` is plain JSON: what matched, what decided, the rule and the contributions.
    Where nothing that is tracked is meant, ``record`` is empty and ``proposed`` says what the
    text tells of, as plain JSON: the fields that a record of it would be entered with, and
    ``span``, ``event`` or ``name`` as the text has them.
    """

    kind: str
    record: str
    start: int
    end: int
    exact: str
    confidence: float
    relation: str | None = None
    side: str | None = None
    speaker: Speaker | None = None
    occurred: date | None = None
    occurred_precision: str | None = None
    participants: tuple[tuple[str, str | None], ...] = ()
    place: str | None = None
    further: tuple[Passage, ...] = ()
    is_doubtful: bool = False
    explanation: Mapping[str, object] = field(default_factory=dict)
    proposed: Mapping[str, object] | None = None
