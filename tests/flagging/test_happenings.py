"""One happening is one development: across outlets, languages, days and orders of arrival."""

import itertools
import random
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests import factories
from tracker import flagging, kinds, models, recording, reviewing
from tracker.analysis import base

pytestmark = pytest.mark.django_db

FIRST = date(2026, 2, 10)
WORDS = "Costaguana will not host foreign bases."
NAMED = base.Speaker("Ana Ruiz", "ana-ruiz", "costaguana", "Foreign Minister", "Ana Ruiz")
BY_NAME = base.Speaker("Ana Ruiz", attributed_as="Ana Ruiz")
BY_SURNAME = base.Speaker("Ruiz", attributed_as="Ruiz")
BY_OFFICE = base.Speaker("the foreign minister", party="costaguana")
BY_OFFICE_IN_SPANISH = base.Speaker("la Canciller de Costaguana", party="costaguana")
BY_SOMEONE_ELSE = base.Speaker("Luis Vega")

_numbers = itertools.count(1)


def report(
    day: int = 0,
    speaker: base.Speaker | None = NAMED,
    story: int | None = None,
    kind: str = "commitment.reaffirmed",
    text: str = WORDS,
    **fields: str,
) -> Callable[[], models.Snapshot]:
    """Return what brings in an article of the day so many days later that says so."""

    def bring() -> models.Snapshot:
        url = f"https://courier.example/{next(_numbers)}"
        published = FIRST + timedelta(days=day)
        snapshot = factories.snapshot(text, url=url, published_at=f"{published}", **fields)
        models.Document.objects.filter(pk=snapshot.document_id).update(story=story)
        snapshot.document.story = story
        store(snapshot, finding(snapshot, day, speaker, kind))
        return snapshot

    return bring


def finding(
    snapshot: models.Snapshot,
    day: int = 0,
    speaker: base.Speaker | None = NAMED,
    kind: str = "commitment.reaffirmed",
    decided_by: str = "will not host",
) -> base.Finding:
    return base.Finding(
        kind=kind,
        record="no-foreign-bases",
        start=0,
        end=len(snapshot.text),
        exact=snapshot.text,
        confidence=0.8,
        relation=kinds.get(kind).relation,
        side="holder",
        speaker=speaker,
        occurred=FIRST + timedelta(days=day),
        occurred_precision="day",
        explanation={"decided_by": [{"text": decided_by}]},
    )


def store(snapshot: models.Snapshot, *findings: base.Finding) -> list[models.Development]:
    with recording.change("prose", "read", is_machine=True) as change:
        return flagging.store_findings(change, snapshot, findings)


def told() -> list[tuple[str, int]]:
    """Return the day of each development, and how many documents it quotes, by day."""
    rows = models.Development.objects.order_by("occurred_date", "pk")
    return [(str(row.occurred_date)[5:], len(row.own_citations)) for row in rows]


@pytest.fixture(autouse=True)
def _world(db: None) -> None:
    factories.ana_ruiz()
    factories.commitment()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_arrives_first_of_three_days_it_is_one_development(seed: int) -> None:
    reports = [
        report(0),
        report(1, language="es", text="Costaguana no tendrá bases extranjeras."),
        report(2, BY_NAME),
        report(3, BY_SURNAME),
        report(1, BY_OFFICE),
        report(2, BY_OFFICE_IN_SPANISH, language="es", text="No habrá bases, dijo la canciller."),
    ]
    # A name alone and an office alone have nothing in common, so the record comes first.
    later = reports[1:]
    random.Random(seed).shuffle(later)

    for bring in (reports[0], *later):
        bring()

    ((_, citations),) = told()
    assert citations == 6


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_official_by_record_and_by_name_is_one_speaker_in_any_order(
    order: tuple[int, ...],
) -> None:
    reports = (report(0), report(1, BY_NAME), report(2, BY_NAME))

    for number in order:
        reports[number]()

    assert [citations for _, citations in told()] == [3]


def test_the_third_day_still_belongs_to_the_first_and_the_fourth_is_another() -> None:
    for day in (0, 3, 4):
        report(day)()

    assert told() == [("02-10", 2), ("02-14", 1)]


def test_a_chain_of_days_is_measured_from_its_first() -> None:
    for day in (0, 3, 6):
        report(day)()

    assert told() == [("02-10", 2), ("02-16", 1)]


