"""Pictures of timelines: nothing stands on anything else, nothing is left out of the frame."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings

from tests.site.timeline_chart import histories
from tests.site.timeline_chart.histories import TODAY, mark
from tracker.site import timeline_chart
from tracker.site.timeline_chart import (
    History,
    Lane,
    Mark,
    Silence,
    Span,
    Verdict,
    lanes,
    narrow,
    wide,
)
from tracker.site.timeline_chart.shapes import Box, Link, Picture, Symbol, Words

Draw = Callable[[History, int], Picture]
LAYOUTS = pytest.mark.parametrize("draw", [wide.picture, narrow.picture], ids=["wide", "narrow"])


@LAYOUTS
@settings(max_examples=60, deadline=None)
@given(history=histories.histories())
def test_no_words_meet_and_nothing_leaves_the_frame(draw: Draw, history: History) -> None:
    picture = draw(history, 48)

    assert _meeting(picture) == []
    assert _outside(picture) == []


@settings(max_examples=60, deadline=None)
@given(history=histories.histories())
def test_a_drawing_has_fewer_than_20_kilobytes(history: History) -> None:
    drawing = timeline_chart.draw(history)

    assert len(drawing.wide.encode()) < 20_000
    assert len(drawing.narrow.encode()) < 20_000


@LAYOUTS
def test_two_hundred_marks_over_forty_years_are_grouped(draw: Draw) -> None:
    random = Random(7)
    lanes = [lane for lane in Lane if lane not in {Lane.VERDICT, Lane.SILENCE}]
    days = [date(1986, 1, 1) + timedelta(days=random.randrange(14_600)) for _ in range(200)]
    marks = [mark(random.choice(lanes), day.isoformat()) for day in days]

    picture = draw(History("Bases", TODAY, "Today", marks), 48)

    assert len(_links(picture)) <= 48
    assert _meeting(picture) == []
    assert _outside(picture) == []


@LAYOUTS
def test_a_picture_of_nothing_has_its_axis_and_today(draw: Draw) -> None:
    picture = draw(History("Bases", TODAY, "Today"), 48)

    assert _links(picture) == []
    assert "Today" in _words(picture)


def test_marks_of_one_day_are_one_with_their_number() -> None:
    marks = [mark(Lane.REPORTED, "2026-03-01", row=f"t-{n}") for n in range(4)]

    picture = wide.picture(History("Bases", TODAY, "Today", marks), 48)

    (link,) = _links(picture)
    assert (link.row, link.name) == ("t-3", "4 reports, Mar 2026: see the table")
    assert "4" in _words(picture)


def test_a_mark_alone_has_its_words_and_is_named_for_screen_readers() -> None:
    marks = [mark(Lane.AGAINST, "2026-03-01", "Tomás Vidal contradicts", "t-9")]

    for draw in (wide.picture, narrow.picture):
        picture = draw(History("Bases", TODAY, "Today", marks), 48)
        (link,) = _links(picture)
        assert (link.row, link.name) == ("t-9", "Tomás Vidal contradicts, 2026-03-01")
        assert "Tomás Vidal contradicts" in _words(picture)


def test_lanes_are_named_and_each_has_a_shape_of_its_own() -> None:
    marks = [mark(lane, "2026-03-01") for lane in (Lane.FOR, Lane.AGAINST, Lane.DEED)]

    words = _words(wide.picture(History("Bases", TODAY, "Today", marks), 48))

    assert {"For it", "Against it", "Deeds, meetings"} < {*words}
    assert "Qualified" not in words
    assert len({lanes.outline(lane, 0, 0) for lane in Lane}) == len(Lane)


def test_what_is_not_judged_or_lies_ahead_is_outlined() -> None:
    span = Span(date(2027, 1, 1), date(2027, 1, 1))
    ahead = Mark(Lane.DEADLINE, span, "Due", "Due, 1 January 2027", "t-1", is_planned=True)
    told = Mark(Lane.REPORTED, span, "Gazette", "Gazette", "t-2", is_judged=False)

    symbols = _symbols(wide.picture(History("Bases", TODAY, "Today", [ahead, told]), 48))

    assert [symbol.css.strip() for symbol in symbols] == ["open", "planned"]


def test_a_date_that_is_not_exact_is_drawn_as_its_days() -> None:
    month = Span(date(2026, 3, 1), date(2026, 3, 31))
    marks = [Mark(Lane.FOR, month, "Ana Ruiz", "Ana Ruiz", "t-1")]

    svg = timeline_chart.draw(History("Bases", date(2026, 4, 10), "Today", marks)).wide

    assert svg.count('class="for span"') == 1


def test_verdicts_are_a_band_that_changes_and_silences_are_hatched() -> None:
    history = History(
        "Bases",
        TODAY,
        "Today",
        [mark(Lane.FOR, "2025-10-31")],
        [Verdict(date(2026, 3, 31), "Upheld so far", "Upheld so far", "t-2", "for")],
        [Silence(date(2026, 5, 1), None, "212 days", "No news for 212 days", "t-3")],
    )

    drawing = timeline_chart.draw(history)

    for svg in (drawing.wide, drawing.narrow):
        assert svg.count('class="band none"') == 1
        assert svg.count('class="band for"') == 1
        assert svg.count('<rect class="silence"') == 1
        assert "Upheld so far" in svg
        assert "212 days" in svg


def test_what_has_no_date_is_said_below() -> None:
    undated = Mark(Lane.REPORTED, None, "Gazette", "Gazette", "t-4")

    for draw in (wide.picture, narrow.picture):
        picture = draw(History("Bases", TODAY, "Today", [undated]), 48)
        assert [link.row for link in _links(picture)] == ["t-4"]
        assert "1 without a date: see the table" in _words(picture)


def test_a_picture_tells_screen_readers_what_it_is_and_has_no_style() -> None:
    history = History("Bases <no>", TODAY, "Today", [mark(Lane.FOR, "2026-03-01")])

    svg = timeline_chart.draw(history).wide

    assert '<title id="timeline-wide-title">Timeline: Bases &lt;no&gt;</title>' in svg
    described = "1 for it, Mar 2026. The table below says the same."
    assert f'<desc id="timeline-wide-description">{described}</desc>' in svg
    assert 'aria-labelledby="timeline-wide-title"' in svg
    assert "style=" not in svg
    assert "<script" not in svg


def _words(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.all_shapes() if isinstance(shape, Words)]


def _links(picture: Picture) -> list[Link]:
    return [shape for shape in picture.shapes if isinstance(shape, Link)]


def _symbols(picture: Picture) -> list[Symbol]:
    return [shape for shape in picture.all_shapes() if isinstance(shape, Symbol)]


def _meeting(picture: Picture) -> list[tuple[str, str]]:
    words = [shape for shape in picture.all_shapes() if isinstance(shape, Words)]
    met = [
        (one.text, other.text) for one, other in combinations(words, 2) if one.box.meets(other.box)
    ]
    symbols = [symbol.box for symbol in _symbols(picture)]
    return met + [(each.text, "a mark") for each in words if any(map(each.box.meets, symbols))]


def _outside(picture: Picture) -> list[Box]:
    frame = Box(-0.01, -0.01, picture.width + 0.01, picture.height + 0.01)
    return [shape.box for shape in picture.all_shapes() if not shape.box.is_within(frame)]
