"""The forms of the answers: small, and each fact with its quote, its judge and its address."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Judge = Literal["person", "machine"]


class Answer(BaseModel):
    """Plain data of a fixed form."""

    model_config = ConfigDict(frozen=True)


class Reference(Answer):
    """Another record."""

    type: str
    slug: str
    title: str
    page: str = Field(description="The page to cite: it shows what was known at that instant")


class Quote(Answer):
    """The exact words of a text, and where they stand."""

    exact: str
    is_for_print: bool = Field(
        description="False where our text is a summary, an excerpt or a translation of the original"
    )
    text_kind: str
    speaker: str | None = Field(description="Who says it, as far as that is known")
    office: str | None = Field(description="In what office on that day")
    outlet: str
    published: str | None = Field(description="As exact as it is known: 2026, 2026-01, 2026-01-26")
    language: str
    source: str = Field(description="The outlet's own page, for the whole text")
    archive: str = Field(description="The version of the text in which the words were found")


class Judged(Answer):
    """Who says that it is so, and how that is put in words."""

    by: Judge
    review_state: str | None
    confidence: float | None = Field(description="Of a machine, 0 to 1")
    sentence: str


class Happening(Answer):
    """What was said, done, reported or judged around a record."""

    type: str
    slug: str | None = Field(description="Of what is a record of its own")
    date: str | None
    title: str
    kind: str | None = Field(description="Of a development or a deed: its code")
    relation: str | None = Field(description="What it means for the commitment, if anything")
    side: str | None = Field(description="Whose words or deeds they are, seen from the commitment")
    speaker: str | None
    office: str | None
    judged: Judged
    about: Reference | None
    quotes: list[Quote]
    quotes_left_out: int
    later: str | None = Field(description="What became of it since that instant, if it is gone")
    page: str | None


class Known(Answer):
    """An answer that holds for an instant of the ledger; asked again for it, it is the same."""

    known_at: str
    page: str
    json_url: str


class Timeline(Answer):
    """Part of what happened around a record, the newest first."""

    known_at: str
    record: Reference
    entries: list[Happening]
    next_cursor: str | None


class Evidence(Answer):
    """What was found for and against a commitment, and always what was searched for it."""

    sentence: str = Field(description="What was found in what; finding nothing is an answer too")
    count_for: int
    count_against: int
    count_reported: int = Field(description="Reports whose meaning no person has confirmed")
    count_unjudged: int = Field(description="Reports of which nobody said what they mean")
    speaks_for: list[Happening]
    speaks_against: list[Happening]
    only_reported: list[Happening]


class Verdict(Answer):
    """What a person decided; a deadline that passes never changes it."""

    code: str
    label: str
    effective_date: str | None
    reason: str | None
    judged: Judged
    quotes: list[Quote]


class Speaker(Answer):
    """Who made a commitment, in what office that day."""

    name: str
    office: str | None
    party: str | None


class CommitmentSummary(Answer):
    """A commitment in a list."""

    slug: str
    title: str
    text: str
    wording: str = Field(description="verbatim: the speaker's words; editorial: ours")
    holders: list[str]
    form: str
    verdict: str
    schedule: str
    consistency: str
    evidence_against: str
    stated: str | None
    due: str | None
    page: str
    json_url: str


class Commitment(Known):
    """A commitment with its words, its verdict, its evidence and the head of its timeline."""

    slug: str
    title: str
    text: str
    language: str
    wording: str
    texts_in_other_languages: dict[str, str]
    form: str
    form_means: str
    strength: str
    strength_means: str
    schedule: str
    schedule_means: str
    consistency: str
    stated: str | None
    due: str | None
    holders: list[Reference]
    towards: list[Reference]
    made_by: list[Speaker]
    topics: list[Reference]
    agreements: list[Reference]
    criteria: list[str]
    verdict: Verdict
    quotes: list[Quote]
    evidence: Evidence | None = Field(
        description="As of now; of an earlier instant the timeline tells what was shown"
    )
    timeline: list[Happening]
    timeline_cursor: str | None
    later: str | None


class RecordAnswer(Known):
    """A record of any type: what it says, and the quotes that support it."""

    type: str
    slug: str
    title: str
    about: dict[str, Any] = Field(description="Its fields, other records named by slug and title")
    judged: Judged | None = Field(description="Of articles and sources there is nothing to judge")
    quotes: list[Quote]
    quotes_left_out: int
    later: str | None


class Found(Answer):
    """A record that matches, with the words around a match."""

    type: str
    slug: str
    title: str
    excerpt: str
    page: str
    json_url: str


class SearchAnswer(Answer):
    """What matches, the best first, and how much there is of each type."""

    known_at: str
    results: list[Found]
    counts: dict[str, int]
    next_cursor: str | None


class CommitmentList(Answer):
    """Commitments, the newest change first."""

    known_at: str
    results: list[CommitmentSummary]
    next_cursor: str | None


class Change(Answer):
    """One public change: the event, what is said now, and what was said before it."""

    sequence: int
    event: str
    published_at: str
    record: Reference
    about: Reference | None
    summary: str
    changed_fields: list[str]
    reason: str | None
    judged: Judged
    quotes: list[Quote]
    json_url: str


class Changes(Answer):
    """Changes in the order of the ledger, gap-free; go on with ``next_after``."""

    changes: list[Change]
    next_after: int = Field(description="Give it as after, now for more or later for what is new")
    has_more: bool
