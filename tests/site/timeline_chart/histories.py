"""Histories to draw: one written by hand, and random ones."""

from datetime import date

from hypothesis import strategies as st

from tracker.site.timeline_chart import History, Lane, Mark, Silence, Span, Verdict

TODAY = date(2026, 11, 29)
_POINTS = [lane for lane in Lane if lane not in {Lane.VERDICT, Lane.SILENCE}]
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=60)
_LENGTHS = (0, 30, 364)


def mark(lane: Lane, day: str, label: str = "Ana Ruiz reaffirms", row: str = "t-1") -> Mark:
    """Return a mark of one day."""
    span = Span(date.fromisoformat(day), date.fromisoformat(day))
    return Mark(lane, span, label, f"{label}, {day}", row)


def histories() -> st.SearchStrategy[History]:
    """Return histories of no marks up to 200: on one day, over years, over centuries, undated."""
    ranges = [(TODAY, TODAY), (date(2026, 1, 1), date(2027, 2, 1))]
    ranges += [(date(1986, 1, 1), TODAY), (date(1000, 1, 1), date(9998, 1, 1))]
    return st.sampled_from(ranges).flatmap(lambda ends: _between(*ends))


def _between(first: date, last: date) -> st.SearchStrategy[History]:
    days = st.dates(first, last)
    spans = st.builds(_span, days, st.sampled_from(_LENGTHS))
    marks = st.builds(
        Mark,
        st.sampled_from(_POINTS),
        spans | st.none(),
        _TEXTS,
        _TEXTS,
        st.just("t-100"),
        st.booleans(),
        st.booleans(),
    )
    verdicts = st.builds(Verdict, days, _TEXTS, _TEXTS, st.just("t-7"))
    silences = st.builds(Silence, days, days | st.none(), _TEXTS, _TEXTS, st.just("t-8"))
    return st.builds(
        History,
        _TEXTS,
        st.just(TODAY),
        st.sampled_from(["Today", "Hoy", "31 Dec 2026"]),
        _up_to_200(marks),
        st.lists(verdicts, max_size=6),
        st.lists(silences, max_size=10),
        st.booleans(),
    )


def _up_to_200(marks: st.SearchStrategy[Mark]) -> st.SearchStrategy[list[Mark]]:
    """Return lists that are long as well, each mark of which is one of a few."""
    few = st.lists(marks, max_size=12)
    return few | st.lists(marks, min_size=1, max_size=12).flatmap(
        lambda some: st.lists(st.sampled_from(some), min_size=150, max_size=200)
    )


def _span(first: date, days: int) -> Span:
    return Span(first, date.fromordinal(min(first.toordinal() + days, date.max.toordinal())))
