"""Dates in prose."""

from datetime import date

import pytest

from tracker.analysis.dates import dates

TUESDAY = dates.Anchor(date(2026, 3, 10))
JANUARY = dates.Anchor(date(2026, 1, 1), "month")


def _read(
    text: str, language: str, anchor: dates.Anchor, *, is_planned: bool = False
) -> list[tuple[str, str, str]]:
    found = dates.find(text, language, anchor, is_planned=is_planned)
    return [(m.text, m.span.first.isoformat(), m.span.precision) for m in found]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("signed on 2025-11-16", "en", ("2025-11-16", "2025-11-16", "day")),
        ("in 2025-11 they met", "en", ("2025-11", "2025-11-01", "month")),
        ("on March 2", "en", ("March 2", "2026-03-02", "day")),
        ("on 2 March 2024", "en", ("2 March 2024", "2024-03-02", "day")),
        ("on Nov. 27", "en", ("Nov. 27", "2025-11-27", "day")),
        ("on 3 Sept", "en", ("3 Sept", "2026-09-03", "day")),
        ("signed Monday in Brandon", "en", ("Monday", "2026-03-09", "day")),
        ("on December 28th", "en", ("December 28th", "2025-12-28", "day")),
        ("since June 2024", "en", ("June 2024", "2024-06-01", "month")),
        ("since 2019", "en", ("since 2019", "2019-01-01", "year")),
        ("on Thursday", "en", ("on Thursday", "2026-03-05", "day")),
        ("last Tuesday", "en", ("last Tuesday", "2026-03-03", "day")),
        ("next Tuesday", "en", ("next Tuesday", "2026-03-17", "day")),
        ("yesterday", "en", ("yesterday", "2026-03-09", "day")),
        ("next week", "en", ("next week", "2026-03-16", "week")),
        ("el 16 de noviembre", "es", ("16 de noviembre", "2025-11-16", "day")),
        ("el 3 de abril de 2026", "es", ("3 de abril de 2026", "2026-04-03", "day")),
        ("en noviembre de 2025", "es", ("noviembre de 2025", "2025-11-01", "month")),
        ("el domingo 8", "es", ("domingo 8", "2026-03-08", "day")),
        ("este viernes", "es", ("este viernes", "2026-03-06", "day")),
        ("el próximo jueves", "es", ("próximo jueves", "2026-03-12", "day")),
        ("la próxima semana", "es", ("próxima semana", "2026-03-16", "week")),
        ("la semana pasada", "es", ("semana pasada", "2026-03-02", "week")),
        ("ayer", "es", ("ayer", "2026-03-09", "day")),
        ("on the 5th", "en", ("on the 5th", "2026-03-05", "day")),
        ("on the 25th", "en", ("on the 25th", "2026-02-25", "day")),
        ("el pasado martes", "es", ("pasado martes", "2026-03-03", "day")),
        ("el día 9", "es", ("el día 9", "2026-03-09", "day")),
        ("the day before yesterday", "en", ("the day before yesterday", "2026-03-08", "day")),
        ("pasado mañana", "es", ("pasado mañana", "2026-03-12", "day")),
        ("mañana", "es", ("mañana", "2026-03-11", "day")),
        ("three days ago", "en", ("three days ago", "2026-03-07", "day")),
        ("hace 2 semanas", "es", ("hace 2 semanas", "2026-02-23", "week")),
        ("within 30 days", "en", ("within 30 days", "2026-04-09", "day")),
        ("la semana que viene", "es", ("semana que viene", "2026-03-16", "week")),
        ("next month", "en", ("next month", "2026-04-01", "month")),
        ("el mes pasado", "es", ("mes pasado", "2026-02-01", "month")),
        ("el próximo año", "es", ("próximo año", "2027-01-01", "year")),
        ("by the end of the year", "en", ("end of the year", "2026-01-01", "year")),
        ("a finales de junio", "es", ("finales de junio", "2026-06-01", "month")),
        ("by the end of June", "en", ("end of June", "2026-06-01", "month")),
        ("in the third quarter of 2027", "en", ("third quarter of 2027", "2027-07-01", "quarter")),
        ("in Q4 2025", "en", ("Q4 2025", "2025-10-01", "quarter")),
        ("el primer trimestre", "es", ("primer trimestre", "2026-01-01", "quarter")),
        ("el segundo semestre de 2026", "es", ("segundo semestre de 2026", "2026-07-01", "half")),
        ("the first half of 2027", "en", ("first half of 2027", "2027-01-01", "half")),
    ],
)
def test_a_date_is_read_with_its_precision(
    text: str, language: str, expected: tuple[str, str, str]
) -> None:
    assert _read(text, language, TUESDAY) == [expected]


def test_a_bare_weekday_of_something_planned_lies_ahead() -> None:
    assert _read("on Thursday", "en", TUESDAY, is_planned=True) == [
        ("on Thursday", "2026-03-12", "day")
    ]


def test_a_weekday_and_number_fit_the_month_of_the_article() -> None:
    assert _read("El domingo 25", "es", JANUARY) == [("domingo 25", "2026-01-25", "day")]


def test_a_weekday_that_its_number_belies_is_no_date() -> None:
    assert _read("El lunes 25", "es", JANUARY) == []


def test_relative_days_need_the_day_of_the_article() -> None:
    assert _read("on Thursday, yesterday and next week", "en", JANUARY) == []


@pytest.mark.parametrize("text", ["31 de febrero", "el 90 % de marzo", "2025-13", "12.5 March"])
def test_what_is_no_real_date_is_left_out(text: str) -> None:
    assert [m for m in _read(text, "es", TUESDAY) if m[2] == "day"] == []


def test_a_week_ends_on_its_sunday() -> None:
    (mention,) = dates.find("next week", "en", TUESDAY)

    assert (mention.span.last, mention.span.is_relative) == (date(2026, 3, 22), True)


def test_an_article_of_a_month_may_be_of_its_last_day() -> None:
    assert JANUARY.last == date(2026, 1, 31)
    assert dates.Anchor(date(2026, 1, 1), "year").last == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "language", "first", "last"),
    [
        ("on June 29-30, 2026", "en", date(2026, 6, 29), date(2026, 6, 30)),
        ("June 29 and 30", "en", date(2026, 6, 29), date(2026, 6, 30)),
        ("del 3 al 5 de marzo", "es", date(2026, 3, 3), date(2026, 3, 5)),
        ("next quarter", "en", date(2026, 4, 1), date(2026, 6, 30)),
        ("el último trimestre de 2026", "es", date(2026, 10, 1), date(2026, 12, 31)),
        ("last month", "en", date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_a_stretch_of_time_has_a_first_and_a_last_day(
    text: str, language: str, first: date, last: date
) -> None:
    (mention,) = dates.find(text, language, TUESDAY)

    assert (mention.span.first, mention.span.last) == (first, last)


def test_a_day_of_the_month_of_something_planned_lies_ahead() -> None:
    assert _read("on the 5th", "en", TUESDAY, is_planned=True) == [
        ("on the 5th", "2026-04-05", "day")
    ]


@pytest.mark.parametrize("text", ["esta mañana", "por la mañana"])
def test_the_morning_is_not_tomorrow(text: str) -> None:
    assert _read(text, "es", TUESDAY) == []
