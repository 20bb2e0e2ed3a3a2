"""The queue of review: the gravest first, folded where several tell of the same, and narrowed."""

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tracker import editing, models, reviewing
from tracker.reviewing import queue
from tracker.vocabularies import Decision

pytestmark = pytest.mark.django_db

WAITING, REPORTS, PUBLIC = queue.Listing
KINDS = {
    "reaffirmed": "reaffirms",
    "contradicted": "contradicts",
    "broken": "breaks",
    "fulfilled": "fulfils",
}


def flagged(kind: str, **fields: Any) -> models.Development:
    given = {"relation": KINDS[kind], **fields}
    return factories.development(kind=f"commitment.{kind}", **given)


def keys(listing: queue.Listing = WAITING, **filters: str) -> list[int]:
    return [entry.key for entry in queue.entries(listing, queue.Filters(**filters))]


def cite(row: models.Development, text: models.Snapshot, words: str) -> None:
    start = text.text.index(words)
    editing.cite(row.identity, text, start, start + len(words))


def test_what_goes_against_a_will_not_comes_first_and_the_oldest_of_that() -> None:
    promise = factories.commitment(slug="a-port", short_title="A port", form="act")
    later = factories.NOW + timedelta(hours=1)
    reaffirmed = flagged("reaffirmed")
    broken_promise = flagged("broken", subject=promise)
    newer = flagged("broken", detected_at=later, side="counterpart")
    older = flagged("contradicted")
    fulfilled = flagged("fulfilled", subject=promise)

    assert keys() == [older.pk, newer.pk, broken_promise.pk, fulfilled.pk, reaffirmed.pk]


def test_what_more_outlets_tell_comes_before_what_is_older() -> None:
    one = flagged("contradicted", snapshot=factories.snapshot())
    many = flagged("broken", detected_at=factories.NOW + timedelta(hours=1))
    for outlet in ("The Gazette", "El Faro"):
        text = factories.snapshot(
            f"{outlet}: a base opened.", url=f"https://{len(outlet)}.example/"
        )
        models.Document.objects.filter(pk=text.document_id).update(outlet=outlet)
        cite(many, text, "a base opened")

    assert keys() == [many.pk, one.pk]


def test_reports_are_a_list_of_their_own_unless_readings_disagree() -> None:
    report = factories.development()
    doubted = factories.development(
        subject=factories.commitment(slug="b", short_title="B"),
        explanation={"readings_disagree": "the model says the opposite"},
    )
    contradicted = flagged("contradicted")

    assert keys() == [doubted.pk, contradicted.pk]
    assert report.pk in keys(REPORTS)


def test_what_is_public_already_is_a_list_of_its_own() -> None:
    meeting = factories.development(kind="meeting.held", subject=factories.meeting())

    assert (keys(), keys(PUBLIC)) == ([], [meeting.pk])


def test_what_is_decided_or_held_waits_no_longer() -> None:
    decided, held = flagged("contradicted"), flagged("contradicted", side="counterpart")
    reviewing.confirm(decided, factories.ACTOR, "", factories.NOW)
    editor = factories.UserFactory.create(username="Lucía")
    confirm = reviewing.Decided(Decision.CONFIRM)
    reviewing.hold([held], confirm, editor, factories.NOW)

    assert (keys(), queue.count(WAITING)) == ([], 0)

    reviewing.undo(editor)
    assert (keys(), queue.count(WAITING)) == ([held.pk], 1)


def test_flags_that_quote_the_same_words_are_folded() -> None:
    promise = factories.commitment()

    def copy(url: str, **fields: str) -> models.Development:
        return flagged(
            "contradicted", subject=promise, snapshot=factories.snapshot(url=url), **fields
        )

    first, second = copy("https://a.example/"), copy("https://b.example/")
    other = copy("https://c.example/", side="third_party")

    found = queue.entries(WAITING, queue.Filters())

    folded = [(entry.key, [flag.key for flag in entry.alike]) for entry in found]
    assert folded == [(first.pk, [second.pk]), (other.pk, [])]
    assert queue.position(found, second.pk) == 0
    assert queue.count(WAITING) == 3


def test_a_list_is_narrowed() -> None:
    first = flagged(
        "contradicted", snapshot=factories.snapshot(), speaker_party=factories.ruritania()
    )
    second = flagged("broken", subject=factories.commitment(slug="b", short_title="B"))
    source = first.own_citations[0].snapshot.document.source

    assert keys(kind="commitment.broken") == [second.pk]
    assert keys(commitment="b") == [second.pk]
    assert keys(party=factories.ruritania().slug) == [first.pk]
    assert keys(party=factories.costaguana().slug) == [first.pk, second.pk]
    assert keys(source=source.slug) == [first.pk]
    assert keys(tier=source.tier, language="en") == [first.pk]
    assert keys(language="es") == []
    assert keys(commitment="unheard-of") == []