@pytest.mark.parametrize("seed", range(6))
def test_in_no_order_of_arrival_does_a_development_reach_beyond_three_days(seed: int) -> None:
    chooser = random.Random(seed)
    days = [chooser.randrange(12) for _ in range(8)]

    for day in days:
        report(day)()

    developments = list(models.Development.objects.all())
    assert sum(len(row.own_citations) for row in developments) == 8
    for row in developments:
        assert row.occurred_date is not None
        for citation in row.own_citations:
            published = citation.snapshot.document.published_at
            assert published is not None
            assert abs((published.date() - row.occurred_date).days) <= 3


def test_another_speaker_or_kind_is_another_development() -> None:
    report()()
    report(speaker=BY_SOMEONE_ELSE)()
    report(speaker=None, text="There will be no foreign bases.")()
    report(kind="commitment.qualified")()

    assert told() == [("02-10", 1)] * 4


def test_one_speaker_means_the_same_twice_where_the_same_words_decide() -> None:
    report()()
    snapshot = factories.snapshot("Nothing of the sort is planned.", url="https://a.example/1")
    store(snapshot, finding(snapshot, decided_by="nothing of the sort"))
    snapshot = factories.snapshot("As ever, we WILL not host any.", url="https://a.example/2")
    store(snapshot, finding(snapshot, decided_by="WILL not host"))

    assert told() == [("02-10", 2), ("02-10", 1)]


def test_one_speaker_means_the_same_twice_where_eight_words_are_the_same() -> None:
    said = "“{}we will not host foreign bases on our coast,” she said."
    for number, lead in enumerate(("Once more: ", "", "Today ")):
        snapshot = factories.snapshot(said.format(lead), url=f"https://a.example/{number}")
        store(snapshot, replace(finding(snapshot), explanation={}))

    assert told() == [("02-10", 3)]


def test_a_meaning_never_joins_what_a_person_corrected_to_its_opposite() -> None:
    report(story=7)()
    models.Development.objects.update(
        kind="commitment.contradicted", relation="contradicts", review_state="corrected"
    )

    report(story=7)()

    assert told() == [("02-10", 1)] * 2


def test_two_meanings_without_a_speaker_have_no_speaker_in_common() -> None:
    report(speaker=None, text="Freedonia may lend its harbour.")()
    report(speaker=None, text="There will be no foreign bases.")()

    assert told() == [("02-10", 1)] * 2


def test_without_a_speaker_the_very_words_of_that_day_are_one_meaning() -> None:
    report(speaker=None)()
    report(speaker=None)()
    report(speaker=NAMED)()
    report(1, speaker=None)()

    assert told() == [("02-10", 3), ("02-11", 1)]


def test_what_a_machine_takes_for_more_of_a_confirmed_meaning_waits_by_itself() -> None:
    report(kind="commitment.reaffirmed")()
    first = models.Development.objects.get()
    reviewing.confirm(first, "Emilia Gould", "", timezone.now())

    report(1, kind="commitment.reaffirmed")()
    report(2, kind="commitment.reaffirmed")()

    shown = models.Development.objects.order_by("pk").values_list("is_public", flat=True)
    assert list(shown) == [True, False]
    assert [citations for _, citations in told()] == [1, 2]


def test_a_meaning_is_known_within_its_report() -> None:
    snapshots = [
        factories.snapshot(text, url=f"https://courier.example/within{number}", published_at=day)
        for number, (text, day) in enumerate(
            (("We will host none.", "2026-02-10"), ("None will be hosted.", "2026-02-20"))
        )
    ]
    for snapshot, day in zip(snapshots, (0, 10), strict=True):
        kinds_found = ("commitment.reported", "commitment.reaffirmed")
        store(snapshot, *(finding(snapshot, day, kind=kind) for kind in kinds_found))

    meanings = models.Development.objects.filter(kind="commitment.reaffirmed").order_by("pk")
    reports = models.Development.objects.filter(kind="commitment.reported").order_by("pk")
    assert [meaning.report for meaning in meanings] == list(reports)


