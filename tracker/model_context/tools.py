"""The tools: what can be asked. Their words are what a language model knows of them."""

from typing import Annotated, Final, Literal

from django.utils import timezone
from pydantic import Field

from tracker.filters import words
from tracker.filters.codes import SLUG
from tracker.model_context import (
    answering,
    answers,
    around,
    changes,
    commitments,
    instants,
    records,
    refusals,
    searching,
)

MOST_RESULTS: Final = 20

RecordType = Literal[
    "topic",
    "party",
    "official",
    "agreement",
    "meeting",
    "event",
    "commitment",
    "statement",
    "source",
    "document",
    "development",
]
Subject = Literal["commitment", "agreement", "official", "party", "topic", "meeting"]
Slug = Annotated[str, Field(pattern=SLUG, max_length=120)]
KnownAt = Annotated[
    str | None,
    Field(
        max_length=40,
        description="As it was shown at this instant (2026-03-01T12:00:00Z), or at the end of this"
        " day, month or year in UTC. Without it: now",
    ),
]
Cursor = Annotated[
    str | None, Field(max_length=1000, description="next_cursor of the answer before")
]
Limit = Annotated[int, Field(ge=1, le=MOST_RESULTS)]
Code = Annotated[str | None, Field(max_length=120)]
Filters = Annotated[
    dict[str, list[Annotated[str, Field(max_length=300)]]],
    Field(
        max_length=20,
        description="As the API's lists have them: {name: [values]}; values of one are"
        " alternatives",
    ),
]


def search(
    q: Annotated[
        str,
        Field(
            min_length=1,
            max_length=words.MOST_CHARACTERS,
            description='Words in English or Spanish; "a phrase", or, -word',
        ),
    ],
    type: Annotated[list[RecordType], Field(max_length=11)] = [],  # noqa: A002, B006 - the name of the argument; never changed
    cursor: Cursor = None,
    limit: Limit = 10,
) -> answers.SearchAnswer:
    """Find records by words: commitments, statements, agreements, officials, articles and more.

    Begin here where you do not know a slug. Articles are found by their words and shown by what
    is quoted of them.
    """
    return answering.at(None, lambda instant: searching.search(q, type, instant, cursor, limit))


def commitment(slug: Slug, known_at: KnownAt = None) -> answers.Commitment:
    """Tell one commitment: its words, verdict, evidence for and against, and what happened last.

    ``evidence.sentence`` says what was searched, also where nothing was found: say so, rather
    than that nothing happened.
    """
    now = timezone.now()
    return answering.at(known_at, lambda instant: commitments.commitment(slug, instant, now))


def record(type: RecordType, slug: Slug, known_at: KnownAt = None) -> answers.RecordAnswer:  # noqa: A002
    """Tell any record by its type and slug, with the quotes that support it."""
    return answering.at(known_at, lambda instant: records.record(type, slug, instant))


def timeline(
    type: Subject,  # noqa: A002
    slug: Slug,
    known_at: KnownAt = None,
    cursor: Cursor = None,
    limit: Limit = 10,
) -> answers.Timeline:
    """Tell what was said, done, reported and judged around a record, the newest first."""
    return answering.at(
        known_at, lambda instant: around.timeline(type, slug, instant, cursor, limit)
    )


def list_commitments(  # noqa: PLR0913, PLR0917 - each is an argument of the tool, given by name
    q: Annotated[str | None, Field(max_length=words.MOST_CHARACTERS)] = None,
    holder: Annotated[
        Code, Field(description="Slug of the party that is bound; includes its ministries")
    ] = None,
    topic: Annotated[Code, Field(description="Slug of a topic")] = None,
    form: Annotated[
        Code, Field(description="refrain is a commitment not to do something; act, achieve …")
    ] = None,
    verdict: Code = None,
    schedule: Annotated[
        Code, Field(description="overdue, due_soon, pending, no_deadline …")
    ] = None,
    consistency: Annotated[
        Code, Field(description="How later words agree: reaffirmed, qualified, contradicted …")
    ] = None,
    evidence_against: Code = None,
    due_after: Code = None,
    due_before: Annotated[Code, Field(description="A day, month or year")] = None,
    more_filters: Filters = {},  # noqa: B006 - never changed
    known_at: KnownAt = None,
    cursor: Cursor = None,
    limit: Limit = 10,
) -> answers.CommitmentList:
    """List commitments that satisfy all that is given, the newest change first.

    A wrong code is refused with those that there are.
    """
    named = {
        "holder": holder,
        "topic": topic,
        "form": form,
        "verdict": verdict,
        "schedule": schedule,
        "consistency": consistency,
        "evidence_against": evidence_against,
        "due_after": due_after,
        "due_before": due_before,
    }
    asked = {**more_filters, **{name: value for name, value in named.items() if value is not None}}
    return answering.at(
        known_at, lambda instant: commitments.listed(asked, q, instant, cursor, limit)
    )


def changes_since(  # noqa: PLR0913, PLR0917 - likewise
    after: Annotated[
        int | None,
        Field(ge=0, le=changes.LARGEST_SEQUENCE, description="The last sequence that you know"),
    ] = None,
    since: Annotated[
        str | None, Field(max_length=40, description="Instead: an instant, or the end of a day")
    ] = None,
    type: RecordType | None = None,  # noqa: A002
    event_type: Annotated[
        list[Annotated[str, Field(max_length=60)]],
        Field(max_length=20, description="commitment.contradicted, commitment.* …"),
    ] = [],  # noqa: B006 - never changed
    record_filters: Filters = {},  # noqa: B006 - never changed
    limit: Limit = 10,
) -> answers.Changes:
    """Tell what was published after a place in the ledger, in order and without gaps.

    Corrections, withdrawals and verdicts are among it. Keep next_after, and ask from there.
    """
    if (after is None) == (since is None):
        raise refusals.invalid("after", "give after or since, one of both.")
    moment = instants.read(since)
    with answering.snapshot():
        place = after if moment is None else changes.place_of(moment)
        return changes.changes(place or 0, type, event_type, record_filters, limit)


ALL: Final = (search, commitment, record, timeline, list_commitments, changes_since)
