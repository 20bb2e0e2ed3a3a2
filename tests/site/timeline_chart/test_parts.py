"""What pictures of timelines rest on: scales, widths of words, groups, and words moved apart."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.site.timeline_chart.histories import TODAY, mark
from tracker.site.timeline_chart import History, Lane, grouping, lettering, scale, stacking


def test_an_axis_of_a_year_names_quarters_and_the_year_where_it_begins() -> None:
    found = scale.ticks(_scale("2026-01-10", "2027-01-20"), 80)

    named = [(tick.label, tick.year) for tick in found]
    assert named == [("Jan", "2026"), ("Apr", ""), ("Jul", ""), ("Oct", ""), ("Jan", "2027")]


def test_an_axis_of_weeks_names_mondays() -> None:
    found = scale.ticks(_scale("2026-11-02", "2026-12-02"), 80)

    assert [tick.label for tick in found] == ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]


def test_an_axis_of_centuries_names_round_years() -> None:
    found = scale.ticks(_scale("1503-01-01", "2026-01-01"), 80)

    assert [tick.label for tick in found] == ["1600", "1800", "2000"]


def test_a_day_stands_amid_its_width() -> None:
    axis = scale.Scale(0, 10, 100, 200)

    assert axis.day(date.fromordinal(4)) == 145
    assert axis.at(-3) == 100
    assert axis.at(30) == 200


def test_a_scale_holds_all_marks_and_today() -> None:
    axis = scale.of(History("Bases", TODAY, "Today", [mark(Lane.FOR, "2020-05-01")]), 0, 100)

    assert 0 < axis.day(date(2020, 5, 1)) < 5
    assert 95 < axis.day(TODAY) < 100


def test_words_that_are_too_long_end_with_an_ellipsis() -> None:
    assert lettering.shortened("Ana Ruiz", 100, 10) == "Ana Ruiz"
    assert lettering.shortened("Ana Ruiz reaffirms it", 60, 10) == "Ana Ruiz…"
    assert lettering.width("iii", 10) < lettering.width("mmm", 10)
    assert lettering.width("ñ", 10) == lettering.width("n", 10)


@given(words=st.text(), room=st.floats(20, 300))
def test_shortened_words_fit(words: str, room: float) -> None:
    assert lettering.width(lettering.shortened(words, room, 14), 14) <= room + 1e-9


@given(places=st.lists(st.floats(0, 500), max_size=60))
def test_groups_do_not_reach_into_one_another(places: list[float]) -> None:
    found = grouping.grouped([(place, place) for place in places], lambda _: (7, 7 + 10))

    middles = [group.place for group in found]
    assert all(after - before >= 24 for before, after in pairwise(middles))
    assert sorted(member for group in found for member in group.members) == sorted(places)


@given(places=st.lists(st.floats(0, 500), max_size=20))
def test_words_beside_an_axis_are_apart_and_within_it(places: list[float]) -> None:
    found = stacking.spread(sorted(places), 25, 0, 500)

    assert all(after - before >= 25 - 1e-6 for before, after in pairwise(found))
    assert all(-1e-6 <= place <= 500 + 1e-6 for place in found)


def test_words_that_need_not_move_stay() -> None:
    assert stacking.spread([10, 100, 110], 30, 0, 500) == [10, 90, 120]


def _scale(first: str, last: str) -> scale.Scale:
    start, end = (date.fromisoformat(day).toordinal() for day in (first, last))
    axis = scale.Scale(start, end, 0, 400)
    spare = (end - start) * 0.03
    return scale.Scale(axis.start - spare, axis.end + spare, 0, 400)
