"""A commitment is silent when nothing is reported on it, though what would carry it was read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from tests import factories
from tests.flagging import telling
from tracker import flagging, models, reviewing

pytestmark = pytest.mark.django_db

WATCH = {"terms": {"foreign bases": 3.0}}


def watched(**fields: Any) -> models.Commitment:
    return telling.commitment(**{"due_date": None, "watch": WATCH, **fields})


def in_days(days: int) -> datetime:
    """Return noon of the day so many days from today, in UTC."""
    return datetime.now(UTC).replace(hour=17) + timedelta(days=days)


def read(until: int, since: int = 0, every: int = 10, **article: Any) -> None:
    """Have an article of The Sulaco Courier read every so many days."""
    for day in range(since, until, every):
        name = article.get("outlet", "courier")
        snapshot = factories.snapshot(
            f"Silver rose on day {day}.", url=f"https://{name}.example/{day}", **article
        )
        models.Snapshot.objects.filter(pk=snapshot.pk).update(flagged_at=in_days(day))


def silences(commitment: models.Commitment) -> list[tuple[date | None, bool]]:
    return [
        (development.occurred_date, development.is_backfill)
        for development in telling.told(commitment)
        if development.kind == "commitment.silent"
    ]


def test_silence_is_told_once_with_what_was_read_in_it() -> None:
    commitment = watched()
    read(until=200)
    today = commitment.day_at(datetime.now(UTC))

    assert flagging.flag_calendar(in_days(178)) == 0
    assert flagging.flag_calendar(in_days(181)) == 1
    assert flagging.flag_calendar(in_days(188)) == 0
    assert flagging.flag_calendar(in_days(195)) == 0

    (development,) = telling.told(commitment)
    assert development.occurred_date == today + timedelta(days=180)
    assert development.explanation == {
        "rule": "commitment.silent",
        "silent_since": str(today),
        "documents": 18,
        "outlets": 1,
    }
    assert development.title == "Nothing new on commitment: No foreign bases"
    assert development.summary == {
        "en": f"Nothing new on commitment: No foreign bases. No report since {today}; "
        "documents read since then: 18, outlets: 1.",
        "es": f"Sin novedades del compromiso: No foreign bases. Ninguna información desde el "
        f"{today}; documentos leídos desde entonces: 18, medios: 1.",
    }
    assert development.own_citations[0].exact == factories.QUOTE


@pytest.mark.parametrize(
    "fields",
    [
        {"watch": {}},
        {"watch": {"exclusions": ["tax base"]}},
        {"citations": []},
    ],
    ids=["not watched", "no terms", "no words"],
)
def test_of_what_is_not_looked_for_or_not_known_by_any_words_no_silence_is_told(
    fields: dict[str, Any],
) -> None:
    watched(**fields)
    read(until=200)

    assert flagging.flag_calendar(in_days(181)) == 0


@pytest.mark.parametrize("since", [50, 100, 150])
def test_while_nothing_was_read_for_a_quarter_of_the_time_no_silence_is_told(since: int) -> None:
    commitment = watched()
    read(until=200, since=since)

    assert flagging.flag_calendar(in_days(181)) == 0
    assert silences(commitment) == []

    read(until=400, since=200)
    assert flagging.flag_calendar(in_days(390)) == 1


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ({"language": "en", "country": "XC"}, 1),
        ({"language": "en", "country": ""}, 1),
        ({"language": "en", "country": "XR"}, 0),
        ({"language": "fr", "country": "XC"}, 0),
    ],
)
def test_sources_of_another_language_or_country_that_never_carried_it_do_not_count(
    source: dict[str, Any], count: int
) -> None:
    language = source["language"]
    radio = factories.source(name="Radio Sulaco", slug="radio-sulaco", tier="press", **source)
    watched()
    read(until=200, source=radio.slug, outlet="radio", language=language)

    assert flagging.flag_calendar(in_days(181)) == count


def report(commitment: models.Commitment, day: int, **fields: Any) -> models.Development:
    return factories.development(subject=commitment, detected_at=in_days(day), **fields)


def test_a_report_ends_a_silence_and_begins_another_that_is_told_as_well() -> None:
    commitment = watched()
    read(until=600)
    assert flagging.flag_calendar(in_days(185)) == 1
    report(commitment, 200)

    assert flagging.flag_calendar(in_days(379)) == 0
    assert flagging.flag_calendar(in_days(386)) == 1

    today = commitment.day_at(datetime.now(UTC))
    begun = [(today + timedelta(days=days), False) for days in (180, 380)]
    assert silences(commitment) == begun


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"kind": "commitment.reaffirmed", "relation": "reaffirms"}, 0),
        ({"kind": "commitment.mentioned"}, 1),
        ({"kind": "commitment.verdict_changed"}, 1),
        ({"is_backfill": True}, 1),
        ({"confidence": 0.1}, 0),
    ],
    ids=["a meaning", "a mention", "a verdict", "old when it was found", "one that waits"],
)
def test_only_what_was_reported_ends_a_silence(fields: dict[str, Any], count: int) -> None:
    commitment = watched()
    read(until=200)
    report(commitment, 100, **fields)

    assert flagging.flag_calendar(in_days(185)) == count


def test_a_report_that_was_dismissed_ended_no_silence() -> None:
    commitment = watched()
    read(until=200)
    row = report(commitment, 100)
    assert flagging.flag_calendar(in_days(185)) == 0

    reviewing.dismiss(row, factories.ACTOR, "of another matter", in_days(186))

    assert flagging.flag_calendar(in_days(193)) == 1


def test_words_and_deeds_that_editors_entered_end_a_silence() -> None:
    commitment = watched()
    read(until=200)
    related = {"commitment": commitment.slug, "relation": "progresses", "side": "holder"}
    factories.event(start_date=str(in_days(100).date()), relations=[related])

    assert flagging.flag_calendar(in_days(185)) == 0


def test_what_was_long_silent_at_the_first_look_is_no_news() -> None:
    commitment = watched()
    read(until=300)

    assert flagging.flag_calendar(in_days(290)) == 1

    assert [is_backfill for _, is_backfill in silences(commitment)] == [True]


def test_after_how_many_days_is_a_setting(settings: Settings) -> None:
    settings.SILENT_AFTER_DAYS = 40
    watched()
    read(until=60)

    assert flagging.flag_calendar(in_days(39)) == 0
    assert flagging.flag_calendar(in_days(42)) == 1