def test_a_mention_beside_its_report_waits_by_itself_and_is_known_when_read_again() -> None:
    snapshot = factories.snapshot(WORDS, url="https://courier.example/marked")
    found = [
        finding(snapshot, kind=kind) for kind in ("commitment.reported", "commitment.mentioned")
    ]

    made = [row.kind for row in store(snapshot, *found)]
    again = store(snapshot, *found)

    assert made == ["commitment.reported", "commitment.mentioned"]
    assert again == []
    mention = models.Development.objects.get(kind="commitment.mentioned")
    report = models.Development.objects.get(kind="commitment.reported")
    assert (mention.report, report.report) == (report, None)
    assert (mention.is_public, report.is_public) == (False, True)


def test_two_officials_of_one_name_are_two_speakers() -> None:
    factories.official(slug="ana-ruiz-2", name="Ana Ruiz")
    report()()
    report(speaker=replace(NAMED, official="ana-ruiz-2"))()

    assert told() == [("02-10", 1), ("02-10", 1)]


def test_a_meeting_that_is_held_has_no_speaker() -> None:
    factories.meeting(slug="talks")
    snapshots = [factories.snapshot(url=f"https://courier.example/m{n}") for n in range(2)]
    speakers = (NAMED, BY_SOMEONE_ELSE)

    for snapshot, speaker in zip(snapshots, speakers, strict=True):
        store(
            snapshot,
            replace(finding(snapshot, -20, speaker, "meeting.held"), record="talks"),
        )

    ((_, citations),) = told()
    assert citations == 2


def test_near_duplicates_tell_of_one_happening_however_far_apart_they_appear() -> None:
    report(0, story=7)()
    report(9, story=7)()
    report(9, story=8)()

    assert told() == [("02-10", 2), ("02-19", 1)]


def test_a_near_duplicate_that_leaves_out_the_speaker_is_the_same_report() -> None:
    report(0, story=7)()
    report(0, speaker=None, story=7)()
    report(0, BY_SOMEONE_ELSE, story=7)()

    assert told() == [("02-10", 2), ("02-10", 1)]


def test_words_that_are_read_again_are_known_whoever_is_now_taken_to_speak() -> None:
    snapshot = report(0, BY_SOMEONE_ELSE)()

    assert store(snapshot, finding(snapshot, 9, NAMED)) == []
    assert told() == [("02-10", 1)]


def test_what_a_person_dismissed_is_not_raised_again() -> None:
    report()()
    models.Development.objects.update(review_state="dismissed", review_reason="A misquote.")

    report(1)()

    assert told() == [("02-10", 2)]


def test_a_development_whose_day_was_corrected_is_known_by_both_days() -> None:
    report(kind="commitment.stated")()
    models.Development.objects.update(occurred_date=date(2026, 2, 2), review_state="corrected")

    for day in (3, -9, -4):
        report(day, kind="commitment.stated")()

    assert [citations for _, citations in told()] == [3, 1]


def test_what_is_known_to_the_month_is_told_again_by_that_month_only() -> None:
    for month in ("2026-01", "2026-01", "2026-02"):
        snapshot = factories.snapshot(url=f"https://a.example/{next(_numbers)}", published_at=month)
        day = date.fromisoformat(f"{month}-01")
        store(snapshot, replace(finding(snapshot), occurred=day, occurred_precision="month"))

    assert told() == [("01-01", 2), ("02-01", 1)]


def test_a_speaker_of_three_hundred_letters_is_told_of_once() -> None:
    endless = base.Speaker("Ruiz " * 60)

    report(0, endless)()
    report(0, endless)()

    assert told() == [("02-10", 2)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_store_one_development_and_announce_it_once() -> None:
    snapshots = [factories.snapshot(url=f"https://courier.example/t{n}") for n in range(8)]
    speakers = itertools.cycle((NAMED, BY_NAME, BY_OFFICE, BY_SURNAME))
    work = [
        (row, finding(row, 0, speaker, "commitment.stated"))
        for row, speaker in zip(snapshots, speakers, strict=False)
    ]
    store(*work[0])
    start = threading.Barrier(2)

    def read(share: list[tuple[models.Snapshot, base.Finding]]) -> None:
        start.wait()
        for row, found in share:
            with transaction.atomic():
                store(row, found)
        connection.close()

    threads = [threading.Thread(target=read, args=(work[1:][n::2],)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [citations for _, citations in told()] == [8]
    announced = models.Revision.objects.filter(event_type="commitment.stated")
    assert announced.count() == 1
