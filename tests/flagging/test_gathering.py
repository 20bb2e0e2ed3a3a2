"""A report gathers what tells of one happening, within 72 hours of its first article."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from tests.flagging.test_happenings import BY_SOMEONE_ELSE, NAMED, store
from tracker import kinds, models, reviewing
from tracker.analysis import base

pytestmark = pytest.mark.django_db

REPORTED = "commitment.reported"
QUOTATION = "“We will not host foreign bases on our coast,” Ana Ruiz said."


@pytest.fixture(autouse=True)
def _world(db: None) -> None:
    factories.ana_ruiz()
    factories.commitment()


def article(
    number: int, text: str = QUOTATION, at: str = "2026-02-10T06:00:00Z", story: int | None = None
) -> models.Snapshot:
    url = f"https://courier.example/{number}"
    snapshot = factories.snapshot(text, url=url, published_at=at)
    models.Document.objects.filter(pk=snapshot.document_id).update(story=story)
    snapshot.document.story = story
    return snapshot


def finding(snapshot: models.Snapshot, kind: str = REPORTED, **fields: Any) -> base.Finding:
    """Return what the first line of a text is taken to say; each further line is a passage."""
    first, *others = snapshot.text.split("\n")
    further = [
        base.Passage(start := snapshot.text.index(line), start + len(line), line, BY_SOMEONE_ELSE)
        for line in others
    ]
    known: dict[str, Any] = {
        "confidence": 0.8,
        "relation": kinds.get(kind).relation,
        "speaker": NAMED,
        "further": tuple(further) if kind == REPORTED else (),
    }
    return base.Finding(kind, "no-foreign-bases", 0, len(first), first, **{**known, **fields})


def reported(*snapshots: models.Snapshot, **fields: Any) -> list[list[str]]:
    """Store a report of each, and return the addresses that each report quotes, once each."""
    for snapshot in snapshots:
        store(snapshot, finding(snapshot, **fields))
    return gathered()


def gathered() -> list[list[str]]:
    rows = models.Development.objects.filter(kind=REPORTED).order_by("pk")
    return [
        [quote.snapshot.document.url.rsplit("/", 1)[-1] for quote in row.own_citations]
        for row in rows
    ]


def test_near_duplicates_within_72_hours_of_the_first_are_one_report_whoever_speaks() -> None:
    snapshots = [
        article(1, "None is planned.", "2026-02-10T06:00:00Z", story=7),
        article(2, "No base is planned.", "2026-02-13T06:00:00Z", story=7),
        article(3, "No bases are planned.", "2026-02-13T06:01:00Z", story=7),
        article(4, "None is planned at all.", "2026-02-10T06:00:00Z", story=8),
    ]
    for snapshot, speaker in zip(snapshots, (NAMED, BY_SOMEONE_ELSE, None, NAMED), strict=True):
        store(snapshot, finding(snapshot, speaker=speaker))

    assert gathered() == [["1", "2"], ["3"], ["4"]]


def test_a_chain_of_articles_is_measured_from_the_first() -> None:
    days = ("2026-02-10", "2026-02-12", "2026-02-14", "2026-02-16")

    assert reported(*(article(n, at=day) for n, day in enumerate(days))) == [["0", "1"], ["2", "3"]]


def test_an_older_article_that_comes_later_is_gathered_too() -> None:
    assert reported(article(1, at="2026-02-10"), article(2, at="2026-02-08")) == [["1", "2"]]


def test_what_is_dated_by_its_month_is_gathered_by_when_it_was_read() -> None:
    assert reported(article(1, at="2026-02"), article(2, at="2026-02-27")) == [["1", "2"]]


def test_eight_words_of_one_speaker_gather_two_articles() -> None:
    other = "Asked again she said: “No. We will not host foreign bases on our coast, ever.”"

    assert reported(article(1), article(2, other)) == [["1", "2"]]


@pytest.mark.parametrize("speaker", [None, BY_SOMEONE_ELSE])
def test_eight_words_of_another_speaker_or_of_nobody_gather_none(
    speaker: base.Speaker | None,
) -> None:
    other = "“As she said: We will not host foreign bases on our coast!”"
    first, second = article(1, at="2026-02-10"), article(2, other, at="2026-02-11")
    store(first, finding(first, speaker=NAMED if speaker else None))

    assert reported(second, speaker=speaker) == [["1"], ["2"]]


def test_a_quotation_in_a_further_passage_gathers_too() -> None:
    shared = "“They will build the pier at San Tomé by the end of May,” Luis Vega said."
    snapshots = (article(1, f"{QUOTATION}\n{shared}"), article(2, f"No more, she said.\n{shared}"))

    assert reported(*snapshots) == [["1", "1", "2"]]


def test_the_same_speaker_on_the_same_day_is_no_evidence_of_one_happening() -> None:
    assert reported(article(1), article(2, "“No base,” Ana Ruiz said.")) == [["1"], ["2"]]


def meant(snapshot: models.Snapshot, words: str, kind: str = "commitment.reaffirmed") -> None:
    explanation = {"decided_by": [{"text": words}]}
    told = finding(snapshot, kind, explanation=explanation, speaker=None)
    store(snapshot, finding(snapshot, speaker=None), told)


def test_the_same_words_of_that_day_with_the_same_meaning_are_one_act() -> None:
    meant(article(1, "None will be hosted.", "2026-02-10"), "will be hosted")
    meant(article(2, "No base WILL BE HOSTED here.", "2026-02-10"), "WILL BE HOSTED")
    meant(article(3, "None will be hosted, ever.", "2026-02-11"), "will be hosted")
    meant(article(4, "None will be hosted, some say.", "2026-02-10"), "some say")

    assert gathered() == [["1", "2"], ["3"], ["4"]]


def test_what_may_be_for_it_is_not_gathered_with_what_may_be_against_it() -> None:
    meant(article(1, story=7), "will not")
    meant(article(2, "We may host a foreign base.", story=7), "may", "commitment.contradicted")
    meant(article(3, "No foreign base will be hosted.", story=7), "will be")

    reports = models.Development.objects.filter(kind=REPORTED).order_by("pk")
    assert gathered() == [["1", "3"], ["2"]]
    assert [[meaning.kind for meaning in row.meanings.all()] for row in reports] == [
        ["commitment.reaffirmed"],
        ["commitment.contradicted"],
    ]


def test_a_report_quotes_three_passages_of_its_first_article_and_one_of_each_other() -> None:
    lines = [QUOTATION, "“Not one,” Luis Vega said.", "“Never,” Luis Vega said.", "“No,” he said."]
    first = article(1, "\n".join(lines), story=7)
    second = article(2, "\n".join([lines[1], lines[0]]), story=7)
    store(first, finding(first))
    before = models.Revision.objects.latest("sequence").sequence

    store(second, finding(second))

    row = models.Development.objects.get()
    assert [quote.exact for quote in row.own_citations] == [*lines[:3], lines[1]]
    speakers = [quote.passage.speaker_name for quote in row.own_citations]
    assert speakers == ["Ana Ruiz", "Luis Vega", "Luis Vega", "Ana Ruiz"]
    (revision,) = models.Revision.objects.filter(sequence__gt=before)
    assert revision.event_type == "record.updated"
    assert [quote["speaker"]["name"] for quote in factories.shown(row)["citations"]] == speakers


def test_an_article_read_again_adds_no_more_than_three_passages() -> None:
    lines = [QUOTATION, "“Not one.”", "“Never.”", "“No.”"]
    snapshot = article(1, "\n".join(lines))
    store(snapshot, finding(snapshot))

    start = snapshot.text.index(lines[3])
    again = replace(finding(snapshot), start=start, end=len(snapshot.text), exact=lines[3])

    assert store(snapshot, again) == []
    assert gathered() == [["1", "1", "1"]]


def test_quotes_that_a_person_chose_stay_as_they_are() -> None:
    first, second = article(1, story=7), article(2, "None is planned.", story=7)
    store(first, finding(first))
    row = models.Development.objects.get()
    quotes = [{"document": first.document.slug, "exact": "foreign bases"}]
    reviewing.correct(row, factories.ACTOR, "short", factories.NOW, {"citations": quotes})

    assert reported(second) == [["1"]]


def test_a_quote_below_the_bar_does_not_become_public_by_joining_one_that_is() -> None:
    first, second = article(1, story=7), article(2, story=7)
    store(first, finding(first))

    store(second, finding(second, confidence=0.45))

    assert gathered() == [["1"], ["2"]]
    assert [row.is_public for row in models.Development.objects.order_by("pk")] == [True, False]


def test_what_is_public_does_not_draw_a_quote_below_the_bar_along() -> None:
    first, second, third = (article(number, story=7) for number in (1, 2, 3))
    store(first, finding(first, confidence=0.45))

    assert reported(second, third) == [["1"], ["2", "3"]]
    assert [row.is_public for row in models.Development.objects.order_by("pk")] == [False, True]


def test_a_person_makes_a_report_public_that_waited_and_no_machine_adds_what_would_wait() -> None:
    first, second, third = (article(number, story=7) for number in (1, 2, 3))
    store(first, finding(first, confidence=0.45))
    reviewing.confirm(models.Development.objects.get(), "Emilia Gould", "", timezone.now())

    store(second, finding(second, confidence=0.45))

    assert reported(third) == [["1", "3"], ["2"]]


def test_what_is_doubtful_waits_however_sure_it_is() -> None:
    first, second = article(1, story=7), article(2, story=7)
    store(first, finding(first, is_doubtful=True))
    store(second, finding(second))

    assert gathered() == [["1"], ["2"]]
    assert [row.is_public for row in models.Development.objects.order_by("pk")] == [False, True]


def test_words_that_a_person_dismissed_are_not_raised_again_whoever_carries_them() -> None:
    store(first := article(1, story=7), finding(first))
    row = models.Development.objects.get()
    reviewing.dismiss(row, factories.ACTOR, "a port", factories.NOW)

    assert reported(article(2, "None.", "2026-02-25", story=7), article(3)) == [["1", "2", "3"]]
