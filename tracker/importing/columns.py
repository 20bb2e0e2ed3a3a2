"""The columns of each noun that newsrooms import and export: one table for both directions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker import vocabularies
from tracker.importing import cells

_SLUGS = cells.Listed("|;\n", "a list joined by | or ;")


@dataclass(frozen=True)
class Column:
    """A column: its heading, the field that it fills, and an invented example."""

    heading: str
    kind: cells.Kind
    example: str
    explanation: str
    field: str
    refers_to: str = ""
    """The type of record that it names, by slug, code, identifier or name."""
    vocabulary: type[vocabularies.Vocabulary] | None = None

    @property
    def form(self) -> str:
        """What to write there, in words."""
        if self.vocabulary is not None:
            return "one of " + ", ".join(code for code, _ in self.vocabulary.choices())
        return self.kind.form


@dataclass(frozen=True)
class Noun:
    """What is imported and exported of one type of record."""

    record_type: str
    columns: tuple[Column, ...]
    parts: str = ""
    """The field whose entries stand in columns of their own, one entry each row."""
    of_part: tuple[Column, ...] = ()
    popolo: str = ""
    """Under which key Popolo has such records; '' where it has none."""
    by_heading: Mapping[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        named = {column.heading: column for column in (*self.columns, *self.of_part)}
        object.__setattr__(self, "by_heading", named)

    def is_of_part(self, heading: str) -> bool:
        """Return whether the column belongs to an entry and not to the record."""
        return any(column.heading == heading for column in self.of_part)


def _text(name: str, example: str = "", explanation: str = "") -> Column:
    return Column(name, cells.Text(), example, explanation, name)


def _date(name: str, example: str = "", explanation: str = "") -> Column:
    kind = cells.Text("2026, 2026-01 or 2026-01-25")
    return Column(name, kind, example, explanation, name)


def _moment(name: str, example: str = "", explanation: str = "") -> Column:
    kind = cells.Text("2026, 2026-01, 2026-01-25 or 2026-01-25T15:00:00Z")
    return Column(name, kind, example, explanation, name)


def _code(
    name: str, vocabulary: type[vocabularies.Vocabulary], example: str = "", explanation: str = ""
) -> Column:
    return Column(name, cells.Code(), example, explanation, name, vocabulary=vocabulary)


def _one(name: str, record_type: str, example: str = "", explanation: str = "") -> Column:
    return Column(
        name, cells.Text(f"the slug of a {record_type}"), example, explanation, name, record_type
    )


def _many(name: str, record_type: str, example: str = "", explanation: str = "") -> Column:
    return Column(name, _SLUGS, example, explanation, name, record_type)


def _entries(name: str, kind: cells.Entries, example: str = "", explanation: str = "") -> Column:
    return Column(name, kind, example, explanation, name)


def _slug(example: str) -> Column:
    explanation = "Permanent; left empty, a new record gets one made of its title or name"
    return _text("slug", example, explanation)


_OTHER_NAMES = _entries(
    "other_names", cells.Entries("name", ("language", "note")), "C. Gould", "Further names"
)
_IDENTIFIERS = _entries(
    "identifiers",
    cells.Entries("scheme", rest="identifier"),
    "example: gould-1",
    "What other registers call it; rows are matched by them after the slug",
)
_CITATIONS = _entries(
    "citations",
    cells.Entries("document", ("page", "supports", "weight"), rest="exact"),
    "",
    "Quotes: the slug of the document, and the exact words as they stand in it",
)
_TRANSLATIONS = Column(
    "translations", cells.Localized(of_fields=True), "", "Further languages", "translations"
)
_TOPICS = _many("topics", "topic", "", "Slugs of topics")

_PARTY = Noun(
    "party",
    (
        _slug("costaguana-harbour-board"),
        _text("name", "Harbour Board of Costaguana"),
        _OTHER_NAMES,
        _text("code", "", "ISO 3166-1 alpha-2 for states; UN, EU … for organizations"),
        _text("country", "", "ISO 3166-1 alpha-2"),
        _code("kind", vocabularies.PartyKind, "agency"),
        _one("parent", "party", "", "What it is part of"),
        _text("time_zone", "America/Guayaquil", "IANA name"),
        _IDENTIFIERS,
        _text("homepage", "https://harbour.example"),
        _CITATIONS,
        _TRANSLATIONS,
    ),
    popolo="organizations",
)
_OFFICIAL = Noun(
    "official",
    (
        _slug("charles-gould"),
        _text("name", "Charles Gould"),
        _OTHER_NAMES,
        _text("honorific_prefix", "Don"),
        _IDENTIFIERS,
        _text("summary", "Administrator of the San Tomé mine."),
        _CITATIONS,
        _TRANSLATIONS,
    ),
    parts="tenures",
    of_part=(
        Column("role", cells.Localized(), "Administrator", "The office held", "role"),
        _one("party", "party", "costaguana", "Of which party the office is"),
        _date("start_date", "2024-06"),
        _date("end_date"),
        Column("is_acting", cells.Decision(), "no", "Whether for the time being", "is_acting"),
    ),
    popolo="persons",
)
_AGREEMENT = Noun(
    "agreement",
    (
        _slug("port-of-sulaco"),
        _text("title", "Agreement on the Port of Sulaco"),
        _text("short_title", "Port agreement"),
        _code("instrument_type", vocabularies.InstrumentType, "treaty"),
        _code("status", vocabularies.AgreementStatus, "signed"),
        _code("binding", vocabularies.Binding, "binding"),
        _entries(
            "parties",
            cells.Entries("party", ("role",)),
            "costaguana | ruritania",
            "Parties to it; role=… where it is another than party",
        ),
        _date("signed_date", "2026-01-25"),
        _date("in_force_date"),
        _date("expiry_date", "2031"),
        _date("publication_due_date"),
        _code("text_status", vocabularies.TextStatus, "published"),
        _text("text_url", "https://treaties.example/port"),
        _text("summary", "", "Our words, not for print"),
        _one("supersedes", "agreement"),
        _entries(
            "actions",
            cells.Entries("action", ("party", "action_date")),
            "signature; party=costaguana; action_date=2026-01-25",
            "What parties did to it",
        ),
        _TOPICS,
        _CITATIONS,
        _TRANSLATIONS,
    ),
)
_MEETING = Noun(
    "meeting",
    (
        _slug("talks-at-san-tome"),
        _text("title", "Talks at San Tomé"),
        _code("kind", vocabularies.MeetingKind, "talks"),
        _code("status", vocabularies.MeetingStatus, "confirmed", "passed needs a citation"),
        _one("part_of", "meeting", "", "The visit or summit that it is part of"),
        _moment("starts_at", "2026-03-02"),
        _moment("ends_at"),
        _text("place", "San Tomé"),
        _text("country", "", "ISO 3166-1 alpha-2"),
        _text("time_zone", "America/Guayaquil", "IANA name"),
        _entries(
            "participants",
            cells.Entries("official", ("office", "party", "attendance")),
            "charles-gould; attendance=expected",
            "Officials, or office=… without a name",
        ),
        _many("parties", "party", "costaguana | ruritania"),
        _many("agreements", "agreement"),
        _text("agenda", "The harbour dues."),
        _TOPICS,
        _CITATIONS,
        _TRANSLATIONS,
    ),
    popolo="events",
)
_COMMITMENT = Noun(
    "commitment",
    (
        _slug("harbour-dues-stay"),
        _text("short_title", "Harbour dues stay as they are"),
        _text("text", "Costaguana will not raise the harbour dues before 2028."),
        _text("language", "en", "Of the text: a BCP 47 tag"),
        _code("wording", vocabularies.Wording, "editorial", "verbatim needs a citation"),
        _many("holders", "party", "costaguana", "Who is bound"),
        _many("towards", "party", "ruritania", "To whom it is owed; empty: the public"),
        _entries(
            "made_by",
            cells.Entries("official", ("party", "role_as_reported", "attributed_as")),
            "charles-gould; role_as_reported=Administrator",
            "Who spoke",
        ),
        _code("form", vocabularies.Form, "refrain"),
        _code("strength", vocabularies.Strength, "undertaking"),
        _date("stated_date", "2026-01"),
        _date("due_date", "2027"),
        _text("target_value", "", "A figure such as 2.5, with target_unit"),
        _text("target_unit"),
        _entries("observations", cells.Entries("value", ("observed_date",))),
        _entries(
            "criteria",
            cells.Entries("kind", rest="text"),
            "success: The dues of 2025 are still charged\nfailure: A higher due is charged",
            "success: … or failure: …",
        ),
        Column("places", cells.Listed(), "Sulaco", "Names of places", "places"),
        _many("agreements", "agreement"),
        _one("meeting", "meeting"),
        _one("origin_statement", "statement"),
        _one("superseded_by", "commitment"),
        _TOPICS,
        Column("watch", cells.Structured(), "", "What is looked for on its behalf", "watch"),
        _CITATIONS,
        _TRANSLATIONS,
    ),
)

NOUNS: dict[str, Noun] = {
    noun.record_type: noun for noun in (_PARTY, _OFFICIAL, _AGREEMENT, _MEETING, _COMMITMENT)
}
"""By type of record, those that are referred to before those that refer to them."""

FORMER = frozenset(
    {
        *("type", "url", "schema", "version", "changed_at", "content_hash"),
        *("verdict", "schedule", "consistency", "evidence_for", "evidence_against"),
        *("relations", "assessments"),
    }
)
"""Fields of bodies that are never written: passed over where a file has them."""


def is_former(heading: str) -> bool:
    """Return whether a column is computed here, or derived from the one beside it."""
    return heading in FORMER or heading.endswith("_precision")
